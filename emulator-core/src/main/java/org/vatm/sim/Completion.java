package org.vatm.sim;

/**
 * A flag that driver code can wait for with {@link HostCpu#await}. Set by the model; set until somebody resets it.
 */
public class Completion
{
    private boolean done;

    /**
     * @return true since {@link #complete}.
     */
    public final boolean isDone()
    {
        return done;
    }

    /**
     * Sets the flag.
     */
    public final void complete()
    {
        done = true;
    }

    /**
     * Clears the flag.
     */
    public final void reset()
    {
        done = false;
    }
}
