package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_CLOSING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_SUPPORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * A client that makes calls: binds to every adapter, opens ATM's address family there as soon as a call manager offers
 * it, and closes all in the right order when the adapter goes. A subclass says what to do with VCs and packets.
 * <pre>
 *   register -> onReady -> createVc -> makeCall -> onCallMade -> send ... onSendComplete
 *                                                             -> onReceive
 *                                      closeCall -> onCallClosed -> deleteVc
 *            registerSap -> onIncomingVc -> onIncomingCall -> onCallConnected -> send ... onCallClosed -> onVcDeleted
 * </pre>
 * A call has one party. Methods are driver code, at most DISPATCH; nothing is allocated but for more VCs than ever
 * before.
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
    private final List<NdisClientSap> saps = new ArrayList<>();
    private long lastSapContext;

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

    /** Registration of a SAP is over, with its call or later. */
    protected void onSapRegistered(final NdisClientSap sap, final int status)
    {
    }

    /** A call comes in: a VC in stage NONE for it, or null if there is none. */
    protected NdisClientVc onIncomingVc(final NdisClientPort port)
    {
        return null;
    }

    /** The call: SUCCESS, why it is rejected, or PENDING and {@link #answerCall}. */
    protected int onIncomingCall(final NdisClientSap sap, final NdisClientVc vc, final CoCallParameters callParameters)
    {
        return NDIS_STATUS_NOT_SUPPORTED;
    }

    /** The call that was accepted is connected: packets may be sent. */
    protected void onCallConnected(final NdisClientVc vc)
    {
    }

    /** The remote end, or the network, ends the call. It is closed as soon as all packets are back. */
    protected void onRemoteClose(final NdisClientVc vc, final int closeStatus)
    {
    }

    /** The VC of a call that came in is in stage NONE again. */
    protected void onVcDeleted(final NdisClientVc vc)
    {
    }

    /** {@link #modifyCall} is over; unless SUCCESS all is as before. */
    protected void onCallModified(final NdisClientVc vc, final int status, final CoCallParameters callParameters)
    {
    }

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

    /** NdisClModifyCallQoS: SUCCESS, PENDING or why not; {@link #onCallModified} follows, perhaps at once. */
    public final int modifyCall(final NdisClientVc vc, final CoCallParameters callParameters)
    {
        final int status = ndis.ndisClModifyCallQoS(vc.handle.value, callParameters);
        if (status != NDIS_STATUS_PENDING)
        {
            onCallModified(vc, status, callParameters);
        }
        return status;
    }

    /** NdisClRegisterSap; {@link #onSapRegistered} follows, perhaps before this returns. */
    public final void registerSap(final NdisClientPort port, final NdisClientSap sap)
    {
        if (sap.port != null)
        {
            throw new IllegalStateException("SAP is registered");
        }
        sap.port = port;
        port.sapCount++;
        saps.add(sap);
        sap.context = ++lastSapContext;
        final int status = ndis.ndisClRegisterSap(port.afHandle.value, sap.context, sap.sap, sap.handle);
        if (status != NDIS_STATUS_PENDING)
        {
            sapRegistered(sap, status);
        }
    }

    /** NdisClDeregisterSap: no more calls come in. */
    public final void deregisterSap(final NdisClientSap sap)
    {
        final int status = ndis.ndisClDeregisterSap(sap.handle.value);
        sap.handle.value = 0;
        if (status != NDIS_STATUS_PENDING)
        {
            sapGone(sap);
        }
    }

    /** NdisClIncomingCallComplete, after {@link #onIncomingCall} has returned PENDING. */
    public final void answerCall(final NdisClientVc vc, final int status)
    {
        final CoCallParameters given = vc.offered;
        answered(vc, status);
        ndis.ndisClIncomingCallComplete(status, vc.handle.value, given);
    }

    /** NdisClCloseCall, when every packet has come back; {@link #onCallClosed} follows, perhaps before this returns. */
    public final void closeCall(final NdisClientVc vc)
    {
        if (vc.stage != NdisClientVc.Stage.CONNECTED && vc.stage != NdisClientVc.Stage.ACCEPTED || vc.sendsOut != 0)
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
        closePort(port);
    }

    @Override
    public void protocolClCloseAfComplete(final int status, final long protocolAfContext)
    {
        afClosed(port(protocolAfContext));
    }

    @Override
    public void protocolClRegisterSapComplete(
        final int status, final long protocolSapContext, final CoSap sap, final long ndisSapHandle)
    {
        final NdisClientSap registered = sap(protocolSapContext);
        registered.handle.value = ndisSapHandle;
        sapRegistered(registered, status);
    }

    @Override
    public void protocolClDeregisterSapComplete(final int status, final long protocolSapContext)
    {
        sapGone(sap(protocolSapContext));
    }

    @Override
    public int protocolCoCreateVc(
        final long protocolAfContext, final long ndisVcHandle, final NdisHandleHolder protocolVcContext)
    {
        final NdisClientPort port = port(protocolAfContext);
        final NdisClientVc vc = port.closing ? null : onIncomingVc(port);
        if (vc == null)
        {
            return NDIS_STATUS_RESOURCES;
        }
        if (vc.stage != NdisClientVc.Stage.NONE)
        {
            throw new IllegalStateException("VC is " + vc.stage);
        }
        enter(vc);
        vc.handle.value = ndisVcHandle;
        vc.port = port;
        vc.stage = NdisClientVc.Stage.CREATED;
        vc.sendsOut = 0;
        vc.isIncoming = true;
        port.vcCount++;
        protocolVcContext.value = vc.index + 1;
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public int protocolCoDeleteVc(final long protocolVcContext)
    {
        final NdisClientVc vc = vc(protocolVcContext);
        final NdisClientPort port = vc.port;
        leave(vc);
        port.vcCount--;
        onVcDeleted(vc);
        closeIfEmpty(port);
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public int protocolClIncomingCall(
        final long protocolSapContext, final long protocolVcContext, final CoCallParameters callParameters)
    {
        final NdisClientVc vc = vc(protocolVcContext);
        vc.stage = NdisClientVc.Stage.OFFERED;
        vc.offered = callParameters;
        final int status = vc.port.closing ? NDIS_STATUS_CLOSING :
            onIncomingCall(sap(protocolSapContext), vc, callParameters);
        if (status != NDIS_STATUS_PENDING)
        {
            answered(vc, status);
        }
        return status;
    }

    @Override
    public void protocolClCallConnected(final long protocolVcContext)
    {
        final NdisClientVc vc = vc(protocolVcContext);
        vc.stage = NdisClientVc.Stage.CONNECTED;
        onCallConnected(vc);
        dismantleIfClosing(vc);
    }

    @Override
    public void protocolClIncomingCloseCall(
        final int closeStatus, final long protocolVcContext, final DirectBuffer closeData, final int size)
    {
        final NdisClientVc vc = vc(protocolVcContext);
        vc.closesWhenIdle = true;
        onRemoteClose(vc, closeStatus);
        closeIfIdle(vc);
    }

    @Override
    public void protocolClModifyCallQoSComplete(
        final int status, final long protocolVcContext, final CoCallParameters callParameters)
    {
        onCallModified(vc(protocolVcContext), status, callParameters);
    }

    /** The call manager wants its address family closed: it is, when all that is on it has ended. */
    @Override
    public int protocolCoRequest(
        final long protocolAfContext,
        final long protocolVcContext,
        final long protocolPartyContext,
        final NdisRequest request)
    {
        if (request.oid != NdisOid.OID_CO_AF_CLOSE)
        {
            return NDIS_STATUS_NOT_SUPPORTED;
        }
        closePort(port(protocolAfContext));
        return NDIS_STATUS_SUCCESS;
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
        closeIfIdle(vc);
        dismantleIfClosing(vc);
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
        dismantleIfClosing(vc);
    }

    private void answered(final NdisClientVc vc, final int status)
    {
        vc.offered = null;
        vc.stage = status == NDIS_STATUS_SUCCESS ? NdisClientVc.Stage.ACCEPTED : NdisClientVc.Stage.CREATED;
    }

    /** A call that the remote end has closed is closed here when the last packet is back. */
    private void closeIfIdle(final NdisClientVc vc)
    {
        final boolean isOpen = vc.stage == NdisClientVc.Stage.CONNECTED || vc.stage == NdisClientVc.Stage.ACCEPTED;
        if (vc.closesWhenIdle && isOpen && vc.sendsOut == 0)
        {
            closeCall(vc);
        }
    }

    private void sapRegistered(final NdisClientSap sap, final int status)
    {
        if (status != NDIS_STATUS_SUCCESS)
        {
            sapGone(sap);
        }
        onSapRegistered(sap, status);
        if (status == NDIS_STATUS_SUCCESS && sap.port != null && sap.port.closing && sap.handle.value != 0)
        {
            deregisterSap(sap);
        }
    }

    private void sapGone(final NdisClientSap sap)
    {
        final NdisClientPort port = sap.port;
        saps.remove(sap);
        sap.port = null;
        port.sapCount--;
        closeIfEmpty(port);
    }

    private NdisClientSap sap(final long context)
    {
        int i = 0;
        while (saps.get(i).context != context)
        {
            i++;
        }
        return saps.get(i);
    }

    private void callClosed(final NdisClientVc vc, final int status)
    {
        vc.stage = status == NDIS_STATUS_SUCCESS ? NdisClientVc.Stage.CREATED : NdisClientVc.Stage.CONNECTED;
        vc.closesWhenIdle &= status != NDIS_STATUS_SUCCESS;
        onCallClosed(vc, status);
        if (vc.stage == NdisClientVc.Stage.CREATED)
        {
            dismantleIfClosing(vc);
        }
    }

    private void closePort(final NdisClientPort port)
    {
        port.closing = true;
        for (final NdisClientSap sap : List.copyOf(saps))
        {
            if (sap.port == port && sap.handle.value != 0)
            {
                deregisterSap(sap);
            }
        }
        for (int i = 0; i < vcCount; i++)
        {
            if (vcs[i] != null && vcs[i].port == port)
            {
                dismantle(vcs[i]);
            }
        }
        closeIfEmpty(port);
    }

    private void dismantleIfClosing(final NdisClientVc vc)
    {
        if (vc.stage != NdisClientVc.Stage.NONE && vc.port.closing)
        {
            dismantle(vc);
        }
    }

    /** The next step towards the end of a VC whose adapter goes away. */
    private void dismantle(final NdisClientVc vc)
    {
        final boolean isOpen = vc.stage == NdisClientVc.Stage.CONNECTED || vc.stage == NdisClientVc.Stage.ACCEPTED;
        if (isOpen && vc.sendsOut == 0)
        {
            closeCall(vc);
        }
        else if (vc.stage == NdisClientVc.Stage.OFFERED)
        {
            answerCall(vc, NDIS_STATUS_CLOSING);
        }
        else if (vc.stage == NdisClientVc.Stage.CREATED && !vc.isIncoming && deleteVc(vc) == NDIS_STATUS_SUCCESS)
        {
            closeIfEmpty(vc.port);
        }
    }

    private void closeIfEmpty(final NdisClientPort port)
    {
        if (!port.closing || port.vcCount != 0 || port.sapCount != 0 || port.closed)
        {
            return;
        }
        port.closed = true;
        final long af = port.afHandle.value;
        port.afHandle.value = 0;
        if (af == 0 || ndis.ndisClCloseAddressFamily(af) != NDIS_STATUS_PENDING)
        {
            afClosed(port);
        }
    }

    private void afClosed(final NdisClientPort port)
    {
        if (port.unbinding)
        {
            ndis.ndisCloseAdapter(port.bindingHandle.value);
        }
        else
        {
            port.closing = false;
            port.closed = false;
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
        vc.isIncoming = false;
        vc.closesWhenIdle = false;
    }
}
