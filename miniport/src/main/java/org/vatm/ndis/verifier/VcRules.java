package org.vatm.ndis.verifier;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import org.vatm.ndis.NdisStatus;

/** Creation and deletion of VCs: rules VC. */
final class VcRules
{
    private final Verifier verifier;

    VcRules(final Verifier verifier)
    {
        this.verifier = verifier;
    }

    /** MiniportCoCreateVc is next. */
    VcTrack creating(final AdapterTrack adapter, final long miniportHandle)
    {
        final VcTrack vc = verifier.newVc(miniportHandle);
        vc.adapter(adapter);
        vc.miniportHandle = miniportHandle;
        return vc;
    }

    /** It has returned; resources and bytes are those that the library had lent before. */
    void created(
        final AdapterTrack adapter,
        final VcTrack vc,
        final int status,
        final long context,
        final int resources,
        final long bytes)
    {
        if (status != NDIS_STATUS_SUCCESS)
        {
            if (status == NDIS_STATUS_PENDING)
            {
                verifier.report(VerifierRule.VC_01, vc, null);
            }
            if (verifier.ledger.count() > resources || verifier.ledger.bytes() > bytes)
            {
                verifier.report(VerifierRule.VC_04, vc, null, verifier.ledger.bytes() - bytes);
            }
            vc.state(VcTrack.State.DELETED);
            return;
        }
        if (context == 0 || adapter.miniport.vcs().put(context, vc))
        {
            verifier.report(VerifierRule.VC_03, vc, null, vc);
        }
        vc.state(VcTrack.State.CREATED);
        adapter.vcCount++;
    }

    /** A routine is called from within MiniportCoCreateVc. */
    void insideCreate(final VerifierFunction function, final VerifierSeverity severity)
    {
        final Frame create = verifier.inside(VerifierFunction.MINIPORT_CO_CREATE_VC);
        if (create != null && verifier.handler() == create)
        {
            verifier.report(VerifierRule.VC_05, severity, 0, create.vc(), null, function);
        }
    }

    void deleted(final AdapterTrack adapter, final VcTrack vc, final int status)
    {
        if (status != NDIS_STATUS_SUCCESS)
        {
            if (status == NDIS_STATUS_PENDING)
            {
                verifier.report(VerifierRule.VC_02, vc, null);
            }
            verifier.report(VerifierRule.VC_08, vc, null, NdisStatus.name(status));
            return;
        }
        if (vc.memoryBlocks != 0)
        {
            verifier.report(VerifierRule.VC_08, VerifierRule.VC_08.severity(), 1, vc, null);
        }
        vc.state(VcTrack.State.DELETED);
        adapter.vcCount--;
        ContextMap.remove(vc);
    }

    // A call manager inside the miniport.

    /** A VC of the adapter that the miniport did not see being created. */
    void joined(final AdapterTrack adapter, final long handle, final long context)
    {
        final VcTrack vc = verifier.newVc(handle);
        vc.adapter(adapter);
        vc.miniportHandle = handle;
        vc.state(VcTrack.State.CREATED);
        adapter.miniport.vcs().put(context, vc);
        adapter.vcCount++;
    }

    void left(final VcTrack vc)
    {
        vc.state(VcTrack.State.DELETED);
        vc.adapter().vcCount--;
        ContextMap.remove(vc);
    }

    // Upper edge.

    /** NdisCoCreateVc, for an address family, or NdisMCmCreateVc, 0, has returned. */
    void createdFor(final long creatorHandle, final long family)
    {
        final VcTrack vc = verifier.newVc(creatorHandle);
        vc.creatorHandle = creatorHandle;
        vc.family = family;
        if (!vc.isWatched())
        {
            vc.state(VcTrack.State.CREATED);
        }
    }

    /** NdisCoDeleteVc is next. */
    void deleting(final VcTrack vc, final long handle)
    {
        if (vc.creatorHandle != 0 && vc.creatorHandle != handle)
        {
            verifier.report(VerifierRule.VC_06, vc, null, vc);
        }
        else if (!vc.is(VcTrack.State.CREATED) || !vc.is(VcTrack.Call.IDLE) || vc.requestsOut != 0)
        {
            verifier.report(VerifierRule.VC_07, vc, null,
                vc.is(VcTrack.State.CREATED) ? "call " + vc.call() : vc.state());
        }
    }

    void deletedBy(final VcTrack vc, final int status)
    {
        if (status == NDIS_STATUS_SUCCESS && !vc.isWatched())
        {
            vc.state(VcTrack.State.DELETED);
        }
    }

    /** ProtocolCoCreateVc or ProtocolCoDeleteVc has returned. */
    void partner(final long frame, final int status)
    {
        if (status == NDIS_STATUS_PENDING)
        {
            final Frame handler = verifier.frame(frame);
            verifier.report(VerifierRule.VC_14, handler.vc(), null, handler.function());
        }
    }
}
