package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_SUPPORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * A call manager for permanent VCs: nothing is signalled, a call is the activation of its VC with the client's own
 * media parameters, which pass to the miniport unread. Other calls are NOT_SUPPORTED.
 * <pre>
 *   client: NdisClMakeCall -> protocolCmMakeCall -> NdisCmActivateVc -> miniport
 *   client: NdisClCloseCall -> protocolCmCloseCall -> NdisCmDeactivateVc -> miniport
 * </pre>
 */
public final class PvcCallManager implements NdisProtocol, NdisCallManager
{
    private static final byte FREE = 0;
    private static final byte IDLE = 1;
    private static final byte ACTIVATING = 2;
    private static final byte ACTIVE = 3;
    private static final byte DEACTIVATING = 4;

    private final NdisProtocolLibrary ndis;
    private final NdisHandleHolder protocolHandle = new NdisHandleHolder();
    private final List<NdisHandleHolder> bindings = new ArrayList<>();

    /** By VC context - 1. */
    private long[] ndisVcHandles = new long[64];
    private byte[] states = new byte[64];
    private int[] free = new int[64];
    private int freeCount;
    private int vcCount;

    public PvcCallManager(final NdisProtocolLibrary ndis)
    {
        this.ndis = ndis;
    }

    /** NdisRegisterProtocol, at PASSIVE: offers ATM's address family on every adapter. */
    public void register()
    {
        ndis.ndisRegisterProtocol(protocolHandle, this);
    }

    /** VCs that clients have created and not deleted. */
    public int vcCount()
    {
        return vcCount - freeCount;
    }

    @Override
    public int protocolBindAdapter(final String deviceName)
    {
        final NdisHandleHolder binding = new NdisHandleHolder();
        bindings.add(binding);
        final int status = ndis.ndisOpenAdapter(binding, protocolHandle.value, bindings.size(), deviceName);
        return status != NDIS_STATUS_SUCCESS ? status :
            ndis.ndisCmRegisterAddressFamily(binding.value, CoAddressFamily.Q2931, this);
    }

    @Override
    public void protocolUnbindAdapter(final long protocolBindingContext)
    {
        ndis.ndisCloseAdapter(bindings.get((int)protocolBindingContext - 1).value);
    }

    @Override
    public int protocolCmOpenAf(
        final long callMgrBindingContext,
        final CoAddressFamily family,
        final long ndisAfHandle,
        final NdisHandleHolder callMgrAfContext)
    {
        callMgrAfContext.value = ndisAfHandle;
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public int protocolCmCloseAf(final long callMgrAfContext)
    {
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public int protocolCoCreateVc(
        final long callMgrAfContext, final long ndisVcHandle, final NdisHandleHolder callMgrVcContext)
    {
        if (freeCount == 0)
        {
            if (vcCount == states.length)
            {
                ndisVcHandles = Arrays.copyOf(ndisVcHandles, vcCount * 2);
                states = Arrays.copyOf(states, vcCount * 2);
                free = Arrays.copyOf(free, vcCount * 2);
            }
            free[freeCount++] = vcCount++;
        }
        final int i = free[--freeCount];
        ndisVcHandles[i] = ndisVcHandle;
        states[i] = IDLE;
        callMgrVcContext.value = i + 1;
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public int protocolCoDeleteVc(final long callMgrVcContext)
    {
        final int i = (int)callMgrVcContext - 1;
        if (states[i] != IDLE)
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        states[i] = FREE;
        free[freeCount++] = i;
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public int protocolCmMakeCall(
        final long callMgrVcContext,
        final CoCallParameters callParameters,
        final long ndisPartyHandle,
        final NdisHandleHolder callMgrPartyContext)
    {
        if ((callParameters.flags & CoCallParameters.PERMANENT_VC) == 0)
        {
            return NDIS_STATUS_NOT_SUPPORTED;
        }
        if (callParameters.mediaParameters == null)
        {
            return NDIS_STATUS_FAILURE; // no such PVC
        }
        final int i = (int)callMgrVcContext - 1;
        states[i] = ACTIVATING;
        final int status = ndis.ndisCmActivateVc(ndisVcHandles[i], callParameters);
        if (status != NDIS_STATUS_PENDING)
        {
            states[i] = status == NDIS_STATUS_SUCCESS ? ACTIVE : IDLE;
        }
        return status;
    }

    @Override
    public void protocolCmActivateVcComplete(
        final int status, final long callMgrVcContext, final CoCallParameters callParameters)
    {
        final int i = (int)callMgrVcContext - 1;
        states[i] = status == NDIS_STATUS_SUCCESS ? ACTIVE : IDLE;
        ndis.ndisCmMakeCallComplete(status, ndisVcHandles[i], 0, 0, callParameters);
    }

    @Override
    public int protocolCmCloseCall(
        final long callMgrVcContext, final long callMgrPartyContext, final DirectBuffer closeData, final int size)
    {
        final int i = (int)callMgrVcContext - 1;
        states[i] = DEACTIVATING;
        final int status = ndis.ndisCmDeactivateVc(ndisVcHandles[i]);
        if (status != NDIS_STATUS_PENDING)
        {
            states[i] = status == NDIS_STATUS_SUCCESS ? IDLE : ACTIVE;
        }
        return status;
    }

    @Override
    public void protocolCmDeactivateVcComplete(final int status, final long callMgrVcContext)
    {
        final int i = (int)callMgrVcContext - 1;
        states[i] = status == NDIS_STATUS_SUCCESS ? IDLE : ACTIVE;
        ndis.ndisCmCloseCallComplete(status, ndisVcHandles[i], 0);
    }

    @Override
    public void protocolCoSendComplete(final int status, final long protocolVcContext, final NdisPacket packet)
    {
        throw new IllegalStateException("the PVC call manager sends nothing");
    }

    @Override
    public int protocolCoReceivePacket(
        final long protocolBindingContext, final long protocolVcContext, final NdisPacket packet)
    {
        return 0; // it has no VC of its own, so that none comes
    }
}
