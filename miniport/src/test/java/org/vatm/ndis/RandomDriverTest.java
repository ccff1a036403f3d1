package org.vatm.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/**
 * Random drivers against chapter 5 of the contract: legal and illegal calls of client, call manager and miniport in any
 * order, on three VCs; after each, {@link ContractModel} and the library must agree. A failure shows the shortest
 * sequence that was found. {@link RandomDriverLongRun} does the same ten million times.
 */
class RandomDriverTest
{
    private static final int MOST_STEPS = 200;

    @Property(tries = 600, seed = "5", afterFailure = AfterFailureMode.RANDOM_SEED)
    void shouldAgreeWithTheContract(@ForAll("sequences") final List<DriverStep> steps)
    {
        run(steps);
    }

    @Provide
    Arbitrary<List<DriverStep>> sequences()
    {
        return sequencesOfSteps();
    }

    static Arbitrary<List<DriverStep>> sequencesOfSteps()
    {
        final List<Tuple.Tuple2<Integer, DriverStep.Operation>> weights = new ArrayList<>();
        for (final DriverStep.Operation operation : DriverStep.Operation.values())
        {
            weights.add(Tuple.of(weight(operation), operation));
        }
        final Arbitrary<DriverStep.Answer> answers = Arbitraries.frequency(
            Tuple.of(8, DriverStep.Answer.SUCCESS), Tuple.of(2, DriverStep.Answer.FAILURE),
            Tuple.of(4, DriverStep.Answer.PENDING), Tuple.of(2, DriverStep.Answer.INSIDE),
            Tuple.of(1, DriverStep.Answer.INSIDE_FAILED), Tuple.of(1, DriverStep.Answer.TWICE));
        return Combinators.combine(
            Arbitraries.frequency(weights), Arbitraries.integers().between(0, DriverStep.VCS - 1), answers, answers)
            .as(DriverStep::new)
            .list().ofMinSize(1).ofMaxSize(MOST_STEPS).withSizeDistribution(RandomDistribution.uniform());
    }

    /** Bug checks end a sequence, so they are rare. */
    private static int weight(final DriverStep.Operation operation)
    {
        return switch (operation)
        {
            case STALE, CREATE_PENDED, DELETE_PENDED -> 1;
            case CREATE, CREATE_BY_CM, ACTIVATE, SEND_COMPLETE, RETURN -> 60;
            case RESET, DELETE -> 15;
            default -> 30;
        };
    }

    /** Steps that could be made. */
    static int run(final List<DriverStep> steps)
    {
        final int[] made = new int[1];
        try (RandomDrivers drivers = new RandomDrivers())
        {
            final ContractModel model = new ContractModel();
            drivers.call(() ->
            {
                for (int i = 0; i < steps.size(); i++)
                {
                    final DriverStep step = steps.get(i);
                    final String expected = model.step(step);
                    if (expected == null)
                    {
                        continue;
                    }
                    made[0]++;
                    final int number = i + 1;
                    assertEquals(expected, drivers.step(step), () -> "step " + number + ", " + step);
                    if (expected.startsWith("bug check"))
                    {
                        return;
                    }
                }
            });
        }
        return made[0];
    }
}
