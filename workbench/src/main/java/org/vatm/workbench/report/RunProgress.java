package org.vatm.workbench.report;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.vatm.workbench.run.Progress;

import java.io.Closeable;
import java.io.PrintStream;

/**
 * A progress bar on standard error if that is a terminal, nothing otherwise.
 */
public final class RunProgress implements Progress, Closeable
{
    /** Set by the launcher script if standard error is a terminal. */
    private static final String PROPERTY = "vatm.terminal";
    private static final int WIDTH = 79;
    private static final int INTERVAL_MS = 200;

    private final boolean shown;
    private ProgressBar bar;

    private RunProgress(final boolean shown)
    {
        this.shown = shown;
    }

    /**
     * @param wanted false: show nothing wherever this runs.
     * @return a progress bar, to be closed.
     */
    public static RunProgress onTerminal(final boolean wanted)
    {
        return new RunProgress(wanted && Boolean.getBoolean(PROPERTY));
    }

    @Override
    public void begin(final long whole, final String unit)
    {
        if (shown)
        {
            final PrintStream terminal = System.err;
            bar = new ProgressBarBuilder()
                .setTaskName("running")
                .setInitialMax(whole == 0 ? -1 : whole)
                .setUnit(" " + unit, 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(INTERVAL_MS)
                .setConsumer(new DelegatingProgressBarConsumer(text -> terminal.print("\r" + text), WIDTH))
                .build();
        }
    }

    @Override
    public void at(final long done)
    {
        if (bar != null)
        {
            bar.stepTo(done);
        }
    }

    @Override
    public void close()
    {
        if (bar != null)
        {
            bar.close();
            System.err.print("\r" + " ".repeat(WIDTH) + "\r");
        }
    }
}
