package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_CLOSING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_SUPPORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.Arrays;

/**
 * Creates and deletes VCs: at the miniport first, then at the creator's partner, and in reverse. If the miniport
 * has the call manager inside, that is its only side to learn of them.
 */
final class VcLife
{
    private static final int DEPTH = 8;

    private final Ndis ndis;
    /** Out parameters of handlers, one for each creation inside of another. */
    private final NdisHandleHolder[] contextHolders = new NdisHandleHolder[DEPTH];
    private int depth;
    private long namedCount;

    VcLife(final Ndis ndis)
    {
        this.ndis = ndis;
        Arrays.setAll(contextHolders, i -> new NdisHandleHolder());
    }

    /** NdisCoCreateVc. */
    int create(
        final NdisBinding binding,
        final long ndisAfHandle,
        final long protocolVcContext,
        final NdisHandleHolder ndisVcHandle)
    {
        ndisVcHandle.value = 0;
        final NdisAf af = ndisAfHandle == 0 ? null : ndis.families.find(ndisAfHandle);
        if (ndisAfHandle != 0 && !isParty(af, binding))
        {
            return NDIS_STATUS_FAILURE;
        }
        final boolean isIntegrated = af != null && af.offer.isIntegrated();
        if (!isIntegrated && !binding.adapter.createsVcs)
        {
            return NDIS_STATUS_NOT_SUPPORTED;
        }

        final NdisVc vc = take(binding.adapter, isIntegrated);
        vc.creator = binding;
        vc.af = af;
        vc.callManager = af == null ? binding.callManager : af.callManager;
        vc.creatorRole = af != null && af.clientBinding == binding ? NdisVc.CLIENT : NdisVc.CALL_MANAGER;
        if (vc.creatorRole == NdisVc.CLIENT)
        {
            vc.clientContext = protocolVcContext;
        }
        else
        {
            vc.callManagerContext = protocolVcContext;
        }
        vc.owner = af == null ? binding : af.clientBinding;
        vc.ownerRole = af == null ? NdisVc.CALL_MANAGER : NdisVc.CLIENT;
        vc.ownerContext = protocolVcContext;

        int status = NDIS_STATUS_SUCCESS;
        if (!isIntegrated)
        {
            status = createAtMiniport(vc);
        }
        if (status == NDIS_STATUS_SUCCESS && af != null)
        {
            status = createAtPartner(vc);
            if (status != NDIS_STATUS_SUCCESS && !isIntegrated)
            {
                deleteAtMiniport(vc);
            }
        }
        if (status != NDIS_STATUS_SUCCESS)
        {
            ndis.vcs.give(vc);
            return status;
        }
        binding.vcCount++;
        created(vc, ndisVcHandle);
        return NDIS_STATUS_SUCCESS;
    }

    /** NdisMCmCreateVc. */
    int createIntegrated(
        final NdisAdapter adapter,
        final long ndisAfHandle,
        final long miniportVcContext,
        final NdisHandleHolder ndisVcHandle)
    {
        ndisVcHandle.value = 0;
        final NdisAf af = ndis.families.find(ndisAfHandle);
        final boolean isOpen = af != null && af.state == NdisAf.State.OPEN;
        if (!isOpen || !af.offer.isIntegrated() || af.offer.adapter != adapter)
        {
            return NDIS_STATUS_FAILURE;
        }
        final NdisVc vc = take(adapter, true);
        vc.creator = null;
        vc.af = af;
        vc.callManager = af.callManager;
        vc.creatorRole = vc.callManagerRole;
        vc.callManagerContext = miniportVcContext;
        vc.miniportVcContext = miniportVcContext;
        vc.owner = af.clientBinding;
        vc.ownerRole = NdisVc.CLIENT;
        final int status = createAtPartner(vc);
        if (status != NDIS_STATUS_SUCCESS)
        {
            ndis.vcs.give(vc);
            return status;
        }
        created(vc, ndisVcHandle);
        return NDIS_STATUS_SUCCESS;
    }

    /** NdisCoDeleteVc. */
    int delete(final long ndisVcHandle)
    {
        final NdisVc vc = ndis.vc(ndisVcHandle);
        if (NdisVc.role(ndisVcHandle) != vc.creatorRole || vc.creator == null)
        {
            ndis.report(NdisViolation.WRONG_PARTY, ndisVcHandle, NDIS_STATUS_NOT_ACCEPTED);
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        return delete(vc, ndisVcHandle);
    }

    /** NdisMCmDeleteVc. */
    int deleteIntegrated(final long ndisVcHandle)
    {
        final NdisVc vc = ndis.vcOfCallManager(ndisVcHandle, true);
        if (vc == null)
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        if (vc.creator != null)
        {
            ndis.report(NdisViolation.WRONG_PARTY, ndisVcHandle, NDIS_STATUS_NOT_ACCEPTED);
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        return delete(vc, ndisVcHandle);
    }

    /** NdisCoAssignInstanceName. */
    int assignInstanceName(final long ndisVcHandle, final String baseName, final NdisStringHolder instanceName)
    {
        final NdisVc vc = ndis.vc(ndisVcHandle);
        if (NdisVc.role(ndisVcHandle) == NdisVc.MINIPORT)
        {
            ndis.report(NdisViolation.WRONG_PARTY, ndisVcHandle, NDIS_STATUS_NOT_ACCEPTED);
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        if (vc.instanceName != null)
        {
            return NDIS_STATUS_FAILURE;
        }
        vc.instanceName = "VC:" + ++namedCount + " " + vc.adapter.deviceName + " " + baseName;
        if (instanceName != null)
        {
            instanceName.value = vc.instanceName;
        }
        return NDIS_STATUS_SUCCESS;
    }

    private int delete(final NdisVc vc, final long ndisVcHandle)
    {
        if (vc.state == NdisVcState.DEACTIVATING)
        {
            return NDIS_STATUS_CLOSING;
        }
        if (vc.state != NdisVcState.CREATED || vc.isInUse())
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }

        vc.state = NdisVcState.DELETING;
        leaveFamily(vc, 1); // a partner may close the family as soon as it has heard of its last VC's end
        if (vc.partnerKnows)
        {
            final int partnerStatus = deleteAtPartner(vc);
            if (partnerStatus == NDIS_STATUS_NOT_ACCEPTED)
            {
                leaveFamily(vc, -1);
                vc.state = NdisVcState.CREATED;
                return partnerStatus;
            }
            vc.partnerKnows = false;
        }
        final int status = vc.isIntegrated() ? NDIS_STATUS_SUCCESS : deleteAtMiniport(vc);
        if (status != NDIS_STATUS_SUCCESS)
        {
            ndis.report(NdisViolation.DELETE_FAILED, ndisVcHandle, status);
            leaveFamily(vc, -1);
            vc.state = NdisVcState.CREATED;
            return status;
        }
        final NdisBinding creator = vc.creator;
        ndis.vcs.give(vc);
        if (creator != null)
        {
            creator.vcCount--;
            ndis.bindings.closeIfIdle(creator);
        }
        return NDIS_STATUS_SUCCESS;
    }

    private static void leaveFamily(final NdisVc vc, final int count)
    {
        if (vc.af != null)
        {
            vc.af.vcCount -= count;
        }
    }

    private NdisVc take(final NdisAdapter adapter, final boolean isIntegrated)
    {
        final NdisVc vc = ndis.vcs.take();
        vc.state = NdisVcState.CREATING;
        vc.adapter = adapter;
        vc.miniport = adapter.miniport;
        vc.callManagerRole = isIntegrated ? NdisVc.MINIPORT : NdisVc.CALL_MANAGER;
        vc.partnerKnows = false;
        vc.requestsOut = 0;
        return vc;
    }

    private static void created(final NdisVc vc, final NdisHandleHolder ndisVcHandle)
    {
        if (vc.af != null)
        {
            vc.af.vcCount++;
        }
        vc.state = NdisVcState.CREATED;
        ndisVcHandle.value = vc.handle(vc.creatorRole);
    }

    private static boolean isParty(final NdisAf af, final NdisBinding binding)
    {
        return af != null && af.state == NdisAf.State.OPEN &&
            (af.clientBinding == binding || af.callManagerBinding == binding);
    }

    private NdisHandleHolder takeHolder()
    {
        final NdisHandleHolder holder = depth < DEPTH ? contextHolders[depth] : new NdisHandleHolder();
        depth++;
        holder.value = 0;
        return holder;
    }

    private int createAtMiniport(final NdisVc vc)
    {
        final NdisHandleHolder context = takeHolder();
        final int status = vc.miniport.miniportCoCreateVc(
            vc.adapter.miniportAdapterContext, vc.handle(NdisVc.MINIPORT), context);
        depth--;
        if (status == NDIS_STATUS_PENDING)
        {
            throw ndis.bugCheck(NdisBugCheckCode.NDIS_CO_SYNC_PENDED, "MiniportCoCreateVc, adapter " + vc.adapter);
        }
        vc.miniportVcContext = context.value;
        return status;
    }

    private int createAtPartner(final NdisVc vc)
    {
        final NdisHandleHolder context = takeHolder();
        final int status;
        if (vc.creatorRole == NdisVc.CLIENT)
        {
            status = vc.callManager.protocolCoCreateVc(
                vc.af.callMgrAfContext, vc.handle(vc.callManagerRole), context);
            vc.callManagerContext = context.value;
            if (vc.isIntegrated())
            {
                vc.miniportVcContext = vc.callManagerContext;
            }
        }
        else
        {
            status = vc.af.client.protocolCoCreateVc(
                vc.af.protocolAfContext, vc.handle(NdisVc.CLIENT), context);
            vc.clientContext = context.value;
            vc.ownerContext = vc.clientContext;
        }
        depth--;
        if (status == NDIS_STATUS_PENDING)
        {
            ndis.report(NdisViolation.PARTNER_PENDED, vc.handle(vc.creatorRole), status);
            return NDIS_STATUS_FAILURE;
        }
        vc.partnerKnows = status == NDIS_STATUS_SUCCESS;
        return status;
    }

    private int deleteAtPartner(final NdisVc vc)
    {
        final int status = vc.creatorRole == NdisVc.CLIENT ?
            vc.callManager.protocolCoDeleteVc(vc.callManagerContext) :
            vc.af.client.protocolCoDeleteVc(vc.clientContext);
        if (status == NDIS_STATUS_PENDING)
        {
            ndis.report(NdisViolation.PARTNER_PENDED, vc.handle(vc.creatorRole), status);
        }
        return status;
    }

    private int deleteAtMiniport(final NdisVc vc)
    {
        final int status = vc.miniport.miniportCoDeleteVc(vc.miniportVcContext);
        if (status == NDIS_STATUS_PENDING)
        {
            throw ndis.bugCheck(NdisBugCheckCode.NDIS_CO_SYNC_PENDED, "MiniportCoDeleteVc, " + vc);
        }
        return status;
    }
}
