package org.vatm.idt77252;

import static org.vatm.idt77252.SarRegisters.CFG_CNTBL;
import static org.vatm.idt77252.SarRegisters.CFG_RXPTH;
import static org.vatm.idt77252.SarRegisters.IRCP;
import static org.vatm.idt77252.SarRegisters.IRCP_CONNECTION;

import org.vatm.register.GuestErrors;
import org.vatm.register.RegisterFile;
import org.vatm.sim.Event;
import org.vatm.sim.EventQueue;

/**
 * Looks for receive connections that have become inactive (data sheet 9.7): visits one RCT entry in each cell slot,
 * in ring order, and the entry that is written to IRCP at once.
 * <pre>
 *   visit:  IC = 0    nothing
 *           IC &gt; 1    IC - 1
 *           IC = 1    IC = 0, idle entry in the RSQ, buffer detached
 *   cell:             IC = IL
 * </pre>
 * Visits to entries with IC = 0 change nothing, so only those with IC &gt; 0 cost an event; there is none while all
 * are 0.
 */
final class InactivityScanner extends Event
{
    private static final int PRIORITY = 22;
    private static final int NONE = -1;

    private final EventQueue events;
    private final SarClocks clocks;
    private final Sram sram;
    private final ConnectionLookup lookup;
    private final ReceiveStatusQueue statusQueue;
    private final GuestErrors errors;
    private boolean isEnabled;
    /** Entry (slot + phase) mod connections is visited in a slot. */
    private long phase;
    private int blocked = NONE;

    InactivityScanner(
        final EventQueue events,
        final SarClocks clocks,
        final RegisterFile registers,
        final Sram sram,
        final ConnectionLookup lookup,
        final ReceiveStatusQueue statusQueue,
        final GuestErrors errors)
    {
        super(PRIORITY);
        this.events = events;
        this.clocks = clocks;
        this.sram = sram;
        this.lookup = lookup;
        this.statusQueue = statusQueue;
        this.errors = errors;
        registers.onWrite(IRCP, (before, after, data) -> visitNext(events.nowPs(), IRCP_CONNECTION.get(after)));
        sram.addListener(this::sramWritten);
        statusQueue.onRoom(this::unblock);
    }

    /** CFG is this from now on; called after {@link ConnectionLookup#configure}. */
    void configure(final long nowPs, final int before, final int after)
    {
        if (CFG_RXPTH.isSet(after))
        {
            if (!isEnabled || CFG_CNTBL.get(before) != CFG_CNTBL.get(after))
            {
                isEnabled = true;
                arm(nowPs);
            }
        }
        else
        {
            stop();
        }
    }

    /** Reception stops, and the scan with it. */
    void stop()
    {
        isEnabled = false;
        blocked = NONE;
        events.cancel(this);
    }

    /** Software reset. */
    void reset()
    {
        stop();
        phase = 0;
    }

    /**
     * A cell came for a connection with a limit or a count.
     *
     * @param nowPs instant.
     * @param entry SRAM word of its w0.
     * @param w0    as it is.
     * @return w0 with IC = IL, stored already.
     */
    int cellArrived(final long nowPs, final int entry, final int w0)
    {
        final int next = RctEntry.W0_IC.set(w0, RctEntry.W0_IL.get(w0));
        sram.write(entry, next);
        if (!isScheduled() && RctEntry.W0_IC.isSet(next))
        {
            arm(nowPs);
        }
        return next;
    }

    private void visitNext(final long nowPs, final int connection)
    {
        if (connection >= lookup.connections())
        {
            errors.report(SarGuestError.CONNECTION_OUTSIDE_RCT, connection, 0);
            return;
        }
        phase = connection - slot(nowPs);
        if (isEnabled)
        {
            visit(nowPs, connection);
            arm(nowPs);
        }
    }

    private void sramWritten(final long nowPs, final int word, final int value)
    {
        if (isEnabled && RctEntry.W0_IC.isSet(value))
        {
            final int connection = lookup.connectionOfEntry(word);
            if (lookup.entry(connection) == word)
            {
                arm(nowPs);
            }
        }
    }

    /** Schedules the visit of the next entry that has IC &gt; 0, if there is one. */
    private void arm(final long nowPs)
    {
        if (blocked != NONE)
        {
            return;
        }
        final int connections = lookup.connections();
        final long now = slot(nowPs);
        for (int i = 1; i <= connections; i++)
        {
            if (RctEntry.W0_IC.isSet(sram.read(lookup.entry(visited(now + i)))))
            {
                events.schedule(this, clocks.sar().edge((now + i) * Timing.INACTIVITY_SLOT));
                return;
            }
        }
        events.cancel(this);
    }

    @Override
    protected void fire(final long nowPs)
    {
        visit(nowPs, visited(slot(nowPs)));
        arm(nowPs);
    }

    private long slot(final long nowPs)
    {
        return clocks.sar().edgeAtOrBefore(nowPs) / Timing.INACTIVITY_SLOT;
    }

    private int visited(final long slot)
    {
        return (int)(slot + phase) & lookup.connections() - 1;
    }

    private void visit(final long nowPs, final int connection)
    {
        final int entry = lookup.entry(connection);
        final int w0 = sram.read(entry);
        final int count = RctEntry.W0_IC.get(w0);
        if (count > 1)
        {
            sram.write(entry, RctEntry.W0_IC.set(w0, count - 1));
        }
        else if (count == 1)
        {
            if (!statusQueue.reserve())
            {
                blocked = connection;
                events.cancel(this);
                return;
            }
            sram.write(entry, w0 & ~(RctEntry.W0_IC.mask() | RctEntry.W0_REASSEMBLY_STATE));
            final int crc = sram.read(entry + 3);
            sram.write(entry + 3, RctEntry.CRC_BETWEEN_PDUS);
            final int handle = RctEntry.W0_ATTACHED.isSet(w0) ? sram.read(entry + 1) : 0;
            statusQueue.write(nowPs, lookup.address(connection), handle, crc,
                RsqEntry.VALID.mask() | RsqEntry.IDLE.mask() | idleStatus(w0));
        }
    }

    /** Says which buffer the connection had and how far it was filled; nothing if it had none. */
    private static int idleStatus(final int w0)
    {
        return RctEntry.W0_ATTACHED.isSet(w0) ?
            RsqEntry.BUF.mask() |
            RsqEntry.FBQ.of(FreeBufferQueues.queueOf(w0)) |
            RsqEntry.CBUF.of(RctEntry.W0_NOT_FIRST.get(w0)) |
            RsqEntry.CELL_COUNT.of(RctEntry.W0_CELL_COUNT.get(w0)) :
            0;
    }

    private void unblock(final long nowPs)
    {
        if (blocked != NONE)
        {
            final int connection = blocked;
            blocked = NONE;
            visit(nowPs, connection);
            arm(nowPs);
        }
    }
}
