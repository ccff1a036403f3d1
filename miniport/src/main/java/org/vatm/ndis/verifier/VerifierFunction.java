package org.vatm.ndis.verifier;

/** A routine of NDIS, or a handler of a driver: what the history names, and where it may be called. */
enum VerifierFunction
{
    NDIS_M_INITIALIZE_WRAPPER("NdisMInitializeWrapper", Level.PASSIVE),
    NDIS_M_REGISTER_MINIPORT("NdisMRegisterMiniport", Level.PASSIVE),
    NDIS_TERMINATE_WRAPPER("NdisTerminateWrapper", Level.PASSIVE),
    NDIS_M_REGISTER_UNLOAD_HANDLER("NdisMRegisterUnloadHandler", Level.PASSIVE),
    NDIS_M_SET_ATTRIBUTES_EX("NdisMSetAttributesEx", Level.PASSIVE),
    NDIS_M_SET_ATTRIBUTES("NdisMSetAttributes", Level.PASSIVE),
    NDIS_M_QUERY_ADAPTER_RESOURCES("NdisMQueryAdapterResources", Level.PASSIVE),
    NDIS_READ_PCI_SLOT_INFORMATION("NdisReadPciSlotInformation", Level.PASSIVE),
    NDIS_WRITE_PCI_SLOT_INFORMATION("NdisWritePciSlotInformation", Level.PASSIVE),
    NDIS_OPEN_CONFIGURATION("NdisOpenConfiguration", Level.PASSIVE),
    NDIS_READ_CONFIGURATION("NdisReadConfiguration", Level.PASSIVE),
    NDIS_READ_NETWORK_ADDRESS("NdisReadNetworkAddress", Level.PASSIVE),
    NDIS_CLOSE_CONFIGURATION("NdisCloseConfiguration", Level.PASSIVE),
    NDIS_WRITE_ERROR_LOG_ENTRY("NdisWriteErrorLogEntry", Level.AT_MOST_DISPATCH),
    NDIS_M_MAP_IO_SPACE("NdisMMapIoSpace", Level.PASSIVE),
    NDIS_M_UNMAP_IO_SPACE("NdisMUnmapIoSpace", Level.PASSIVE),
    NDIS_READ_REGISTER("NdisReadRegister", Level.ANY),
    NDIS_WRITE_REGISTER("NdisWriteRegister", Level.ANY),
    NDIS_M_REGISTER_IO_PORT_RANGE("NdisMRegisterIoPortRange", Level.PASSIVE),
    NDIS_M_DEREGISTER_IO_PORT_RANGE("NdisMDeregisterIoPortRange", Level.PASSIVE),
    NDIS_RAW_READ_PORT("NdisRawReadPort", Level.ANY),
    NDIS_RAW_WRITE_PORT("NdisRawWritePort", Level.ANY),
    NDIS_M_INITIALIZE_SCATTER_GATHER_DMA("NdisMInitializeScatterGatherDma", Level.PASSIVE),
    NDIS_M_ALLOCATE_MAP_REGISTERS("NdisMAllocateMapRegisters", Level.PASSIVE),
    NDIS_M_FREE_MAP_REGISTERS("NdisMFreeMapRegisters", Level.PASSIVE),
    NDIS_M_START_BUFFER_PHYSICAL_MAPPING("NdisMStartBufferPhysicalMapping", Level.DISPATCH),
    NDIS_M_COMPLETE_BUFFER_PHYSICAL_MAPPING("NdisMCompleteBufferPhysicalMapping", Level.DISPATCH),
    NDIS_M_ALLOCATE_SHARED_MEMORY("NdisMAllocateSharedMemory", Level.PASSIVE),
    NDIS_M_ALLOCATE_SHARED_MEMORY_ASYNC("NdisMAllocateSharedMemoryAsync", Level.AT_MOST_DISPATCH),
    NDIS_M_FREE_SHARED_MEMORY("NdisMFreeSharedMemory", Level.AT_MOST_DISPATCH),
    NDIS_M_UPDATE_SHARED_MEMORY("NdisMUpdateSharedMemory", Level.AT_MOST_DISPATCH),
    NDIS_FLUSH_BUFFER("NdisFlushBuffer", Level.AT_MOST_DISPATCH),
    NDIS_M_REGISTER_INTERRUPT("NdisMRegisterInterrupt", Level.PASSIVE),
    NDIS_M_DEREGISTER_INTERRUPT("NdisMDeregisterInterrupt", Level.PASSIVE),
    NDIS_M_SYNCHRONIZE_WITH_INTERRUPT("NdisMSynchronizeWithInterrupt", Level.ANY),
    NDIS_M_INITIALIZE_TIMER("NdisMInitializeTimer", Level.PASSIVE),
    NDIS_M_SET_TIMER("NdisMSetTimer", Level.AT_MOST_DISPATCH),
    NDIS_M_SET_PERIODIC_TIMER("NdisMSetPeriodicTimer", Level.AT_MOST_DISPATCH),
    NDIS_M_CANCEL_TIMER("NdisMCancelTimer", Level.AT_MOST_DISPATCH),
    NDIS_M_CO_SEND_COMPLETE("NdisMCoSendComplete", Level.AT_MOST_DISPATCH),
    NDIS_M_CO_INDICATE_RECEIVE_PACKET("NdisMCoIndicateReceivePacket", Level.DISPATCH),
    NDIS_M_CO_RECEIVE_COMPLETE("NdisMCoReceiveComplete", Level.DISPATCH),
    NDIS_M_CO_ACTIVATE_VC_COMPLETE("NdisMCoActivateVcComplete", Level.AT_MOST_DISPATCH),
    NDIS_M_CO_DEACTIVATE_VC_COMPLETE("NdisMCoDeactivateVcComplete", Level.AT_MOST_DISPATCH),
    NDIS_M_CO_REQUEST_COMPLETE("NdisMCoRequestComplete", Level.AT_MOST_DISPATCH),
    NDIS_M_CO_INDICATE_STATUS("NdisMCoIndicateStatus", Level.AT_MOST_DISPATCH),
    NDIS_M_RESET_COMPLETE("NdisMResetComplete", Level.DISPATCH),
    NDIS_ALLOCATE_MEMORY_WITH_TAG("NdisAllocateMemoryWithTag", Level.AT_MOST_DISPATCH),
    NDIS_FREE_MEMORY("NdisFreeMemory", Level.AT_MOST_DISPATCH),
    NDIS_INITIALIZE_NPAGED_LOOKASIDE_LIST("NdisInitializeNPagedLookasideList", Level.AT_MOST_DISPATCH),
    NDIS_ALLOCATE_FROM_NPAGED_LOOKASIDE_LIST("NdisAllocateFromNPagedLookasideList", Level.AT_MOST_DISPATCH),
    NDIS_FREE_TO_NPAGED_LOOKASIDE_LIST("NdisFreeToNPagedLookasideList", Level.AT_MOST_DISPATCH),
    NDIS_DELETE_NPAGED_LOOKASIDE_LIST("NdisDeleteNPagedLookasideList", Level.AT_MOST_DISPATCH),
    NDIS_ALLOCATE_PACKET_POOL("NdisAllocatePacketPool", Level.AT_MOST_DISPATCH),
    NDIS_FREE_PACKET_POOL("NdisFreePacketPool", Level.AT_MOST_DISPATCH),
    NDIS_ALLOCATE_BUFFER_POOL("NdisAllocateBufferPool", Level.AT_MOST_DISPATCH),
    NDIS_FREE_BUFFER_POOL("NdisFreeBufferPool", Level.AT_MOST_DISPATCH),
    NDIS_ALLOCATE_SPIN_LOCK("NdisAllocateSpinLock", Level.ANY),
    NDIS_FREE_SPIN_LOCK("NdisFreeSpinLock", Level.ANY),
    NDIS_ACQUIRE_SPIN_LOCK("NdisAcquireSpinLock", Level.AT_MOST_DISPATCH),
    NDIS_RELEASE_SPIN_LOCK("NdisReleaseSpinLock", Level.AT_MOST_DISPATCH),
    NDIS_DPR_ACQUIRE_SPIN_LOCK("NdisDprAcquireSpinLock", Level.AT_MOST_DISPATCH),
    NDIS_DPR_RELEASE_SPIN_LOCK("NdisDprReleaseSpinLock", Level.AT_MOST_DISPATCH),
    NDIS_STALL_EXECUTION("NdisStallExecution", Level.ANY),
    NDIS_M_SLEEP("NdisMSleep", Level.PASSIVE),
    NDIS_GET_CURRENT_SYSTEM_TIME("NdisGetCurrentSystemTime", Level.ANY),
    NDIS_M_CM_REGISTER_ADDRESS_FAMILY("NdisMCmRegisterAddressFamily", Level.PASSIVE),
    NDIS_M_CM_CREATE_VC("NdisMCmCreateVc", Level.AT_MOST_DISPATCH),
    NDIS_M_CM_DELETE_VC("NdisMCmDeleteVc", Level.AT_MOST_DISPATCH),
    NDIS_M_CM_ACTIVATE_VC("NdisMCmActivateVc", Level.AT_MOST_DISPATCH),
    NDIS_M_CM_DEACTIVATE_VC("NdisMCmDeactivateVc", Level.AT_MOST_DISPATCH),
    NDIS_M_CM_REQUEST("NdisMCmRequest", Level.AT_MOST_DISPATCH),
    NDIS_M_CM_REQUEST_COMPLETE("NdisMCmRequestComplete", Level.AT_MOST_DISPATCH),
    NDIS_M_CM_OPEN_ADDRESS_FAMILY_COMPLETE("NdisMCmOpenAddressFamilyComplete", Level.AT_MOST_DISPATCH),
    NDIS_M_CM_CLOSE_ADDRESS_FAMILY_COMPLETE("NdisMCmCloseAddressFamilyComplete", Level.AT_MOST_DISPATCH),
    NDIS_M_CM_REGISTER_SAP_COMPLETE("NdisMCmRegisterSapComplete", Level.AT_MOST_DISPATCH),
    NDIS_M_CM_DEREGISTER_SAP_COMPLETE("NdisMCmDeregisterSapComplete", Level.AT_MOST_DISPATCH),
    NDIS_M_CM_MAKE_CALL_COMPLETE("NdisMCmMakeCallComplete", Level.AT_MOST_DISPATCH),
    NDIS_M_CM_CLOSE_CALL_COMPLETE("NdisMCmCloseCallComplete", Level.AT_MOST_DISPATCH),
    NDIS_M_CM_MODIFY_CALL_QOS_COMPLETE("NdisMCmModifyCallQoSComplete", Level.AT_MOST_DISPATCH),
    NDIS_M_CM_ADD_PARTY_COMPLETE("NdisMCmAddPartyComplete", Level.AT_MOST_DISPATCH),
    NDIS_M_CM_DROP_PARTY_COMPLETE("NdisMCmDropPartyComplete", Level.AT_MOST_DISPATCH),
    NDIS_M_CM_DISPATCH_INCOMING_CALL("NdisMCmDispatchIncomingCall", Level.AT_MOST_DISPATCH),
    NDIS_M_CM_DISPATCH_CALL_CONNECTED("NdisMCmDispatchCallConnected", Level.AT_MOST_DISPATCH),
    NDIS_M_CM_DISPATCH_INCOMING_CALL_QOS_CHANGE("NdisMCmDispatchIncomingCallQoSChange", Level.AT_MOST_DISPATCH),
    NDIS_M_CM_DISPATCH_INCOMING_CLOSE_CALL("NdisMCmDispatchIncomingCloseCall", Level.AT_MOST_DISPATCH),
    NDIS_M_CM_DISPATCH_INCOMING_DROP_PARTY("NdisMCmDispatchIncomingDropParty", Level.AT_MOST_DISPATCH),
    NDIS_REGISTER_PROTOCOL("NdisRegisterProtocol", Level.PASSIVE),
    NDIS_DEREGISTER_PROTOCOL("NdisDeregisterProtocol", Level.PASSIVE),
    NDIS_OPEN_ADAPTER("NdisOpenAdapter", Level.PASSIVE),
    NDIS_CLOSE_ADAPTER("NdisCloseAdapter", Level.AT_MOST_DISPATCH),
    NDIS_RESET("NdisReset", Level.AT_MOST_DISPATCH),
    NDIS_CM_REGISTER_ADDRESS_FAMILY("NdisCmRegisterAddressFamily", Level.PASSIVE),
    NDIS_CL_OPEN_ADDRESS_FAMILY("NdisClOpenAddressFamily", Level.PASSIVE),
    NDIS_CM_OPEN_ADDRESS_FAMILY_COMPLETE("NdisCmOpenAddressFamilyComplete", Level.AT_MOST_DISPATCH),
    NDIS_CL_CLOSE_ADDRESS_FAMILY("NdisClCloseAddressFamily", Level.AT_MOST_DISPATCH),
    NDIS_CM_CLOSE_ADDRESS_FAMILY_COMPLETE("NdisCmCloseAddressFamilyComplete", Level.AT_MOST_DISPATCH),
    NDIS_CL_REGISTER_SAP("NdisClRegisterSap", Level.AT_MOST_DISPATCH),
    NDIS_CM_REGISTER_SAP_COMPLETE("NdisCmRegisterSapComplete", Level.AT_MOST_DISPATCH),
    NDIS_CL_DEREGISTER_SAP("NdisClDeregisterSap", Level.AT_MOST_DISPATCH),
    NDIS_CM_DEREGISTER_SAP_COMPLETE("NdisCmDeregisterSapComplete", Level.AT_MOST_DISPATCH),
    NDIS_CO_CREATE_VC("NdisCoCreateVc", Level.AT_MOST_DISPATCH),
    NDIS_CO_DELETE_VC("NdisCoDeleteVc", Level.AT_MOST_DISPATCH),
    NDIS_CL_MAKE_CALL("NdisClMakeCall", Level.AT_MOST_DISPATCH),
    NDIS_CM_MAKE_CALL_COMPLETE("NdisCmMakeCallComplete", Level.AT_MOST_DISPATCH),
    NDIS_CL_CLOSE_CALL("NdisClCloseCall", Level.AT_MOST_DISPATCH),
    NDIS_CM_CLOSE_CALL_COMPLETE("NdisCmCloseCallComplete", Level.AT_MOST_DISPATCH),
    NDIS_CL_INCOMING_CALL_COMPLETE("NdisClIncomingCallComplete", Level.AT_MOST_DISPATCH),
    NDIS_CL_MODIFY_CALL_QOS("NdisClModifyCallQoS", Level.AT_MOST_DISPATCH),
    NDIS_CM_MODIFY_CALL_QOS_COMPLETE("NdisCmModifyCallQoSComplete", Level.AT_MOST_DISPATCH),
    NDIS_CL_ADD_PARTY("NdisClAddParty", Level.AT_MOST_DISPATCH),
    NDIS_CM_ADD_PARTY_COMPLETE("NdisCmAddPartyComplete", Level.AT_MOST_DISPATCH),
    NDIS_CL_DROP_PARTY("NdisClDropParty", Level.AT_MOST_DISPATCH),
    NDIS_CM_DROP_PARTY_COMPLETE("NdisCmDropPartyComplete", Level.AT_MOST_DISPATCH),
    NDIS_CM_ACTIVATE_VC("NdisCmActivateVc", Level.AT_MOST_DISPATCH),
    NDIS_CM_DEACTIVATE_VC("NdisCmDeactivateVc", Level.AT_MOST_DISPATCH),
    NDIS_CM_DISPATCH_INCOMING_CALL("NdisCmDispatchIncomingCall", Level.AT_MOST_DISPATCH),
    NDIS_CM_DISPATCH_CALL_CONNECTED("NdisCmDispatchCallConnected", Level.AT_MOST_DISPATCH),
    NDIS_CM_DISPATCH_INCOMING_CALL_QOS_CHANGE("NdisCmDispatchIncomingCallQoSChange", Level.AT_MOST_DISPATCH),
    NDIS_CM_DISPATCH_INCOMING_CLOSE_CALL("NdisCmDispatchIncomingCloseCall", Level.AT_MOST_DISPATCH),
    NDIS_CM_DISPATCH_INCOMING_DROP_PARTY("NdisCmDispatchIncomingDropParty", Level.AT_MOST_DISPATCH),
    NDIS_CO_SEND_PACKETS("NdisCoSendPackets", Level.AT_MOST_DISPATCH),
    NDIS_CANCEL_SEND_PACKETS("NdisCancelSendPackets", Level.AT_MOST_DISPATCH),
    NDIS_RETURN_PACKETS("NdisReturnPackets", Level.AT_MOST_DISPATCH),
    NDIS_CO_REQUEST("NdisCoRequest", Level.AT_MOST_DISPATCH),
    NDIS_CO_REQUEST_COMPLETE("NdisCoRequestComplete", Level.AT_MOST_DISPATCH),
    NDIS_CO_ASSIGN_INSTANCE_NAME("NdisCoAssignInstanceName", Level.AT_MOST_DISPATCH),
    MINIPORT_UNLOAD("MiniportUnload", Level.HANDLER),
    MINIPORT_INITIALIZE("MiniportInitialize", Level.HANDLER),
    MINIPORT_HALT("MiniportHalt", Level.HANDLER),
    MINIPORT_RESET("MiniportReset", Level.HANDLER),
    MINIPORT_CHECK_FOR_HANG("MiniportCheckForHang", Level.HANDLER),
    MINIPORT_SHUTDOWN("MiniportShutdown", Level.HANDLER),
    MINIPORT_ISR("MiniportISR", Level.HANDLER),
    MINIPORT_DISABLE_INTERRUPT("MiniportDisableInterrupt", Level.HANDLER),
    MINIPORT_ENABLE_INTERRUPT("MiniportEnableInterrupt", Level.HANDLER),
    MINIPORT_HANDLE_INTERRUPT("MiniportHandleInterrupt", Level.HANDLER),
    MINIPORT_SYNCHRONIZE_ISR("MiniportSynchronizeISR", Level.HANDLER),
    MINIPORT_TIMER("MiniportTimer", Level.HANDLER),
    MINIPORT_CO_CREATE_VC("MiniportCoCreateVc", Level.HANDLER),
    MINIPORT_CO_DELETE_VC("MiniportCoDeleteVc", Level.HANDLER),
    MINIPORT_CO_ACTIVATE_VC("MiniportCoActivateVc", Level.HANDLER),
    MINIPORT_CO_DEACTIVATE_VC("MiniportCoDeactivateVc", Level.HANDLER),
    MINIPORT_CO_SEND_PACKETS("MiniportCoSendPackets", Level.HANDLER),
    MINIPORT_CO_REQUEST("MiniportCoRequest", Level.HANDLER),
    MINIPORT_RETURN_PACKET("MiniportReturnPacket", Level.HANDLER),
    MINIPORT_ALLOCATE_COMPLETE("MiniportAllocateComplete", Level.HANDLER),
    MINIPORT_CANCEL_SEND_PACKETS("MiniportCancelSendPackets", Level.HANDLER),
    MINIPORT_PNP_EVENT_NOTIFY("MiniportPnPEventNotify", Level.HANDLER),
    PROTOCOL_BIND_ADAPTER("ProtocolBindAdapter", Level.HANDLER),
    PROTOCOL_UNBIND_ADAPTER("ProtocolUnbindAdapter", Level.HANDLER),
    PROTOCOL_CLOSE_ADAPTER_COMPLETE("ProtocolCloseAdapterComplete", Level.HANDLER),
    PROTOCOL_RESET_COMPLETE("ProtocolResetComplete", Level.HANDLER),
    PROTOCOL_CO_AF_REGISTER_NOTIFY("ProtocolCoAfRegisterNotify", Level.HANDLER),
    PROTOCOL_CO_SEND_COMPLETE("ProtocolCoSendComplete", Level.HANDLER),
    PROTOCOL_CO_RECEIVE_PACKET("ProtocolCoReceivePacket", Level.HANDLER),
    PROTOCOL_RECEIVE_COMPLETE("ProtocolReceiveComplete", Level.HANDLER),
    PROTOCOL_CO_STATUS("ProtocolCoStatus", Level.HANDLER),
    PROTOCOL_CO_REQUEST("ProtocolCoRequest", Level.HANDLER),
    PROTOCOL_CO_REQUEST_COMPLETE("ProtocolCoRequestComplete", Level.HANDLER),
    PROTOCOL_CO_CREATE_VC("ProtocolCoCreateVc", Level.HANDLER),
    PROTOCOL_CO_DELETE_VC("ProtocolCoDeleteVc", Level.HANDLER),
    PROTOCOL_CM_OPEN_AF("ProtocolCmOpenAf", Level.HANDLER),
    PROTOCOL_CM_CLOSE_AF("ProtocolCmCloseAf", Level.HANDLER),
    PROTOCOL_CM_REGISTER_SAP("ProtocolCmRegisterSap", Level.HANDLER),
    PROTOCOL_CM_DEREGISTER_SAP("ProtocolCmDeregisterSap", Level.HANDLER),
    PROTOCOL_CM_MAKE_CALL("ProtocolCmMakeCall", Level.HANDLER),
    PROTOCOL_CM_CLOSE_CALL("ProtocolCmCloseCall", Level.HANDLER),
    PROTOCOL_CM_INCOMING_CALL_COMPLETE("ProtocolCmIncomingCallComplete", Level.HANDLER),
    PROTOCOL_CM_ADD_PARTY("ProtocolCmAddParty", Level.HANDLER),
    PROTOCOL_CM_DROP_PARTY("ProtocolCmDropParty", Level.HANDLER),
    PROTOCOL_CM_ACTIVATE_VC_COMPLETE("ProtocolCmActivateVcComplete", Level.HANDLER),
    PROTOCOL_CM_DEACTIVATE_VC_COMPLETE("ProtocolCmDeactivateVcComplete", Level.HANDLER),
    PROTOCOL_CM_MODIFY_CALL_QOS("ProtocolCmModifyCallQoS", Level.HANDLER),
    PROTOCOL_CL_OPEN_AF_COMPLETE("ProtocolClOpenAfComplete", Level.HANDLER),
    PROTOCOL_CL_CLOSE_AF_COMPLETE("ProtocolClCloseAfComplete", Level.HANDLER),
    PROTOCOL_CL_REGISTER_SAP_COMPLETE("ProtocolClRegisterSapComplete", Level.HANDLER),
    PROTOCOL_CL_DEREGISTER_SAP_COMPLETE("ProtocolClDeregisterSapComplete", Level.HANDLER),
    PROTOCOL_CL_MAKE_CALL_COMPLETE("ProtocolClMakeCallComplete", Level.HANDLER),
    PROTOCOL_CL_MODIFY_CALL_QOS_COMPLETE("ProtocolClModifyCallQoSComplete", Level.HANDLER),
    PROTOCOL_CL_CLOSE_CALL_COMPLETE("ProtocolClCloseCallComplete", Level.HANDLER),
    PROTOCOL_CL_ADD_PARTY_COMPLETE("ProtocolClAddPartyComplete", Level.HANDLER),
    PROTOCOL_CL_DROP_PARTY_COMPLETE("ProtocolClDropPartyComplete", Level.HANDLER),
    PROTOCOL_CL_INCOMING_CALL("ProtocolClIncomingCall", Level.HANDLER),
    PROTOCOL_CL_INCOMING_CALL_QOS_CHANGE("ProtocolClIncomingCallQoSChange", Level.HANDLER),
    PROTOCOL_CL_INCOMING_CLOSE_CALL("ProtocolClIncomingCloseCall", Level.HANDLER),
    PROTOCOL_CL_INCOMING_DROP_PARTY("ProtocolClIncomingDropParty", Level.HANDLER),
    PROTOCOL_CL_CALL_CONNECTED("ProtocolClCallConnected", Level.HANDLER);


    /** The interrupt levels at which a routine may be called. */
    enum Level
    {
        PASSIVE(0, 0, "PASSIVE"),
        AT_MOST_DISPATCH(0, 1, "<= DISPATCH"),
        DISPATCH(1, 1, "DISPATCH"),
        ANY(0, 2, "any"),
        /** Called by NDIS, which sees to it itself. */
        HANDLER(0, 2, "any");

        final int lowest;
        final int highest;
        final String text;
        private final int levels; // a bit for each of the processor's, from -1: no driver runs, taken for PASSIVE

        Level(final int lowest, final int highest, final String text)
        {
            this.lowest = lowest;
            this.highest = highest;
            this.text = text;
            final int irqls = (2 << highest) - (1 << lowest);
            levels = irqls << 1 | irqls & 1;
        }

        /** Whether it includes that level of the processor. */
        boolean includes(final int level)
        {
            return (levels >> level + 1 & 1) != 0;
        }
    }

    final String label;
    final Level level;

    VerifierFunction(final String label, final Level level)
    {
        this.label = label;
        this.level = level;
    }

    boolean isHandler()
    {
        return level == Level.HANDLER;
    }

    @Override
    public String toString()
    {
        return label;
    }
}
