package org.vatm.host;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vatm.memory.HostMemory;
import org.vatm.pci.ConfigSpace;
import org.vatm.pci.DmaChannel;
import org.vatm.pci.PciBus;
import org.vatm.pci.PciFunction;
import org.vatm.pci.PciTiming;
import org.vatm.sim.HostCpu;
import org.vatm.sim.Simulation;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.pci.PciBus.TRACE_CLOCKS_SHIFT;
import static org.vatm.pci.PciBus.TRACE_COMMAND;

/** A host and a device that has registers, two DMA channels and an interrupt; every expectation in bus clocks of 30 ns. */
class HostTest
{
    private static final long CLOCK = 30_000;

    private final Simulation simulation = new Simulation();
    private final Host host = new Host(simulation, "a", PciTiming.PCI33, 16 << 20);
    private final Device device = new Device();
    private final List<String> bus = new ArrayList<>();
    private long base;

    @BeforeEach
    void plugIn()
    {
        host.addDevice(device, 3);
        host.assignResources();
        base = device.config().barBase(1);
        host.bus().trace().listener = (stream, timePs, kind, address, length, data, offset) ->
            bus.add(timePs / CLOCK + "+" + (kind >>> TRACE_CLOCKS_SHIFT) + " " + command(kind) + " " + length);
    }

    @AfterEach
    void close()
    {
        simulation.close();
    }

    private static String command(final int kind)
    {
        final String name = switch (kind & TRACE_COMMAND)
        {
            case PciBus.MEMORY_READ -> "read";
            case PciBus.MEMORY_WRITE -> "write";
            case PciBus.CONFIG_READ -> "config read";
            case PciBus.CONFIG_WRITE -> "config write";
            case PciBus.IO_READ -> "io read";
            default -> "other";
        };
        return name +
            ((kind & PciBus.TRACE_RETRY) != 0 ? " retry" : "") +
            ((kind & PciBus.TRACE_MASTER_ABORT) != 0 ? " abort" : "") +
            ((kind & PciBus.TRACE_DISCONNECT) != 0 ? " cut" : "");
    }

    private void drive(final Runnable code)
    {
        host.cpu().call(() ->
        {
            code.run();
            return null;
        });
    }

    @Test
    void shouldAccountARegisterReadAndAPostedWrite()
    {
        drive(() ->
        {
            host.bridge().write32(base + 8, 0x1234);
            assertEquals(0, host.cpu().events().nowPs());
            assertEquals(0x1234, host.bridge().read32(base + 8));
        });

        // Arbitration 2; address, DEVSEL, data. Idle 1; address, turnaround, 2 latency, data.
        assertEquals(List.of("2+3 write 4", "6+5 read 4"), bus);
        assertEquals(11 * CLOCK, host.cpu().events().nowPs());
    }

    @Test
    void shouldStallTheCpuWhenFourWritesArePosted()
    {
        drive(() ->
        {
            for (int i = 0; i < 4; i++)
            {
                host.bridge().write32(base, i);
            }
            assertEquals(0, host.cpu().events().nowPs());
            host.bridge().write32(base, 4);
            assertEquals(5 * CLOCK, host.cpu().events().nowPs());
        });
        simulation.runUntil(1_000_000);

        assertEquals(List.of("2+3 write 4", "6+3 write 4", "10+3 write 4", "14+3 write 4", "18+3 write 4"), bus);
    }

    @Test
    void shouldRetryWhatTheDeviceCannotTake()
    {
        device.readyAtPs = 20 * CLOCK;

        drive(() -> assertEquals(0, host.bridge().read32(base)));

        assertEquals(List.of("2+5 read retry 4", "9+5 read retry 4", "16+5 read 4"), bus);
        assertEquals(2, host.bus().retryCount());
    }

    @Test
    void shouldSizeAndMoveBaseAddresses()
    {
        drive(() ->
        {
            host.bridge().configWrite(3, ConfigSpace.BAR0 + 4, 4, -1);
            assertEquals(-4096, host.bridge().configRead(3, ConfigSpace.BAR0 + 4, 4));
            host.bridge().configWrite(3, ConfigSpace.BAR0 + 4, 4, 0xF000_0000);
            host.bridge().write32(0xF000_0010L, 77);
            assertEquals(77, host.bridge().read32(0xF000_0010L));
            assertEquals(77, host.bridge().ioRead(device.config().barBase(0) + 0x10, 4));
            assertEquals(0xFFFF_FFFF, host.bridge().read32(base));
            assertEquals(0xFFFF, host.bridge().configRead(5, 0, 2));
            assertEquals(0x1234, host.bridge().configRead(3, 0, 2));
        });
    }

    @Test
    void shouldReadAndWriteBytesOfARegister()
    {
        drive(() ->
        {
            host.bridge().write32(base, 0x11223344);
            host.bridge().write8(base + 1, 0xAA);
            host.bridge().write16(base + 2, 0xBBCC);
            assertEquals(0xBBCCAA44, host.bridge().read32(base));
            assertEquals(0xBB, host.bridge().read8(base + 3));
            assertEquals(0xAA44, host.bridge().read16(base));
        });
    }

    @Test
    void shouldMoveDataByDma()
    {
        master();
        final long address = HostMemory.RAM_BASE + 3;
        device.buffer.putStringWithoutLengthAscii(0, "forty-eight bytes of a cell on its way to memory");
        assertTrue(device.low.write(address, 48, device.buffer, 0));
        simulation.runUntil(1_000_000);
        assertTrue(device.low.read(address + 6, 5, device.buffer, 100));
        simulation.runUntil(2_000_000);

        // 48 bytes at offset 3 of a word are 13 data phases; 5 bytes at offset 1 are 2.
        assertEquals(List.of("2+15 write 48", "36+12 read 5"), bus);
        assertEquals("eight", device.buffer.getStringWithoutLengthAscii(100, 5));
        assertEquals(List.of("low true", "low true"), device.completed);
    }

    @Test
    void shouldServeChannelsByPriorityAndAgentsInTurn()
    {
        master();
        device.low.read(HostMemory.RAM_BASE, 48, device.buffer, 0);
        device.high.write(HostMemory.RAM_BASE + 64, 8, device.buffer, 64);
        drive(() -> host.bridge().read32(base));
        simulation.runUntil(10_000_000);

        // The read was granted at once; then the bridge, whose turn it is, then the device again.
        assertEquals(List.of("2+22 read 48", "25+5 read 4", "31+4 write 8"), bus);
    }

    @Test
    void shouldCutABurstWhenTheLatencyTimerHasRunOut()
    {
        master();
        host.device(3).config().write(ConfigSpace.LATENCY_TIMER, 1, 14);
        device.low.read(HostMemory.RAM_BASE, 48, device.buffer, 0);
        drive(() -> host.bridge().read32(base));
        simulation.runUntil(10_000_000);

        // Address phase at 2, timer out at 16: 10 clocks of overhead and 4 words; the other 8 follow.
        assertEquals(List.of("2+14 read cut 16", "17+5 read 4", "23+18 read 32"), bus);
        assertEquals(List.of("low true"), device.completed);
    }

    @Test
    void shouldAbortWildDma()
    {
        master();
        device.low.write(0x10, 48, device.buffer, 0);
        device.high.write(HostMemory.RAM_BASE + (16 << 20) - 4, 8, device.buffer, 0);
        simulation.runUntil(10_000_000);

        assertEquals(List.of("2+6 write abort 0", "9+6 write abort 0"), bus);
        assertEquals(List.of("low false", "high false"), device.completed);
        assertEquals(
            ConfigSpace.STATUS_RECEIVED_MASTER_ABORT,
            device.config().read(ConfigSpace.STATUS, 2) & ConfigSpace.STATUS_RECEIVED_MASTER_ABORT);
    }

    @Test
    void shouldMoveNothingBeforeItIsBusMasterOrAfterADiscard()
    {
        assertFalse(device.low.write(HostMemory.RAM_BASE, 8, device.buffer, 0));

        master();
        device.buffer.putLong(0, -1);
        device.low.write(HostMemory.RAM_BASE, 8, device.buffer, 0);
        device.high.write(HostMemory.RAM_BASE + 8, 8, device.buffer, 0);
        device.low.discard();
        device.high.discard();
        simulation.runUntil(10_000_000);

        assertEquals(0, host.memory().getLong(HostMemory.RAM_BASE));
        assertEquals(0, host.memory().getLong(HostMemory.RAM_BASE + 8));
        assertEquals(List.of(), device.completed);
        assertFalse(device.low.isBusy());
        assertFalse(device.high.isBusy());
    }

    @Test
    void shouldCallTheServiceRoutineUntilTheLineIsQuiet()
    {
        final List<Long> calls = new ArrayList<>();
        host.connectInterrupt(3, () ->
        {
            assertEquals(HostCpu.DEVICE, host.cpu().level());
            calls.add(host.cpu().events().nowPs());
            if (calls.size() == 2)
            {
                device.interrupt().drive(host.cpu().events().nowPs(), false);
            }
            return true;
        });
        device.interrupt().drive(0, true);
        simulation.runUntil(50_000_000);

        assertEquals(List.of(Host.INTERRUPT_LATENCY_PS, 2 * Host.INTERRUPT_LATENCY_PS), calls);
    }

    @Test
    void shouldSurviveAStuckLine()
    {
        host.connectInterrupt(3, () -> false);
        device.interrupt().drive(0, true);
        simulation.runUntil(10_000_000_000L);

        assertEquals(Host.STUCK_AFTER, host.spuriousInterrupts(3));
    }

    private void master()
    {
        device.config().write(ConfigSpace.COMMAND, 2, device.config().command() | ConfigSpace.COMMAND_MASTER);
    }

    private static final class Device extends PciFunction
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
        final List<String> completed = new ArrayList<>();
        final int[] registers = new int[1024];
        final DmaChannel high = new Channel("high", 0);
        final DmaChannel low = new Channel("low", 5);
        long readyAtPs;

        Device()
        {
            super("dev", new ConfigSpace(0x1234, 0x5678, 1, 0x020000)
                .defineBar(0, 256, true)
                .defineBar(1, 4096, false));
        }

        @Override
        public int barRead(final int bar, final int offset, final int lanes)
        {
            return registers[offset >> 2];
        }

        @Override
        public void barWrite(final int bar, final int offset, final int data, final int lanes)
        {
            registers[offset >> 2] = registers[offset >> 2] & ~lanes | data & lanes;
        }

        @Override
        public boolean barReady(final int bar, final int offset, final boolean write)
        {
            return readyAtPs == 0 || dma().nowPs() >= readyAtPs;
        }

        private final class Channel extends DmaChannel
        {
            private final String name;

            Channel(final String name, final int priority)
            {
                super(dma(), priority);
                this.name = name;
            }

            @Override
            protected void complete(final long nowPs, final boolean ok)
            {
                completed.add(name + " " + ok);
            }
        }
    }
}
