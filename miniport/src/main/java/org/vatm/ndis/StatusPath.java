package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESET_END;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESET_START;

import org.agrona.DirectBuffer;

/** Status indications: to all bindings of an adapter, or to those who share a VC. */
final class StatusPath
{
    private final Ndis ndis;

    StatusPath(final Ndis ndis)
    {
        this.ndis = ndis;
    }

    /** NdisMCoIndicateStatus. */
    void indicate(
        final NdisAdapter adapter, final long ndisVcHandle, final int status, final DirectBuffer buffer, final int size)
    {
        if (status == NDIS_STATUS_RESET_START || status == NDIS_STATUS_RESET_END)
        {
            ndis.report(NdisViolation.RESET_INDICATED, adapter.handle, status);
            return;
        }
        if (ndisVcHandle == 0)
        {
            toBindings(adapter, status, buffer, size);
            return;
        }
        final NdisVc vc = ndis.vcOfMiniport(ndisVcHandle);
        if (vc.af == null)
        {
            toOne(vc.owner, vc.ownerContext, status, buffer, size);
        }
        else
        {
            if (vc.af.callManagerBinding != null)
            {
                toOne(vc.af.callManagerBinding, vc.callManagerContext, status, buffer, size);
            }
            toOne(vc.af.clientBinding, vc.clientContext, status, buffer, size);
        }
    }

    void toBindings(final NdisAdapter adapter, final int status, final DirectBuffer buffer, final int size)
    {
        for (int i = 0; i < adapter.bindings.size(); i++)
        {
            toOne(adapter.bindings.get(i), 0, status, buffer, size);
        }
    }

    private static void toOne(
        final NdisBinding binding, final long vcContext, final int status, final DirectBuffer buffer, final int size)
    {
        binding.protocol.protocolCoStatus(binding.protocolBindingContext, vcContext, status, buffer, size);
    }
}
