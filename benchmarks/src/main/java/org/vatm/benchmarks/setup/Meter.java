package org.vatm.benchmarks.setup;

import static org.vatm.idt77252.SarRegisters.CMD_OPCODE;

import java.nio.ByteOrder;

import org.agrona.DirectBuffer;
import org.vatm.host.Host;
import org.vatm.idt77252.AtmBoard;
import org.vatm.idt77252.SarCommand;
import org.vatm.idt77252.SarRegisters;
import org.vatm.pci.PciBus;
import org.vatm.register.Register;
import org.vatm.trace.TraceFan;
import org.vatm.trace.TraceListener;
import org.vatm.trace.TraceStream;

/**
 * Watches the bus between a host and one board.
 */
final class Meter implements TraceListener
{
    private static final int COMMAND_MASK = 0xF;
    private static final long PCI_CLOCK_PS = 30_000;
    private static final long SETTLE_PS = 10_000_000_000L;

    private final Host host;
    private final AtmBoard board;
    private int reads;
    private int writes;
    private int sramWritten;
    private int sramRead;

    Meter(final Host host, final AtmBoard board)
    {
        this.host = host;
        this.board = board;
        TraceFan.attach(host.bus().trace(), this);
    }

    Host host()
    {
        return host;
    }

    /** Driver code: a register of the board. */
    int read(final Register register)
    {
        return host.bridge().read32(registers() + register.offset());
    }

    /** Driver code: a register of the board. */
    void write(final Register register, final int value)
    {
        host.bridge().write32(registers() + register.offset(), value);
    }

    /** From outside the simulation: runs driver code, and what it did. */
    SetUpCost measure(final Runnable driverCode)
    {
        return host.cpu().call(() ->
        {
            final int readsBefore = reads;
            final int writesBefore = writes;
            final int writtenBefore = sramWritten;
            final int readBefore = sramRead;
            final long clocksBefore = host.bus().busyClocks();
            final long startPs = nowPs();
            driverCode.run();
            while (host.bridge().isBusy())
            {
                host.cpu().stall(PCI_CLOCK_PS);
            }
            return new SetUpCost(reads - readsBefore, writes - writesBefore, sramWritten - writtenBefore, sramRead - readBefore,
                host.bus().busyClocks() - clocksBefore, nowPs() - startPs);
        });
    }

    /** From outside the simulation: lets interrupts and timers of earlier work pass. */
    void settle()
    {
        measure(() -> host.cpu().stall(SETTLE_PS));
    }

    /** The driver made no mistake that the chip noticed; else a cost is worth nothing. */
    void checkErrors()
    {
        if (board.chip().guestErrors().total() != 0)
        {
            throw new IllegalStateException(host.name() + ": " + board.chip().guestErrors().kinds());
        }
    }

    private long nowPs()
    {
        return host.cpu().events().nowPs();
    }

    private long registers()
    {
        return board.chip().config().barBase(SarRegisters.BAR_REGISTERS);
    }

    @Override
    public void onRecord(
        final TraceStream stream,
        final long timePs,
        final int kind,
        final long address,
        final int lengthBytes,
        final DirectBuffer data,
        final int offset)
    {
        final long register = address - registers();
        if ((kind & PciBus.TRACE_RETRY) != 0 || register < 0 || register >= SarRegisters.BAR_REGISTERS_BYTES)
        {
            return;
        }
        if ((kind & COMMAND_MASK) == PciBus.MEMORY_READ)
        {
            reads++;
        }
        else if ((kind & COMMAND_MASK) == PciBus.MEMORY_WRITE)
        {
            writes++;
            if (register == SarRegisters.CMD.offset())
            {
                onCommand(data.getInt(offset, ByteOrder.LITTLE_ENDIAN));
            }
        }
    }

    private void onCommand(final int command)
    {
        if (CMD_OPCODE.get(command) == SarCommand.WRITE_SRAM)
        {
            sramWritten += SarCommand.SRAM_COUNT.get(command) + 1;
        }
        else if (CMD_OPCODE.get(command) == SarCommand.READ_SRAM)
        {
            sramRead++;
        }
    }
}
