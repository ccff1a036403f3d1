package org.vatm.vfiouser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketPair;

/** What stands for an eventfd: one end is non-blocking and given away, at the other each write is seen. */
final class EventDescriptor implements AutoCloseable
{
    private final AFUNIXSocketChannel given;
    private final AFUNIXSocketChannel kept;
    private final ByteBuffer count = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);

    EventDescriptor(final boolean blocking) throws IOException
    {
        final AFUNIXSocketPair<AFUNIXSocketChannel> pair = AFUNIXSocketPair.open();
        given = pair.getSocket1();
        kept = pair.getSocket2();
        given.configureBlocking(blocking);
        kept.configureBlocking(false);
    }

    FileDescriptor descriptor() throws IOException
    {
        return given.getFileDescriptor();
    }

    /** How often it was written since it was last asked; never waits. */
    int fired() throws IOException
    {
        int fired = 0;
        while (true)
        {
            count.clear();
            if (kept.read(count) <= 0)
            {
                return fired;
            }
            assertEquals(8, count.position());
            assertEquals(1, count.getLong(0));
            fired++;
        }
    }

    /** Waits until it is written. */
    void await() throws IOException
    {
        kept.configureBlocking(true);
        kept.socket().setSoTimeout(TestClient.TIMEOUT_MS);
        count.clear();
        assertEquals(8, kept.read(count));
        kept.configureBlocking(false);
    }

    @Override
    public void close() throws IOException
    {
        given.close();
        kept.close();
    }
}
