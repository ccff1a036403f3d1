package org.vatm.workbench.report;

import org.HdrHistogram.Histogram;
import org.vatm.workbench.encap.Packets;
import org.vatm.workbench.run.Flow;
import org.vatm.workbench.run.RunResult;
import org.vatm.workbench.run.RunResult.AdapterResult;
import org.vatm.workbench.run.RunResult.DirectionResult;
import org.vatm.workbench.run.RunResult.HostResult;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The short table at the end of a run.
 */
public final class ResultTable
{
    private static final double PS_PER_MS = 1e9;
    private static final double NS_PER_US = 1e3;
    private static final double PERCENT = 100;

    private final StringBuilder out = new StringBuilder();

    private ResultTable()
    {
    }

    /**
     * @param result of a run.
     * @param files  that were written.
     * @return the table, some lines of 100 columns.
     */
    public static String of(final RunResult result, final List<Path> files)
    {
        final ResultTable table = new ResultTable();
        table.input(result.packets());
        table.directions(result);
        table.hosts(result);
        table.times(result);
        table.end(result, files);
        return table.out.toString();
    }

    private void input(final Packets packets)
    {
        line("%s: %,d packets of up to %,d octets", packets.capture().name(), packets.count(), packets.longestBytes());
        skipped(packets.capture().cutFrameCount(), "cut short by the capture");
        skipped(packets.tooShortCount(), "too short for their link type");
        skipped(packets.otherProtocolCount(), "with a protocol that has no EtherType here");
    }

    private void skipped(final int count, final String why)
    {
        if (count > 0)
        {
            line("  %,d frames left out: %s", count, why);
        }
    }

    private void directions(final RunResult result)
    {
        line("");
        line("%-22s %10s %10s %8s %12s %6s  %-27s", "direction", "PDUs sent", "received", "errors", "cells", "line",
            "latency us: 50%, 99%, max");
        Figures.directions(result).forEach(this::direction);
    }

    private void direction(final DirectionResult direction)
    {
        final Flow flow = direction.flow();
        final Histogram latency = flow.latencyNs();
        line("%-22s %,10d %,10d %,8d %,12d %5.1f%%  %,.1f, %,.1f, %,.1f",
            flow.name(), flow.sentCount(), flow.intactCount(),
            flow.lostCount() + flow.duplicateCount() + flow.changedCount(), direction.cells(),
            PERCENT * Figures.share(direction.trafficCells(), direction.trafficCellSlots()),
            latency.getValueAtPercentile(50) / NS_PER_US, latency.getValueAtPercentile(99) / NS_PER_US,
            latency.getMaxValue() / NS_PER_US);
    }

    private void hosts(final RunResult result)
    {
        line("");
        for (final HostResult host : result.hosts())
        {
            line("%-22s PCI %d MHz %.1f%% busy", host.host().name(), host.host().pciMhz(),
                PERCENT * Figures.share(host.busBusyClocks(), host.busClocks()));
            for (final AdapterResult adapter : host.adapters())
            {
                line("  %-20s %,d VCs, %s", adapter.name(), adapter.vcTable().size(), guestErrors(adapter));
            }
        }
    }

    private static String guestErrors(final AdapterResult adapter)
    {
        return adapter.guestErrors().isEmpty() ? "no guest error" :
            "guest errors: " + adapter.guestErrors().entrySet().stream()
                .map(error -> error.getKey() + " " + error.getValue()).collect(Collectors.joining(", "));
    }

    private void times(final RunResult result)
    {
        line("");
        line("%-22s %,.3f ms, %,.3f ms of it with traffic", "simulated time", result.simulatedPs() / PS_PER_MS,
            result.trafficPs() / PS_PER_MS);
        line("%-22s %,.3f s, real-time factor %.3f, %,d cell passes/s", "wall time", Figures.wallSeconds(result),
            Figures.realTimeFactor(result), Figures.cellPassesPerWallSecond(result));
        line("%-22s %s", "trace hash", result.traceHash());
    }

    private void end(final RunResult result, final List<Path> files)
    {
        line("%-22s %s", "files", files.isEmpty() ? "none" : files.get(0).getParent() + ": " +
            files.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(", ")));
        line("");
        if (result.isDelivered())
        {
            line("Every packet arrived once, in order, unchanged.");
            return;
        }
        line("NOT every packet arrived once, in order, unchanged:");
        Figures.directions(result).flatMap(direction -> direction.flow().failures().stream())
            .forEach(failure -> line("  %s", failure));
    }

    private void line(final String format, final Object... arguments)
    {
        out.append(String.format(Locale.ROOT, format, arguments).stripTrailing()).append('\n');
    }
}
