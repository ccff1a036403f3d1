package org.vatm.line;

import org.vatm.register.Register;
import org.vatm.register.RegisterFile;

/**
 * A counter of the S/UNI: runs unseen, and shows in its registers what it had counted when it was last loaded. Loading
 * starts it again, so that what is read adds up. Shows no more than its registers have bits for (model choice).
 */
final class SuniCounter
{
    private final Register[] octets;
    private final int max;
    private long running;

    /**
     * As wide as its registers are together.
     *
     * @param octets lowest first.
     */
    SuniCounter(final Register... octets)
    {
        this.octets = octets;
        final int lowerBits = 8 * (octets.length - 1);
        this.max = octets[octets.length - 1].fieldMask() << lowerBits | (1 << lowerBits) - 1;
    }

    /** The register that loads the counter when it is written. */
    Register first()
    {
        return octets[0];
    }

    void count(final long n)
    {
        running += n;
    }

    void load(final RegisterFile registers)
    {
        final int shown = (int)Math.min(running, max);
        for (int i = 0; i < octets.length; i++)
        {
            registers.set(octets[i], shown >> 8 * i & 0xFF);
        }
        running = 0;
    }

    void clear()
    {
        running = 0;
    }
}
