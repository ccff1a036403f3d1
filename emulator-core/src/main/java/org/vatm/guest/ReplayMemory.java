package org.vatm.guest;

import java.util.ArrayDeque;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.vatm.host.Host;
import org.vatm.memory.RemoteMemory;

/**
 * A guest's memory that answers as it did when it was recorded, and forgets what is written to it.
 */
final class ReplayMemory implements RemoteMemory
{
    /** One transaction of the device. */
    record Transaction(int kind, long address, int lengthBytes, byte[] data)
    {
    }

    private final Host host;
    private final ArrayDeque<Transaction> transactions = new ArrayDeque<>();
    private Runnable retry;

    ReplayMemory(final Host host)
    {
        this.host = host;
    }

    void add(final Transaction transaction)
    {
        transactions.add(transaction);
    }

    boolean isUsedUp()
    {
        return transactions.isEmpty();
    }

    void ready()
    {
        if (retry != null)
        {
            retry.run();
        }
    }

    @Override
    public boolean read(
        final long busAddress,
        final MutableDirectBuffer to,
        final int toOffset,
        final int lengthBytes,
        final Runnable whenReady)
    {
        final Transaction next = next(RecordFormat.DMA_READ, busAddress, lengthBytes, whenReady);
        if (next.kind == RecordFormat.PUT_OFF)
        {
            return false;
        }
        to.putBytes(toOffset, next.data);
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
        return next(RecordFormat.DMA_WRITE, busAddress, lengthBytes, whenReady).kind != RecordFormat.PUT_OFF;
    }

    private Transaction next(final int kind, final long busAddress, final int lengthBytes, final Runnable whenReady)
    {
        final Transaction next = transactions.poll();
        retry = whenReady;
        if (next == null || next.address != busAddress || next.lengthBytes != lengthBytes ||
            next.kind != kind && next.kind != RecordFormat.PUT_OFF)
        {
            throw new ReplayDivergedException(host.name() + " at " + host.cpu().events().nowPs() + " ps: DMA " +
                (kind == RecordFormat.DMA_READ ? "read" : "write") + " of " + lengthBytes + " bytes at 0x" +
                Long.toHexString(busAddress) + ", recorded was " + (next == null ? "none" : next.lengthBytes +
                " bytes at 0x" + Long.toHexString(next.address)));
        }
        return next;
    }
}
