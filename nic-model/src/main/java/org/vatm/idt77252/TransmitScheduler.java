package org.vatm.idt77252;

import org.vatm.register.GuestErrors;
import org.vatm.register.RegisterFile;
import org.vatm.sim.Event;
import org.vatm.sim.EventQueue;

import java.util.Arrays;

import static org.vatm.idt77252.SarRegisters.ABRRQ;
import static org.vatm.idt77252.SarRegisters.ABRRQ_HEAD;
import static org.vatm.idt77252.SarRegisters.ABRRQ_TAIL;
import static org.vatm.idt77252.SarRegisters.CFG_NOIDLE;
import static org.vatm.idt77252.SarRegisters.CFG_TXEN;
import static org.vatm.idt77252.SarRegisters.MXDFCT;
import static org.vatm.idt77252.SarRegisters.MXDFCT_COUNT;
import static org.vatm.idt77252.SarRegisters.NOW;
import static org.vatm.idt77252.SarRegisters.NOW_ADDRESS;
import static org.vatm.idt77252.SarRegisters.RTBL;
import static org.vatm.idt77252.SarRegisters.RTBL_ADDRESS;
import static org.vatm.idt77252.SarRegisters.TSTB;
import static org.vatm.idt77252.SarRegisters.TSTB_ADDRESS;
import static org.vatm.idt77252.SarRegisters.VBRRQ;

/**
 * Decides for each cell slot whose cell is sent: walks the transmit schedule table (TST) and keeps the dynamic schedule.
 * <pre>
 *   TST entry:  null ----------------------------------------------------> null cell
 *               CBR c --- c has data and is not halted -----------------> cell of c
 *                  |  no
 *               variable --- a rated connection is due and has data ----> its cell
 *                  |  no
 *                  +------- UBR0 (connection 0) has data ---------------> its cell, else null cell
 * </pre>
 * A slot begins when the previous one is over and the transmit FIFO has room. Slots that bring a null cell cost nothing: the walker
 * looks ahead for the next slot that will not, arms one event for it, and catches up when somebody looks (NOW, the PHY's count of
 * cells) or changes something (SRAM, commands). The result is the same as with an event for every slot.
 */
final class TransmitScheduler extends Event implements SramListener
{
    private static final int PRIORITY = 38;
    private static final int MAX_CONNECTIONS = 16384;
    private static final int MAX_JUMPS = 4;
    /** Slots that are looked ahead in one step. */
    private static final int LOOK_AHEAD = 4096;
    /** Slots from which on a table walk looks for its period. */
    private static final int LONG_WALK = 1 << 17;
    /** Slots that are left to be passed one by one after a leap: its estimate may be short, never long. */
    private static final int LEAP_MARGIN = 2;
    private static final int NONE = -1;

    private static final byte STOPPED = 0;
    private static final byte WAITING_FOR_DATA = 1;
    private static final byte SCHEDULED = 2;
    private static final byte READY = 3;
    private static final byte SENDING = 4;

    private final EventQueue events;
    private final SarClocks clocks;
    private final RegisterFile registers;
    private final Sram sram;
    private final SegmentationChannels channels;
    private final SegmentationEngine engine;
    private final TransmitFifo fifo;
    private final TransmitStatusQueue statusQueue;
    private final GuestErrors errors;

    private final byte[] state = new byte[MAX_CONNECTIONS];
    /** In 1/32 cell slots. */
    private final int[] interval = new int[MAX_CONNECTIONS];
    private final long[] due = new long[MAX_CONNECTIONS];
    private final int[] idleCount = new int[MAX_CONNECTIONS];
    private final int[] next = new int[MAX_CONNECTIONS];
    private final ScheduleWheel wheel = new ScheduleWheel(MAX_CONNECTIONS);
    private int readyHead = NONE;
    private int readyTail = NONE;

    private int connections = 1024;
    private boolean enabled;
    private boolean nullCells = true;
    /** The slot that comes next, and the SRAM word (not reduced) of its TST entry. */
    private long slot;
    private int word;
    /** Where the last call of {@link #jumps} ended. */
    private int landed;
    /** The previous slot was over at this instant. */
    private long freePs;
    /** Slot for which the event is armed. */
    private long plannedSlot;
    private boolean engaged;
    private int sending = NONE;
    /** The engine may answer while it is being asked; the slot is then offered again by who asked. */
    private boolean deciding;
    private boolean offered;

    private long nullSlots;
    private long cellSlots;

    TransmitScheduler(
        final EventQueue events,
        final SarClocks clocks,
        final RegisterFile registers,
        final Sram sram,
        final SegmentationChannels channels,
        final SegmentationEngine engine,
        final TransmitFifo fifo,
        final TransmitStatusQueue statusQueue,
        final GuestErrors errors)
    {
        super(PRIORITY);
        this.events = events;
        this.clocks = clocks;
        this.registers = registers;
        this.sram = sram;
        this.channels = channels;
        this.engine = engine;
        this.fifo = fifo;
        this.statusQueue = statusQueue;
        this.errors = errors;
        engine.scheduler(this);
        sram.addListener(this);
        statusQueue.onRoom(this::statusQueueHasRoom);
        registers.onRead(NOW, stored -> now());
        registers.onWrite(NOW, (before, after, data) -> jumpTo(NOW_ADDRESS.get(after)));
        registers.onWrite(TSTB, (before, after, data) -> jumpTo(TSTB_ADDRESS.get(after)));
        registers.onRead(VBRRQ, stored -> 0);
        registers.onRead(ABRRQ, stored -> readyHead == NONE ? 0 : ABRRQ_HEAD.of(readyHead) | ABRRQ_TAIL.of(readyTail));
    }

    // ---- the driver's side ----

    private int now()
    {
        catchUp(events.nowPs());
        return NOW_ADDRESS.of(word);
    }

    private void jumpTo(final int newWord)
    {
        final long nowPs = events.nowPs();
        catchUp(nowPs);
        word = newWord;
        plan(nowPs);
    }

    void configure(final long nowPs, final int before, final int after)
    {
        catchUp(nowPs);
        connections = SarRegisters.connections(after);
        nullCells = !CFG_NOIDLE.isSet(after);
        fifo.depth(SarRegisters.txFifoCells(after));
        final boolean enable = CFG_TXEN.isSet(after);
        if (enable && !enabled)
        {
            word = TSTB_ADDRESS.get(registers.get(TSTB));
            freePs = nowPs;
            fifo.outOfStep();
        }
        else if (!enable && engaged)
        {
            abandon(nowPs);
        }
        enabled = enable;
        plan(nowPs);
    }

    void reset(final long nowPs)
    {
        events.cancel(this);
        engine.reset();
        wheel.clear();
        Arrays.fill(state, STOPPED);
        readyHead = NONE;
        readyTail = NONE;
        enabled = false;
        engaged = false;
        sending = NONE;
        offered = false;
        slot = 0;
        word = 0;
        nullCells = true;
    }

    boolean hasConnection(final int connection)
    {
        return connection < connections;
    }

    /** START: clears HALT and IDLE and schedules the connection. */
    void startConnection(final long nowPs, final int connection)
    {
        catchUp(nowPs);
        final int tct = SramLayout.tctEntry(connection);
        final int w0 = sram.read(tct);
        if (TctEntry.W0_SCD.get(w0) == 0)
        {
            errors.report(SarGuestError.START_WITHOUT_SCD, connection, w0);
            return;
        }
        if (TctEntry.W0_TYPE.get(w0) != TctEntry.TYPE_CBR_UBR)
        {
            errors.notModelled(TctEntry.W0_TYPE.get(w0) == TctEntry.TYPE_VBR ? "VBR connection" : "ABR connection",
                connection, w0);
            return;
        }
        sram.write(tct + 3, sram.read(tct + 3) & ~(TctEntry.W3_HALT.mask() | TctEntry.W3_IDLE.mask()));
        if (isRated(connection) && state[connection] == STOPPED)
        {
            readInterval(connection);
            due[connection] = slot * RateTable.INTERVAL_UNITS;
            idleCount[connection] = 0;
            schedule(connection);
        }
        plan(nowPs);
    }

    /** ULACR: sets the log of the allowed cell rate. */
    void allowedRate(final long nowPs, final int connection, final int value)
    {
        final int w4 = SramLayout.tctEntry(connection) + 4;
        sram.write(w4, TctEntry.W4_LACR.set(sram.read(w4), value));
        if (state[connection] == STOPPED)
        {
            return;
        }
        catchUp(nowPs);
        final int before = interval[connection];
        readInterval(connection);
        if (state[connection] == SCHEDULED)
        {
            // The last cell was one old interval before the old due time; the next is one new interval after it, but not in the past.
            wheel.remove(connection);
            due[connection] = Math.max(
                slot * RateTable.INTERVAL_UNITS, due[connection] - before + interval[connection]);
            park(connection);
            plan(nowPs);
        }
    }

    /** UIER: sets the log of the initial or explicit rate. */
    void initialRate(final long nowPs, final int connection, final int value)
    {
        final int w5 = SramLayout.tctEntry(connection) + 5;
        sram.write(w5, TctEntry.W5_INIT_ER.set(sram.read(w5), value));
    }

    /** HALT, at the write: nothing more is fetched for the connection. */
    void stopFetching(final long nowPs, final int connection)
    {
        if (!hasConnection(connection))
        {
            return;
        }
        catchUp(nowPs);
        final int w3 = SramLayout.tctEntry(connection) + 3;
        sram.write(w3, sram.read(w3) | TctEntry.W3_HALT.mask());
        if (engaged && sending == connection)
        {
            abandon(nowPs);
        }
        stop(connection);
        plan(nowPs);
    }

    /** HALT, in its turn: the connection is halted and idle, and a status entry says so. */
    void haltConnection(final long nowPs, final int connection)
    {
        stopFetching(nowPs, connection);
        idle(nowPs, connection, TctEntry.W3_HALT.mask() | TctEntry.W3_IDLE.mask(), TsqEntry.TAG_HALTED);
    }

    private void idle(final long nowPs, final int connection, final int bits, final int tag)
    {
        final int tct = SramLayout.tctEntry(connection);
        sram.write(tct + 3, sram.read(tct + 3) | bits);
        statusQueue.add(nowPs, TsqEntry.TYPE_IDLE, tag, connection, TctEntry.W2_TSIF.isSet(sram.read(tct + 2)));
    }

    @Override
    public void sramAboutToChange(final long nowPs)
    {
        catchUp(nowPs);
    }

    @Override
    public void sramWritten(final long nowPs, final int written, final int value)
    {
        int channel = channels.find(written);
        if (channel != NONE)
        {
            channels.tailMoved(channel);
            wake(channel);
        }
        else
        {
            channel = channels.find(written - 1);
            if (channel != NONE)
            {
                engine.restart(channel);
                wake(channel);
            }
        }
        plan(nowPs);
    }

    private void statusQueueHasRoom()
    {
        catchUp(events.nowPs());
        channels.unblock();
        for (int channel = 0; channel < channels.count(); channel++)
        {
            wake(channel);
        }
        plan(events.nowPs());
    }

    /** Cells that have left on the line, null cells included. */
    long cellsSent(final long nowPs)
    {
        catchUp(nowPs);
        return fifo.sentBy(nowPs);
    }

    // ---- rated connections ----

    private boolean isRated(final int connection)
    {
        final int tct = SramLayout.tctEntry(connection);
        return connection != 0 && TctEntry.isUbr(sram.read(tct), sram.read(tct + 7));
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
        interval[connection] = units == 0 ? RateTable.INTERVAL_UNITS : units;
    }

    /** A connection that may send: parks it until it is due, or until its queue is filled. */
    private void schedule(final int connection)
    {
        final int channel = channelOf(connection);
        if (channel == NONE)
        {
            state[connection] = STOPPED;
        }
        else if (channels.hasData(channel) || maxIdle(connection) > 0)
        {
            park(connection);
        }
        else
        {
            state[connection] = WAITING_FOR_DATA;
            final int[] s = channels.state();
            final int at = channels.at(channel) + SegmentationChannels.WAITING;
            next[connection] = s[at] - 1;
            s[at] = connection + 1;
        }
    }

    private void park(final int connection)
    {
        state[connection] = SCHEDULED;
        wheel.add(connection, due[connection] + RateTable.INTERVAL_UNITS - 1 >> 5);
    }

    private int maxIdle(final int connection)
    {
        return TctEntry.W4_MAX_IDLE.get(sram.read(SramLayout.tctEntry(connection) + 4));
    }

    /** A channel has data, perhaps: those who waited for it are due one interval after their last cell, or now. */
    private void wake(final int channel)
    {
        final int[] s = channels.state();
        final int at = channels.at(channel) + SegmentationChannels.WAITING;
        if (s[at] == 0 || !channels.hasData(channel))
        {
            return;
        }
        int connection = s[at] - 1;
        s[at] = 0;
        while (connection != NONE)
        {
            final int following = next[connection];
            due[connection] = Math.max(due[connection], slot * RateTable.INTERVAL_UNITS);
            park(connection);
            connection = following;
        }
    }

    private void stop(final int connection)
    {
        switch (state[connection])
        {
            case SCHEDULED -> wheel.remove(connection);
            case READY -> removeFromReady(connection);
            case WAITING_FOR_DATA -> removeFromWaiting(connection);
            default ->
            {
            }
        }
        state[connection] = STOPPED;
    }

    private void removeFromWaiting(final int connection)
    {
        // The TCT may name another SCD by now, so the channel is not known from there.
        final int[] s = channels.state();
        for (int channel = 0; channel < channels.count(); channel++)
        {
            final int at = channels.at(channel) + SegmentationChannels.WAITING;
            if (s[at] == connection + 1)
            {
                s[at] = next[connection] + 1;
                return;
            }
            for (int c = s[at] - 1; c != NONE; c = next[c])
            {
                if (next[c] == connection)
                {
                    next[c] = next[connection];
                    return;
                }
            }
        }
    }

    private void addToReady(final int connection)
    {
        state[connection] = READY;
        next[connection] = NONE;
        if (readyHead == NONE)
        {
            readyHead = connection;
        }
        else
        {
            next[readyTail] = connection;
        }
        readyTail = connection;
    }

    private void removeFromReady(final int connection)
    {
        int before = NONE;
        int c = readyHead;
        while (c != connection)
        {
            before = c;
            c = next[c];
        }
        if (before == NONE)
        {
            readyHead = next[connection];
        }
        else
        {
            next[before] = next[connection];
        }
        if (readyTail == connection)
        {
            readyTail = before;
        }
    }

    private void collectDue()
    {
        int connection = wheel.take(slot);
        while (connection != NONE)
        {
            addToReady(connection);
            connection = wheel.take(slot);
        }
    }

    // ---- slots ----

    private int channelOf(final int connection)
    {
        final int scd = TctEntry.W0_SCD.get(sram.read(SramLayout.tctEntry(connection)));
        return scd == 0 ? NONE : channels.channel(scd);
    }

    private boolean hasCbrData(final int connection)
    {
        if (connection >= connections ||
            TctEntry.W3_HALT.isSet(sram.read(SramLayout.tctEntry(connection) + 3)))
        {
            return false;
        }
        final int channel = channelOf(connection);
        return channel != NONE && channels.hasData(channel);
    }

    private boolean hasUbr0Data()
    {
        if (!TctEntry.isUbr(sram.read(0), sram.read(7)) || TctEntry.W3_HALT.isSet(sram.read(3)))
        {
            return false;
        }
        final int channel = channelOf(0);
        return channel != NONE && channels.hasData(channel);
    }

    private long openPs()
    {
        return Math.max(freePs, fifo.roomPs());
    }

    /** Follows the jumps from a TST word; the number of jumps, {@value #MAX_JUMPS} + 1 if there are too many. */
    private int jumps(final int from)
    {
        int at = from;
        for (int count = 0; count <= MAX_JUMPS; count++)
        {
            final int entry = sram.read(at);
            if (TstEntry.OPCODE.get(entry) != TstEntry.OPCODE_JUMP)
            {
                landed = at;
                return count;
            }
            at = TstEntry.JUMP_WORD.get(entry);
        }
        landed = from;
        return MAX_JUMPS + 1;
    }

    /** Arms the event for the next slot that may bring a cell. */
    private void plan(final long nowPs)
    {
        if (!enabled || engaged)
        {
            events.cancel(this);
            return;
        }
        final boolean variableReady = readyHead != NONE || hasUbr0Data();
        final long earliest = wheel.earliest();
        final boolean steady = fifo.isSteady(freePs);
        int at = word;
        int start = NONE;
        long ahead = 0;
        int cost = 0;
        boolean found = false;
        while (ahead < LOOK_AHEAD)
        {
            final int jumps = jumps(at);
            at = landed;
            final int entry = jumps > MAX_JUMPS ? TstEntry.NULL : sram.read(at);
            final int opcode = TstEntry.OPCODE.get(entry);
            cost = Timing.TST_STEP + Math.min(jumps, MAX_JUMPS) * Timing.TST_JUMP;
            if (opcode == TstEntry.OPCODE_CBR && hasCbrData(TstEntry.CONNECTION.get(entry)))
            {
                cost += Timing.SCHEDULE_CBR;
                found = true;
            }
            else if (opcode != TstEntry.OPCODE_NULL)
            {
                cost += Timing.SCHEDULE_VARIABLE;
                found = variableReady || slot + ahead >= earliest;
            }
            if (found || nullCells && !steady)
            {
                break;
            }
            if (at == start)
            {
                if (!variableReady && earliest == Long.MAX_VALUE)
                {
                    events.cancel(this);
                    return;
                }
            }
            else if (start == NONE)
            {
                start = at;
            }
            at = at + 1 & NOW_ADDRESS.mask() >> 2;
            ahead++;
        }
        plannedSlot = slot + ahead;
        events.schedule(this, Math.max(nowPs, clocks.sarAfter(openPs(ahead), cost)));
    }

    private long openPs(final long ahead)
    {
        if (ahead == 0)
        {
            return openPs();
        }
        return nullCells ?
            fifo.roomPs(ahead) :
            clocks.utopiaAfter(openPs(), ahead * Timing.UTOPIA_CELL_UTOPIA_CLOCKS);
    }

    /** Lets the null slots pass that are over by an instant. */
    private void catchUp(final long nowPs)
    {
        if (!enabled || engaged)
        {
            return;
        }
        final long limit = isScheduled() ? plannedSlot : Long.MAX_VALUE;
        leap(nowPs, limit);
        while (slot < limit)
        {
            final long overPs = clocks.sarAfter(openPs(), nullCost());
            if (overPs > nowPs)
            {
                return;
            }
            passNull(overPs);
        }
    }

    private void leap(final long nowPs, final long limit)
    {
        if (nullCells)
        {
            if (fifo.isSteady(freePs))
            {
                final long count = Math.min(limit - slot, fifo.fewestCellsUntil(nowPs) - LEAP_MARGIN);
                if (count > 0)
                {
                    walk(count);
                    fifo.putNulls(count);
                    freePs = 0;
                }
            }
        }
        else
        {
            final long period = clocks.utopia().edge(Timing.UTOPIA_CELL_UTOPIA_CLOCKS);
            final long count = Math.min(limit - slot, (nowPs - openPs()) / period - LEAP_MARGIN);
            if (count > 0)
            {
                freePs = openPs(count);
                walk(count);
            }
        }
    }

    private int nullCost()
    {
        final int jumps = jumps(word);
        final int opcode = jumps > MAX_JUMPS ? TstEntry.OPCODE_NULL : TstEntry.OPCODE.get(sram.read(landed));
        return Timing.TST_STEP + Math.min(jumps, MAX_JUMPS) * Timing.TST_JUMP +
            (opcode == TstEntry.OPCODE_NULL ? 0 : Timing.SCHEDULE_VARIABLE);
    }

    private void passNull(final long overPs)
    {
        if (nullCells)
        {
            fifo.putNull(overPs);
            freePs = overPs;
        }
        else
        {
            freePs = openPs(1);
        }
        step();
        nullSlots++;
    }

    private void step()
    {
        jumps(word);
        word = landed + 1 & NOW_ADDRESS.mask() >> 2;
        slot++;
    }

    private void walk(final long count)
    {
        long left = count;
        if (left > LONG_WALK)
        {
            // By now the walker is in the table's loop, however it came there.
            for (int i = 0; i < LONG_WALK / 2; i++)
            {
                step();
            }
            left -= LONG_WALK / 2;
            final int start = word;
            final long startSlot = slot;
            do
            {
                step();
                left--;
            }
            while (word != start && left > 0);
            final long period = slot - startSlot;
            slot += left / period * period;
            left %= period;
        }
        while (left-- > 0)
        {
            step();
        }
        nullSlots += count;
    }

    @Override
    protected void fire(final long nowPs)
    {
        if (slot < plannedSlot)
        {
            passNulls(nowPs);
        }
        decide(nowPs);
    }

    private void passNulls(final long nowPs)
    {
        leap(nowPs, plannedSlot);
        while (slot < plannedSlot)
        {
            passNull(clocks.sarAfter(openPs(), nullCost()));
        }
    }

    private void decide(final long nowPs)
    {
        do
        {
            deciding = true;
            offered = false;
            chooseAndSend(nowPs);
            deciding = false;
        }
        while (offered);
    }

    private void chooseAndSend(final long nowPs)
    {
        final int jumps = jumps(word);
        if (jumps > MAX_JUMPS)
        {
            errors.report(SarGuestError.TST_JUMP_LOOP, word, sram.read(word));
        }
        final int entry = jumps > MAX_JUMPS ? TstEntry.NULL : sram.read(landed);
        final int opcode = TstEntry.OPCODE.get(entry);
        if (opcode == TstEntry.OPCODE_CBR)
        {
            final int connection = TstEntry.CONNECTION.get(entry);
            if (connection >= connections)
            {
                errors.report(SarGuestError.TST_CONNECTION, landed, entry);
            }
            else if (hasCbrData(connection))
            {
                send(nowPs, connection);
                return;
            }
        }
        if (opcode != TstEntry.OPCODE_NULL)
        {
            collectDue();
            while (readyHead != NONE)
            {
                final int connection = readyHead;
                readyHead = next[connection];
                if (readyHead == NONE)
                {
                    readyTail = NONE;
                }
                final int channel = channelOf(connection);
                if (channel != NONE && channels.hasData(channel))
                {
                    state[connection] = SENDING;
                    send(nowPs, connection);
                    return;
                }
                nothingToSend(nowPs, connection);
            }
            if (hasUbr0Data())
            {
                send(nowPs, 0);
                return;
            }
        }
        passNull(Math.max(nowPs, openPs()));
        plan(nowPs);
    }

    /** A rated connection was due and has an empty queue. */
    private void nothingToSend(final long nowPs, final int connection)
    {
        final int limit = maxIdle(connection);
        if (limit > 0 && ++idleCount[connection] >= limit)
        {
            state[connection] = STOPPED;
            idle(nowPs, connection, TctEntry.W3_IDLE.mask(), 0);
            return;
        }
        due[connection] = (slot << 5) + interval[connection];
        schedule(connection);
    }

    private void send(final long nowPs, final int connection)
    {
        engaged = true;
        sending = connection;
        engine.start(nowPs, channelOf(connection));
    }

    /** The engine has put a cell into the FIFO. */
    void sent(final long nowPs, final long inFifoPs)
    {
        final int connection = sending;
        engaged = false;
        sending = NONE;
        freePs = inFifoPs;
        if (state[connection] == SENDING)
        {
            idleCount[connection] = 0;
            final long here = slot << 5;
            final long late = here - due[connection];
            final long limit = (long)MXDFCT_COUNT.get(registers.get(MXDFCT)) << 5;
            due[connection] = (late > limit ? here : due[connection]) + interval[connection];
            step();
            cellSlots++;
            scheduleAfterCell(connection, here);
        }
        else
        {
            step();
            cellSlots++;
        }
        plan(nowPs);
    }

    /** Catching up with lateness ends with the queue: one that is filled again is due an interval after its last cell. */
    private void scheduleAfterCell(final int connection, final long lastCell)
    {
        final int channel = channelOf(connection);
        if (channel == NONE || !channels.hasData(channel))
        {
            due[connection] = Math.max(due[connection], lastCell + interval[connection]);
        }
        schedule(connection);
    }

    /** The engine found nothing that it could send: the slot is offered to others. */
    void nothingSent(final long nowPs)
    {
        final int connection = sending;
        engaged = false;
        sending = NONE;
        if (state[connection] == SENDING)
        {
            nothingToSend(nowPs, connection);
        }
        if (deciding)
        {
            offered = true;
        }
        else
        {
            decide(nowPs);
        }
    }

    /** Cancels the cell under construction; its connection stays as it was. */
    private void abandon(final long nowPs)
    {
        engine.abort();
        final int connection = sending;
        engaged = false;
        sending = NONE;
        freePs = nowPs;
        if (state[connection] == SENDING)
        {
            schedule(connection);
        }
    }

    /** Slots that brought a null cell, or nothing. */
    long nullSlots()
    {
        return nullSlots;
    }

    /** Slots that brought a cell of a connection. */
    long cellSlots()
    {
        return cellSlots;
    }
}
