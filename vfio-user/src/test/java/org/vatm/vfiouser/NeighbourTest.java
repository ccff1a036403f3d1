package org.vatm.vfiouser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Malformed messages at one socket, and a client that works at another one of the same machine. */
@Timeout(60)
class NeighbourTest
{
    private static final int SUMS = 400;
    private static final int LEAST_ATTACKS = 200;
    private static final int[] FLAGS = {0, 0, 0, 1, 2, Protocol.NO_REPLY, Protocol.ERROR, 0xFFFF_FFFF};

    @TempDir
    private Path directory;
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicLong attacks = new AtomicLong();

    @Test
    void shouldAnswerRightWhileAnotherSocketGetsRubbish() throws Exception
    {
        final long seed = new Random().nextLong();
        System.out.println("NeighbourTest seed " + seed);
        try (TwoMachines machines = new TwoMachines(directory);
            RandomAccessFile file = new RandomAccessFile(directory.resolve("worker").toFile(), "rw");
            TestClient worker = TestClient.connect(machines.server(1).path()))
        {
            final Thread attacker = new Thread(() -> attack(new Random(seed), machines.server(0).path()), "attacker");
            attacker.start();
            TwoMachines.share(worker, file);
            for (int i = 0; i < SUMS || attacks.get() < LEAST_ATTACKS; i++)
            {
                assertEquals(3 * TwoMachines.BYTES, TwoMachines.sum(worker), () -> "seed " + seed);
                assertEquals(0x11E9_1234, worker.read32(7, 0), () -> "seed " + seed);
            }
            done.set(true);
            attacker.join();

            assertEquals(1, machines.server(1).statistics().clients());
            assertEquals(0, machines.server(1).statistics().refused());
            assertTrue(machines.server(0).statistics().refused() > LEAST_ATTACKS, () -> "seed " + seed);
            try (TestClient next = TestClient.connect(machines.server(0).path()))
            {
                assertEquals(0x11E9_1234, next.read32(7, 0), () -> "seed " + seed);
            }
        }
    }

    /** Client after client; each negotiates or not, sends a few messages with something wrong in them, and goes without waiting. */
    private void attack(final Random random, final Path path)
    {
        while (!done.get())
        {
            try (RandomAccessFile file = new RandomAccessFile(directory.resolve("attacker").toFile(), "rw");
                TestClient client = random.nextInt(8) == 0 ? new TestClient(path) : TestClient.connect(path))
            {
                file.setLength(random.nextInt(3) * 4096L);
                for (int i = random.nextInt(12); i >= 0; i--)
                {
                    send(random, client, file);
                    attacks.incrementAndGet();
                }
            }
            catch (final IOException e)
            {
                continue; // The server has ended the connection, which it may.
            }
        }
    }

    private static void send(final Random random, final TestClient client, final RandomAccessFile file)
        throws IOException
    {
        final byte[] payload = new byte[random.nextInt(5) == 0 ? random.nextInt(300) : 16 * (1 + random.nextInt(2))];
        if (random.nextBoolean())
        {
            random.nextBytes(payload);
        }
        if (payload.length >= 32 && random.nextBoolean())
        {
            TestClient.bytes(32).putInt(32).putInt(random.nextInt(5)).putLong(4096L * random.nextInt(3))
                .putLong(4096L * random.nextInt(9)).putLong(4096L * random.nextInt(3)).flip().get(payload, 0, 32);
        }
        final int size = random.nextInt(4) == 0 ? random.nextInt() : 16 + payload.length;
        final byte[] message = TestClient.message(random.nextInt(), random.nextInt(20), size,
            FLAGS[random.nextInt(FLAGS.length)], 0, payload).array();
        if (random.nextInt(4) == 0)
        {
            client.sendRaw(message, file.getFD());
        }
        else
        {
            client.sendRaw(message);
        }
    }
}
