package org.vatm.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.vatm.benchmarks.report.Candidate.Role;

/**
 * What a comparison came to.
 *
 * @param comparison which one.
 * @param scores     of those that could be measured, in the order of the comparison.
 * @param verdicts   one for each goal, and one for allocation if that was measured.
 */
record Finding(Comparison comparison, Map<Candidate, Score> scores, List<Verdict> verdicts)
{
    /** Bytes an operation from which on something is allocated: JMH's own work shows as hundredths. */
    private static final double SOME_BYTES = 0.5;

    /**
     * A goal and what was reached.
     *
     * @param goal    in words.
     * @param reached in words, with its error; "uncertain" if that is larger than what is missing or to spare.
     * @param isMet   whether it is met; null if the opponent was not measured.
     */
    record Verdict(String goal, String reached, Boolean isMet)
    {
        String text()
        {
            return isMet == null ? "not measured" : isMet ? "met" : "not met";
        }
    }

    /**
     * @param comparison which one.
     * @param scores     what was measured.
     * @param first      the finding for whose score a goal of flatness asks; null if there is none.
     */
    static Finding of(final Comparison comparison, final Map<Candidate, Score> scores, final Finding first)
    {
        final List<Verdict> verdicts = new ArrayList<>();
        final Finding plain = new Finding(comparison, scores, List.of());
        comparison.goals().forEach(goal -> verdicts.add(plain.judge(goal, first)));
        plain.judgeAllocation(verdicts);
        return new Finding(comparison, scores, verdicts);
    }

    /** The best of a role; null if none was measured. */
    Candidate best(final Role role)
    {
        Candidate best = null;
        for (final Candidate candidate : scores.keySet())
        {
            if (candidate.role() == role && (best == null || isBetter(scores.get(candidate), scores.get(best))))
            {
                best = candidate;
            }
        }
        return best;
    }

    private boolean isBetter(final Score score, final Score than)
    {
        return comparison.isRate() ? score.median() > than.median() : score.median() < than.median();
    }

    /** How many times what our best takes this one takes; null if ours was not measured. */
    Ratio toOurs(final Candidate candidate)
    {
        final Candidate ours = best(Role.OURS);
        return ours == null || ours.equals(candidate) ? null : Ratio.of(scores.get(candidate), scores.get(ours));
    }

    private Verdict judge(final Goal goal, final Finding first)
    {
        final Candidate ours = best(Role.OURS);
        final boolean isOfLimit = goal.kind() == Goal.Kind.TIMES_LIMIT || goal.kind() == Goal.Kind.TWO_THREADS;
        final Candidate other = isOfLimit ? best(Role.LIMIT) : peer(goal.peer());
        if (ours == null)
        {
            return new Verdict(goal.text(), "ours was not measured", null);
        }
        final Score score = scores.get(ours);
        final int threads = 2;
        return switch (goal.kind())
        {
            case SCORE -> verdict(goal, new Ratio(score.median(), score.error()));
            case FLAT -> first == null ? verdict(goal, null) :
                verdict(goal, Ratio.of(score, first.scores.get(Objects.requireNonNull(first.best(Role.OURS)))));
            case FASTER -> verdict(goal, other == null ? null : Ratio.of(scores.get(other), score));
            case TWO_THREADS -> verdict(goal, other == null ? null : Ratio.of(scores.get(other), score).times(threads));
            case TIMES_LIMIT, TIMES_PEER -> verdict(goal, other == null ? null : Ratio.of(score, scores.get(other)));
        };
    }

    private static Verdict verdict(final Goal goal, final Ratio ratio)
    {
        return ratio == null ? new Verdict(goal.text(), "opponent not measured", null) :
            new Verdict(goal.text(), ratio.text() + (goal.isUncertain(ratio.value(), ratio.error()) ? ", uncertain" : ""),
                goal.isMetBy(ratio.value()));
    }

    private Candidate peer(final String name)
    {
        return name == null ? best(Role.PEER) :
            scores.keySet().stream().filter(candidate -> candidate.name().equals(name)).findFirst().orElse(null);
    }

    private void judgeAllocation(final List<Verdict> verdicts)
    {
        final Candidate ours = best(Role.OURS);
        if (ours != null && !Double.isNaN(scores.get(ours).allocated()))
        {
            final double bytes = scores.get(ours).allocated();
            verdicts.add(new Verdict("0 B an operation", Figure.of(bytes) + " B", bytes < SOME_BYTES));
        }
    }

    /** A score with its error. */
    static String score(final Score score)
    {
        return Figure.of(score.median()) + (Double.isNaN(score.error()) ? "" : " \u00b1 " + Figure.of(score.error()));
    }
}
