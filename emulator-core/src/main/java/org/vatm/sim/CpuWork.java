package org.vatm.sim;

/**
 * Driver code that a CPU is to run at an interrupt level: an interrupt service routine, a deferred call, a thread's next step. Owned and
 * queued again by whoever made it.
 */
public abstract class CpuWork
{
    final int level;
    CpuWork next;
    boolean queued;

    /**
     * @param level {@link HostCpu#PASSIVE}, {@link HostCpu#DISPATCH} or {@link HostCpu#DEVICE}.
     */
    protected CpuWork(final int level)
    {
        if (level < HostCpu.PASSIVE || level > HostCpu.DEVICE)
        {
            throw new IllegalArgumentException("level=" + level + ", must be PASSIVE, DISPATCH or DEVICE");
        }
        this.level = level;
    }

    /**
     * The driver code. It may read registers, wait and be interrupted.
     */
    protected abstract void run();
}
