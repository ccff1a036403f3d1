package org.vatm.miniport;

import static org.vatm.idt77252.SarRegisters.FBQS_SIZE;
import static org.vatm.idt77252.SarRegisters.FBQS_THRESHOLD;
import static org.vatm.idt77252.SarRegisters.STAT_FRAC0;
import static org.vatm.idt77252.SarRegisters.STAT_FRAC1;
import static org.vatm.idt77252.SarRegisters.fbqs;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisBufferPool;
import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.ndis.NdisSharedMemory;
import org.vatm.register.Field;

/**
 * Receive buffers, and which of them the chip has.
 * <p>
 * Two kinds. A PDU begins in a small buffer (free buffer queue 0), which takes an Ethernet frame whole, and goes on
 * in large ones (queue 1); small and large together take 9,180 bytes exactly. The raw cell queue uses large ones.
 * Queues 2 and 3 stay empty.
 * <pre>
 *          push, by window of BAR2           RSQ entry                  indicated
 *   FREE --------------------------&gt; POSTED -----------&gt; IN_USE --------------------------&gt; IN_USE
 *    ^                                  |                   | PDU bad, or not wanted           | returned
 *    +----------------------------------+-------------------+----------------------------------+
 *                              reset of the chip
 * </pre>
 * The buffer's number is the handle that the chip gets.
 */
final class ReceiveBuffers
{
    static final int SMALL = 0;
    static final int LARGE = 1;
    static final int KINDS = 2;
    /** No buffer. */
    static final int NONE = -1;

    private static final int[] CELLS = {37, 155};
    private static final int ALIGNMENT = 64;
    private static final int QUEUE_UNIT = 32; // STAT.FRACn counts in these
    private static final int QUEUE_FULL_FRACTION = 15;
    private static final int THRESHOLD = 8; // attention when half empty
    private static final Field[] FRACTIONS = {STAT_FRAC0, STAT_FRAC1};

    private static final byte FREE = 0;
    private static final byte POSTED = 1;
    private static final byte IN_USE = 2;

    private final NdisMiniportLibrary ndis;
    private final long adapterHandle;
    private final NdisSharedMemory[] memory;
    private final AdapterHardware hardware;
    private final int[] first = new int[KINDS + 1];
    private final ByteBuf[] data = new ByteBuf[KINDS];
    private final int[] busAddress = new int[KINDS];
    private final NdisBuffer[] descriptors;
    private final NdisBufferPool pool;
    private final byte[] states;
    private final short[] cells;
    private final int[] next;
    private final int[][] free = new int[KINDS][];
    private final int[] freeCount = new int[KINDS];

    private final int[] fraction = new int[KINDS];
    private final int[] pushedSince = new int[KINDS];

    /** @param memory of each kind; as many buffers as fit. */
    ReceiveBuffers(
        final NdisMiniportLibrary ndis,
        final long adapterHandle,
        final AdapterHardware hardware,
        final NdisSharedMemory[] memory,
        final NdisBufferPool pool)
    {
        this.ndis = ndis;
        this.adapterHandle = adapterHandle;
        this.memory = memory;
        this.hardware = hardware;
        this.pool = pool;
        for (int kind = 0; kind < KINDS; kind++)
        {
            final int count = memory[kind].length() / strideBytes(kind);
            first[kind + 1] = first[kind] + count;
            data[kind] = memory[kind].data();
            busAddress[kind] = (int)memory[kind].physicalAddress();
            free[kind] = new int[count];
        }
        descriptors = new NdisBuffer[first[KINDS]];
        states = new byte[descriptors.length];
        cells = new short[descriptors.length];
        next = new int[descriptors.length];
        for (int kind = 0; kind < KINDS; kind++)
        {
            for (int handle = first[kind + 1] - 1; handle >= first[kind]; handle--)
            {
                descriptors[handle] = pool.allocateBuffer(data[kind], offset(handle), lengthBytes(kind));
                free[kind][freeCount[kind]++] = handle;
            }
        }
    }

    static int strideBytes(final int kind)
    {
        return lengthBytes(kind) + ALIGNMENT - 1 & -ALIGNMENT;
    }

    static int lengthBytes(final int kind)
    {
        return CELLS[kind] * Aal.CELL_PAYLOAD_BYTES;
    }

    static int largeCells()
    {
        return CELLS[LARGE];
    }

    /** False if there were too few descriptors; then only {@link #close} is of use. */
    boolean isComplete()
    {
        for (final NdisBuffer descriptor : descriptors)
        {
            if (descriptor == null)
            {
                return false;
            }
        }
        return true;
    }

    /** Gives the descriptors back to their pool. */
    void close()
    {
        for (final NdisBuffer descriptor : descriptors)
        {
            if (descriptor != null)
            {
                pool.freeBuffer(descriptor);
            }
        }
    }

    /** Makes what the chip wrote into a part of a buffer visible to the driver. */
    void update(final int handle, final int offset, final int lengthBytes)
    {
        ndis.ndisMUpdateSharedMemory(adapterHandle, memory[kind(handle)], offset(handle) + offset, lengthBytes);
    }

    /** After a reset of the chip: takes all back that it had, and says how long buffers are. */
    void program()
    {
        for (int handle = 0; handle < states.length; handle++)
        {
            if (states[handle] == POSTED)
            {
                release(handle);
            }
        }
        Arrays.fill(fraction, 0);
        Arrays.fill(pushedSince, 0);
        for (int kind = 0; kind < KINDS; kind++)
        {
            hardware.write(fbqs(kind), FBQS_THRESHOLD.of(THRESHOLD) | FBQS_SIZE.of(CELLS[kind]));
        }
    }

    /** What STAT said about the fill of the queues. */
    void observe(final int stat)
    {
        for (int kind = 0; kind < KINDS; kind++)
        {
            fraction[kind] = FRACTIONS[kind].get(stat);
            pushedSince[kind] = 0;
        }
    }

    /**
     * Fills the queues up, as far as they are known to have room.
     *
     * @return false if a queue is below its threshold and there is nothing left to give.
     */
    boolean refill()
    {
        boolean enough = true;
        for (int kind = 0; kind < KINDS; kind++)
        {
            final int room = (QUEUE_FULL_FRACTION - fraction[kind]) * QUEUE_UNIT - pushedSince[kind];
            final int count = Math.min(room, freeCount[kind]);
            for (int i = 0; i < count; i++)
            {
                final int handle = free[kind][--freeCount[kind]];
                states[handle] = POSTED;
                hardware.pushFreeBuffer(kind, handle, busAddress(handle));
            }
            pushedSince[kind] += Math.max(count, 0);
            enough &= fraction[kind] * QUEUE_UNIT + pushedSince[kind] >= THRESHOLD * QUEUE_UNIT;
        }
        return enough;
    }

    int count()
    {
        return states.length;
    }

    int freeCount(final int kind)
    {
        return freeCount[kind];
    }

    /** Buffers that neither the chip nor the free list has. */
    int inUseCount()
    {
        int count = 0;
        for (final byte state : states)
        {
            if (state == IN_USE)
            {
                count++;
            }
        }
        return count;
    }

    /** The chip has given a buffer back; false if it did not have that one. */
    boolean take(final int handle, final int filledCells)
    {
        if (handle < 0 || handle >= states.length || states[handle] != POSTED)
        {
            return false;
        }
        states[handle] = IN_USE;
        cells[handle] = (short)filledCells;
        next[handle] = NONE;
        return true;
    }

    void release(final int handle)
    {
        if (states[handle] == FREE)
        {
            throw new IllegalStateException("receive buffer " + handle + " is free already");
        }
        states[handle] = FREE;
        final int kind = kind(handle);
        free[kind][freeCount[kind]++] = handle;
    }

    /** Releases a buffer and all that are linked to it. */
    void releaseChain(final int head)
    {
        int handle = head;
        while (handle != NONE)
        {
            final int following = next[handle];
            release(handle);
            handle = following;
        }
    }

    int kind(final int handle)
    {
        return handle < first[LARGE] ? SMALL : LARGE;
    }

    /** Cells in a buffer that the chip has given back. */
    int cells(final int handle)
    {
        return cells[handle];
    }

    int next(final int handle)
    {
        return next[handle];
    }

    void link(final int handle, final int following)
    {
        next[handle] = following;
    }

    NdisBuffer descriptor(final int handle)
    {
        return descriptors[handle];
    }

    ByteBuf data(final int handle)
    {
        return data[kind(handle)];
    }

    /** Index of the buffer's first byte in {@link #data}. */
    int offset(final int handle)
    {
        final int kind = kind(handle);
        return (handle - first[kind]) * strideBytes(kind);
    }

    int busAddress(final int handle)
    {
        return busAddress[kind(handle)] + offset(handle);
    }
}
