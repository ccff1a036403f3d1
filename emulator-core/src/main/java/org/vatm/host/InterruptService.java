package org.vatm.host;

/**
 * A driver's interrupt service routine.
 */
@FunctionalInterface
public interface InterruptService
{
    /**
     * Runs at {@link org.vatm.sim.HostCpu#DEVICE}.
     *
     * @return true if its device had asked for the interrupt.
     */
    boolean service();
}
