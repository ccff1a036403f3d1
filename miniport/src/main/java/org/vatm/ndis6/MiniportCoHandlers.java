package org.vatm.ndis6;

import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisHandleHolder;

/** {@code NDIS_MINIPORT_CO_CHARACTERISTICS}: the connection-oriented handlers. Those of VCs are as in 5.1. */
public interface MiniportCoHandlers
{
    /** MINIPORT_CO_CREATE_VC: never pends. */
    int miniportCoCreateVc(long miniportAdapterContext, long ndisVcHandle, NdisHandleHolder miniportVcContext);

    /** MINIPORT_CO_DELETE_VC: never pends. */
    int miniportCoDeleteVc(long miniportVcContext);

    /** MINIPORT_CO_ACTIVATE_VC. */
    int miniportCoActivateVc(long miniportVcContext, CoCallParameters callParameters);

    /** MINIPORT_CO_DEACTIVATE_VC. */
    int miniportCoDeactivateVc(long miniportVcContext);

    /**
     * MINIPORT_CO_SEND_NET_BUFFER_LISTS: at most DISPATCH. Every list comes back by NdisMCoSendNetBufferListsComplete.
     *
     * @param netBufferLists linked by {@link NetBufferList#next}, which is the miniport's from now on.
     * @param sendFlags      {@link NetBufferList#NDIS_SEND_FLAGS_DISPATCH_LEVEL}.
     */
    void miniportCoSendNetBufferLists(long miniportVcContext, NetBufferList netBufferLists, int sendFlags);

    /** MINIPORT_CO_OID_REQUEST: at most DISPATCH; {@code miniportVcContext} is 0 for the whole adapter. */
    int miniportCoOidRequest(long miniportAdapterContext, long miniportVcContext, NdisOidRequest oidRequest);
}
