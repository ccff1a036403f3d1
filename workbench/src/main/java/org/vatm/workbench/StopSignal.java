package org.vatm.workbench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGINT or SIGTERM as a thing to wait for. The process ends with the status given when what began with it is closed, at most
 * {@value #PATIENCE_SECONDS} s later.
 */
final class StopSignal implements AutoCloseable
{
    private static final int PATIENCE_SECONDS = 30;

    private final int status;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "vatm stop");

    StopSignal(final int status)
    {
        this.status = status;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Waits for it, but not longer than that; true if it has come. */
    boolean await(final long milliseconds) throws InterruptedException
    {
        return stopped.await(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** As if it had come, but the process goes on. */
    void raise()
    {
        stopped.countDown();
    }

    private void stop()
    {
        stopped.countDown();
        try
        {
            if (closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
            {
                Runtime.getRuntime().halt(status);
            }
        }
        catch (final InterruptedException e)
        {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close()
    {
        closed.countDown();
        try
        {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        catch (final IllegalStateException e)
        {
            return; // It runs already, and ends the process.
        }
    }
}
