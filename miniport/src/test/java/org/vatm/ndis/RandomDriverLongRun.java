package org.vatm.ndis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * As {@link RandomDriverTest}, ten million steps, from a seed that jqwik prints:
 * {@code mvn -pl miniport -am test -Dtest=RandomDriverLongRun -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class RandomDriverLongRun
{
    private static final long STEPS = 10_000_000;
    private static long made;
    private static long sequences;

    @Property(tries = 220_000, afterFailure = AfterFailureMode.RANDOM_SEED)
    void shouldAgreeWithTheContract(@ForAll("sequences") final List<DriverStep> steps)
    {
        if (made < STEPS)
        {
            made += RandomDriverTest.run(steps);
            sequences++;
        }
    }

    @Provide
    Arbitrary<List<DriverStep>> sequences()
    {
        return RandomDriverTest.sequencesOfSteps();
    }

    @AfterContainer
    static void tell()
    {
        System.out.println(made + " steps in " + sequences + " sequences");
        assertTrue(made >= STEPS, "too few sequences");
    }
}
