package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.List;

/** What call managers offer on adapters, and which clients have opened it. */
final class AddressFamilies
{
    private final Ndis ndis;
    private final HandleTable<NdisAf> handles = new HandleTable<>(HandleTable.KIND_ADDRESS_FAMILY);
    private final NdisHandleHolder contextHolder = new NdisHandleHolder();

    AddressFamilies(final Ndis ndis)
    {
        this.ndis = ndis;
    }

    /** The open family of that handle, or null. */
    NdisAf find(final long handle)
    {
        return handles.get(handle);
    }

    int register(final NdisBinding binding, final CoAddressFamily family, final NdisCallManager callManager)
    {
        if (binding.callManager != null || callManagerOf(binding.adapter, family) != null)
        {
            return NDIS_STATUS_FAILURE;
        }
        binding.family = family;
        binding.callManager = callManager;
        for (final NdisBinding other : List.copyOf(binding.adapter.bindings))
        {
            if (other.callManager == null)
            {
                other.protocol.protocolCoAfRegisterNotify(other.protocolBindingContext, family);
            }
        }
        return NDIS_STATUS_SUCCESS;
    }

    /** Tells a protocol that has just opened an adapter what is offered there. */
    void notifyOfAll(final NdisBinding opened)
    {
        for (final NdisBinding other : List.copyOf(opened.adapter.bindings))
        {
            if (other.callManager != null && opened.callManager == null && !opened.closing)
            {
                opened.protocol.protocolCoAfRegisterNotify(opened.protocolBindingContext, other.family);
            }
        }
    }

    int open(
        final NdisBinding binding,
        final CoAddressFamily family,
        final long protocolAfContext,
        final NdisClient client,
        final NdisHandleHolder ndisAfHandle)
    {
        ndisAfHandle.value = 0;
        final NdisBinding offering = callManagerOf(binding.adapter, family);
        if (offering == null)
        {
            return NDIS_STATUS_FAILURE;
        }
        final NdisAf af = new NdisAf();
        af.adapter = binding.adapter;
        af.clientBinding = binding;
        af.callManagerBinding = offering;
        af.client = client;
        af.callManager = offering.callManager;
        af.protocolAfContext = protocolAfContext;
        af.handle = handles.add(af);
        binding.afCount++;
        offering.afCount++;
        ndisAfHandle.value = af.handle;

        contextHolder.value = 0;
        final int status = af.callManager.protocolCmOpenAf(
            offering.protocolBindingContext, family, af.handle, contextHolder);
        if (status == NDIS_STATUS_PENDING)
        {
            return NDIS_STATUS_PENDING;
        }
        if (opened(af, status, contextHolder.value) != NDIS_STATUS_SUCCESS)
        {
            ndisAfHandle.value = 0;
        }
        return status;
    }

    void openComplete(final int status, final long ndisAfHandle, final long callMgrAfContext)
    {
        final NdisAf af = require(ndisAfHandle);
        if (af.state != NdisAf.State.OPENING)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisAfHandle, status);
            return;
        }
        final int finalStatus = opened(af, ndis.finalStatus(status, ndisAfHandle), callMgrAfContext);
        af.client.protocolClOpenAfComplete(
            finalStatus, af.protocolAfContext, finalStatus == NDIS_STATUS_SUCCESS ? ndisAfHandle : 0);
    }

    int close(final long ndisAfHandle)
    {
        final NdisAf af = require(ndisAfHandle);
        if (af.vcCount != 0 || af.state != NdisAf.State.OPEN)
        {
            ndis.report(NdisViolation.VC_LEFT_AT_CLOSE, ndisAfHandle, af.vcCount);
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        af.state = NdisAf.State.CLOSING;
        final int status = af.callManager.protocolCmCloseAf(af.callMgrAfContext);
        if (status != NDIS_STATUS_PENDING)
        {
            closed(af);
        }
        return status;
    }

    void closeComplete(final int status, final long ndisAfHandle)
    {
        final NdisAf af = require(ndisAfHandle);
        if (af.state != NdisAf.State.CLOSING)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisAfHandle, status);
            return;
        }
        final int finalStatus = ndis.finalStatus(status, ndisAfHandle);
        handles.remove(ndisAfHandle);
        af.client.protocolClCloseAfComplete(finalStatus, af.protocolAfContext);
        leave(af);
    }

    private int opened(final NdisAf af, final int status, final long callMgrAfContext)
    {
        af.callMgrAfContext = callMgrAfContext;
        af.state = NdisAf.State.OPEN;
        if (status != NDIS_STATUS_SUCCESS)
        {
            closed(af);
        }
        return status;
    }

    private void closed(final NdisAf af)
    {
        handles.remove(af.handle);
        leave(af);
    }

    private void leave(final NdisAf af)
    {
        af.clientBinding.afCount--;
        af.callManagerBinding.afCount--;
        ndis.bindings.closeIfIdle(af.clientBinding);
        ndis.bindings.closeIfIdle(af.callManagerBinding);
    }

    private NdisAf require(final long handle)
    {
        final NdisAf af = handles.get(handle);
        if (af == null)
        {
            throw ndis.bugCheck(
                NdisBugCheckCode.INVALID_NDIS_HANDLE, "address family 0x" + Long.toHexString(handle));
        }
        return af;
    }

    private static NdisBinding callManagerOf(final NdisAdapter adapter, final CoAddressFamily family)
    {
        for (final NdisBinding binding : adapter.bindings)
        {
            if (binding.callManager != null && !binding.closing &&
                binding.family.addressFamily() == family.addressFamily())
            {
                return binding;
            }
        }
        return null;
    }
}
