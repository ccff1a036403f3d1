package org.vatm.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vatm.host.Host;
import org.vatm.ndis.fault.FaultInjector;
import org.vatm.ndis.fault.FaultKind;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Simulation;

/** Every kind of allocation fails when it is to, and then only, with what the routine says in that case. */
class FaultKindTest
{
    private static final int SLOT = 2;
    private static final int BYTES = 64;

    private final Simulation simulation = new Simulation();
    private final Host host = new Host(simulation, "h", PciTiming.PCI33, 1 << 20);
    private final Ndis ndis = new Ndis(host);
    private final FaultInjector faults = new FaultInjector(ndis, 3);
    private final BareMiniport miniport = new BareMiniport(host.cpu(), "");
    private final NdisHandleHolder holder = new NdisHandleHolder();
    private final List<Boolean> had = new ArrayList<>();
    private NdisPacketPool packets;
    private NdisBufferPool buffers;

    FaultKindTest()
    {
        host.addDevice(new TestNic(host.cpu().events()), SLOT);
        host.assignResources();
    }

    @AfterEach
    void close()
    {
        simulation.close();
    }

    private int start(final Runnable inInitialize)
    {
        miniport.inInitialize = () ->
        {
            inInitialize.run();
            return NDIS_STATUS_SUCCESS;
        };
        return host.cpu().call(() ->
        {
            final NdisHandleHolder driver = new NdisHandleHolder();
            ndis.load(faults.faulty(miniport), driver);
            return ndis.startAdapter(driver.value, SLOT, "A", new NdisConfiguration(), new NdisHandleHolder());
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"RESOURCE_LIST", "CONFIGURATION", "PARAMETER", "ASYNC_SHARED_MEMORY_LATER"},
        mode = EnumSource.Mode.EXCLUDE)
    void shouldFailOnlyTheSecond(final FaultKind kind)
    {
        assertEquals(NDIS_STATUS_SUCCESS, start(() ->
        {
            packets = miniport.ndis.ndisAllocatePacketPool(3);
            buffers = miniport.ndis.ndisAllocateBufferPool(3);
            final boolean needsDma = kind == FaultKind.SHARED_MEMORY || kind == FaultKind.ASYNC_SHARED_MEMORY;
            if (needsDma)
            {
                miniport.ndis.ndisMInitializeScatterGatherDma(miniport.adapterHandle, false, BYTES);
            }
            faults.fail(kind, 2);
            for (int i = 0; i < 3; i++)
            {
                had.add(asks(kind));
            }
        }));

        assertEquals(List.of(true, false, true), had);
        assertEquals(3, faults.allocations(kind));
        assertEquals(1, faults.failures(kind));
    }

    @Test
    void shouldFailWhenAsynchronousMemoryIsDue()
    {
        start(() ->
        {
            miniport.ndis.ndisMInitializeScatterGatherDma(miniport.adapterHandle, false, BYTES);
            faults.fail(FaultKind.ASYNC_SHARED_MEMORY_LATER, 1);
            miniport.ndis.ndisMAllocateSharedMemoryAsync(miniport.adapterHandle, BYTES, false, 1);
            miniport.ndis.ndisMAllocateSharedMemoryAsync(miniport.adapterHandle, BYTES, false, 2);
        });
        simulation.runUntil(1_000_000_000);

        assertEquals(2, miniport.allocated.size());
        assertEquals(List.of(true, false), List.of(
            miniport.allocated.get(0).virtualAddress() == null, miniport.allocated.get(1).virtualAddress() == null));
    }

    @Test
    void shouldFailAtRandomFromTheSeed()
    {
        start(() ->
        {
            faults.failRandomly(FaultKind.MEMORY, 0.5);
            for (int i = 0; i < 200; i++)
            {
                had.add(asks(FaultKind.MEMORY));
            }
            faults.none();
            assertTrue(asks(FaultKind.MEMORY));
        });
        final int failures = faults.failures(FaultKind.MEMORY);

        assertTrue(failures > 50 && failures < 150, () -> failures + " failures");
        assertEquals(failures, had.stream().filter(isHad -> !isHad).count());
        assertEquals("faults of seed 3: fail MEMORY p=0.5; none", faults.toString());
    }

    /** Whether it is to be had. */
    private boolean asks(final FaultKind kind)
    {
        final NdisMiniportLibrary library = miniport.ndis;
        final long adapter = miniport.adapterHandle;
        final NdisMemory memory = new NdisMemory();
        final NdisSharedMemory shared = new NdisSharedMemory();
        return switch (kind)
        {
            case MEMORY -> library.ndisAllocateMemoryWithTag(memory, BYTES, 1) == NDIS_STATUS_SUCCESS &&
                memory.virtualAddress() != null;
            case LOOKASIDE ->
            {
                final NdisNPagedLookasideList list = new NdisNPagedLookasideList();
                library.ndisInitializeNPagedLookasideList(list, BYTES, 1, 0);
                yield library.ndisAllocateFromNPagedLookasideList(list) != null;
            }
            case SHARED_MEMORY ->
            {
                library.ndisMAllocateSharedMemory(adapter, BYTES, false, shared);
                yield shared.virtualAddress() != null && shared.length() == BYTES;
            }
            case ASYNC_SHARED_MEMORY ->
                library.ndisMAllocateSharedMemoryAsync(adapter, BYTES, false, 0) == NdisStatus.NDIS_STATUS_PENDING;
            case PACKET_POOL -> library.ndisAllocatePacketPoolEx(1, 1) != null;
            case BUFFER_POOL -> library.ndisAllocateBufferPool(1) != null;
            case PACKET -> packets.allocatePacket() != null;
            case BUFFER -> buffers.allocateBuffer(Unpooled.buffer(BYTES), 0, BYTES) != null;
            case MAP_REGISTERS ->
            {
                final boolean isHad =
                    library.ndisMAllocateMapRegisters(adapter, true, 1, BYTES) == NDIS_STATUS_SUCCESS;
                if (isHad)
                {
                    library.ndisMFreeMapRegisters(adapter);
                }
                yield isHad;
            }
            case SCATTER_GATHER ->
                library.ndisMInitializeScatterGatherDma(adapter, false, BYTES) == NDIS_STATUS_SUCCESS;
            case IO_SPACE ->
            {
                final NdisResourceList.Descriptor bar = miniport.resources.first(NdisResourceList.Type.MEMORY);
                yield library.ndisMMapIoSpace(holder, adapter, bar.start(), bar.length()) == NDIS_STATUS_SUCCESS &&
                    holder.value != 0;
            }
            case IO_PORTS ->
            {
                final NdisResourceList.Descriptor bar = miniport.resources.first(NdisResourceList.Type.PORT);
                final int ports = bar.length();
                yield library.ndisMRegisterIoPortRange(holder, adapter, (int)bar.start(), ports) ==
                    NDIS_STATUS_SUCCESS && holder.value != 0;
            }
            case INTERRUPT -> hasInterrupt(library, adapter);
            default -> throw new IllegalArgumentException(kind.name());
        };
    }

    private boolean hasInterrupt(final NdisMiniportLibrary library, final long adapter)
    {
        final int line = (int)miniport.resources.first(NdisResourceList.Type.INTERRUPT).start();
        final NdisMiniportInterrupt interrupt = new NdisMiniportInterrupt();
        final boolean isHad = library.ndisMRegisterInterrupt(
            interrupt, adapter, line, line, true, true, NdisMiniportLibrary.NDIS_INTERRUPT_LEVEL_SENSITIVE) ==
            NDIS_STATUS_SUCCESS;
        if (isHad)
        {
            library.ndisMDeregisterInterrupt(interrupt);
        }
        return isHad;
    }

    @Test
    void shouldFailWhatIsReadBeforeAnythingElse()
    {
        start(() -> { });
        assertEquals(NDIS_STATUS_SUCCESS, host.cpu().call(() ->
        {
            final NdisMiniportLibrary library = miniport.ndis;
            final NdisIntHolder length = new NdisIntHolder();
            faults.fail(FaultKind.PARAMETER, 1).fail(FaultKind.CONFIGURATION, 1).fail(FaultKind.RESOURCE_LIST, 1);
            assertEquals(NdisStatus.NDIS_STATUS_FAILURE,
                library.ndisReadNetworkAddress(new UnsafeBuffer(new byte[6]), length, 0));
            assertEquals(NdisStatus.NDIS_STATUS_FAILURE, library.ndisOpenConfiguration(holder, 0));
            return library.ndisMQueryAdapterResources(0, miniport.resources) == NdisStatus.NDIS_STATUS_FAILURE ? 0 : 1;
        }));
    }
}
