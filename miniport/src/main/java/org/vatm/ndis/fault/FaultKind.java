package org.vatm.ndis.fault;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCE_CONFLICT;

import java.util.Arrays;
import java.util.List;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisInternals;
import org.vatm.ndis.NdisMemory;
import org.vatm.ndis.NdisSharedMemory;

/** What a driver may ask for in vain, and what it is told then. */
public enum FaultKind
{
    /** NdisAllocateMemoryWithTag: no memory, FAILURE. */
    MEMORY(FaultKind::noMemory, "ndisAllocateMemoryWithTag"),
    /** NdisAllocateFromNPagedLookasideList: NULL. */
    LOOKASIDE(arguments -> null, "ndisAllocateFromNPagedLookasideList"),
    /** NdisMAllocateSharedMemory: a NULL address. */
    SHARED_MEMORY(FaultKind::noSharedMemory, "ndisMAllocateSharedMemory"),
    /** NdisMAllocateSharedMemoryAsync: FAILURE at once. */
    ASYNC_SHARED_MEMORY(arguments -> NDIS_STATUS_FAILURE, "ndisMAllocateSharedMemoryAsync"),
    /** MiniportAllocateComplete: a NULL address after all. */
    ASYNC_SHARED_MEMORY_LATER(arguments -> null),
    /** NdisAllocatePacketPool, NdisAllocatePacketPoolEx: NULL. */
    PACKET_POOL(arguments -> null, "ndisAllocatePacketPool", "ndisAllocatePacketPoolEx"),
    /** NdisAllocateBufferPool: NULL. */
    BUFFER_POOL(arguments -> null, "ndisAllocateBufferPool"),
    /** NdisAllocatePacket of a pool of the driver: NULL. */
    PACKET(arguments -> null),
    /** NdisAllocateBuffer of a pool of the driver: NULL. */
    BUFFER(arguments -> null),
    /** NdisMAllocateMapRegisters: RESOURCES. */
    MAP_REGISTERS(arguments -> NDIS_STATUS_RESOURCES, "ndisMAllocateMapRegisters"),
    /** NdisMInitializeScatterGatherDma: RESOURCES. */
    SCATTER_GATHER(arguments -> NDIS_STATUS_RESOURCES, "ndisMInitializeScatterGatherDma"),
    /** NdisMMapIoSpace: NULL, RESOURCES. */
    IO_SPACE(arguments -> noAddress(arguments, NDIS_STATUS_RESOURCES), "ndisMMapIoSpace"),
    /** NdisMRegisterIoPortRange: NULL, RESOURCE_CONFLICT. */
    IO_PORTS(arguments -> noAddress(arguments, NDIS_STATUS_RESOURCE_CONFLICT), "ndisMRegisterIoPortRange"),
    /** NdisMRegisterInterrupt: RESOURCE_CONFLICT. */
    INTERRUPT(arguments -> NDIS_STATUS_RESOURCE_CONFLICT, "ndisMRegisterInterrupt"),
    /** NdisMQueryAdapterResources: FAILURE. */
    RESOURCE_LIST(arguments -> NDIS_STATUS_FAILURE, "ndisMQueryAdapterResources"),
    /** NdisOpenConfiguration: FAILURE. */
    CONFIGURATION(arguments -> noAddress(arguments, NDIS_STATUS_FAILURE), "ndisOpenConfiguration"),
    /** NdisReadConfiguration, NdisReadNetworkAddress: FAILURE. */
    PARAMETER(arguments -> NDIS_STATUS_FAILURE, "ndisReadConfiguration", "ndisReadNetworkAddress");

    /** What the driver gets instead. */
    private interface Refusal
    {
        Object refuse(Object[] arguments);
    }

    private static final List<FaultKind> ALL = List.of(values());

    private final Refusal refusal;
    private final List<String> routines;

    FaultKind(final Refusal refusal, final String... routines)
    {
        this.refusal = refusal;
        this.routines = Arrays.asList(routines);
    }

    /** The kind that a routine of NDIS asks for; null if it asks for nothing. */
    static FaultKind of(final String routine)
    {
        for (final FaultKind kind : ALL)
        {
            if (kind.routines.contains(routine))
            {
                return kind;
            }
        }
        return null;
    }

    /** Sets the out parameters of a call that fails; what it returns. */
    Object refuse(final Object[] arguments)
    {
        return refusal.refuse(arguments);
    }

    private static Object noMemory(final Object[] arguments)
    {
        NdisInternals.view((NdisMemory)arguments[0], null, 0);
        return NDIS_STATUS_FAILURE;
    }

    private static Object noSharedMemory(final Object[] arguments)
    {
        NdisInternals.clear((NdisSharedMemory)arguments[arguments.length - 1]);
        return null;
    }

    private static Object noAddress(final Object[] arguments, final int status)
    {
        ((NdisHandleHolder)arguments[0]).value = 0;
        return status;
    }
}
