package org.vatm.vfiouser;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import org.vatm.pci.ConfigSpace;
import org.vatm.pci.PciFunction;

/**
 * The device's pin at the guest's interrupt controller: a level on our side, an eventfd on the other. It fires while the level is up and
 * masks itself each time; the guest's unmask makes it look again. Nothing lowers the line at the guest but the guest.
 */
final class InterruptPin
{
    private static final int COMMAND_INTERRUPT_DISABLE = 0x400;

    private final PciFunction function;
    private final ServerStatistics statistics;
    /** 1 as an eventfd counts, little-endian. */
    private final byte[] one = {1, 0, 0, 0, 0, 0, 0, 0};
    private FileOutputStream trigger;
    private boolean masked;

    InterruptPin(final PciFunction function, final ServerStatistics statistics)
    {
        this.function = function;
        this.statistics = statistics;
        function.interrupt().onLevel(this::onLevel);
    }

    boolean exists()
    {
        return function.config().read(ConfigSpace.INTERRUPT_PIN, 1) != 0;
    }

    /** Fires from now on through another descriptor, null for none. */
    void connect(final FileDescriptor descriptor)
    {
        if (trigger != null)
        {
            try
            {
                trigger.close();
            }
            catch (final IOException e)
            {
                statistics.refused.incrementAndGet();
            }
        }
        trigger = descriptor == null ? null : new FileOutputStream(descriptor);
        masked = false;
    }

    void mask()
    {
        masked = true;
    }

    void unmask()
    {
        masked = false;
    }

    /** The client wants to see an interrupt, whatever the level. */
    void test()
    {
        if (trigger != null)
        {
            fire();
        }
    }

    /** To be called whenever something has changed. */
    void evaluate()
    {
        if (trigger != null && !masked && function.interrupt().isAsserted() &&
            (function.config().command() & COMMAND_INTERRUPT_DISABLE) == 0)
        {
            masked = true;
            fire();
        }
    }

    private void onLevel(final long nowPs, final boolean asserted)
    {
        if (asserted)
        {
            evaluate();
        }
    }

    private void fire()
    {
        try
        {
            trigger.write(one);
            statistics.interrupts.incrementAndGet();
        }
        catch (final IOException e)
        {
            // Full: the client has not read the last one. Broken: the client has gone, and the end of the stream will tell.
            statistics.refused.incrementAndGet();
        }
    }
}
