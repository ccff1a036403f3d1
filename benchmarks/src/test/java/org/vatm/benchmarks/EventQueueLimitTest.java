package org.vatm.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The limit in C++ does the same work: after as many holds it is at the same instant. */
class EventQueueLimitTest
{
    private static final int HOLDS = 300_000;

    @ParameterizedTest
    @EnumSource
    void shouldBeAtTheSameInstantAfterAsManyHolds(final EventQueueBenchmark.Increment increment)
    {
        assumeTrue(LimitProgram.cppCompiler() != null, "no C++ compiler");
        final EventQueueBenchmark.WheelHold hold = new EventQueueBenchmark.WheelHold();
        hold.pending = 1000;
        hold.increment = increment;
        hold.setUp();
        for (int i = 0; i < HOLDS; i++)
        {
            hold.queue.runNext();
        }
        final EventQueueLimitBenchmark limit = new EventQueueLimitBenchmark();
        limit.pending = hold.pending;
        limit.increment = increment;

        try (LimitProgram program = limit.start())
        {
            assertEquals(hold.queue.nowPs(), Long.parseLong(program.run(HOLDS).split(" ")[1]));
        }
    }
}
