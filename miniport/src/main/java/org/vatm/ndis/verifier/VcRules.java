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

    void created(final Frame frame, final VcTrack vc, final int status, final long context)
    {
        if (status != NDIS_STATUS_SUCCESS)
        {
            if (status == NDIS_STATUS_PENDING)
            {
                verifier.report(VerifierRule.VC_01, vc, null);
            }
            if (verifier.ledger.count() > frame.resources || verifier.ledger.bytes() > frame.memoryBytes)
            {
                verifier.report(VerifierRule.VC_04, vc, null, verifier.ledger.bytes() - frame.memoryBytes);
            }
            vc.state(VcTrack.State.DELETED);
            return;
        }
        final AdapterTrack adapter = vc.adapter();
        final VcTrack other = context == 0 ? vc : adapter.miniport.vcs().put(context, vc);
        if (other != null)
        {
            verifier.report(VerifierRule.VC_03, vc, null, vc);
        }
        vc.context = context;
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

    void deleted(final VcTrack vc, final int status)
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
        final AdapterTrack adapter = vc.adapter();
        if (vc.memoryBlocks != 0)
        {
            verifier.report(VerifierRule.VC_08, VerifierRule.VC_08.severity(), 1, vc, null);
        }
        vc.state(VcTrack.State.DELETED);
        adapter.vcCount--;
        adapter.miniport.vcs().remove(vc.context, vc);
    }

    // A call manager inside the miniport.

    /** A VC of the adapter that the miniport did not see being created. */
    void joined(final AdapterTrack adapter, final long handle, final long context)
    {
        final VcTrack vc = verifier.newVc(handle);
        vc.adapter(adapter);
        vc.miniportHandle = handle;
        vc.context = context;
        vc.state(VcTrack.State.CREATED);
        adapter.miniport.vcs().put(context, vc);
        adapter.vcCount++;
    }

    void left(final VcTrack vc)
    {
        vc.state(VcTrack.State.DELETED);
        vc.adapter().vcCount--;
        vc.adapter().miniport.vcs().remove(vc.context, vc);
    }

    // Upper edge.

    /** NdisCoCreateVc has returned. */
    void createdFor(final long creatorHandle)
    {
        final VcTrack vc = verifier.newVc(creatorHandle);
        vc.creatorHandle = creatorHandle;
        if (vc.adapter() == null)
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
        else if (vc.state() != VcTrack.State.CREATED || vc.call() != VcTrack.Call.IDLE || vc.requestsOut != 0)
        {
            verifier.report(VerifierRule.VC_07, vc, null,
                vc.state() == VcTrack.State.CREATED ? "call " + vc.call() : vc.state());
        }
    }

    void deletedBy(final VcTrack vc, final int status)
    {
        if (status == NDIS_STATUS_SUCCESS && vc.adapter() == null)
        {
            vc.state(VcTrack.State.DELETED);
        }
    }

    /** ProtocolCoCreateVc or ProtocolCoDeleteVc has returned. */
    void partner(final VerifierFunction function, final VcTrack vc, final int status)
    {
        if (status == NDIS_STATUS_PENDING)
        {
            verifier.report(VerifierRule.VC_14, vc, null, function);
        }
    }
}
