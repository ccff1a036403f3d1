package org.vatm.idt77252;

import static org.vatm.idt77252.SarGuestError.UNKNOWN_COMMAND;
import static org.vatm.idt77252.SarRegisters.CMD;
import static org.vatm.idt77252.SarRegisters.CMD_OPCODE;
import static org.vatm.idt77252.SarRegisters.D0;
import static org.vatm.idt77252.SarRegisters.D1;
import static org.vatm.idt77252.SarRegisters.D2;
import static org.vatm.idt77252.SarRegisters.D3;
import static org.vatm.idt77252.SarRegisters.IRCP;
import static org.vatm.idt77252.SarRegisters.STAT_CMDBZ;

import org.vatm.register.GuestErrors;
import org.vatm.register.RegisterFile;
import org.vatm.sim.Event;
import org.vatm.sim.EventQueue;

/**
 * CMD and D0..D3: access to SRAM, utility bus, free buffer queues and connections, one command at a time.
 * <pre>
 *          write of CMD                                    last clock of the command
 *  bus  -------+-----------------------------------------------+-----------
 *          D0..D3 captured                                 effect, D0 loaded
 *  CMDBZ       |###############################################|
 *              while it runs: write of CMD is retried; so is a read of D0 if the command loads it
 * </pre>
 */
final class CommandUnit extends Event
{
    private static final int PRIORITY = 30;
    private static final int DATA_WORDS = 4;

    private final EventQueue events;
    private final SarClocks clocks;
    private final RegisterFile registers;
    private final Sram sram;
    private final UtilityBus utilityBus;
    private final FreeBufferQueues freeBuffers;
    private final ReceiveConnections connections;
    private final InterruptUnit interrupts;
    private final GuestErrors errors;
    private final int utilityClocks;

    private final int[] data = new int[DATA_WORDS];
    private int command;

    /**
     * @param utilityClocks SAR clocks of an access to the PHY, {@link Timing#COMMAND_UTILITY} or slower.
     */
    CommandUnit(
        final EventQueue events,
        final SarClocks clocks,
        final RegisterFile registers,
        final Sram sram,
        final UtilityBus utilityBus,
        final FreeBufferQueues freeBuffers,
        final ReceiveConnections connections,
        final InterruptUnit interrupts,
        final GuestErrors errors,
        final int utilityClocks)
    {
        super(PRIORITY);
        this.events = events;
        this.clocks = clocks;
        this.registers = registers;
        this.sram = sram;
        this.utilityBus = utilityBus;
        this.freeBuffers = freeBuffers;
        this.connections = connections;
        this.interrupts = interrupts;
        this.errors = errors;
        this.utilityClocks = utilityClocks;
        registers.onWrite(CMD, (before, after, written) -> start(events.nowPs(), after));
    }

    /** Tells whether a command runs. */
    boolean isBusy()
    {
        return isScheduled();
    }

    /**
     * Tells whether a register access can be taken now; if not, it is retried. IRCP waits for a running command as CMD
     * does: its visit must find the SRAM word that a driver has written by that command without waiting for its end.
     *
     * @param offset of the register.
     * @param write  true for a write.
     */
    boolean isReady(final int offset, final boolean write)
    {
        if (!isScheduled())
        {
            return true;
        }
        return write ? offset != CMD.offset() && offset != IRCP.offset() : offset != D0.offset() || !loadsD0(command);
    }

    void reset(final long nowPs)
    {
        events.cancel(this);
    }

    private static boolean loadsD0(final int command)
    {
        final int opcode = CMD_OPCODE.get(command);
        return opcode == SarCommand.READ_SRAM || opcode == SarCommand.READ_UTILITY;
    }

    private void start(final long nowPs, final int newCommand)
    {
        final int duration;
        switch (CMD_OPCODE.get(newCommand))
        {
            case SarCommand.NO_OPERATION:
                return;
            case SarCommand.OPEN_CLOSE_CONNECTION:
                duration = Timing.COMMAND_OPEN_CLOSE;
                break;
            case SarCommand.WRITE_SRAM:
                duration = Timing.COMMAND_WRITE_SRAM + Timing.COMMAND_WRITE_SRAM_WORD * wordCount(newCommand);
                break;
            case SarCommand.READ_SRAM:
                duration = Timing.COMMAND_READ_SRAM;
                break;
            case SarCommand.WRITE_FREE_BUFFER_QUEUE:
                duration = Timing.COMMAND_WRITE_FBQ;
                break;
            case SarCommand.READ_UTILITY:
            case SarCommand.WRITE_UTILITY:
                duration = utilityClocks;
                break;
            default:
                errors.report(UNKNOWN_COMMAND, newCommand & 0xFFFF_FFFFL, 0);
                return;
        }
        command = newCommand;
        data[0] = registers.get(D0);
        data[1] = registers.get(D1);
        data[2] = registers.get(D2);
        data[3] = registers.get(D3);
        interrupts.live(nowPs, STAT_CMDBZ.mask(), true);
        events.schedule(this, clocks.sarAfter(nowPs, duration));
    }

    @Override
    protected void fire(final long nowPs)
    {
        switch (CMD_OPCODE.get(command))
        {
            case SarCommand.OPEN_CLOSE_CONNECTION:
                openOrClose(nowPs);
                break;
            case SarCommand.WRITE_SRAM:
                writeSram(nowPs);
                break;
            case SarCommand.READ_SRAM:
                registers.set(D0, sram.read(SarCommand.SRAM_WORD.get(command)));
                break;
            case SarCommand.WRITE_FREE_BUFFER_QUEUE:
                writeFreeBuffers(nowPs);
                break;
            case SarCommand.READ_UTILITY:
                registers.set(D0, utilityBus.read(nowPs, command));
                break;
            case SarCommand.WRITE_UTILITY:
                utilityBus.write(nowPs, command, data[0]);
                break;
            default:
                throw new IllegalStateException(
                    "command unit: end of 0x" + Integer.toHexString(command) + " at " + nowPs + " ps");
        }
        interrupts.live(nowPs, STAT_CMDBZ.mask(), false);
    }

    private void openOrClose(final long nowPs)
    {
        if (SarCommand.CONNECTION_OPEN.isSet(command))
        {
            connections.open(nowPs, command);
        }
        else
        {
            connections.close(nowPs, command);
        }
    }

    private void writeFreeBuffers(final long nowPs)
    {
        final int queue = SarCommand.QUEUE.get(command);
        freeBuffers.append(nowPs, queue, data[0], data[1]);
        freeBuffers.append(nowPs, queue, data[2], data[3]);
    }

    private void writeSram(final long nowPs)
    {
        final int word = SarCommand.SRAM_WORD.get(command);
        final int count = wordCount(command);
        for (int i = 0; i < count; i++)
        {
            sram.driverWrite(nowPs, word + i, data[i]);
        }
    }

    private static int wordCount(final int command)
    {
        return SarCommand.SRAM_COUNT.get(command) + 1;
    }
}
