package org.vatm.idt77252;

import org.vatm.memory.Words;
import org.vatm.register.GuestErrors;
import org.vatm.register.RegisterFile;

import static org.vatm.idt77252.SarRegisters.ABRRQ;
import static org.vatm.idt77252.SarRegisters.ABRRQ_HEAD;
import static org.vatm.idt77252.SarRegisters.ABRRQ_TAIL;
import static org.vatm.idt77252.SarRegisters.MXDFCT;
import static org.vatm.idt77252.SarRegisters.MXDFCT_COUNT;
import static org.vatm.idt77252.SarRegisters.RTBL;
import static org.vatm.idt77252.SarRegisters.RTBL_ADDRESS;
import static org.vatm.idt77252.SarRegisters.VBRRQ;

/**
 * Connections that are sent at a rate of their own, in variable slots.
 * <pre>
 *             START                     due                        served
 *   STOPPED ---------> SCHEDULED ---------------> READY (a queue) ---------> SENDING
 *      ^    \              ^  due + interval                                    |
 *      |     \             +------------------------- data left ---------------+
 *      |      v            | the driver moves the tail                          |
 *   HALT,   WAITING_FOR_DATA <------------------------ queue empty ------------+
 *   IDLE
 * </pre>
 * Due times and intervals are in 1/32 cell slots.
 */
final class RatedConnections
{
    private static final int NONE = -1;
    private static final int UNITS = RateTable.INTERVAL_UNITS;

    private static final int STOPPED = 0;
    private static final int WAITING_FOR_DATA = 1;
    private static final int SCHEDULED = 2;
    private static final int READY = 3;
    private static final int SENDING = 4;

    /** Words of a connection, together in a cache line. */
    private static final int STRIDE = 8;
    private static final int STATE = 0;
    private static final int INTERVAL = 1;
    private static final int IDLE_COUNT = 2;
    /** The next one of the list that the connection is in. */
    private static final int NEXT = 3;
    /** Two words. */
    private static final int DUE = 4;

    private final RegisterFile registers;
    private final Sram sram;
    private final SegmentationChannels channels;
    private final GuestErrors errors;
    private final Words entries;
    private final ScheduleWheel wheel;
    private int readyHead = NONE;
    private int readyTail = NONE;

    RatedConnections(
        final RegisterFile registers,
        final Sram sram,
        final SegmentationChannels channels,
        final GuestErrors errors,
        final int maxConnections)
    {
        this.registers = registers;
        this.sram = sram;
        this.channels = channels;
        this.errors = errors;
        entries = new Words(maxConnections * STRIDE);
        wheel = new ScheduleWheel(maxConnections);
        registers.onRead(VBRRQ, stored -> 0);
        registers.onRead(ABRRQ, stored -> readyHead == NONE ? 0 : ABRRQ_HEAD.of(readyHead) | ABRRQ_TAIL.of(readyTail));
    }

    void reset()
    {
        wheel.clear();
        entries.fill(STOPPED);
        readyHead = NONE;
        readyTail = NONE;
    }

    private long due(final int connection)
    {
        return entries.getLong(connection * STRIDE + DUE);
    }

    private void due(final int connection, final long units)
    {
        entries.setLong(connection * STRIDE + DUE, units);
    }

    /** Connection 0 has no rate; others have one if their TCT says UBR. */
    boolean isRated(final int connection)
    {
        final int tct = SramLayout.tctEntry(connection);
        return connection != 0 && TctEntry.isUbr(sram.read(tct), sram.read(tct + 7));
    }

    void start(final int connection, final long slot)
    {
        if (entries.get(connection * STRIDE + STATE) == STOPPED)
        {
            readInterval(connection);
            due(connection, slot * UNITS);
            entries.set(connection * STRIDE + IDLE_COUNT, 0);
            schedule(connection);
        }
    }

    /** The rate in the TCT has changed: the next cell is one new interval after the last, but not in the past. */
    void rateChanged(final int connection, final long slot)
    {
        if (entries.get(connection * STRIDE + STATE) == STOPPED)
        {
            return;
        }
        final int before = entries.get(connection * STRIDE + INTERVAL);
        readInterval(connection);
        if (entries.get(connection * STRIDE + STATE) == SCHEDULED)
        {
            wheel.remove(connection);
            due(connection, Math.max(slot * UNITS, due(connection) - before + entries.get(connection * STRIDE + INTERVAL)));
            park(connection);
        }
    }

    private void readInterval(final int connection)
    {
        final int log = TctEntry.W4_LACR.get(sram.read(SramLayout.tctEntry(connection) + 4));
        final int at = RTBL_ADDRESS.get(registers.get(RTBL)) + log;
        final int units = RateTable.intervalOf(sram.read(at));
        if (units == 0)
        {
            errors.report(SarGuestError.RATE_INTERVAL_ZERO, at, connection);
        }
        entries.set(connection * STRIDE + INTERVAL, units == 0 ? UNITS : units);
    }

    void stop(final int connection)
    {
        switch (entries.get(connection * STRIDE + STATE))
        {
            case SCHEDULED -> wheel.remove(connection);
            case READY -> removeFromReady(connection);
            case WAITING_FOR_DATA -> removeFromWaiting(connection);
            default ->
            {
            }
        }
        entries.set(connection * STRIDE + STATE, STOPPED);
    }

    /** A connection that may send: parks it until it is due, or until its queue is filled. */
    private void schedule(final int connection)
    {
        final int channel = channels.ofConnection(connection);
        schedule(connection, channel, channel != NONE && channels.hasData(channel));
    }

    private void schedule(final int connection, final int channel, final boolean hasData)
    {
        if (channel == NONE)
        {
            entries.set(connection * STRIDE + STATE, STOPPED);
        }
        else if (hasData || maxIdle(connection) > 0)
        {
            park(connection);
        }
        else
        {
            entries.set(connection * STRIDE + STATE, WAITING_FOR_DATA);
            final Words s = channels.state();
            final int at = channels.at(channel) + SegmentationChannels.WAITING;
            entries.set(connection * STRIDE + NEXT, s.get(at) - 1);
            s.set(at, connection + 1);
        }
    }

    private void park(final int connection)
    {
        entries.set(connection * STRIDE + STATE, SCHEDULED);
        wheel.add(connection, (due(connection) + UNITS - 1) / UNITS);
    }

    private int maxIdle(final int connection)
    {
        return TctEntry.W4_MAX_IDLE.get(sram.read(SramLayout.tctEntry(connection) + 4));
    }

    /** A channel has data, perhaps: those who waited for it are due one interval after their last cell, or now. */
    void wake(final int channel, final long slot)
    {
        final Words s = channels.state();
        final int at = channels.at(channel) + SegmentationChannels.WAITING;
        if (s.get(at) == 0 || !channels.hasData(channel))
        {
            return;
        }
        int connection = s.get(at) - 1;
        s.set(at, 0);
        while (connection != NONE)
        {
            final int following = entries.get(connection * STRIDE + NEXT);
            due(connection, Math.max(due(connection), slot * UNITS));
            park(connection);
            connection = following;
        }
    }

    private void removeFromWaiting(final int connection)
    {
        // The TCT may name another SCD by now, so the channel is not known from there.
        final Words s = channels.state();
        for (int channel = 0; channel < channels.count(); channel++)
        {
            final int at = channels.at(channel) + SegmentationChannels.WAITING;
            if (s.get(at) == connection + 1)
            {
                s.set(at, entries.get(connection * STRIDE + NEXT) + 1);
                return;
            }
            for (int c = s.get(at) - 1; c != NONE; c = entries.get(c * STRIDE + NEXT))
            {
                if (entries.get(c * STRIDE + NEXT) == connection)
                {
                    entries.set(c * STRIDE + NEXT, entries.get(connection * STRIDE + NEXT));
                    return;
                }
            }
        }
    }

    /** True if a connection is due that has not been looked at. */
    boolean areReady()
    {
        return readyHead != NONE;
    }

    /** A slot before which no other becomes due; {@link Long#MAX_VALUE} if none is scheduled. */
    long earliestSlot()
    {
        return wheel.earliest();
    }

    /** Moves those that are due in a slot to the ready queue. */
    void collectDue(final long slot)
    {
        for (int connection = wheel.take(slot); connection != NONE; connection = wheel.take(slot))
        {
            entries.set(connection * STRIDE + STATE, READY);
            entries.set(connection * STRIDE + NEXT, NONE);
            if (readyHead == NONE)
            {
                readyHead = connection;
            }
            else
            {
                entries.set(readyTail * STRIDE + NEXT, connection);
            }
            readyTail = connection;
        }
    }

    /** Takes the first of the ready queue; it is SENDING from now on. */
    int takeReady()
    {
        final int connection = readyHead;
        readyHead = entries.get(connection * STRIDE + NEXT);
        if (readyHead == NONE)
        {
            readyTail = NONE;
        }
        entries.set(connection * STRIDE + STATE, SENDING);
        return connection;
    }

    private void removeFromReady(final int connection)
    {
        int before = NONE;
        int c = readyHead;
        while (c != connection)
        {
            before = c;
            c = entries.get(c * STRIDE + NEXT);
        }
        if (before == NONE)
        {
            readyHead = entries.get(connection * STRIDE + NEXT);
        }
        else
        {
            entries.set(before * STRIDE + NEXT, entries.get(connection * STRIDE + NEXT));
        }
        if (readyTail == connection)
        {
            readyTail = before;
        }
    }

    boolean isSending(final int connection)
    {
        return entries.get(connection * STRIDE + STATE) == SENDING;
    }

    private int countIdle(final int connection)
    {
        final int count = entries.get(connection * STRIDE + IDLE_COUNT) + 1;
        entries.set(connection * STRIDE + IDLE_COUNT, count);
        return count;
    }

    /** The connection was due and its queue is empty. False: that was once too often, it is idle now. */
    boolean nothingToSend(final int connection, final long slot)
    {
        final int limit = maxIdle(connection);
        if (limit > 0 && countIdle(connection) >= limit)
        {
            entries.set(connection * STRIDE + STATE, STOPPED);
            return false;
        }
        due(connection, slot * UNITS + entries.get(connection * STRIDE + INTERVAL));
        schedule(connection);
        return true;
    }

    /**
     * A cell of the connection went into a slot. It is due one interval after it was due, or after now if it is later than MXDFCT; if its
     * queue is empty, catching up ends: one interval after this cell.
     */
    void sent(final int connection, final long slot)
    {
        entries.set(connection * STRIDE + IDLE_COUNT, 0);
        final long here = slot * UNITS;
        final long limit = (long)MXDFCT_COUNT.get(registers.get(MXDFCT)) * UNITS;
        final int channel = channels.ofConnection(connection);
        final boolean hasData = channel != NONE && channels.hasData(channel);
        final long dueHere = due(connection);
        final boolean fromNow = !hasData || here - dueHere > limit;
        due(connection, (fromNow ? here : dueHere) + entries.get(connection * STRIDE + INTERVAL));
        schedule(connection, channel, hasData);
    }

    /** The cell was given up; the connection is due as before. */
    void abandoned(final int connection)
    {
        if (entries.get(connection * STRIDE + STATE) == SENDING)
        {
            schedule(connection);
        }
    }
}
