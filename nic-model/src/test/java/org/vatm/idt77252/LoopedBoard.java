package org.vatm.idt77252;

import org.vatm.host.Host;
import org.vatm.host.InterruptService;
import org.vatm.line.AtmPort;
import org.vatm.line.Fibre;
import org.vatm.line.SuniPhy;
import org.vatm.memory.HostMemory;
import org.vatm.pci.PciTiming;
import org.vatm.register.GuestErrors;
import org.vatm.register.Register;
import org.vatm.sim.HostCpu;
import org.vatm.sim.Simulation;

/**
 * A board with a fibre from its output to its input, and all that a driver has of it: registers, windows, configuration
 * space, host memory, an interrupt, and time. What drives it runs inside {@link #drive}.
 */
final class LoopedBoard implements AutoCloseable
{
    private static final int SLOT = 5;
    private static final byte[] ESI = { 0x00, 0x20, 0x48, 0x65, 0x43, 0x21 };

    final Simulation simulation = new Simulation();
    final Host host = new Host(simulation, "host", PciTiming.PCI33, 64 << 20);
    final SuniPhy phy = new SuniPhy(SuniPhy.Model.S_UNI_LITE, new GuestErrors());
    final AtmPort port = new AtmPort("sar", host.cpu(), phy);
    final Idt77252 chip;
    private final long registers;
    private final long windows;

    LoopedBoard(final int sramWords)
    {
        this(BoardConfig.of("sar", ESI).withSramWords(sramWords));
    }

    LoopedBoard(final BoardConfig config)
    {
        chip = new Idt77252(host, config, port);
        host.addDevice(chip, SLOT);
        host.assignResources();
        Fibre.loopbackPlug(port);
        registers = chip.config().barBase(SarRegisters.BAR_REGISTERS);
        windows = chip.config().barBase(SarRegisters.BAR_SRAM);
    }

    void drive(final Runnable driverCode)
    {
        host.cpu().call(() ->
        {
            driverCode.run();
            return null;
        });
    }

    /** A whole word of BAR1. */
    int read(final int offset)
    {
        return host.bridge().read32(registers + offset);
    }

    int read(final Register register)
    {
        return read(register.offset());
    }

    void write(final Register register, final int value)
    {
        host.bridge().write32(registers + register.offset(), value);
    }

    /** A word to the window of a free buffer queue in BAR2. */
    void fbqWindow(final int queue, final int value)
    {
        host.bridge().write32(windows + SarRegisters.fbqWindow(queue), value);
    }

    int configRead(final int offset, final int sizeBytes)
    {
        return host.bridge().configRead(SLOT, offset, sizeBytes);
    }

    void configWrite(final int offset, final int sizeBytes, final int value)
    {
        host.bridge().configWrite(SLOT, offset, sizeBytes, value);
    }

    /** Lets simulated time pass; interrupts are served meanwhile. */
    void runFor(final long ps)
    {
        host.cpu().stall(ps);
    }

    long nowPs()
    {
        return host.cpu().events().nowPs();
    }

    HostMemory memory()
    {
        return host.memory();
    }

    boolean intA()
    {
        return chip.interrupt().isAsserted();
    }

    void connectInterrupt(final InterruptService service)
    {
        host.connectInterrupt(SLOT, service);
    }

    /** Holds interrupts off until {@link #unblock}: what drivers' locks do. */
    int block()
    {
        return host.cpu().raise(HostCpu.DEVICE);
    }

    void unblock(final int before)
    {
        host.cpu().lower(before);
    }

    /** Contents of all memory that the driver has taken. */
    byte[] snapshot()
    {
        final byte[] contents = new byte[(int)host.memory().usedBytes()];
        host.memory().view(HostMemory.RAM_BASE, contents.length).getBytes(0, contents);
        return contents;
    }

    /** Light on the fibre, or none. */
    void signal(final boolean present)
    {
        phy.signal(nowPs(), present);
    }

    byte[] esi()
    {
        return ESI.clone();
    }

    @Override
    public void close()
    {
        simulation.close();
    }
}
