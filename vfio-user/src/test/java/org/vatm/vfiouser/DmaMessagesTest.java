package org.vatm.vfiouser;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.vatm.vfiouser.TestClient.bytes;
import static org.vatm.vfiouser.TestClient.dmaMap;
import static org.vatm.vfiouser.TestClient.dmaUnmap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vatm.host.Host;
import org.vatm.memory.HostMemory;
import org.vatm.pci.ConfigSpace;
import org.vatm.pci.DmaChannel;
import org.vatm.pci.PciFunction;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Simulation;

/** A device that copies 64 bytes, in a guest whose memory has no descriptor. */
@Timeout(60)
class DmaMessagesTest
{
    private static final int FROM = 0;
    private static final int TO = 4;
    private static final int STATE = 8;
    private static final int LENGTH = 64;

    @TempDir
    private Path directory;
    private final Simulation simulation = new Simulation();
    private final Host host = new Host(simulation, "guest", PciTiming.PCI33, HostMemory.withoutRam());
    private final Copier copier = new Copier();
    private VfioUserServer server;
    private TestClient client;

    @BeforeEach
    void start() throws IOException
    {
        host.addDevice(copier, 0);
        server = new VfioUserServer(directory.resolve("s"), copier, host.memory(), new Stepping());
        client = new TestClient(server.path());
        client.call(Protocol.VERSION, TestClient.version("{\"capabilities\":{\"max_data_xfer_size\":48}}\0"));
        client.write(7, ConfigSpace.COMMAND, (byte)ConfigSpace.COMMAND_MASTER);
        assertEquals(0, client.errno(2, dmaMap(3, 0, 0x1000, 0x2000)));
    }

    @AfterEach
    void stop() throws IOException
    {
        client.close();
        server.close();
        simulation.close();
    }

    private static byte[] answer(final long address, final int count, final byte... data)
    {
        return bytes(16 + data.length).putLong(address).putLong(count).put(data).array();
    }

    private TestClient.Message request(final int command, final long address, final int count) throws IOException
    {
        final TestClient.Message request = client.receive();
        assertEquals(command, request.command());
        assertEquals(0, request.flags());
        assertEquals(address, request.payload().getLong(0));
        assertEquals(count, request.payload().getLong(8));
        return request;
    }

    private static byte[] pattern(final int from, final int count)
    {
        final byte[] data = new byte[count];
        for (int i = 0; i < count; i++)
        {
            data[i] = (byte)(from + i);
        }
        return data;
    }

    @Test
    void shouldCopyByMessagesWhileAccessesAreServed() throws IOException
    {
        client.write32(0, FROM, 0x1100);
        client.post32(0, TO, 0x2200);

        final TestClient.Message first = request(Protocol.DMA_READ, 0x1100, 48);
        assertEquals(1, client.read32(0, STATE));
        client.reply(first, 1, answer(0x1100, 48, pattern(0, 48)));
        client.reply(request(Protocol.DMA_READ, 0x1130, 16), 1, answer(0x1130, 16, pattern(48, 16)));
        final TestClient.Message write = request(Protocol.DMA_WRITE, 0x2200, 48);
        final byte[] written = new byte[48];
        write.payload().position(16).get(written);
        assertArrayEquals(pattern(0, 48), written);
        client.reply(write, 1, answer(0x2200, 48));
        final TestClient.Message last = request(Protocol.DMA_WRITE, 0x2230, 16);
        assertEquals(1, client.read32(0, STATE));
        client.reply(last, 1, answer(0x2230, 16));

        assertEquals(2, client.read32(0, STATE));
        assertEquals(4, server.statistics().dmaMessages());
    }

    @Test
    void shouldReadOnesWhenTheClientRefuses() throws IOException
    {
        client.write32(0, FROM, 0x1100);
        client.post32(0, TO, 0x2200);

        client.reply(request(Protocol.DMA_READ, 0x1100, 48), 0x21, new byte[0]);
        final ByteBuffer payload = request(Protocol.DMA_WRITE, 0x2200, 48).payload();

        assertEquals(-1L, payload.getLong(16));
    }

    @Test
    void shouldAbortWhenTheRegionGoes() throws IOException
    {
        client.write32(0, FROM, 0x1100);
        client.post32(0, TO, 0x2200);
        final TestClient.Message request = request(Protocol.DMA_READ, 0x1100, 48);

        assertEquals(0, client.errno(3, dmaUnmap(0, 0x1000, 0x2000)));
        client.reply(request, 1, answer(0x1100, 48, pattern(0, 48)));
        client.send(Protocol.DMA_READ, 1, answer(0x1100, 48)); // To nothing that was asked.
        final TestClient.Message next = client.receive();

        if (next.command() == Protocol.DMA_READ && next.errno() == 0)
        {
            client.reply(next, 1, answer(0x1130, 16, pattern(48, 16)));
            assertEquals(Protocol.EINVAL, client.receive().errno());
        }
        else
        {
            assertEquals(Protocol.EINVAL, next.errno());
            client.reply(request(Protocol.DMA_READ, 0x1130, 16), 1, answer(0x1130, 16, pattern(48, 16)));
        }
        assertEquals(3, client.read32(0, STATE));
    }

    @Test
    void shouldForgetWhatADeadClientOwes() throws IOException
    {
        client.write32(0, FROM, 0x1100);
        client.post32(0, TO, 0x2200);
        request(Protocol.DMA_READ, 0x1100, 48);
        client.close();

        client = TestClient.connect(server.path());

        assertEquals(0, client.read32(0, STATE));
        client.write(7, ConfigSpace.COMMAND, (byte)ConfigSpace.COMMAND_MASTER);
        client.write32(0, FROM, 0x1100);
        client.post32(0, TO, 0x2200);
        assertEquals(3, client.read32(0, STATE));
    }

    /** Lets 20 us of simulated time pass before each access. */
    private final class Stepping implements AccessHandler
    {
        private final ReentrantLock lock = new ReentrantLock();

        @Override
        public void enter()
        {
            lock.lock();
            simulation.runUntil(simulation.nowPs() + 20_000_000);
        }

        @Override
        public void exit()
        {
            simulation.runUntil(simulation.nowPs() + 20_000_000);
            lock.unlock();
        }

        @Override
        public int read(final int bar, final int offset, final int lanes)
        {
            return copier.barRead(bar, offset, lanes);
        }

        @Override
        public void write(final int bar, final int offset, final int data, final int lanes)
        {
            copier.barWrite(bar, offset, data, lanes);
        }

        @Override
        public int configRead(final int offset, final int sizeBytes)
        {
            return copier.config().read(offset, sizeBytes);
        }

        @Override
        public void configWrite(final int offset, final int sizeBytes, final int data)
        {
            copier.config().write(offset, sizeBytes, data);
        }

        @Override
        public void reset()
        {
            copier.reset(simulation.nowPs());
        }
    }

    /** Copies when TO is written. STATE: 0 idle, 1 busy, 2 done, 3 aborted. */
    private static final class Copier extends PciFunction
    {
        private final int[] registers = new int[4];
        private final UnsafeBuffer data = new UnsafeBuffer(new byte[LENGTH]);
        private final DmaChannel write;
        private final DmaChannel read;

        Copier()
        {
            super("copier", new ConfigSpace(1, 2, 0, 0).defineBar(0, 16, false));
            write = new DmaChannel(dma(), 0)
            {
                @Override
                protected void complete(final long nowPs, final boolean ok)
                {
                    registers[STATE >> 2] = ok ? 2 : 3;
                }
            };
            read = new DmaChannel(dma(), 1)
            {
                @Override
                protected void complete(final long nowPs, final boolean ok)
                {
                    if (!ok || !write.write(registers[TO >> 2], LENGTH, data, 0))
                    {
                        registers[STATE >> 2] = 3;
                    }
                }
            };
        }

        @Override
        public int barRead(final int bar, final int offset, final int lanes)
        {
            return registers[offset >> 2];
        }

        @Override
        public void barWrite(final int bar, final int offset, final int value, final int lanes)
        {
            registers[offset >> 2] = value;
            if (offset == TO)
            {
                registers[STATE >> 2] = 1;
                if (!read.read(registers[FROM >> 2], LENGTH, data, 0))
                {
                    registers[STATE >> 2] = 3;
                }
            }
        }

        @Override
        public void reset(final long nowPs)
        {
            super.reset(nowPs);
            read.discard();
            write.discard();
            registers[STATE >> 2] = 0;
        }
    }
}
