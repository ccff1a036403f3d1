package org.vatm.pci;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.vatm.memory.DirectCopy;

/**
 * One client of a device's DMA engine: makes one transfer at a time between host memory and a buffer of the device. A burst may be cut
 * by the bus; the rest follows by itself.
 */
public abstract class DmaChannel
{
    final int priority;
    boolean write;
    boolean busy;
    boolean discarded;
    long address;
    int remaining;
    int offset;
    DirectBuffer source;
    MutableDirectBuffer destination;

    private final DmaEngine engine;

    /**
     * @param engine   of the device.
     * @param priority among the device's channels, 0 (first) to 31, each used once.
     */
    protected DmaChannel(final DmaEngine engine, final int priority)
    {
        this.engine = engine;
        this.priority = priority;
        engine.add(this, priority);
    }

    /**
     * Reads host memory.
     *
     * @param busAddress        first byte, any alignment, below 2^32.
     * @param lengthBytes       1 or more.
     * @param to                buffer of the device.
     * @param toOffset          in it.
     * @return false if the function is not a bus master: nothing will happen.
     */
    public final boolean read(
        final long busAddress, final int lengthBytes, final MutableDirectBuffer to, final int toOffset)
    {
        write = false;
        destination = to;
        return start(busAddress, lengthBytes, toOffset);
    }

    /**
     * Writes host memory.
     *
     * @param busAddress  first byte, any alignment, below 2^32.
     * @param lengthBytes 1 or more.
     * @param from        buffer of the device; must keep its content until the transfer is complete.
     * @param fromOffset  in it.
     * @return false if the function is not a bus master: nothing will happen.
     */
    public final boolean write(
        final long busAddress, final int lengthBytes, final DirectBuffer from, final int fromOffset)
    {
        write = true;
        source = from;
        return start(busAddress, lengthBytes, fromOffset);
    }

    /**
     * Reads host memory like {@link #read}, but at once, if the bus is free and nothing else happens until the transfer would be complete. It is then
     * complete, that instant is the present one, and {@link #complete} is not called.
     *
     * @param busAddress  first byte.
     * @param lengthBytes 1 or more.
     * @param to          buffer of the device.
     * @param toOffset    in it.
     * @return false if that cannot be: nothing has happened.
     */
    public final boolean readAtOnce(
        final long busAddress, final int lengthBytes, final MutableDirectBuffer to, final int toOffset)
    {
        final long from = busy ? 0 : engine.leap(busAddress, lengthBytes, false);
        if (from == 0)
        {
            return false;
        }
        DirectCopy.fromMemory(from, to, toOffset, lengthBytes);
        engine.leapt(to, toOffset);
        return true;
    }

    /**
     * Writes host memory like {@link #write}, but at once, as {@link #readAtOnce} reads.
     *
     * @param busAddress  first byte.
     * @param lengthBytes 1 or more.
     * @param from        buffer of the device.
     * @param fromOffset  in it.
     * @return false if that cannot be: nothing has happened.
     */
    public final boolean writeAtOnce(
        final long busAddress, final int lengthBytes, final DirectBuffer from, final int fromOffset)
    {
        final long to = busy ? 0 : engine.leap(busAddress, lengthBytes, true);
        if (to == 0)
        {
            return false;
        }
        DirectCopy.toMemory(from, fromOffset, to, lengthBytes);
        engine.leapt(from, fromOffset);
        return true;
    }

    private boolean start(final long busAddress, final int lengthBytes, final int bufferOffset)
    {
        if (busy)
        {
            throw new IllegalStateException("DMA channel " + priority + " is busy");
        }
        if (!engine.isBusMaster())
        {
            return false;
        }
        busy = true;
        address = busAddress;
        remaining = lengthBytes;
        offset = bufferOffset;
        engine.submit(this);
        return true;
    }

    /**
     * The whole transfer is done.
     *
     * @param nowPs instant of the last data phase.
     * @param ok    false if nobody claimed the address (master abort); the function's status register says so.
     */
    protected abstract void complete(long nowPs, boolean ok);

    /**
     * A transfer that was discarded while it was on the bus has left it: the channel can be used again.
     *
     * @param nowPs instant.
     */
    protected void idle(final long nowPs)
    {
    }

    /**
     * @return true from the start of a transfer to its completion.
     */
    public final boolean isBusy()
    {
        return busy;
    }

    /**
     * Gives up the transfer, if there is one. No data move and {@link #complete} is not called; a transaction that is on the
     * bus still takes its time, and {@link #idle} tells when it is over.
     */
    public final void discard()
    {
        if (!busy || discarded)
        {
            return;
        }
        if (engine.isActive(this))
        {
            discarded = true;
        }
        else
        {
            engine.withdraw(this);
            busy = false;
        }
    }

    final DirectBuffer buffer()
    {
        return write ? source : destination;
    }
}
