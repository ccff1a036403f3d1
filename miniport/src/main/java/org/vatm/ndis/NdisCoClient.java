package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_SUPPORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A client that makes calls: binds to every adapter, opens ATM's address family there as soon as a call manager offers
 * it, and closes all in the right order when the adapter goes. A subclass says what to do with VCs and packets.
 * <pre>
 *   register -> onReady -> createVc -> makeCall -> onCallMade -> send ... onSendComplete
 *                                                             -> onReceive
 *                                      closeCall -> onCallClosed -> deleteVc
 * </pre>
 * No incoming calls. Methods are driver code, at most DISPATCH; nothing is allocated but for more VCs than ever before.
 */
public abstract class NdisCoClient implements NdisProtocol, NdisClient
{
    protected final NdisProtocolLibrary ndis;

    private final NdisHandleHolder protocolHandle = new NdisHandleHolder();
    private final List<NdisClientPort> ports = new ArrayList<>();
    private NdisClientVc[] vcs = new NdisClientVc[64];
    private int[] free = new int[64];
    private int freeCount;
    private int vcCount;

    protected NdisCoClient(final NdisProtocolLibrary ndis)
    {
        this.ndis = ndis;
    }

    /** The address family is open on an adapter: VCs can be created there. */
    protected abstract void onReady(NdisClientPort port);

    /** A call that {@link #makeCall} began is connected, or is not, in which case the VC is as before. */
    protected abstract void onCallMade(NdisClientVc vc, int status, CoCallParameters callParameters);

    /** A call that {@link #closeCall} began to close is closed. */
    protected abstract void onCallClosed(NdisClientVc vc, int status);

    /** A packet that was sent is ours again. */
    protected abstract void onSendComplete(NdisClientVc vc, int status, NdisPacket packet);

    /** A packet; the result is that of {@link NdisProtocol#protocolCoReceivePacket}. */
    protected abstract int onReceive(NdisClientVc vc, NdisPacket packet);

    /** NdisRegisterProtocol, at PASSIVE: {@link #onReady} follows for adapters that run. */
    public final void register()
    {
        ndis.ndisRegisterProtocol(protocolHandle, this);
    }

    /**
     * NdisCoCreateVc.
     *
     * @param vc in stage NONE.
     * @return SUCCESS, or why not.
     */
    public final int createVc(final NdisClientPort port, final NdisClientVc vc)
    {
        if (vc.stage != NdisClientVc.Stage.NONE)
        {
            throw new IllegalStateException("VC is " + vc.stage);
        }
        enter(vc);
        final int status = ndis.ndisCoCreateVc(port.bindingHandle.value, port.afHandle.value, vc.index + 1, vc.handle);
        if (status == NDIS_STATUS_SUCCESS)
        {
            vc.port = port;
            vc.stage = NdisClientVc.Stage.CREATED;
            vc.sendsOut = 0;
            port.vcCount++;
        }
        else
        {
            leave(vc);
        }
        return status;
    }

    /**
     * NdisClMakeCall; {@link #onCallMade} follows, perhaps before this returns. The parameters must live until then.
     */
    public final void makeCall(final NdisClientVc vc, final CoCallParameters callParameters)
    {
        vc.stage = NdisClientVc.Stage.MAKING;
        final int status = ndis.ndisClMakeCall(vc.handle.value, callParameters);
        if (status != NDIS_STATUS_PENDING)
        {
            callMade(vc, status, callParameters);
        }
    }

    /** NdisClCloseCall, when every packet has come back; {@link #onCallClosed} follows, perhaps before this returns. */
    public final void closeCall(final NdisClientVc vc)
    {
        if (vc.stage != NdisClientVc.Stage.CONNECTED || vc.sendsOut != 0)
        {
            throw new IllegalStateException("VC is " + vc.stage + " with " + vc.sendsOut + " packets out");
        }
        vc.stage = NdisClientVc.Stage.CLOSING;
        final int status = ndis.ndisClCloseCall(vc.handle.value);
        if (status != NDIS_STATUS_PENDING)
        {
            callClosed(vc, status);
        }
    }

    /** NdisCoDeleteVc: SUCCESS, or why not. */
    public final int deleteVc(final NdisClientVc vc)
    {
        final int status = ndis.ndisCoDeleteVc(vc.handle.value);
        if (status == NDIS_STATUS_SUCCESS)
        {
            leave(vc);
            vc.port.vcCount--;
        }
        return status;
    }

    /** NdisCoSendPackets; {@link #onSendComplete} follows for each, perhaps before this returns. */
    public final void send(final NdisClientVc vc, final NdisPacket[] packets, final int count)
    {
        vc.sendsOut += count;
        ndis.ndisCoSendPackets(vc.handle.value, packets, count);
    }

    @Override
    public int protocolBindAdapter(final String deviceName)
    {
        final NdisClientPort port = new NdisClientPort(deviceName, ports.size() + 1);
        ports.add(port);
        return ndis.ndisOpenAdapter(port.bindingHandle, protocolHandle.value, port.context, deviceName);
    }

    @Override
    public void protocolCoAfRegisterNotify(final long protocolBindingContext, final CoAddressFamily family)
    {
        final NdisClientPort port = port(protocolBindingContext);
        if (family.addressFamily() != CoAddressFamily.CO_ADDRESS_FAMILY_Q2931 || port.afHandle.value != 0)
        {
            return;
        }
        final int status = ndis.ndisClOpenAddressFamily(
            port.bindingHandle.value, family, port.context, this, port.afHandle);
        if (status == NDIS_STATUS_SUCCESS)
        {
            onReady(port);
        }
    }

    @Override
    public void protocolClOpenAfComplete(final int status, final long protocolAfContext, final long ndisAfHandle)
    {
        final NdisClientPort port = port(protocolAfContext);
        port.afHandle.value = ndisAfHandle;
        if (status == NDIS_STATUS_SUCCESS)
        {
            onReady(port);
        }
    }

    @Override
    public void protocolUnbindAdapter(final long protocolBindingContext)
    {
        final NdisClientPort port = port(protocolBindingContext);
        port.unbinding = true;
        for (int i = 0; i < vcCount; i++)
        {
            if (vcs[i] != null && vcs[i].port == port)
            {
                dismantle(vcs[i]);
            }
        }
        closeIfEmpty(port);
    }

    @Override
    public void protocolClCloseAfComplete(final int status, final long protocolAfContext)
    {
        ndis.ndisCloseAdapter(port(protocolAfContext).bindingHandle.value);
    }

    @Override
    public int protocolCoCreateVc(
        final long protocolAfContext, final long ndisVcHandle, final NdisHandleHolder protocolVcContext)
    {
        return NDIS_STATUS_NOT_SUPPORTED; // a VC for an incoming call
    }

    @Override
    public int protocolCoDeleteVc(final long protocolVcContext)
    {
        return NDIS_STATUS_NOT_SUPPORTED;
    }

    @Override
    public void protocolClMakeCallComplete(
        final int status,
        final long protocolVcContext,
        final long ndisPartyHandle,
        final CoCallParameters callParameters)
    {
        callMade(vc(protocolVcContext), status, callParameters);
    }

    @Override
    public void protocolClCloseCallComplete(
        final int status, final long protocolVcContext, final long protocolPartyContext)
    {
        callClosed(vc(protocolVcContext), status);
    }

    @Override
    public void protocolCoSendComplete(final int status, final long protocolVcContext, final NdisPacket packet)
    {
        final NdisClientVc vc = vc(protocolVcContext);
        vc.sendsOut--;
        onSendComplete(vc, status, packet);
        if (vc.stage != NdisClientVc.Stage.NONE && vc.port.unbinding)
        {
            dismantle(vc);
        }
    }

    @Override
    public int protocolCoReceivePacket(
        final long protocolBindingContext, final long protocolVcContext, final NdisPacket packet)
    {
        return onReceive(vc(protocolVcContext), packet);
    }

    private void callMade(final NdisClientVc vc, final int status, final CoCallParameters callParameters)
    {
        vc.stage = status == NDIS_STATUS_SUCCESS ? NdisClientVc.Stage.CONNECTED : NdisClientVc.Stage.CREATED;
        onCallMade(vc, status, callParameters);
        if (vc.stage != NdisClientVc.Stage.NONE && vc.port.unbinding)
        {
            dismantle(vc);
        }
    }

    private void callClosed(final NdisClientVc vc, final int status)
    {
        vc.stage = status == NDIS_STATUS_SUCCESS ? NdisClientVc.Stage.CREATED : NdisClientVc.Stage.CONNECTED;
        onCallClosed(vc, status);
        if (vc.stage == NdisClientVc.Stage.CREATED && vc.port.unbinding)
        {
            dismantle(vc);
        }
    }

    /** The next step towards the end of a VC whose adapter goes away. */
    private void dismantle(final NdisClientVc vc)
    {
        if (vc.stage == NdisClientVc.Stage.CONNECTED && vc.sendsOut == 0)
        {
            closeCall(vc);
        }
        else if (vc.stage == NdisClientVc.Stage.CREATED && deleteVc(vc) == NDIS_STATUS_SUCCESS)
        {
            closeIfEmpty(vc.port);
        }
    }

    private void closeIfEmpty(final NdisClientPort port)
    {
        if (!port.unbinding || port.vcCount != 0 || port.closed)
        {
            return;
        }
        port.closed = true;
        final long af = port.afHandle.value;
        port.afHandle.value = 0;
        if (af == 0 || ndis.ndisClCloseAddressFamily(af) != NDIS_STATUS_PENDING)
        {
            ndis.ndisCloseAdapter(port.bindingHandle.value);
        }
    }

    private NdisClientPort port(final long context)
    {
        return ports.get((int)context - 1);
    }

    private NdisClientVc vc(final long context)
    {
        return vcs[(int)context - 1];
    }

    private void enter(final NdisClientVc vc)
    {
        if (freeCount == 0)
        {
            if (vcCount == vcs.length)
            {
                vcs = Arrays.copyOf(vcs, vcCount * 2);
                free = Arrays.copyOf(free, vcCount * 2);
            }
            free[freeCount++] = vcCount++;
        }
        vc.index = free[--freeCount];
        vcs[vc.index] = vc;
    }

    private void leave(final NdisClientVc vc)
    {
        vcs[vc.index] = null;
        free[freeCount++] = vc.index;
        vc.index = -1;
        vc.handle.value = 0;
        vc.stage = NdisClientVc.Stage.NONE;
    }
}
