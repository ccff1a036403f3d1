package org.vatm.workbench.writer;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is there whole or not at all: it is written as {@code .NAME.part} and gets its name from
 * {@link #commit()}. Closed without that, or cut off by the end of the process, it leaves nothing.
 */
public final class OutputFile implements Closeable
{
    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private long writtenBytes;

    /**
     * @param file name that it shall have, in a directory that exists.
     * @throws UncheckedIOException if it cannot be created.
     */
    public OutputFile(final Path file)
    {
        this.file = file;
        part = file.resolveSibling("." + file.getFileName() + ".part");
        try
        {
            channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
        part.toFile().deleteOnExit();
    }

    /**
     * @return the name that it shall have.
     */
    public Path file()
    {
        return file;
    }

    /**
     * @return octets written so far.
     */
    public long writtenBytes()
    {
        return writtenBytes;
    }

    /**
     * @param bytes written from position to limit.
     * @throws UncheckedIOException if the disk refuses.
     */
    public void write(final ByteBuffer bytes)
    {
        try
        {
            while (bytes.hasRemaining())
            {
                writtenBytes += channel.write(bytes);
            }
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Gives the file its name; one of that name is replaced.
     *
     * @throws UncheckedIOException if that fails.
     */
    public void commit()
    {
        try
        {
            channel.close();
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close()
    {
        if (channel.isOpen())
        {
            try
            {
                channel.close();
                Files.deleteIfExists(part);
            }
            catch (final IOException e)
            {
                throw new UncheckedIOException(e);
            }
        }
    }
}
