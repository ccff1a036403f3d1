package org.vatm.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vatm.host.Host;
import org.vatm.memory.HostMemory;
import org.vatm.memory.RemoteMemory;
import org.vatm.memory.SparseMemory;
import org.vatm.pci.ConfigSpace;
import org.vatm.pci.DmaChannel;
import org.vatm.pci.PciFunction;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Event;
import org.vatm.sim.Simulation;
import org.vatm.trace.TraceFan;
import org.vatm.trace.TraceHash;

/** What was recorded with a guest happens again without one. */
class ReplayTest
{
    private static final int PAGE = 4096;
    private static final int ADDRESS = 0;
    private static final int START = 4;
    private static final int SUM = 8;
    private static final int CLEAR = 12;

    @TempDir
    private Path directory;

    /** A machine whose device sums 100 bytes of memory some time after it was told so, and writes the sum behind them. */
    private static final class Machine implements AutoCloseable
    {
        private final Simulation simulation = new Simulation();
        private final Host host = new Host(simulation, "guest", PciTiming.PCI33, HostMemory.withoutRam());
        private final Summer summer = new Summer(host);
        private final TraceHash hash = new TraceHash();
        private final GuestCpu cpu;

        Machine()
        {
            host.addDevice(summer, 0);
            cpu = new GuestCpu(host, 0);
            TraceFan.attach(host.bus().trace(), hash);
            TraceFan.attach(summer.interrupt().trace(), hash);
        }

        @Override
        public void close()
        {
            simulation.close();
        }
    }

    private Path record(final long seed, final Machine machine, final boolean end) throws IOException
    {
        final Path file = directory.resolve("recording" + end);
        final Random random = new Random(seed);
        try (SparseMemory shared = new SparseMemory(PAGE);
            Recorder recorder = new Recorder(file, "a machine"))
        {
            final UnsafeBuffer content = shared.buffer(0, PAGE);
            for (int i = 0; i < PAGE; i++)
            {
                content.putByte(i, (byte)random.nextInt());
            }
            final Recorder.HostRecorder host = recorder.record(machine.host);
            final HostMemory memory = machine.host.memory();
            final Later later = new Later();
            memory.mapRegion(0x4000, shared.address(), PAGE, true, shared);
            host.mapped(0, 0x4000, PAGE, true);
            memory.mapRegion(0x8000, PAGE, true, later);
            host.mapped(0, 0x8000, PAGE, true);
            machine.cpu.configWrite(4, 2, 6);
            host.config(0, true, 4, 2, 6);
            for (int i = 0; i < 50; i++)
            {
                step(random, machine, host, later);
            }
            machine.simulation.runUntil(machine.simulation.nowPs() + 5_000_000);
            if (end)
            {
                recorder.end(machine.simulation.nowPs());
            }
        }
        return file;
    }

    private static void step(
        final Random random, final Machine machine, final Recorder.HostRecorder host, final Later later)
    {
        machine.simulation.runUntil(machine.simulation.nowPs() + random.nextInt(6_000_000));
        final long nowPs = machine.simulation.nowPs();
        final int offset = 4 * random.nextInt(4);
        if (later.retry != null && random.nextBoolean())
        {
            final Runnable retry = later.retry;
            later.retry = null;
            later.answered = true;
            host.ready(nowPs);
            retry.run();
        }
        else if (offset == SUM)
        {
            host.read(nowPs, 0, offset, -1, machine.cpu.read(0, offset, -1));
        }
        else
        {
            // Unmapped now and then: the device's master abort is part of the story.
            final int data = (1 + random.nextInt(3)) * 0x4000 + random.nextInt(PAGE - 104);
            machine.cpu.write(0, offset, data, -1);
            host.write(nowPs, 0, offset, -1, data);
        }
    }

    @Test
    void shouldDoActionsAgainAtTheirInstants() throws IOException
    {
        final Path file = directory.resolve("actions");
        try (Machine machine = new Machine(); Recorder recorder = new Recorder(file, "x".repeat(70_000)))
        {
            final Recorder.HostRecorder host = recorder.record(machine.host);
            host.action(1_000_000, 7);
            host.action(2_000_000, 8);
            recorder.end(3_000_000);
        }

        final List<String> done = new ArrayList<>();
        try (Machine machine = new Machine(); Replay replay = new Replay(file))
        {
            assertEquals(70_000, replay.description().length());
            assertTrue(replay.run(machine.simulation,
                (host, code) -> done.add(host + " " + code + " " + machine.simulation.nowPs()), machine.cpu));
        }
        assertEquals(List.of("0 7 1000000", "0 8 2000000"), done);

        try (Machine machine = new Machine(); Replay replay = new Replay(file))
        {
            assertThrows(IOException.class, () -> replay.run(machine.simulation, machine.cpu), "nobody knows action 7");
        }
    }

    @Test
    void shouldReadOlderRecordings() throws IOException
    {
        final Path file = directory.resolve("old");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file)))
        {
            out.writeLong(0x7661_746D_7265_6301L);
            out.writeUTF("a machine");
            out.write(new byte[]{ 9, 0 });
            out.writeLong(5_000_000);
        }

        try (Machine machine = new Machine(); Replay replay = new Replay(file))
        {
            assertEquals("a machine", replay.description());
            assertTrue(replay.run(machine.simulation, machine.cpu));
            assertEquals(5_000_000, machine.simulation.nowPs());
        }
    }

    @Test
    void shouldGiveTheSameTrace() throws IOException
    {
        final long seed = new Random().nextLong();
        final long recorded;
        final Path file;
        try (Machine machine = new Machine())
        {
            file = record(seed, machine, true);
            recorded = machine.hash.value();
            assertTrue(machine.summer.sums > 0, "seed " + seed);
        }
        try (Machine machine = new Machine(); Replay replay = new Replay(file))
        {
            assertEquals("a machine", replay.description());
            assertTrue(replay.run(machine.simulation, machine.cpu), "seed " + seed);
            assertEquals(recorded, machine.hash.value(), "seed " + seed);
        }
    }

    @Test
    void shouldReplayWhatThereIsOfARecordingThatBreaksOff() throws IOException
    {
        final Path file;
        try (Machine machine = new Machine())
        {
            file = record(5, machine, false);
        }
        final byte[] all = Files.readAllBytes(file);
        for (int length = all.length; length > all.length - 60; length--)
        {
            Files.write(file, Arrays.copyOf(all, length));
            try (Machine machine = new Machine(); Replay replay = new Replay(file))
            {
                assertFalse(replay.run(machine.simulation, machine.cpu));
                assertTrue(replay.accessCount() > 10);
            }
        }
    }

    @Test
    void shouldSayWhenTheModelIsAnother() throws IOException
    {
        final Path file;
        try (Machine machine = new Machine())
        {
            file = record(5, machine, true);
        }
        try (Machine machine = new Machine(); Replay replay = new Replay(file))
        {
            machine.summer.error = 1;

            assertThrows(ReplayDivergedException.class, () -> replay.run(machine.simulation, machine.cpu));
        }
    }

    @Test
    void shouldRefuseOtherFiles() throws IOException
    {
        final Path file = Files.write(directory.resolve("other"), new byte[5]);
        assertThrows(IOException.class, () -> new Replay(file));
        Files.write(file, new byte[50]);
        assertThrows(IOException.class, () -> new Replay(file));
    }

    @Test
    void shouldReachLanesOfARegisterThatIsNotMapped() throws IOException
    {
        try (Machine machine = new Machine())
        {
            machine.cpu.write(0, ADDRESS, 0x11223344, -1);
            machine.cpu.write(0, ADDRESS, 0x00AABB00, 0x00FFFF00);
            machine.cpu.write(0, ADDRESS, 0xCC000000, 0xFF000000);

            assertEquals(0xCCAABB44, machine.cpu.read(0, ADDRESS, -1));
            assertEquals(0x00AABB44, machine.cpu.read(0, ADDRESS, 0x00FFFFFF));
            assertTrue(machine.simulation.nowPs() > 0);

            machine.cpu.write(0, ADDRESS, 7, -1);
            machine.cpu.reset();
            assertEquals(0, machine.cpu.read(0, ADDRESS, -1));
        }
    }

    private static final class Later implements RemoteMemory
    {
        private Runnable retry;
        private boolean answered;

        @Override
        public boolean read(
            final long busAddress,
            final MutableDirectBuffer to,
            final int toOffset,
            final int lengthBytes,
            final Runnable whenReady)
        {
            to.setMemory(toOffset, lengthBytes, (byte)busAddress);
            return ask(whenReady);
        }

        @Override
        public boolean write(
            final long busAddress,
            final DirectBuffer from,
            final int fromOffset,
            final int lengthBytes,
            final Runnable whenReady)
        {
            return ask(whenReady);
        }

        private boolean ask(final Runnable whenReady)
        {
            final boolean done = answered;
            answered = false;
            retry = done ? null : whenReady;
            return done;
        }
    }

    private static final class Summer extends PciFunction
    {
        private final Host host;
        private final int[] registers = new int[4];
        private final UnsafeBuffer data = new UnsafeBuffer(new byte[104]);
        private final Event start = new Event(60)
        {
            @Override
            protected void fire(final long nowPs)
            {
                if (!read.isBusy() && !write.isBusy())
                {
                    read.read(registers[ADDRESS >> 2], 100, data, 0);
                }
            }
        };
        private final DmaChannel read;
        private final DmaChannel write;
        private int error;
        private int sums;

        Summer(final Host host)
        {
            super("summer", new ConfigSpace(1, 2, 3, 0).defineBar(0, 16, false));
            this.host = host;
            write = new DmaChannel(dma(), 0)
            {
                @Override
                protected void complete(final long nowPs, final boolean ok)
                {
                    sums++;
                    interrupt().drive(nowPs, true);
                }
            };
            read = new DmaChannel(dma(), 1)
            {
                @Override
                protected void complete(final long nowPs, final boolean ok)
                {
                    sum(ok);
                }
            };
        }

        private void sum(final boolean ok)
        {
            int sum = error;
            for (int i = 0; ok && i < 100; i++)
            {
                sum += data.getByte(i);
            }
            registers[SUM >> 2] = sum;
            data.putInt(100, sum);
            write.write(registers[ADDRESS >> 2] + 100L, 4, data, 100);
        }

        @Override
        public int barRead(final int bar, final int offset, final int lanes)
        {
            return registers[offset >> 2];
        }

        @Override
        public void barWrite(final int bar, final int offset, final int value, final int lanes)
        {
            if (offset == CLEAR)
            {
                interrupt().drive(host.cpu().events().nowPs(), false);
            }
            else if (offset == START)
            {
                host.cpu().events().schedule(start, host.cpu().events().nowPs() + 1_000_000);
            }
            else
            {
                registers[offset >> 2] = registers[offset >> 2] & ~lanes | value & lanes;
            }
        }

        @Override
        public void reset(final long nowPs)
        {
            super.reset(nowPs);
            Arrays.fill(registers, 0);
        }
    }
}
