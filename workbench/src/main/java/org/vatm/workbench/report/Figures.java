package org.vatm.workbench.report;

import org.vatm.workbench.run.Flow;
import org.vatm.workbench.run.RunResult;
import org.vatm.workbench.run.RunResult.DirectionResult;

import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Numbers that both the table and the summary show.
 */
final class Figures
{
    private static final double NS_PER_SECOND = 1e9;
    private static final double PS_PER_SECOND = 1e12;

    private Figures()
    {
    }

    static Stream<DirectionResult> directions(final RunResult result)
    {
        return result.links().stream().flatMap(link -> link.directions().stream());
    }

    static long sumOfFlows(final RunResult result, final ToLongFunction<Flow> count)
    {
        return directions(result).map(DirectionResult::flow).mapToLong(count).sum();
    }

    static long sum(final RunResult result, final ToLongFunction<DirectionResult> count)
    {
        return directions(result).mapToLong(count).sum();
    }

    static double share(final long part, final long whole)
    {
        return whole == 0 ? 0 : rounded((double)part / whole);
    }

    static double wallSeconds(final RunResult result)
    {
        return rounded((result.setUpWallNs() + result.trafficWallNs()) / NS_PER_SECOND);
    }

    /** Simulated time of the traffic by wall time of the traffic. */
    static double realTimeFactor(final RunResult result)
    {
        return result.trafficWallNs() == 0 ? 0 :
            rounded(result.trafficPs() / PS_PER_SECOND / (result.trafficWallNs() / NS_PER_SECOND));
    }

    /**
     * A pass is a cell that left one adapter and came into another: a full line makes 353,207 a second each way. By wall
     * time of the traffic.
     */
    static long cellPassesPerWallSecond(final RunResult result)
    {
        return result.trafficWallNs() == 0 ? 0 :
            Math.round(sum(result, DirectionResult::trafficCells) / (result.trafficWallNs() / NS_PER_SECOND));
    }

    private static double rounded(final double value)
    {
        return Math.round(value * 1e6) / 1e6;
    }
}
