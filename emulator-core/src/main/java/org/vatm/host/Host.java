package org.vatm.host;

import org.vatm.memory.HostMemory;
import org.vatm.pci.ConfigSpace;
import org.vatm.pci.HostBridge;
import org.vatm.pci.PciBus;
import org.vatm.pci.PciFunction;
import org.vatm.pci.PciTiming;
import org.vatm.sim.CpuWork;
import org.vatm.sim.Event;
import org.vatm.sim.HostCpu;
import org.vatm.sim.Simulation;

/**
 * A computer without an operating system: CPU, memory, PCI bus, and the little that firmware does.
 */
public final class Host
{
    /** Slots of the bus. */
    public static final int SLOTS = 16;
    /** From the change of the line to the first instruction of the service routine; model choice, docs/timing.md#interrupts. */
    public static final long INTERRUPT_LATENCY_PS = 1_000_000;
    /** Service routines in a row that leave their line asserted before the line counts as stuck; docs/timing.md#interrupts. */
    public static final int STUCK_AFTER = 1000;

    private static final int LATENCY_TIMER_CLOCKS = 32;
    private static final long MEMORY_WINDOW = 0xE000_0000L;
    private static final long IO_WINDOW = 0xC000;
    private static final int FIRST_INTERRUPT_LINE = 10;
    private static final int PRIORITY_INTERRUPT = 90;

    private final HostCpu cpu;
    private final HostMemory memory;
    private final PciBus bus;
    private final HostBridge bridge;
    private final PciFunction[] slots = new PciFunction[SLOTS];
    private final InterruptPath[] interrupts = new InterruptPath[SLOTS];

    /**
     * @param simulation to which the host belongs.
     * @param name       unique in it.
     * @param timing     of its PCI bus.
     * @param ramBytes   of memory.
     */
    public Host(final Simulation simulation, final String name, final PciTiming timing, final long ramBytes)
    {
        this(simulation, name, timing, new HostMemory(ramBytes));
    }

    /**
     * @param simulation to which the host belongs.
     * @param name       unique in it.
     * @param timing     of its PCI bus.
     * @param memory     its physical address space.
     */
    public Host(final Simulation simulation, final String name, final PciTiming timing, final HostMemory memory)
    {
        cpu = simulation.addHost(name);
        this.memory = memory;
        bus = new PciBus(name + "/pci", cpu.events(), timing, memory);
        bridge = new HostBridge(cpu, bus, slots);
    }

    /**
     * Plugs a device in.
     *
     * @param function the device.
     * @param slot     0 to {@value #SLOTS} - 1, free.
     */
    public void addDevice(final PciFunction function, final int slot)
    {
        if (slots[slot] != null)
        {
            throw new IllegalArgumentException(name() + ": slot " + slot + " holds " + slots[slot].name());
        }
        slots[slot] = function;
        bus.attach(function);
        interrupts[slot] = new InterruptPath(function);
    }

    /**
     * What firmware does before time begins: gives every base address register an address, enables I/O and memory decoding, sets latency
     * timer and interrupt line. Bus mastering is left to the driver.
     */
    public void assignResources()
    {
        long nextMemory = MEMORY_WINDOW;
        long nextIo = IO_WINDOW;
        for (int slot = 0; slot < SLOTS; slot++)
        {
            if (slots[slot] == null)
            {
                continue;
            }
            final ConfigSpace config = slots[slot].config();
            for (int bar = 0; bar < ConfigSpace.BARS; bar++)
            {
                final int size = config.barSize(bar);
                if (size == 0)
                {
                    continue;
                }
                final long next = config.barIsIo(bar) ? nextIo : nextMemory;
                final long base = next + size - 1 & -size;
                config.write(ConfigSpace.BAR0 + 4 * bar, 4, (int)base);
                if (config.barIsIo(bar))
                {
                    nextIo = base + size;
                }
                else
                {
                    nextMemory = base + size;
                }
            }
            config.write(ConfigSpace.LATENCY_TIMER, 1, LATENCY_TIMER_CLOCKS);
            config.write(ConfigSpace.INTERRUPT_LINE, 1, FIRST_INTERRUPT_LINE + slot);
            config.write(ConfigSpace.COMMAND, 2, ConfigSpace.COMMAND_IO | ConfigSpace.COMMAND_MEMORY);
        }
    }

    /**
     * Connects a device's interrupt pin to a service routine. A level that stays up calls it again.
     *
     * @param slot    of the device.
     * @param service to call; null disconnects.
     */
    public void connectInterrupt(final int slot, final InterruptService service)
    {
        connectInterrupt(slot, service, false);
    }

    /**
     * The same with a choice of what counts.
     *
     * @param slot    of the device.
     * @param service to call; null disconnects.
     * @param latched true: only a rise of the level calls it, however long it stays up.
     */
    public void connectInterrupt(final int slot, final InterruptService service, final boolean latched)
    {
        interrupts[slot].connect(service, latched);
    }

    /**
     * @param slot of a device.
     * @return calls of its service routine that did not recognise the interrupt.
     */
    public long spuriousInterrupts(final int slot)
    {
        return interrupts[slot].spurious;
    }

    /**
     * @param slot 0 to {@value #SLOTS} - 1.
     * @return the device there, null if the slot is empty.
     */
    public PciFunction device(final int slot)
    {
        return slots[slot];
    }

    /**
     * @return name of the host.
     */
    public String name()
    {
        return cpu.name();
    }

    /**
     * @return its CPU.
     */
    public HostCpu cpu()
    {
        return cpu;
    }

    /**
     * @return its physical address space.
     */
    public HostMemory memory()
    {
        return memory;
    }

    /**
     * @return its PCI bus.
     */
    public PciBus bus()
    {
        return bus;
    }

    /**
     * @return the way of driver code to its devices.
     */
    public HostBridge bridge()
    {
        return bridge;
    }

    /** From a device's pin to the service routine of its driver. */
    private final class InterruptPath extends Event
    {
        private final PciFunction function;
        private InterruptService service;
        private boolean latched;
        private long spurious;
        private int inARow;

        private final CpuWork routine = new CpuWork(HostCpu.DEVICE)
        {
            @Override
            protected void run()
            {
                serve();
            }
        };

        InterruptPath(final PciFunction function)
        {
            super(PRIORITY_INTERRUPT);
            this.function = function;
            function.interrupt().onLevel(this::onLevel);
        }

        void connect(final InterruptService newService, final boolean onRiseOnly)
        {
            service = newService;
            latched = onRiseOnly;
            inARow = 0;
            if (newService != null && function.interrupt().isAsserted())
            {
                onLevel(cpu.events().nowPs(), true);
            }
        }

        private void onLevel(final long nowPs, final boolean asserted)
        {
            if (asserted && service != null && !isScheduled())
            {
                cpu.events().schedule(this, nowPs + INTERRUPT_LATENCY_PS);
            }
        }

        @Override
        protected void fire(final long nowPs)
        {
            if (service != null)
            {
                cpu.queue(routine);
            }
        }

        private void serve()
        {
            if (service == null)
            {
                return;
            }
            if (!service.service())
            {
                spurious++;
            }
            if (!function.interrupt().isAsserted())
            {
                inARow = 0;
            }
            else if (!latched && ++inARow < STUCK_AFTER)
            {
                onLevel(cpu.events().nowPs(), true);
            }
        }
    }
}
