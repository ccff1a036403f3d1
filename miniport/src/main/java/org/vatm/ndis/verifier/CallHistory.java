package org.vatm.ndis.verifier;

import java.util.ArrayList;
import java.util.List;
import org.vatm.ndis.NdisStatus;

/**
 * The last calls, in one flat ring. A record is written when a call begins; its status comes when it ends.
 * <pre>
 *   word 0 time in ps    1 function | level << 8 | has status << 16 | status << 32    2 VC key    3 argument
 * </pre>
 */
final class CallHistory
{
    static final int RECORDS = 1024;
    private static final int MASK = RECORDS - 1;
    private static final int WORDS = 4;
    private static final int IRQL_SHIFT = 8;
    private static final int HAS_STATUS = 1 << 16;
    private static final int STATUS_SHIFT = 32;
    private static final VerifierFunction[] FUNCTIONS = VerifierFunction.values();

    private final long[] words = new long[RECORDS * WORDS];
    private final Object[] objects = new Object[RECORDS];
    private long next;

    /** Returns the record's number, for {@link #end}. */
    long begin(
        final VerifierFunction function,
        final long timePs,
        final int irql,
        final long vcKey,
        final Object object,
        final long argument)
    {
        final int slot = (int)next & MASK;
        final int at = slot * WORDS;
        words[at] = timePs;
        words[at + 1] = function.ordinal() | irql << IRQL_SHIFT;
        words[at + 2] = vcKey;
        words[at + 3] = argument;
        if (objects[slot] != object)
        {
            objects[slot] = object;
        }
        return next++;
    }

    void end(final long record, final int status)
    {
        if (next - record <= RECORDS)
        {
            final int at = ((int)record & MASK) * WORDS + 1;
            words[at] |= HAS_STATUS | (long)status << STATUS_SHIFT;
        }
    }

    /** The object of a record became known, or is another one. */
    void object(final long record, final Object object)
    {
        if (next - record <= RECORDS)
        {
            objects[(int)record & MASK] = object;
        }
    }

    /** The last {@code limit} records about the VC or the object, all if both are absent, oldest first. */
    List<String> about(final long vcKey, final Object object, final int limit)
    {
        final List<String> lines = new ArrayList<>();
        final long oldest = Math.max(0, next - RECORDS);
        for (long record = next - 1; record >= oldest && lines.size() < limit; record--)
        {
            final int slot = (int)record & MASK;
            final boolean isAbout = vcKey == 0 && object == null ||
                vcKey != 0 && words[slot * WORDS + 2] == vcKey || object != null && objects[slot] == object;
            if (isAbout)
            {
                lines.add(0, text(slot));
            }
        }
        return lines;
    }

    private String text(final int slot)
    {
        final int at = slot * WORDS;
        final long code = words[at + 1];
        final StringBuilder out = new StringBuilder();
        out.append(String.format("%,d ps  IRQL %d  %s", words[at], code >>> IRQL_SHIFT & 0xFF,
            FUNCTIONS[(int)code & 0xFF]));
        if (words[at + 2] != 0)
        {
            out.append(" VC ").append(VcTrack.name(words[at + 2]));
        }
        if (objects[slot] != null)
        {
            out.append(' ').append(objects[slot]);
        }
        if (words[at + 3] != 0)
        {
            out.append(" 0x").append(Long.toHexString(words[at + 3]));
        }
        if ((code & HAS_STATUS) != 0)
        {
            out.append(" => ").append(NdisStatus.name((int)(code >> STATUS_SHIFT)));
        }
        return out.toString();
    }
}
