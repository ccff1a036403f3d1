package org.vatm.guest;

import org.vatm.host.Host;
import org.vatm.pci.PciFunction;
import org.vatm.sim.CpuWork;
import org.vatm.sim.HostCpu;

/**
 * Makes accesses to a device of a host whose CPU is elsewhere. Each begins at the host's present instant and takes the bus time that it
 * takes: reads wait for their data, writes are posted. Configuration space is that of the device, whatever bus the guest sees.
 */
public final class GuestCpu
{
    private enum Operation
    {
        READ,
        WRITE,
        CONFIG_READ,
        CONFIG_WRITE
    }

    private final Host host;
    private final int slot;
    private final PciFunction function;
    private final Access access = new Access();

    /**
     * @param host to whose device the accesses go; no driver code of its own runs on its CPU.
     * @param slot of the device.
     */
    public GuestCpu(final Host host, final int slot)
    {
        this.host = host;
        this.slot = slot;
        function = host.device(slot);
        if (function == null)
        {
            throw new IllegalArgumentException(host.name() + ": no device in slot " + slot);
        }
    }

    /**
     * @return the host.
     */
    public Host host()
    {
        return host;
    }

    /**
     * @param bar    0 to 5.
     * @param offset a multiple of 4.
     * @param lanes  mask of 1 to 4 neighbouring byte lanes.
     * @return the word; other lanes are 0.
     */
    public int read(final int bar, final int offset, final int lanes)
    {
        return access.run(Operation.READ, bar, offset, lanes, 0);
    }

    /**
     * @param bar    0 to 5.
     * @param offset a multiple of 4.
     * @param data   the word.
     * @param lanes  mask of 1 to 4 neighbouring byte lanes.
     */
    public void write(final int bar, final int offset, final int data, final int lanes)
    {
        access.run(Operation.WRITE, bar, offset, lanes, data);
    }

    /**
     * @param offset    a multiple of the size.
     * @param sizeBytes 1, 2 or 4.
     * @return the value.
     */
    public int configRead(final int offset, final int sizeBytes)
    {
        return access.run(Operation.CONFIG_READ, sizeBytes, offset, 0, 0);
    }

    /**
     * @param offset    a multiple of the size.
     * @param sizeBytes 1, 2 or 4.
     * @param data      the value.
     */
    public void configWrite(final int offset, final int sizeBytes, final int data)
    {
        access.run(Operation.CONFIG_WRITE, sizeBytes, offset, 0, data);
    }

    /**
     * RST#, behind all writes that were posted.
     */
    public void reset()
    {
        configRead(0, 4);
        function.reset(host.cpu().events().nowPs());
    }

    private final class Access extends CpuWork
    {
        private Operation operation;
        private int barOrSize;
        private int offset;
        private int lanes;
        private int data;
        private boolean done;

        Access()
        {
            super(HostCpu.PASSIVE);
        }

        int run(
            final Operation what, final int newBarOrSize, final int newOffset, final int newLanes, final int newData)
        {
            operation = what;
            barOrSize = newBarOrSize;
            offset = newOffset;
            lanes = newLanes;
            data = newData;
            done = false;
            final HostCpu cpu = host.cpu();
            cpu.queue(this);
            while (!done)
            {
                cpu.simulation().runUntil(cpu.events().nowPs());
            }
            return data;
        }

        @Override
        protected void run()
        {
            switch (operation)
            {
                case READ -> data = host.bridge().barRead(slot, barOrSize, offset, lanes);
                case WRITE -> host.bridge().barWrite(slot, barOrSize, offset, data, lanes);
                case CONFIG_READ -> data = host.bridge().configRead(slot, offset, barOrSize);
                default -> host.bridge().configWrite(slot, offset, barOrSize, data);
            }
            done = true;
        }
    }
}
