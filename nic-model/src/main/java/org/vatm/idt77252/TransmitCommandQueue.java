package org.vatm.idt77252;

import org.vatm.register.GuestErrors;
import org.vatm.sim.Event;
import org.vatm.sim.EventQueue;

import static org.vatm.idt77252.SarRegisters.TCMDQ_CONNECTION;
import static org.vatm.idt77252.SarRegisters.TCMDQ_OPCODE;
import static org.vatm.idt77252.SarRegisters.TCMDQ_VALUE;

/**
 * Transmit command queue: 16 commands, executed in order, 8 SAR clocks each. A HALT stops the fetches of its connection when it is written;
 * its other effects wait for their turn.
 */
final class TransmitCommandQueue extends Event
{
    private static final int PRIORITY = 35;
    private static final int MASK = Timing.TCMDQ_DEPTH - 1;

    private final TransmitScheduler scheduler;
    private final SarClocks clocks;
    private final EventQueue events;
    private final GuestErrors errors;
    private final int[] commands = new int[Timing.TCMDQ_DEPTH];
    private int first;
    private int size;

    TransmitCommandQueue(
        final TransmitScheduler scheduler,
        final SarClocks clocks,
        final EventQueue events,
        final GuestErrors errors)
    {
        super(PRIORITY);
        this.scheduler = scheduler;
        this.clocks = clocks;
        this.events = events;
        this.errors = errors;
    }

    /** False: the queue is full, a write is retried. */
    boolean isReady()
    {
        return size < Timing.TCMDQ_DEPTH;
    }

    /** The driver wrote TCMDQ. */
    void write(final long nowPs, final int command)
    {
        if (!isReady())
        {
            return;
        }
        if (TCMDQ_OPCODE.get(command) == SarCommand.TCMDQ_HALT)
        {
            scheduler.stopFetching(nowPs, TCMDQ_CONNECTION.get(command));
        }
        commands[first + size++ & MASK] = command;
        if (!isScheduled())
        {
            events.schedule(this, clocks.sarAfter(nowPs, Timing.TCMDQ_ENTRY));
        }
    }

    @Override
    protected void fire(final long nowPs)
    {
        final int command = commands[first];
        first = first + 1 & MASK;
        size--;
        execute(nowPs, command);
        if (size > 0)
        {
            events.schedule(this, clocks.sarAfter(nowPs, Timing.TCMDQ_ENTRY));
        }
    }

    private void execute(final long nowPs, final int command)
    {
        final int connection = TCMDQ_CONNECTION.get(command);
        final int value = TCMDQ_VALUE.get(command);
        final int opcode = TCMDQ_OPCODE.get(command);
        if (opcode == SarCommand.TCMDQ_NONE)
        {
            return;
        }
        if (opcode > SarCommand.TCMDQ_HALT)
        {
            errors.report(SarGuestError.UNKNOWN_TRANSMIT_COMMAND, command & 0xFFFF_FFFFL, 0);
            return;
        }
        if (!scheduler.hasConnection(connection))
        {
            errors.report(SarGuestError.CONNECTION_OUTSIDE_TCT, connection, command);
            return;
        }
        switch (opcode)
        {
            case SarCommand.TCMDQ_START -> scheduler.startConnection(nowPs, connection);
            case SarCommand.TCMDQ_ULACR -> scheduler.allowedRate(nowPs, connection, value);
            case SarCommand.TCMDQ_START_ULACR ->
            {
                scheduler.allowedRate(nowPs, connection, value);
                scheduler.startConnection(nowPs, connection);
            }
            case SarCommand.TCMDQ_UIER -> scheduler.initialRate(nowPs, connection, value);
            default -> scheduler.haltConnection(nowPs, connection);
        }
    }

    void reset()
    {
        size = 0;
        events.cancel(this);
    }
}
