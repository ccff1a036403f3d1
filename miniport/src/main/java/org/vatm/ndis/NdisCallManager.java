package org.vatm.ndis;

/** {@code NDIS_CALL_MANAGER_CHARACTERISTICS}: what a call manager gives to NdisCmRegisterAddressFamily. */
public interface NdisCallManager
{
    /** At most DISPATCH, never PENDING. A client creates a VC. */
    int protocolCoCreateVc(long callMgrAfContext, long ndisVcHandle, NdisHandleHolder callMgrVcContext);

    /** At most DISPATCH, never PENDING. The client deletes the VC that it has created. */
    int protocolCoDeleteVc(long callMgrVcContext);

    /** A client opens the family. */
    int protocolCmOpenAf(
        long callMgrBindingContext, CoAddressFamily family, long ndisAfHandle, NdisHandleHolder callMgrAfContext);

    /** A client closes it. */
    int protocolCmCloseAf(long callMgrAfContext);

    /** Make the call, NdisCmActivateVc, and SUCCESS; or PENDING and NdisCmMakeCallComplete. */
    int protocolCmMakeCall(long callMgrVcContext, CoCallParameters callParameters);

    /** End the call, NdisCmDeactivateVc, and SUCCESS; or PENDING and NdisCmCloseCallComplete. */
    int protocolCmCloseCall(long callMgrVcContext);

    /** NdisCmActivateVc pended, and is over. */
    void protocolCmActivateVcComplete(int status, long callMgrVcContext, CoCallParameters callParameters);

    /** NdisCmDeactivateVc pended, and is over. */
    void protocolCmDeactivateVcComplete(int status, long callMgrVcContext);
}
