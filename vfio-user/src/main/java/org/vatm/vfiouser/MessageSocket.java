package org.vatm.vfiouser;

import static org.vatm.vfiouser.Protocol.HEADER_LENGTH;
import static org.vatm.vfiouser.Protocol.MAX_MESSAGE;
import static org.vatm.vfiouser.Protocol.SIZE_OFFSET;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.agrona.BufferUtil;
import org.newsclub.net.unix.AFUNIXSocketChannel;

/**
 * Cuts the stream into messages and finds out which descriptors belong to which.
 * <p>
 * A read takes what has come, often several messages. Linux ends a read behind the message whose descriptors it hands over, so they
 * belong to the last message that starts in that read; to the one in progress, if none does.
 */
final class MessageSocket implements AutoCloseable
{
    private static final int READ_AHEAD = 64 << 10;
    private static final int ANCILLARY_BYTES = 1024;
    private static final int MAX_DESCRIPTORS = 1024;

    private final AFUNIXSocketChannel channel;
    private final Object writing = new Object();
    private final ByteBuffer in = ByteBuffer.allocateDirect(MAX_MESSAGE + READ_AHEAD).order(ByteOrder.LITTLE_ENDIAN);
    private final ArrayDeque<Attachment> attachments = new ArrayDeque<>();
    /** First byte of the present message in the buffer. */
    private int begin;
    /** Bytes of the present message. */
    private int size;
    /** End of what was read. */
    private int end;
    /** Bytes of the stream before the buffer's first. */
    private long base;

    MessageSocket(final AFUNIXSocketChannel channel)
    {
        this.channel = channel;
        channel.setAncillaryReceiveBufferSize(ANCILLARY_BYTES);
    }

    /**
     * Waits for the next message. One whose size cannot be right is its header alone.
     *
     * @return false at the end of the stream.
     */
    boolean next() throws IOException
    {
        begin += size;
        size = 0;
        if (!fill(HEADER_LENGTH))
        {
            return false;
        }
        final int whole = sizeAt(begin);
        if (!fill(whole))
        {
            return false;
        }
        size = whole;
        return true;
    }

    /** The buffer, in which the message is at {@link #offset}. */
    ByteBuffer buffer()
    {
        return in;
    }

    int offset()
    {
        return begin;
    }

    /** Length of the message with its header. */
    int size()
    {
        return size;
    }

    /** Descriptors of the present message; who calls it has to close them. */
    FileDescriptor[] takeDescriptors()
    {
        if (attachments.isEmpty())
        {
            return Descriptors.NONE;
        }
        FileDescriptor[] taken = Descriptors.NONE;
        while (!attachments.isEmpty() && attachments.peek().position <= base + begin)
        {
            final FileDescriptor[] more = attachments.poll().descriptors;
            final int count = taken.length;
            taken = Arrays.copyOf(taken, count + more.length);
            System.arraycopy(more, 0, taken, count, more.length);
        }
        return taken;
    }

    /** Sends a message wholly; several threads may. */
    void send(final ByteBuffer message) throws IOException
    {
        synchronized (writing)
        {
            while (message.hasRemaining())
            {
                channel.write(message);
            }
        }
    }

    /** A thread that waits for a message is told of the end. */
    void shutdown()
    {
        try
        {
            channel.shutdownInput();
            channel.shutdownOutput();
        }
        catch (final IOException e)
        {
            return; // The peer was faster.
        }
    }

    @Override
    public void close() throws IOException
    {
        for (final Attachment attachment : attachments)
        {
            Descriptors.close(attachment.descriptors);
        }
        attachments.clear();
        channel.close();
        BufferUtil.free(in); // Clients may come and go faster than garbage is collected.
    }

    private int sizeAt(final int offset)
    {
        final int claimed = in.getInt(offset + SIZE_OFFSET);
        return claimed < HEADER_LENGTH || claimed > MAX_MESSAGE ? HEADER_LENGTH : claimed;
    }

    private boolean fill(final int wanted) throws IOException
    {
        while (end - begin < wanted)
        {
            if (begin == end)
            {
                base += begin;
                begin = 0;
                end = 0;
            }
            else if (in.capacity() - begin < wanted)
            {
                in.limit(end).position(begin);
                in.compact();
                base += begin;
                end -= begin;
                begin = 0;
            }
            in.limit(in.capacity()).position(end);
            final int count = channel.read(in);
            if (count < 0)
            {
                return false;
            }
            end += count;
            final FileDescriptor[] descriptors = channel.getReceivedFileDescriptors();
            if (descriptors != null && descriptors.length > 0)
            {
                attachments.add(new Attachment(base + lastStart(), descriptors));
                requireFew();
            }
        }
        return true;
    }

    /** A message in many parts could bring so many descriptors that none is left for other clients. */
    private void requireFew() throws IOException
    {
        int count = 0;
        for (final Attachment attachment : attachments)
        {
            count += attachment.descriptors.length;
        }
        if (count > MAX_DESCRIPTORS)
        {
            throw new IOException("the client has sent " + count + " descriptors with one message");
        }
    }

    /** Where the last message starts of which something was read. */
    private int lastStart()
    {
        int start = begin;
        while (end - start >= HEADER_LENGTH && start + sizeAt(start) < end)
        {
            start += sizeAt(start);
        }
        return start;
    }

    private record Attachment(long position, FileDescriptor[] descriptors)
    {
    }
}
