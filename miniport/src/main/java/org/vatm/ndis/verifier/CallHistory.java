package org.vatm.ndis.verifier;

import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;
import org.vatm.ndis.NdisStatus;
import org.vatm.sim.HostCpu;

/**
 * The last calls, in a ring. A record is written when a call begins; its status comes when it ends. It consists of
 * three words. The first words of all records are followed by all second ones and these by all third ones: so each is
 * at eight times the record's place plus a constant.
 * <pre>
 *   +----------------------------------------------------------------+
 *   |                           time in ps                           |
 *   +---------------+-----------+-----------+-----------+------------+
 *   | status        | ended     | has       | level + 1 | function   |  int, and four bytes
 *   +---------------+-----------+-----------+-----------+------------+
 *   |                            VC key                              |
 *   +----------------------------------------------------------------+
 * </pre>
 * Object and argument, which most calls have not, are in arrays of their own. Every call is written down, so it is done
 * without checks: a record's number, less those of all earlier rounds, is always in the ring.
 */
final class CallHistory
{
    static final int RECORDS = 1024;
    static final int RING_BYTES = 3 * RECORDS * Long.BYTES;
    private static final int MASK = RECORDS - 1;
    private static final int CODE_OFFSET = RECORDS * Long.BYTES;
    private static final int ENDED_OFFSET = CODE_OFFSET + 3;
    private static final int STATUS_OFFSET = CODE_OFFSET + 4;
    private static final int KEY_OFFSET = 2 * RECORDS * Long.BYTES;
    private static final int LEVEL_SHIFT = 8;
    private static final int HAS_OBJECT = 1 << 16;
    private static final int HAS_ARGUMENT = 1 << 17;
    private static final VerifierFunction[] FUNCTIONS = VerifierFunction.values();

    private final long calls; // address of CallMemory
    private final long[] arguments = new long[RECORDS];
    private final Object[] objects = new Object[RECORDS];

    /** The history of calls that are in that {@link CallMemory}. */
    CallHistory(final long calls)
    {
        this.calls = calls;
    }

    /**
     * A call begins that has neither object nor argument.
     *
     * @param calls address of {@link CallMemory}.
     * @param level of the processor, -1 when no driver runs.
     * @return the record's number, for {@link #end}.
     */
    static long begin(
        final long calls, final VerifierFunction function, final long timePs, final int level, final long vcKey)
    {
        final long record = CallMemory.takeNext(calls);
        final long at = at(calls, record);
        UnsafeApi.putLong(at, timePs);
        UnsafeApi.putLong(at + CODE_OFFSET, (level + 1 << LEVEL_SHIFT) + function.ordinal());
        UnsafeApi.putLong(at + KEY_OFFSET, vcKey);
        return record;
    }

    /** The call of a record that was just begun has an object, an argument, or both. */
    void details(final long record, final Object object, final long argument)
    {
        int code = code(record);
        if (argument != 0)
        {
            code |= HAS_ARGUMENT;
            arguments[(int)record & MASK] = argument;
        }
        if (object != null)
        {
            code |= HAS_OBJECT;
            objects[(int)record & MASK] = object;
        }
        UnsafeApi.putInt(at(record) + CODE_OFFSET, code);
    }

    /** A call that is over: what it was about stands in an object. */
    void add(
        final VerifierFunction function,
        final long timePs,
        final int level,
        final long vcKey,
        final Object object,
        final long argument)
    {
        details(begin(calls, function, timePs, level, vcKey), object, argument);
    }

    static void end(final long calls, final long record, final int status)
    {
        if (CallMemory.next(calls) - record <= RECORDS)
        {
            final long at = at(calls, record);
            UnsafeApi.putByte(at + ENDED_OFFSET, (byte)1);
            UnsafeApi.putInt(at + STATUS_OFFSET, status);
        }
    }

    /** The object of a record became known, or is another one. */
    void object(final long record, final Object object)
    {
        if (CallMemory.next(calls) - record <= RECORDS)
        {
            objects[(int)record & MASK] = object;
            UnsafeApi.putInt(at(record) + CODE_OFFSET, code(record) | HAS_OBJECT);
        }
    }

    /** The last {@code limit} records about the VC or the object, all if both are absent, oldest first. */
    List<String> about(final long vcKey, final Object object, final int limit)
    {
        final List<String> lines = new ArrayList<>();
        final long oldest = Math.max(0, CallMemory.next(calls) - RECORDS);
        for (long record = CallMemory.next(calls) - 1; record >= oldest && lines.size() < limit; record--)
        {
            final boolean isAbout = vcKey == 0 && object == null ||
                vcKey != 0 && key(record) == vcKey || object != null && object(record) == object;
            if (isAbout)
            {
                lines.add(0, text(record));
            }
        }
        return lines;
    }

    private String text(final long record)
    {
        final int code = code(record);
        final StringBuilder out = new StringBuilder();
        out.append(String.format("%,d ps  IRQL %d  %s", UnsafeApi.getLong(at(record)),
            Math.max(HostCpu.PASSIVE, (code >>> LEVEL_SHIFT & 0xFF) - 1), FUNCTIONS[code & 0xFF]));
        if (key(record) != 0)
        {
            out.append(" VC ").append(VcTrack.name(key(record)));
        }
        if (object(record) != null)
        {
            out.append(' ').append(object(record));
        }
        if ((code & HAS_ARGUMENT) != 0)
        {
            out.append(" 0x").append(Long.toHexString(arguments[(int)record & MASK]));
        }
        if (UnsafeApi.getByte(at(record) + ENDED_OFFSET) != 0)
        {
            out.append(" => ").append(NdisStatus.name(UnsafeApi.getInt(at(record) + STATUS_OFFSET)));
        }
        return out.toString();
    }

    private int code(final long record)
    {
        return UnsafeApi.getInt(at(record) + CODE_OFFSET);
    }

    private long key(final long record)
    {
        return UnsafeApi.getLong(at(record) + KEY_OFFSET);
    }

    private Object object(final long record)
    {
        return (code(record) & HAS_OBJECT) == 0 ? null : objects[(int)record & MASK];
    }

    private long at(final long record)
    {
        return at(calls, record);
    }

    private static long at(final long calls, final long record)
    {
        return calls + CallMemory.RING + (record & MASK) * Long.BYTES;
    }
}
