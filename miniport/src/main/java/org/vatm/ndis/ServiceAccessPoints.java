package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/** SAPs: who takes calls for which address. What addresses mean is the call manager's business. */
final class ServiceAccessPoints
{
    private final Ndis ndis;
    private final HandleTable<NdisSap> handles = new HandleTable<>(HandleTable.KIND_SAP);

    ServiceAccessPoints(final Ndis ndis)
    {
        this.ndis = ndis;
    }

    /** NdisClRegisterSap. */
    int register(
        final long ndisAfHandle, final long protocolSapContext, final CoSap sap, final NdisHandleHolder ndisSapHandle)
    {
        ndisSapHandle.value = 0;
        final NdisAf af = ndis.families.ofClient(ndisAfHandle);
        if (af == null)
        {
            return NDIS_STATUS_FAILURE;
        }
        final NdisSap registered = new NdisSap(af, sap, protocolSapContext);
        registered.handle = handles.add(registered);
        af.sapCount++;
        ndisSapHandle.value = registered.handle;

        final int status = af.callManager.protocolCmRegisterSap(
            af.callMgrAfContext, sap, registered.handle, registered.contextHolder);
        if (status == NDIS_STATUS_PENDING)
        {
            return NDIS_STATUS_PENDING;
        }
        if (registered.state != NdisSap.State.REGISTERING)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, registered.handle, status);
            return NDIS_STATUS_PENDING;
        }
        if (registered(registered, status, registered.contextHolder.value) != NDIS_STATUS_SUCCESS)
        {
            ndisSapHandle.value = 0;
        }
        return status;
    }

    /** NdisCmRegisterSapComplete, NdisMCmRegisterSapComplete. */
    void registerComplete(
        final int status, final long ndisSapHandle, final long callMgrSapContext, final boolean isIntegrated)
    {
        final NdisSap sap = ofCallManager(ndisSapHandle, isIntegrated);
        if (sap == null)
        {
            return;
        }
        if (sap.state != NdisSap.State.REGISTERING)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisSapHandle, status);
            return;
        }
        final int finalStatus = registered(sap, ndis.finalStatus(status, ndisSapHandle), callMgrSapContext);
        sap.af.client.protocolClRegisterSapComplete(
            finalStatus, sap.protocolSapContext, sap.sap, finalStatus == NDIS_STATUS_SUCCESS ? ndisSapHandle : 0);
    }

    /** NdisClDeregisterSap. */
    int deregister(final long ndisSapHandle)
    {
        final NdisSap sap = handles.get(ndisSapHandle);
        if (sap == null || sap.state != NdisSap.State.REGISTERED)
        {
            ndis.report(NdisViolation.STALE_HANDLE, ndisSapHandle, 0);
            return NDIS_STATUS_FAILURE;
        }
        sap.state = NdisSap.State.CLOSING;
        final int status = sap.af.callManager.protocolCmDeregisterSap(sap.callMgrSapContext);
        if (status == NDIS_STATUS_PENDING)
        {
            return NDIS_STATUS_PENDING;
        }
        if (handles.get(ndisSapHandle) != sap)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisSapHandle, status);
            return NDIS_STATUS_PENDING;
        }
        remove(sap);
        return status;
    }

    /** NdisCmDeregisterSapComplete, NdisMCmDeregisterSapComplete. */
    void deregisterComplete(final int status, final long ndisSapHandle, final boolean isIntegrated)
    {
        final NdisSap sap = ofCallManager(ndisSapHandle, isIntegrated);
        if (sap == null)
        {
            return;
        }
        if (sap.state != NdisSap.State.CLOSING)
        {
            ndis.report(NdisViolation.UNEXPECTED_COMPLETION, ndisSapHandle, status);
            return;
        }
        final int finalStatus = ndis.finalStatus(status, ndisSapHandle);
        remove(sap);
        sap.af.client.protocolClDeregisterSapComplete(finalStatus, sap.protocolSapContext);
    }

    /** The SAP of a handle that its call manager uses; null, and a report, if there is none of that kind. */
    NdisSap ofCallManager(final long ndisSapHandle, final boolean isIntegrated)
    {
        final NdisSap sap = handles.get(ndisSapHandle);
        if (sap == null)
        {
            ndis.report(NdisViolation.STALE_HANDLE, ndisSapHandle, 0);
            return null;
        }
        if (sap.af.offer.isIntegrated() != isIntegrated)
        {
            ndis.report(NdisViolation.WRONG_PARTY, ndisSapHandle, 0);
            return null;
        }
        return sap;
    }

    private int registered(final NdisSap sap, final int status, final long callMgrSapContext)
    {
        sap.callMgrSapContext = callMgrSapContext;
        sap.state = NdisSap.State.REGISTERED;
        if (status != NDIS_STATUS_SUCCESS)
        {
            remove(sap);
        }
        return status;
    }

    private void remove(final NdisSap sap)
    {
        handles.remove(sap.handle);
        sap.af.sapCount--;
    }
}
