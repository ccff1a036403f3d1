package org.vatm.workbench.writer;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Buffers records in front of an {@link OutputFile}: {@link #claim} gives the place of a record in {@link #buffer()},
 * which the writer then fills wholly.
 */
final class RecordFile implements Closeable
{
    private static final int CAPACITY = 1 << 20;

    private final OutputFile file;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(CAPACITY);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private int used;

    RecordFile(final Path path)
    {
        file = new OutputFile(path);
    }

    UnsafeBuffer buffer()
    {
        return buffer;
    }

    /** Offset of {@code length} octets, at most the capacity of 2^20, of any content. */
    int claim(final int length)
    {
        if (length > CAPACITY - used)
        {
            flush();
        }
        final int offset = used;
        used += length;
        return offset;
    }

    void commit()
    {
        flush();
        file.commit();
    }

    @Override
    public void close()
    {
        file.close();
    }

    private void flush()
    {
        file.write(bytes.clear().limit(used));
        used = 0;
    }
}
