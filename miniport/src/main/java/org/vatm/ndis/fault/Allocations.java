package org.vatm.ndis.fault;

import java.util.Random;

/** Which allocations fail. */
final class Allocations
{
    private static final int KINDS = FaultKind.values().length;

    private final Random random;
    private final int[] asked = new int[KINDS];
    private final int[] failed = new int[KINDS];
    private final int[] first = new int[KINDS];
    private final int[] last = new int[KINDS];
    private final double[] probability = new double[KINDS];

    Allocations(final Random random)
    {
        this.random = random;
    }

    /** Those from one to another, counted from 1 and from now. */
    void fail(final FaultKind kind, final int from, final int to)
    {
        if (from < 1 || to < from)
        {
            throw new IllegalArgumentException("from=" + from + ", to=" + to + ", must be 1 <= from <= to");
        }
        asked[kind.ordinal()] = 0;
        first[kind.ordinal()] = from;
        last[kind.ordinal()] = to;
    }

    void fail(final FaultKind kind, final double newProbability)
    {
        if (!(newProbability >= 0 && newProbability <= 1))
        {
            throw new IllegalArgumentException("probability=" + newProbability + ", must be 0 to 1");
        }
        probability[kind.ordinal()] = newProbability;
    }

    void none()
    {
        for (int i = 0; i < KINDS; i++)
        {
            last[i] = 0;
            probability[i] = 0;
        }
    }

    int asked(final FaultKind kind)
    {
        return asked[kind.ordinal()];
    }

    int failed(final FaultKind kind)
    {
        return failed[kind.ordinal()];
    }

    /** Another one: whether it fails. */
    boolean fails(final FaultKind kind)
    {
        final int i = kind.ordinal();
        final int n = ++asked[i];
        final boolean fails = n >= first[i] && n <= last[i] ||
            probability[i] > 0 && random.nextDouble() < probability[i];
        failed[i] += fails ? 1 : 0;
        return fails;
    }
}
