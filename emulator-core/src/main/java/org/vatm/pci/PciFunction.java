package org.vatm.pci;

/**
 * A device on the bus: configuration space, base addresses, DMA channels, one interrupt pin.
 */
public abstract class PciFunction
{
    private final String name;
    private final ConfigSpace config;
    private final InterruptLine interrupt;
    private final DmaEngine dma;

    /**
     * @param name     of the device, unique in the simulation, for reports and traces.
     * @param config   its configuration space.
     */
    protected PciFunction(final String name, final ConfigSpace config)
    {
        this.name = name;
        this.config = config;
        interrupt = new InterruptLine(name + "/inta");
        dma = new DmaEngine(this);
    }

    /**
     * A read of a register by software, at the instant of its data phase.
     *
     * @param bar    0 to 5.
     * @param offset byte offset, a multiple of 4.
     * @param lanes  mask of the byte lanes that are read, 0xFF for each.
     * @return the word; lanes that were not asked for do not matter.
     */
    public abstract int barRead(int bar, int offset, int lanes);

    /**
     * A write of a register by software, at the instant of its data phase.
     *
     * @param bar    0 to 5.
     * @param offset byte offset, a multiple of 4.
     * @param data   the word.
     * @param lanes  mask of the byte lanes that are written.
     */
    public abstract void barWrite(int bar, int offset, int data, int lanes);

    /**
     * Tells whether the device can take an access now. If not, the access ends in a target retry and is tried again.
     *
     * @param bar    0 to 5.
     * @param offset byte offset, a multiple of 4.
     * @param write  true for a write.
     * @return true if it can.
     */
    public boolean barReady(final int bar, final int offset, final boolean write)
    {
        return true;
    }

    /**
     * RST#: everything as after power-on. A device overrides it to reset what it has beyond configuration space and pin, calling this
     * one first; transfers of its DMA channels are discarded.
     *
     * @param nowPs instant.
     */
    public void reset(final long nowPs)
    {
        config.reset();
        interrupt.drive(nowPs, false);
    }

    /**
     * @return name of the device.
     */
    public final String name()
    {
        return name;
    }

    /**
     * @return configuration space.
     */
    public final ConfigSpace config()
    {
        return config;
    }

    /**
     * @return the INTA# pin.
     */
    public final InterruptLine interrupt()
    {
        return interrupt;
    }

    /**
     * @return the device's side of the bus request.
     */
    public final DmaEngine dma()
    {
        return dma;
    }
}
