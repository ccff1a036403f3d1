package org.vatm.line;

import org.agrona.DirectBuffer;
import org.vatm.sim.HostCpu;

/** A duplex connector: one fibre leads out of it, another one into it. */
public abstract class FibreEnd
{
    private final HostCpu cpu;
    private Fibre out;
    private Fibre in;

    /**
     * @param cpu whose events what arrives here belongs to.
     */
    FibreEnd(final HostCpu cpu)
    {
        this.cpu = cpu;
    }

    /**
     * A cell comes over the fibre.
     *
     * @param timePs    when its last octet is here.
     * @param header    of the cell.
     * @param payload   holds its 48 octets, during the call.
     * @param offset    of the payload in it.
     * @param remainder of the payload, see {@link org.vatm.atm.Aal5Crc#remainder}.
     */
    abstract void arriveFromFibre(long timePs, int header, DirectBuffer payload, int offset, int remainder);

    /**
     * Light comes or goes.
     *
     * @param nowPs   when.
     * @param present true: there is light, with frames in it.
     */
    abstract void light(long nowPs, boolean present);

    final HostCpu cpu()
    {
        return cpu;
    }

    /** The fibre that leads away, null if there is none. */
    final Fibre out()
    {
        return out;
    }

    /** The fibre that leads here, null if there is none. */
    final Fibre in()
    {
        return in;
    }

    final void plugOut(final Fibre fibre)
    {
        out = fibre;
    }

    final void plugIn(final Fibre fibre)
    {
        in = fibre;
        light(cpu.events().nowPs(), fibre != null);
    }

    /** Whether the fibre has brought a cell whole whose last octet came at that time; those that it has not are counted. */
    final boolean hasBrought(final long timePs)
    {
        if (in == null || in.brings(timePs))
        {
            return true;
        }
        in.countLost();
        return false;
    }
}
