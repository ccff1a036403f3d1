package org.vatm.idt77252;

import org.vatm.host.Host;
import org.vatm.line.AtmPort;
import org.vatm.line.SuniPhy;
import org.vatm.register.GuestErrors;

/** A network interface card: SAR, PHY, optical port, in a slot of a host. */
public final class AtmBoard
{
    private final int slot;
    private final SuniPhy phy;
    private final AtmPort port;
    private final Idt77252 chip;

    /**
     * Plugs a board in. Resources are assigned by {@link Host#assignResources} when all boards are in.
     *
     * @param host   the host.
     * @param slot   a free slot.
     * @param config what is on the board.
     * @param model  of its PHY.
     */
    public AtmBoard(final Host host, final int slot, final BoardConfig config, final SuniPhy.Model model)
    {
        this.slot = slot;
        phy = new SuniPhy(model, new GuestErrors());
        port = new AtmPort(config.name(), host.cpu(), phy);
        chip = new Idt77252(host, config, port);
        host.addDevice(chip, slot);
    }

    /**
     * Plugs a board with an S/UNI-LITE in.
     *
     * @param host   the host.
     * @param slot   a free slot.
     * @param config what is on the board.
     */
    public AtmBoard(final Host host, final int slot, final BoardConfig config)
    {
        this(host, slot, config, SuniPhy.Model.S_UNI_LITE);
    }

    /**
     * @return its slot.
     */
    public int slot()
    {
        return slot;
    }

    /**
     * @return the SAR.
     */
    public Idt77252 chip()
    {
        return chip;
    }

    /**
     * @return the PHY.
     */
    public SuniPhy phy()
    {
        return phy;
    }

    /**
     * @return the optical port.
     */
    public AtmPort port()
    {
        return port;
    }
}
