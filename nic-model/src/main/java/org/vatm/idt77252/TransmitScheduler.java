package org.vatm.idt77252;

import org.vatm.register.GuestErrors;
import org.vatm.register.RegisterFile;
import org.vatm.sim.Event;
import org.vatm.sim.EventQueue;

import static org.vatm.idt77252.SarRegisters.CFG_NOIDLE;
import static org.vatm.idt77252.SarRegisters.CFG_TXEN;
import static org.vatm.idt77252.SarRegisters.NOW;
import static org.vatm.idt77252.SarRegisters.NOW_ADDRESS;
import static org.vatm.idt77252.SarRegisters.TSTB;
import static org.vatm.idt77252.SarRegisters.TSTB_ADDRESS;

/**
 * Decides for each cell slot whose cell is sent: walks the transmit schedule table (TST).
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
    /** Slots that are looked ahead in one step. */
    private static final int LOOK_AHEAD = 4096;
    /** Slots that are left to be passed one by one after a leap: its estimate may be short, never long. */
    private static final int LEAP_MARGIN = 2;
    private static final int NONE = -1;

    private final EventQueue events;
    private final SarClocks clocks;
    private final RegisterFile registers;
    private final Sram sram;
    private final SegmentationChannels channels;
    private final SegmentationEngine engine;
    private final TransmitFifo fifo;
    private final TransmitStatusQueue statusQueue;
    private final GuestErrors errors;
    private final ScheduleTable table;
    private final RatedConnections rated;
    private final CbrConnections cbr;

    private int connections = 1024;
    private boolean enabled;
    private boolean nullCells = true;
    /** The previous slot was over at this instant. */
    private long freePs;
    /** Slot for which the event is armed. */
    private long plannedSlot;
    /** False: the event comes when that slot may be decided at the earliest. */
    private boolean isCostKnown;
    private boolean engaged;
    private int sending = NONE;
    /** The engine may answer while it is being asked; the slot is then offered again by who asked. */
    private boolean deciding;
    private boolean offered;

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
        table = new ScheduleTable(sram);
        rated = new RatedConnections(registers, sram, channels, errors, MAX_CONNECTIONS);
        cbr = new CbrConnections(sram, channels, MAX_CONNECTIONS);
        engine.scheduler(this);
        sram.addListener(this);
        statusQueue.onRoom(this::statusQueueHasRoom);
        registers.onRead(NOW, stored -> now());
        registers.onWrite(NOW, (before, after, data) -> jumpTo(NOW_ADDRESS.get(after)));
        registers.onWrite(TSTB, (before, after, data) -> jumpTo(TSTB_ADDRESS.get(after)));
    }

    // ---- what the driver does ----

    private int now()
    {
        catchUp(events.nowPs());
        return NOW_ADDRESS.of(table.word());
    }

    private void jumpTo(final int newWord)
    {
        final long nowPs = events.nowPs();
        catchUp(nowPs);
        table.jumpTo(newWord);
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
            table.jumpTo(TSTB_ADDRESS.get(registers.get(TSTB)));
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
        rated.reset();
        cbr.reset();
        enabled = false;
        engaged = false;
        sending = NONE;
        offered = false;
        table.reset();
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
            errors.notModelled(
                TctEntry.W0_TYPE.get(w0) == TctEntry.TYPE_VBR ? "VBR connection" : "ABR connection", connection, w0);
            return;
        }
        sram.write(tct + 3, sram.read(tct + 3) & ~(TctEntry.W3_HALT.mask() | TctEntry.W3_IDLE.mask()));
        cbr.changed(connection);
        if (rated.isRated(connection))
        {
            rated.start(connection, table.slot());
        }
        plan(nowPs);
    }

    /** ULACR: sets the log of the allowed cell rate. */
    void allowedRate(final long nowPs, final int connection, final int value)
    {
        final int w4 = SramLayout.tctEntry(connection) + 4;
        sram.write(w4, TctEntry.W4_LACR.set(sram.read(w4), value));
        catchUp(nowPs);
        rated.rateChanged(connection, table.slot());
        plan(nowPs);
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
        cbr.changed(connection);
        if (engaged && sending == connection)
        {
            abandon(nowPs);
        }
        rated.stop(connection);
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
        cbr.written(written, value);
        int channel = channels.find(written);
        if (channel != NONE)
        {
            channels.tailMoved(channel);
            rated.wake(channel, table.slot());
        }
        else
        {
            channel = channels.find(written - 1);
            if (channel != NONE)
            {
                if (engine.isBuilding(channel))
                {
                    abandon(nowPs);
                }
                engine.restart(channel);
                rated.wake(channel, table.slot());
            }
        }
        plan(nowPs);
    }

    private void statusQueueHasRoom()
    {
        if (!channels.haveBlocked())
        {
            return;
        }
        catchUp(events.nowPs());
        channels.unblock();
        for (int channel = 0; channel < channels.count(); channel++)
        {
            rated.wake(channel, table.slot());
        }
        plan(events.nowPs());
    }

    /** Cells that have left on the line, null cells included. */
    long cellsSent(final long nowPs)
    {
        catchUp(nowPs);
        return fifo.sentBy(nowPs);
    }

    // ---- the table ----

    private boolean hasCbrData(final int connection)
    {
        final int channel = connection < connections ? cbr.channel(connection) : NONE;
        return channel != NONE && channels.hasData(channel);
    }

    private boolean hasUbr0Data()
    {
        if (!TctEntry.isUbr(sram.read(0), sram.read(7)) || TctEntry.W3_HALT.isSet(sram.read(3)))
        {
            return false;
        }
        final int channel = channels.ofConnection(0);
        return channel != NONE && channels.hasData(channel);
    }

    // ---- slots ahead ----

    /** Arms the event for the next slot that may bring a cell. */
    private void plan(final long nowPs)
    {
        if (!enabled || engaged)
        {
            events.cancel(this);
            return;
        }
        final boolean variable = rated.areReady() || hasUbr0Data();
        final long earliest = rated.earliestSlot();
        if (nullCells && !fifo.isSteady(freePs))
        {
            arm(nowPs, 0, slotCost(table.word()));
        }
        else if (variable || cbr.haveData())
        {
            lookAhead(nowPs, variable, earliest);
        }
        else if (earliest == Long.MAX_VALUE)
        {
            events.cancel(this);
        }
        else
        {
            // The cost of that slot is known when the walker is there.
            arm(nowPs, Math.max(0, earliest - table.slot()), Timing.TST_STEP);
            isCostKnown = false;
        }
    }

    private int slotCost(final int at)
    {
        table.jumps(at);
        final int entry = sram.read(table.landed());
        return TstEntry.OPCODE.get(entry) == TstEntry.OPCODE_CBR && hasCbrData(TstEntry.CONNECTION.get(entry)) ?
            ScheduleTable.stepCost(table.jumps(at)) + Timing.SCHEDULE_CBR : table.cost(at);
    }

    private void lookAhead(final long nowPs, final boolean variable, final long earliest)
    {
        int at = table.word();
        long ahead = 0;
        for (; ahead < LOOK_AHEAD; ahead++)
        {
            final int jumps = table.jumps(at);
            final int entry = jumps > ScheduleTable.MAX_JUMPS ? TstEntry.NULL : sram.read(table.landed());
            final int opcode = TstEntry.OPCODE.get(entry);
            if (opcode == TstEntry.OPCODE_CBR && hasCbrData(TstEntry.CONNECTION.get(entry)))
            {
                arm(nowPs, ahead, ScheduleTable.stepCost(jumps) + Timing.SCHEDULE_CBR);
                return;
            }
            if (opcode != TstEntry.OPCODE_NULL && (variable || table.slot() + ahead >= earliest))
            {
                arm(nowPs, ahead, ScheduleTable.stepCost(jumps) + Timing.SCHEDULE_VARIABLE);
                return;
            }
            at = table.behind();
        }
        arm(nowPs, ahead, Timing.TST_STEP);
        isCostKnown = false;
    }

    private void arm(final long nowPs, final long ahead, final int cost)
    {
        plannedSlot = table.slot() + ahead;
        isCostKnown = true;
        events.schedule(this, Math.max(nowPs, clocks.sarAfter(openPs(ahead), cost)));
    }

    private long openPs()
    {
        return Math.max(freePs, fifo.roomPs());
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
        while (table.slot() < limit)
        {
            final long overPs = clocks.sarAfter(openPs(), table.cost(table.word()));
            if (overPs > nowPs)
            {
                return;
            }
            passNull(overPs);
        }
    }

    private void leap(final long nowPs, final long limit)
    {
        if (limit == table.slot())
        {
            return;
        }
        if (nullCells)
        {
            if (fifo.isSteady(freePs))
            {
                final long count = Math.min(limit - table.slot(), fifo.fewestCellsUntil(nowPs) - LEAP_MARGIN);
                if (count > 0)
                {
                    table.walk(count);
                    fifo.putNulls(count);
                    freePs = 0;
                }
            }
        }
        else
        {
            final long period = clocks.utopia().edge(Timing.UTOPIA_CELL_UTOPIA_CLOCKS);
            final long count = Math.min(limit - table.slot(), (nowPs - openPs()) / period - LEAP_MARGIN);
            if (count > 0)
            {
                freePs = openPs(count);
                table.walk(count);
            }
        }
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
        table.step();
    }

    // ---- a slot ----

    @Override
    protected void fire(final long nowPs)
    {
        leap(nowPs, plannedSlot);
        while (table.slot() < plannedSlot)
        {
            passNull(clocks.sarAfter(openPs(), table.cost(table.word())));
        }
        if (!isCostKnown)
        {
            isCostKnown = true;
            final long decidedPs = clocks.sarAfter(openPs(), slotCost(table.word()));
            if (decidedPs > nowPs)
            {
                events.schedule(this, decidedPs);
                return;
            }
        }
        decide();
    }

    private void decide()
    {
        do
        {
            deciding = true;
            offered = false;
            chooseAndSend(events.nowPs());
            deciding = false;
        }
        while (offered);
    }

    private void chooseAndSend(final long nowPs)
    {
        final int jumps = table.jumps(table.word());
        if (jumps > ScheduleTable.MAX_JUMPS)
        {
            errors.report(SarGuestError.TST_JUMP_LOOP, table.word(), sram.read(table.word()));
        }
        final int entry = jumps > ScheduleTable.MAX_JUMPS ? TstEntry.NULL : sram.read(table.landed());
        final int opcode = TstEntry.OPCODE.get(entry);
        if (opcode == TstEntry.OPCODE_CBR)
        {
            final int connection = TstEntry.CONNECTION.get(entry);
            if (connection >= connections)
            {
                errors.report(SarGuestError.TST_CONNECTION, table.landed(), entry);
            }
            else if (hasCbrData(connection))
            {
                send(nowPs, connection, channels.ofConnection(connection));
                return;
            }
        }
        if (opcode != TstEntry.OPCODE_NULL)
        {
            rated.collectDue(table.slot());
            while (rated.areReady())
            {
                final int connection = rated.takeReady();
                final int channel = channels.ofConnection(connection);
                if (channel != NONE && channels.hasData(channel))
                {
                    send(nowPs, connection, channel);
                    return;
                }
                nothingToSend(nowPs, connection);
            }
            if (hasUbr0Data())
            {
                send(nowPs, 0, channels.ofConnection(0));
                return;
            }
        }
        passNull(Math.max(nowPs, openPs()));
        plan(nowPs);
    }

    private void nothingToSend(final long nowPs, final int connection)
    {
        if (!rated.nothingToSend(connection, table.slot()))
        {
            idle(nowPs, connection, TctEntry.W3_IDLE.mask(), 0);
        }
    }

    private void send(final long nowPs, final int connection, final int channel)
    {
        engaged = true;
        sending = connection;
        engine.start(nowPs, channel);
    }

    long nowPs()
    {
        return events.nowPs();
    }

    /** The engine has put a cell into the FIFO. */
    void sent(final long nowPs, final long inFifoPs)
    {
        final int connection = sending;
        final long here = table.slot();
        engaged = false;
        sending = NONE;
        freePs = inFifoPs;
        table.step();
        if (rated.isSending(connection))
        {
            rated.sent(connection, here);
        }
        plan(nowPs);
    }

    /** The engine found nothing that it could send: the slot is offered to others. */
    void nothingSent(final long nowPs)
    {
        final int connection = sending;
        engaged = false;
        sending = NONE;
        if (rated.isSending(connection))
        {
            nothingToSend(nowPs, connection);
        }
        if (deciding)
        {
            offered = true;
        }
        else
        {
            decide();
        }
    }

    /** Cancels the cell under construction; its connection stays as it was. */
    private void abandon(final long nowPs)
    {
        engine.abort();
        rated.abandoned(sending);
        engaged = false;
        sending = NONE;
        freePs = nowPs;
    }
}
