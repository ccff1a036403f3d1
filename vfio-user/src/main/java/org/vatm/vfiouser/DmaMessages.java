package org.vatm.vfiouser;

import static org.vatm.vfiouser.Protocol.COMMAND_OFFSET;
import static org.vatm.vfiouser.Protocol.DMA_ACCESS_LENGTH;
import static org.vatm.vfiouser.Protocol.DMA_READ;
import static org.vatm.vfiouser.Protocol.DMA_WRITE;
import static org.vatm.vfiouser.Protocol.ERROR;
import static org.vatm.vfiouser.Protocol.FLAGS_OFFSET;
import static org.vatm.vfiouser.Protocol.HEADER_LENGTH;
import static org.vatm.vfiouser.Protocol.ID_OFFSET;
import static org.vatm.vfiouser.Protocol.SIZE_OFFSET;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.memory.RemoteMemory;

/**
 * Memory of a guest that has no descriptor: it is read and written by messages to the client. One transfer at a time, as the device's
 * DMA engine makes them; one that the engine has given up is forgotten, and its answer dropped. Messages leave through a
 * thread of their own, so that a client that does not read can stop nobody but itself.
 */
final class DmaMessages implements RemoteMemory
{
    private static final int IDS = 1 << 16;

    private final MessageSocket socket;
    private final AccessHandler handler;
    private final ServerStatistics statistics;
    private final BitSet unanswered = new BitSet(IDS);
    private final UnsafeBuffer data = new UnsafeBuffer(new byte[0]);
    private ExecutorService sender;
    private int maxData = Protocol.MAX_DATA;
    private int nextId;
    private boolean closed;

    private boolean present;
    private boolean write;
    private boolean failed;
    private long address;
    private int length;
    /** Bytes that have been answered. */
    private int done;
    /** Bytes of the message that is not answered yet. */
    private int asked;
    private int id;
    private Runnable retry;

    DmaMessages(final MessageSocket socket, final AccessHandler handler, final ServerStatistics statistics)
    {
        this.socket = socket;
        this.handler = handler;
        this.statistics = statistics;
    }

    void maxData(final int bytes)
    {
        maxData = Math.min(bytes, Protocol.MAX_DATA);
    }

    @Override
    public boolean read(
        final long busAddress,
        final MutableDirectBuffer to,
        final int toOffset,
        final int lengthBytes,
        final Runnable whenReady)
    {
        if (!isAnswered(false, busAddress, lengthBytes))
        {
            begin(false, busAddress, lengthBytes, whenReady);
            return false;
        }
        present = false;
        if (failed)
        {
            to.setMemory(toOffset, lengthBytes, (byte)0xFF);
        }
        else
        {
            to.putBytes(toOffset, data, 0, lengthBytes);
        }
        return true;
    }

    @Override
    public boolean write(
        final long busAddress,
        final DirectBuffer from,
        final int fromOffset,
        final int lengthBytes,
        final Runnable whenReady)
    {
        if (!isAnswered(true, busAddress, lengthBytes))
        {
            reserve(lengthBytes);
            data.putBytes(0, from, fromOffset, lengthBytes);
            begin(true, busAddress, lengthBytes, whenReady);
            return false;
        }
        present = false;
        return true;
    }

    private boolean isAnswered(final boolean writing, final long busAddress, final int lengthBytes)
    {
        return present && write == writing && address == busAddress && lengthBytes <= length &&
            (done == length || failed);
    }

    private void begin(
        final boolean writing, final long busAddress, final int lengthBytes, final Runnable whenReady)
    {
        reserve(lengthBytes);
        present = true;
        write = writing;
        failed = false;
        address = busAddress;
        length = lengthBytes;
        done = 0;
        retry = whenReady;
        ask();
    }

    private void reserve(final int lengthBytes)
    {
        if (data.capacity() < lengthBytes)
        {
            data.wrap(new byte[lengthBytes]);
        }
    }

    private void ask()
    {
        asked = Math.min(maxData, length - done);
        id = unanswered.nextClearBit(nextId & IDS - 1) & IDS - 1;
        nextId = id + 1;
        unanswered.set(id);
        final int bytes = HEADER_LENGTH + DMA_ACCESS_LENGTH + (write ? asked : 0);
        final ByteBuffer message = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
        message.putShort(ID_OFFSET, (short)id);
        message.putShort(COMMAND_OFFSET, (short)(write ? DMA_WRITE : DMA_READ));
        message.putInt(SIZE_OFFSET, bytes);
        message.putInt(FLAGS_OFFSET, Protocol.TYPE_COMMAND);
        message.putLong(HEADER_LENGTH, address + done);
        message.putLong(HEADER_LENGTH + 8, asked);
        if (write)
        {
            data.getBytes(done, message, HEADER_LENGTH + DMA_ACCESS_LENGTH, asked);
        }
        statistics.dmaMessages.incrementAndGet();
        if (!closed)
        {
            if (sender == null)
            {
                sender = Executors.newSingleThreadExecutor(DmaMessages::thread);
            }
            sender.execute(() -> send(message));
        }
    }

    private static Thread thread(final Runnable work)
    {
        final Thread thread = new Thread(work, "vfio-user-dma");
        thread.setDaemon(true);
        return thread;
    }

    private void send(final ByteBuffer message)
    {
        try
        {
            socket.send(message);
        }
        catch (final IOException e)
        {
            socket.shutdown();
        }
    }

    /** An answer has come, with the machine held. */
    void answered(final ByteBuffer in, final int offset, final int size) throws RefusedException
    {
        final int answeredId = in.getShort(offset + ID_OFFSET) & 0xFFFF;
        if (!unanswered.get(answeredId))
        {
            throw RefusedException.invalid("reply to nothing that was asked");
        }
        unanswered.clear(answeredId);
        if (!present || answeredId != id)
        {
            return;
        }
        final int at = offset + HEADER_LENGTH;
        final int needed = HEADER_LENGTH + DMA_ACCESS_LENGTH + (write ? 0 : asked);
        if ((in.getInt(offset + FLAGS_OFFSET) & ERROR) != 0 || size < needed || in.getLong(at + 8) != asked)
        {
            failed = true;
        }
        else
        {
            if (!write)
            {
                data.putBytes(done, in, at + DMA_ACCESS_LENGTH, asked);
            }
            done += asked;
        }
        if (failed || done == length)
        {
            handler.memoryReady(retry);
        }
        else
        {
            ask();
        }
    }

    /** The client has gone: nothing will be answered any more. The regions are unmapped already. */
    void close()
    {
        closed = true;
        if (sender != null)
        {
            sender.shutdownNow();
        }
        if (present)
        {
            present = false;
            handler.memoryReady(retry);
        }
    }
}
