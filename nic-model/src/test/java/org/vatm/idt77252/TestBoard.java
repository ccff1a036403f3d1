package org.vatm.idt77252;

import static org.vatm.idt77252.SarRegisters.CMD;
import static org.vatm.idt77252.SarRegisters.D0;
import static org.vatm.idt77252.SarRegisters.STAT;
import static org.vatm.idt77252.SarRegisters.STAT_CMDBZ;

import org.vatm.host.Host;
import org.vatm.line.AtmPort;
import org.vatm.line.SuniPhy;
import org.vatm.pci.ConfigSpace;
import org.vatm.pci.HostBridge;
import org.vatm.pci.PciTiming;
import org.vatm.register.GuestErrors;
import org.vatm.register.Register;
import org.vatm.sim.ClockDomain;
import org.vatm.sim.Simulation;

import java.util.function.IntSupplier;

/**
 * A host with one board, and the few routines that every driver has. What drives the chip runs inside {@link #drive} or {@link #ask}.
 */
final class TestBoard implements AutoCloseable
{
    static final int SLOT = 3;
    static final byte[] ESI = { 0x00, 0x20, 0x48, 0x12, 0x34, 0x56 };

    final Simulation simulation = new Simulation();
    final Host host;
    final HostBridge bridge;
    final SuniPhy phy = new SuniPhy(SuniPhy.Model.S_UNI_LITE, new GuestErrors());
    final AtmPort port;
    final Idt77252 chip;
    final long io;
    final long registers;
    final long sram;

    TestBoard()
    {
        this(BoardConfig.of("sar", ESI));
    }

    TestBoard(final BoardConfig board)
    {
        this(board, PciTiming.PCI33);
    }

    TestBoard(final BoardConfig board, final PciTiming timing)
    {
        host = new Host(simulation, "host", timing, 16 << 20);
        bridge = host.bridge();
        port = new AtmPort("sar", host.cpu(), phy);
        chip = new Idt77252(host, board, port);
        host.addDevice(chip, SLOT);
        host.assignResources();
        io = chip.config().barBase(SarRegisters.BAR_IO);
        registers = chip.config().barBase(SarRegisters.BAR_REGISTERS);
        sram = chip.config().barBase(SarRegisters.BAR_SRAM);
    }

    void drive(final Runnable driverCode)
    {
        host.cpu().call(() ->
        {
            driverCode.run();
            return null;
        });
    }

    int ask(final IntSupplier driverCode)
    {
        return host.cpu().call(driverCode::getAsInt);
    }

    int read(final Register register)
    {
        return bridge.read32(registers + register.offset());
    }

    void write(final Register register, final int value)
    {
        bridge.write32(registers + register.offset(), value);
    }

    void enableMaster()
    {
        bridge.configWrite(SLOT, ConfigSpace.COMMAND, 2, ConfigSpace.COMMAND_IO | ConfigSpace.COMMAND_MEMORY |
            ConfigSpace.COMMAND_MASTER);
    }

    void command(final int command)
    {
        write(CMD, command);
        while (STAT_CMDBZ.isSet(read(STAT)))
        {
            Thread.onSpinWait();
        }
    }

    void writeSram(final int word, final int value)
    {
        write(D0, value);
        command(SarCommand.writeSram(word, 1));
    }

    int readSram(final int word)
    {
        command(SarCommand.readSram(word));
        return read(D0);
    }

    void writePhy(final int address, final int value)
    {
        write(D0, value);
        command(SarCommand.writeUtility(address));
    }

    int readPhy(final int address)
    {
        command(SarCommand.readUtility(address));
        return read(D0);
    }

    ClockDomain sar()
    {
        return new ClockDomain("SAR", BoardConfig.SAR_HZ_155M, 1);
    }

    ClockDomain utopia()
    {
        return new ClockDomain("UTOPIA", BoardConfig.SAR_HZ_155M, 2);
    }

    long nowPs()
    {
        return host.cpu().events().nowPs();
    }

    @Override
    public void close()
    {
        simulation.close();
    }
}
