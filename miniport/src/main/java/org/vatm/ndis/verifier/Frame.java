package org.vatm.ndis.verifier;

import org.agrona.UnsafeApi;
import org.vatm.sim.HostCpu;

/**
 * A routine or handler that has not returned. It is off the heap, in {@link CallMemory}, and every call goes by its
 * address alone; rules see it through this object, one for each depth. It refers to others by number.
 * <pre>
 *   number of its record | VC key, 0: about none | argument | level | function, locks held | adapter | stall
 *            8           |           8           |     8    |   4   |          4           |    4    |   4
 * </pre>
 */
final class Frame
{
    static final int NONE = -1;
    static final int BYTES = 64;
    private static final int RECORD = 0;
    private static final int VC_KEY = 8;
    private static final int ARGUMENT = 16;
    private static final int LEVEL = 24;
    private static final int CODE = 28;
    private static final int ADAPTER = 32;
    private static final int STALL = 36;
    private static final int LOCKS_SHIFT = 8;
    private static final int FUNCTION_MASK = (1 << LOCKS_SHIFT) - 1;
    private static final VerifierFunction[] FUNCTIONS = VerifierFunction.values();

    private final Verifier verifier;
    private final long address;

    Frame(final Verifier verifier, final long address)
    {
        this.verifier = verifier;
        this.address = address;
    }

    // By the address alone.

    static void begin(
        final long frame,
        final int function,
        final int level,
        final int adapter,
        final long vcKey,
        final long argument,
        final long record)
    {
        UnsafeApi.putLong(frame + RECORD, record);
        UnsafeApi.putLong(frame + VC_KEY, vcKey);
        UnsafeApi.putLong(frame + ARGUMENT, argument);
        UnsafeApi.putInt(frame + LEVEL, level);
        UnsafeApi.putInt(frame + CODE, function);
        UnsafeApi.putInt(frame + ADAPTER, adapter);
    }

    /** Number of its record in the history. */
    static long record(final long frame)
    {
        return UnsafeApi.getLong(frame + RECORD);
    }

    /** Key of the VC that it is about, 0 if it is about none. */
    static long vcKey(final long frame)
    {
        return UnsafeApi.getLong(frame + VC_KEY);
    }

    /** Level of the processor when it began. */
    static int level(final long frame)
    {
        return UnsafeApi.getInt(frame + LEVEL);
    }

    /** Place of the adapter whose driver runs, or NONE. */
    static int adapterPlace(final long frame)
    {
        return UnsafeApi.getInt(frame + ADAPTER);
    }

    /** Locks that were held before. */
    static void locksHeld(final long frame, final int count)
    {
        UnsafeApi.putInt(frame + CODE, UnsafeApi.getInt(frame + CODE) | count << LOCKS_SHIFT);
    }

    // For rules.

    long record()
    {
        return record(address);
    }

    long argument()
    {
        return UnsafeApi.getLong(address + ARGUMENT);
    }

    int irql()
    {
        return Math.max(HostCpu.PASSIVE, level(address));
    }

    int locksHeld()
    {
        return UnsafeApi.getInt(address + CODE) >>> LOCKS_SHIFT;
    }

    VerifierFunction function()
    {
        return FUNCTIONS[UnsafeApi.getInt(address + CODE) & FUNCTION_MASK];
    }

    AdapterTrack adapter()
    {
        final int place = adapterPlace(address);
        return place == NONE ? null : verifier.adapters.get(place);
    }

    VcTrack vc()
    {
        return verifier.vcOfKey(vcKey(address));
    }

    /** The miniport's code runs, not a protocol's. */
    boolean isMiniport()
    {
        return adapterPlace(address) != NONE;
    }

    /** An ISR begins. */
    void clearStall()
    {
        UnsafeApi.putInt(address + STALL, 0);
    }

    /** Of an ISR, in all; returns the sum. */
    int stall(final int microseconds)
    {
        final int sum = UnsafeApi.getInt(address + STALL) + microseconds;
        UnsafeApi.putInt(address + STALL, sum);
        return sum;
    }
}
