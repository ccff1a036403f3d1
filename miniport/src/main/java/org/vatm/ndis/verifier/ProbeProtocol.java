package org.vatm.ndis.verifier;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_SUPPORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.vatm.ndis.CoAddressFamily;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisCallManager;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisProtocol;
import org.vatm.ndis.NdisProtocolLibrary;
import org.vatm.ndis.NdisRequest;

/** The protocol of the probes: a call manager of a family that nobody opens, with a VC of its own at a time. */
final class ProbeProtocol implements NdisProtocol, NdisCallManager
{
    private static final long POLL_PS = 1_000_000_000; // 1 ms
    private static final int POLLS = 3000; // less than the time after which a request is overdue
    private static final CoAddressFamily FAMILY = new CoAddressFamily(CoAddressFamily.CO_ADDRESS_FAMILY_IRDA, 1, 0);

    private final Verifier verifier;
    private final NdisProtocolLibrary library;
    private final NdisHandleHolder protocolHandle = new NdisHandleHolder();
    private final Map<String, NdisHandleHolder> bindings = new HashMap<>();
    private final Map<Long, String> names = new HashMap<>();
    private final Map<NdisRequest, Integer> statuses = new java.util.IdentityHashMap<>();
    private NdisHandleHolder binding;
    private boolean isDone;
    private int lastStatus;

    ProbeProtocol(final Verifier verifier)
    {
        this.verifier = verifier;
        library = verifier.protocolLibrary();
        library.ndisRegisterProtocol(protocolHandle, this);
    }

    int lastStatus()
    {
        return lastStatus;
    }

    /** All that follows is about that adapter. */
    void bind(final String deviceName)
    {
        binding = bindings.get(deviceName);
        if (binding == null)
        {
            throw new IllegalArgumentException("deviceName=" + deviceName + " is no running adapter");
        }
    }

    /** Starts a request. */
    void start(final long vcHandle, final NdisRequest request)
    {
        statuses.remove(request);
        final int status = library.ndisCoRequest(binding.value, vcHandle, request);
        if (status != NDIS_STATUS_PENDING)
        {
            statuses.put(request, status);
        }
    }

    /** False if it does not end. */
    boolean waitFor(final NdisRequest request)
    {
        for (int i = 0; i < POLLS && !statuses.containsKey(request); i++)
        {
            verifier.cpu.sleep(POLL_PS);
        }
        return statuses.containsKey(request);
    }

    /** Makes a request and waits for it; PENDING if it does not end. */
    int request(final long vcHandle, final NdisRequest request)
    {
        start(vcHandle, request);
        lastStatus = waitFor(request) ? statuses.get(request) : NDIS_STATUS_PENDING;
        return lastStatus;
    }

    /** True if a new VC can be activated so; it is gone again afterwards. */
    boolean activates(final CoCallParameters parameters)
    {
        final NdisHandleHolder vc = new NdisHandleHolder();
        if (library.ndisCoCreateVc(binding.value, 0, 1, vc) != NDIS_STATUS_SUCCESS)
        {
            return false;
        }
        isDone = false;
        lastStatus = library.ndisCmActivateVc(vc.value, parameters);
        waitIfPending();
        final boolean isActive = lastStatus == NDIS_STATUS_SUCCESS;
        if (isActive)
        {
            isDone = false;
            lastStatus = library.ndisCmDeactivateVc(vc.value);
            waitIfPending();
        }
        library.ndisCoDeleteVc(vc.value);
        return isActive;
    }

    private void waitIfPending()
    {
        for (int i = 0; i < POLLS && lastStatus == NDIS_STATUS_PENDING && !isDone; i++)
        {
            verifier.cpu.sleep(POLL_PS);
        }
    }

    @Override
    public int protocolBindAdapter(final String deviceName)
    {
        final NdisHandleHolder opened = new NdisHandleHolder();
        final int status =
            library.ndisOpenAdapter(opened, protocolHandle.value, names.size() + 1L, deviceName);
        if (status == NDIS_STATUS_SUCCESS)
        {
            bindings.put(deviceName, opened);
            names.put(names.size() + 1L, deviceName);
            library.ndisCmRegisterAddressFamily(opened.value, FAMILY, this);
        }
        return status;
    }

    @Override
    public void protocolUnbindAdapter(final long protocolBindingContext)
    {
        library.ndisCloseAdapter(bindings.remove(names.get(protocolBindingContext)).value);
    }

    @Override
    public void protocolCoSendComplete(final int status, final long protocolVcContext, final NdisPacket packet)
    {
        throw new IllegalStateException("the probes have sent nothing");
    }

    @Override
    public int protocolCoReceivePacket(
        final long protocolBindingContext, final long protocolVcContext, final NdisPacket packet)
    {
        return 0;
    }

    @Override
    public void protocolCoRequestComplete(
        final int status,
        final long protocolBindingContext,
        final long protocolVcContext,
        final NdisRequest request)
    {
        statuses.put(request, status);
    }

    @Override
    public int protocolCoCreateVc(
        final long callMgrAfContext, final long ndisVcHandle, final NdisHandleHolder callMgrVcContext)
    {
        return NDIS_STATUS_NOT_SUPPORTED;
    }

    @Override
    public int protocolCoDeleteVc(final long callMgrVcContext)
    {
        return NDIS_STATUS_NOT_SUPPORTED;
    }

    @Override
    public int protocolCmOpenAf(
        final long callMgrBindingContext,
        final CoAddressFamily family,
        final long ndisAfHandle,
        final NdisHandleHolder callMgrAfContext)
    {
        return NDIS_STATUS_NOT_SUPPORTED;
    }

    @Override
    public int protocolCmCloseAf(final long callMgrAfContext)
    {
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public int protocolCmMakeCall(
        final long callMgrVcContext,
        final CoCallParameters callParameters,
        final long ndisPartyHandle,
        final NdisHandleHolder callMgrPartyContext)
    {
        return NDIS_STATUS_NOT_SUPPORTED;
    }

    @Override
    public int protocolCmCloseCall(
        final long callMgrVcContext, final long callMgrPartyContext, final DirectBuffer closeData, final int size)
    {
        return NDIS_STATUS_NOT_SUPPORTED;
    }

    @Override
    public void protocolCmActivateVcComplete(
        final int status, final long callMgrVcContext, final CoCallParameters callParameters)
    {
        lastStatus = status;
        isDone = true;
    }

    @Override
    public void protocolCmDeactivateVcComplete(final int status, final long callMgrVcContext)
    {
        lastStatus = status;
        isDone = true;
    }
}
