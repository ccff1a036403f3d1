package org.vatm.vfiouser;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.BufferUtil;
import org.agrona.IoUtil;
import org.vatm.memory.RevocableMemory;

/**
 * A part of a guest's memory file in our address space. Java maps less than 2 GiB at once, so it consists of pieces.
 */
final class SharedMapping implements AutoCloseable, RevocableMemory
{
    /** All pieces but the last have this length. */
    static final long PIECE_BYTES = 1L << 30;

    /** Longest region, more than a process can map. */
    private static final long MAX_BYTES = 1L << 47;
    /** Linux gives a process 65,530 mappings, and the JVM needs some itself. */
    private static final int MAX_PIECES = 32_768;
    /** Of all regions of all clients. */
    private static final AtomicInteger PIECES = new AtomicInteger();

    private final MappedByteBuffer[] pieces;
    private final RevocableMemory whenTruncated;
    private boolean closed;

    private SharedMapping(final MappedByteBuffer[] pieces, final RevocableMemory whenTruncated)
    {
        this.pieces = pieces;
        this.whenTruncated = whenTruncated;
    }

    /**
     * @param descriptor    of the file; may be closed afterwards.
     * @param offset        in the file.
     * @param lengthBytes   positive.
     * @param writable      true to write it too.
     * @param whenTruncated told when the file has been made shorter than what is mapped of it.
     * @return the mapping.
     * @throws RefusedException if the file is shorter, or cannot be mapped so.
     */
    static SharedMapping map(
        final FileDescriptor descriptor,
        final long offset,
        final long lengthBytes,
        final boolean writable,
        final RevocableMemory whenTruncated) throws RefusedException
    {
        if (lengthBytes > MAX_BYTES)
        {
            throw RefusedException.invalid("DMA region of " + lengthBytes + " bytes, more than " + MAX_BYTES);
        }
        requireFile(descriptor);
        final MappedByteBuffer[] pieces = new MappedByteBuffer[(int)((lengthBytes + PIECE_BYTES - 1) / PIECE_BYTES)];
        if (PIECES.addAndGet(pieces.length) > MAX_PIECES)
        {
            PIECES.addAndGet(-pieces.length);
            throw new RefusedException(Protocol.ENOSPC, "more than " + MAX_PIECES + " pieces of memory are mapped already");
        }
        final SharedMapping mapping = new SharedMapping(pieces, whenTruncated);
        boolean done = false;
        // Opened once more by name: a FileChannel for reading and writing cannot be had from a descriptor, and the one that
        // junixsocket makes (FileDescriptorCast) deletes /dev/null when it is closed by a process that may.
        try (FileChannel file = writable ?
            FileChannel.open(Descriptors.path(descriptor), StandardOpenOption.READ, StandardOpenOption.WRITE) :
            FileChannel.open(Descriptors.path(descriptor), StandardOpenOption.READ))
        {
            final long fileBytes = file.size();
            if (offset < 0 || offset > fileBytes - lengthBytes)
            {
                throw RefusedException.invalid(
                    "DMA region of " + lengthBytes + " bytes at " + offset + " of a file of " + fileBytes + " bytes");
            }
            final FileChannel.MapMode mode = writable ? FileChannel.MapMode.READ_WRITE : FileChannel.MapMode.READ_ONLY;
            for (int i = 0; i < pieces.length; i++)
            {
                final long from = i * PIECE_BYTES;
                pieces[i] = file.map(mode, offset + from, Math.min(PIECE_BYTES, lengthBytes - from));
            }
            done = true;
            return mapping;
        }
        catch (final IOException | RuntimeException e)
        {
            throw RefusedException.invalid("DMA region cannot be mapped: " + e.getMessage());
        }
        finally
        {
            if (!done)
            {
                mapping.close();
            }
        }
    }

    /** To open a pipe can take for ever, and nothing else but a file can be mapped. */
    private static void requireFile(final FileDescriptor descriptor) throws RefusedException
    {
        try
        {
            if (Files.isRegularFile(Descriptors.path(descriptor)))
            {
                return;
            }
        }
        catch (final IOException e)
        {
            throw RefusedException.invalid("DMA region with a descriptor that is none: " + e.getMessage());
        }
        throw RefusedException.invalid("DMA region with a descriptor that is not of a file");
    }

    /** Address of a byte in this process; {@link #PIECE_BYTES} says how far it goes on from there. */
    long address(final long offset)
    {
        return BufferUtil.address(pieces[(int)(offset / PIECE_BYTES)]) + offset % PIECE_BYTES;
    }

    @Override
    public void revoked(final long busAddress)
    {
        whenTruncated.revoked(busAddress);
    }

    /** Takes it out of our address space at once. */
    @Override
    public void close()
    {
        if (closed)
        {
            return;
        }
        closed = true;
        PIECES.addAndGet(-pieces.length);
        for (int i = 0; i < pieces.length; i++)
        {
            if (pieces[i] != null)
            {
                IoUtil.unmap(pieces[i]);
                pieces[i] = null;
            }
        }
    }
}
