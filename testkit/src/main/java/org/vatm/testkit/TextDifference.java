package org.vatm.testkit;

import java.util.List;

/**
 * Two texts side by side: lines that are gone after a minus, new ones after a plus, some that are the same around
 * them.
 */
final class TextDifference
{
    private static final int CONTEXT = 2;
    private static final int MOST_LINES = 60;
    private static final int MOST_TO_MATCH = 2_000;

    private final StringBuilder out = new StringBuilder();
    private int shown;

    private TextDifference()
    {
    }

    /** The difference; empty if there is none. */
    static String of(final List<String> expected, final List<String> actual)
    {
        int same = 0;
        while (same < Math.min(expected.size(), actual.size()) && expected.get(same).equals(actual.get(same)))
        {
            same++;
        }
        int sameAtEnd = 0;
        while (sameAtEnd < Math.min(expected.size(), actual.size()) - same &&
            expected.get(expected.size() - 1 - sameAtEnd).equals(actual.get(actual.size() - 1 - sameAtEnd)))
        {
            sameAtEnd++;
        }
        final List<String> gone = expected.subList(same, expected.size() - sameAtEnd);
        final List<String> come = actual.subList(same, actual.size() - sameAtEnd);
        final TextDifference difference = new TextDifference();
        if (!gone.isEmpty() || !come.isEmpty())
        {
            difference.line("@ line " + (same + 1));
            expected.subList(Math.max(0, same - CONTEXT), same).forEach(line -> difference.line("  " + line));
            difference.middle(gone, come);
            expected.subList(expected.size() - sameAtEnd,
                Math.min(expected.size(), expected.size() - sameAtEnd + CONTEXT))
                .forEach(line -> difference.line("  " + line));
        }
        return difference.out.toString();
    }

    private void middle(final List<String> gone, final List<String> come)
    {
        final boolean fits = gone.size() <= MOST_TO_MATCH && come.size() <= MOST_TO_MATCH;
        final int[][] common = fits ? common(gone, come) : null;
        int i = 0;
        int j = 0;
        while (i < gone.size() || j < come.size())
        {
            if (i < gone.size() && j < come.size() && gone.get(i).equals(come.get(j)))
            {
                line("  " + gone.get(i));
                i++;
                j++;
            }
            else if (j == come.size() || i < gone.size() && (!fits || common[i + 1][j] >= common[i][j + 1]))
            {
                line("- " + gone.get(i++));
            }
            else
            {
                line("+ " + come.get(j++));
            }
        }
    }

    /** Lengths of the longest common subsequences of all tails. */
    private static int[][] common(final List<String> a, final List<String> b)
    {
        final int[][] lengths = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--)
        {
            for (int j = b.size() - 1; j >= 0; j--)
            {
                lengths[i][j] = a.get(i).equals(b.get(j)) ?
                    lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
            }
        }
        return lengths;
    }

    private void line(final String text)
    {
        if (shown++ < MOST_LINES)
        {
            out.append("  ").append(text).append('\n');
        }
        else if (shown == MOST_LINES + 1)
        {
            out.append("  ...\n");
        }
    }
}
