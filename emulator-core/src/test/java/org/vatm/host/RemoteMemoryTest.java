package org.vatm.host;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vatm.memory.HostMemory;
import org.vatm.memory.RemoteMemory;
import org.vatm.pci.ConfigSpace;
import org.vatm.pci.DmaChannel;
import org.vatm.pci.DmaEngine;
import org.vatm.pci.PciFunction;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Simulation;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** DMA to memory whose answers take their time. */
class RemoteMemoryTest
{
    private static final long ADDRESS = 0x5000;

    private final Simulation simulation = new Simulation();
    private final Host host = new Host(simulation, "a", PciTiming.PCI33, HostMemory.withoutRam());
    private final Device device = new Device();
    private final Elsewhere elsewhere = new Elsewhere();
    private final List<String> log = new ArrayList<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);

    @BeforeEach
    void plugIn()
    {
        host.addDevice(device, 0);
        device.config().write(ConfigSpace.COMMAND, 2, ConfigSpace.COMMAND_MASTER);
        host.memory().mapRegion(ADDRESS, 4096, true, elsewhere);
    }

    @AfterEach
    void close()
    {
        simulation.close();
    }

    @Test
    void shouldReadWhenTheAnswerIsThere()
    {
        device.first.read(ADDRESS, 16, buffer, 0);
        simulation.runUntil(10_000_000);
        assertEquals(List.of("read 5000+16"), log);

        elsewhere.answer();
        simulation.runUntil(20_000_000);

        assertEquals(List.of("read 5000+16", "read 5000+16", "first true"), log);
        assertEquals(0x55, buffer.getByte(15));
        assertFalse(device.first.isBusy());
    }

    @Test
    void shouldKeepTheOrderOfTransfers()
    {
        device.second.write(ADDRESS, 8, buffer, 0);
        simulation.runUntil(1_000_000);
        device.first.write(ADDRESS + 8, 8, buffer, 8);
        simulation.runUntil(2_000_000);
        assertEquals(List.of("write 5000+8"), log);

        elsewhere.answer();
        simulation.runUntil(3_000_000);
        elsewhere.answer();
        simulation.runUntil(4_000_000);

        assertEquals(
            List.of("write 5000+8", "write 5000+8", "second true", "write 5008+8", "write 5008+8", "first true"), log);
    }

    @Test
    void shouldGoOnWhenATransferIsGivenUp()
    {
        device.first.read(ADDRESS + 64, 8, buffer, 0);
        simulation.runUntil(1_000_000);
        device.second.read(ADDRESS, 8, buffer, 0);
        device.first.discard();
        assertFalse(device.first.isBusy());

        simulation.runUntil(2_000_000);
        elsewhere.answer();
        simulation.runUntil(3_000_000);

        assertEquals(List.of("read 5040+8", "read 5000+8", "read 5000+8", "second true"), log);
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void shouldEndInAMasterAbortWhenMemoryIsTakenAwayUnderABurst(final boolean write)
    {
        host.memory().unmapRegion(ADDRESS);
        try (HostMemory here = new HostMemory(4096))
        {
            host.memory().mapRegion(ADDRESS, here.translate(HostMemory.RAM_BASE, 4096), 4096, true, here);
            if (write)
            {
                device.first.write(ADDRESS, 16, buffer, 0);
            }
            else
            {
                device.first.read(ADDRESS, 16, buffer, 0);
            }
            host.memory().unmapRegion(ADDRESS);
            simulation.runUntil(1_000_000);

            assertEquals(List.of("first false"), log);
            assertEquals(1, host.bus().masterAbortCount());
            assertFalse(device.first.isBusy());
        }
    }

    @Test
    void shouldSplitABurstThatEndsElsewhere()
    {
        host.memory().mapRegion(ADDRESS + 4096, 4096, true, elsewhere);
        host.memory().unmapRegion(ADDRESS);
        try (HostMemory here = new HostMemory(4096))
        {
            host.memory().mapRegion(ADDRESS, here.translate(HostMemory.RAM_BASE, 4096), 4096, true, here);
            buffer.putLong(0, 0x0102_0304_0506_0708L);

            device.first.write(ADDRESS + 4092, 8, buffer, 0);
            simulation.runUntil(1_000_000);
            elsewhere.answer();
            simulation.runUntil(2_000_000);

            assertEquals(List.of("write 6000+4", "write 6000+4", "first true"), log);
            assertEquals(buffer.getInt(0, java.nio.ByteOrder.LITTLE_ENDIAN), here.getInt(HostMemory.RAM_BASE + 4092));
            host.memory().unmapRegion(ADDRESS);
        }
    }

    private final class Elsewhere implements RemoteMemory
    {
        private Runnable waiting;
        private boolean answered;

        void answer()
        {
            answered = true;
            waiting.run();
        }

        @Override
        public boolean read(
            final long busAddress,
            final MutableDirectBuffer to,
            final int toOffset,
            final int lengthBytes,
            final Runnable retry)
        {
            to.setMemory(toOffset, lengthBytes, (byte)(answered ? 0x55 : 0));
            return ask("read ", busAddress, lengthBytes, retry);
        }

        @Override
        public boolean write(
            final long busAddress,
            final DirectBuffer from,
            final int fromOffset,
            final int lengthBytes,
            final Runnable retry)
        {
            return ask("write ", busAddress, lengthBytes, retry);
        }

        private boolean ask(final String what, final long busAddress, final int lengthBytes, final Runnable retry)
        {
            log.add(what + Long.toHexString(busAddress) + "+" + lengthBytes);
            final boolean there = answered;
            answered = false;
            waiting = retry;
            return there;
        }
    }

    private final class Device extends PciFunction
    {
        private final DmaChannel first = new Channel(dma(), 0, "first");
        private final DmaChannel second = new Channel(dma(), 1, "second");

        Device()
        {
            super("device", new ConfigSpace(1, 2, 3, 0x020300));
        }

        @Override
        public int barRead(final int bar, final int offset, final int lanes)
        {
            return 0;
        }

        @Override
        public void barWrite(final int bar, final int offset, final int data, final int lanes)
        {
            log.add("write");
        }
    }

    private final class Channel extends DmaChannel
    {
        private final String name;

        Channel(final DmaEngine engine, final int priority, final String name)
        {
            super(engine, priority);
            this.name = name;
        }

        @Override
        protected void complete(final long nowPs, final boolean ok)
        {
            log.add(name + " " + ok);
        }
    }
}
