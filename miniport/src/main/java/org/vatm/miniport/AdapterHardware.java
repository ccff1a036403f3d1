package org.vatm.miniport;

import static org.vatm.idt77252.SarRegisters.CFG;
import static org.vatm.idt77252.SarRegisters.CFG_SWRST;
import static org.vatm.idt77252.SarRegisters.CMD;
import static org.vatm.idt77252.SarRegisters.D0;
import static org.vatm.idt77252.SarRegisters.D1;
import static org.vatm.idt77252.SarRegisters.D2;
import static org.vatm.idt77252.SarRegisters.D3;
import static org.vatm.idt77252.SarRegisters.STAT;
import static org.vatm.idt77252.SarRegisters.STAT_CMDBZ;
import static org.vatm.idt77252.SarRegisters.TCMDQ;

import org.vatm.idt77252.SarCommand;
import org.vatm.idt77252.SarRegisters;
import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.register.Register;

/**
 * One adapter's registers, and what is reached through its command unit: SRAM, connections, PHY.
 * <p>
 * A command that only writes is not waited for: the chip holds off the next one, and a read of D0, until it is done.
 * The data registers keep their contents between commands, so only those that change are written.
 */
final class AdapterHardware
{
    private static final int DATA_REGISTERS = 4;
    private static final int RESET_MICROSECONDS = 50;
    /** What a read finds where there is no device. */
    static final int NOTHING_THERE = -1;

    private static final Register[] DATA = {D0, D1, D2, D3};

    private final NdisMiniportLibrary ndis;
    private final int[] data = new int[DATA_REGISTERS];
    /** A bit for each data register whose contents are known. */
    private int known;
    private long registers;
    private long sram;
    private boolean removed = true; // until it is mapped
    private boolean awake = true;
    private boolean reachable;

    AdapterHardware(final NdisMiniportLibrary ndis)
    {
        this.ndis = ndis;
    }

    /** Virtual addresses of BAR1 and BAR2. */
    void mapped(final long registersAddress, final long sramAddress)
    {
        registers = registersAddress;
        sram = sramAddress;
        removed = false;
        reachable = true;
    }

    /** From now on nothing is accessed: the adapter is gone. */
    void removed()
    {
        removed = true;
        reachable = false;
    }

    /** Without power: nothing is accessed until {@link #wake}. */
    void sleep()
    {
        awake = false;
        reachable = false;
    }

    void wake()
    {
        awake = true;
        reachable = !removed;
    }

    boolean isAwake()
    {
        return awake;
    }

    /** False while registers are not to be accessed. */
    boolean isReachable()
    {
        return reachable;
    }

    /** Whether the chip answers: some bits of CFG are always 0. */
    boolean isThere()
    {
        return read(CFG) != NOTHING_THERE;
    }

    boolean isRemoved()
    {
        return removed;
    }

    int read(final Register register)
    {
        return !reachable ? NOTHING_THERE : ndis.ndisReadRegisterUlong(registers + register.offset());
    }

    void write(final Register register, final int value)
    {
        if (reachable)
        {
            ndis.ndisWriteRegisterUlong(registers + register.offset(), value);
        }
    }

    /** Leaves every register at its reset value; SRAM and PHY keep theirs. */
    void reset()
    {
        write(CFG, CFG_SWRST.mask());
        ndis.ndisStallExecution(RESET_MICROSECONDS);
        write(CFG, 0);
        ndis.ndisStallExecution(RESET_MICROSECONDS);
        known = 0;
    }

    int readSram(final int word)
    {
        write(CMD, SarCommand.readSram(word));
        known &= ~1;
        return read(D0);
    }

    void writeSram(final int word, final int value)
    {
        data(0, value);
        write(CMD, SarCommand.writeSram(word, 1));
    }

    void writeSram(final int word, final int value0, final int value1, final int value2, final int value3)
    {
        data(value0, value1, value2, value3);
        write(CMD, SarCommand.writeSram(word, DATA_REGISTERS));
    }

    /** Repeats four words over an area whose length is a multiple of four. */
    void fillSram(
        final int word, final int words, final int value0, final int value1, final int value2, final int value3)
    {
        for (int i = 0; i < words; i += DATA_REGISTERS)
        {
            writeSram(word + i, value0, value1, value2, value3);
        }
    }

    /** Closes a connection; when this returns, the chip has begun to. */
    void closeConnection(final int receiveConnectionWord)
    {
        write(CMD, SarCommand.closeConnection(receiveConnectionWord));
        read(STAT);
    }

    /** The chip takes what is written from here on when it has done the commands before. Nobody waits. */
    void commandBarrier()
    {
        write(CMD, SarCommand.NO_OPERATION);
    }

    void awaitCommand()
    {
        int status;
        do
        {
            status = read(STAT);
        }
        while (STAT_CMDBZ.isSet(status) && status != NOTHING_THERE);
    }

    /** A command to the transmit scheduler; commands that wrote SRAM for it must be done. */
    void transmitCommand(final int opcode, final int value, final int connection)
    {
        write(TCMDQ, SarCommand.transmitCommand(opcode, value, connection));
    }

    void pushFreeBuffer(final int queue, final int handle, final int busAddress)
    {
        if (reachable)
        {
            final long window = sram + SarRegisters.fbqWindow(queue);
            ndis.ndisWriteRegisterUlong(window, handle);
            ndis.ndisWriteRegisterUlong(window, busAddress);
        }
    }

    int readPhy(final Register register)
    {
        write(CMD, SarCommand.readUtility(register.offset()));
        known &= ~1;
        return read(D0) & 0xFF;
    }

    void writePhy(final Register register, final int value)
    {
        data(0, value);
        write(CMD, SarCommand.writeUtility(register.offset()));
    }

    void stall(final int microseconds)
    {
        ndis.ndisStallExecution(microseconds);
    }

    private void data(final int value0, final int value1, final int value2, final int value3)
    {
        data(0, value0);
        data(1, value1);
        data(2, value2);
        data(3, value3);
    }

    private void data(final int i, final int value)
    {
        if ((known & 1 << i) == 0 || data[i] != value)
        {
            write(DATA[i], value);
            data[i] = value;
            known |= 1 << i;
        }
    }
}
