package org.vatm.benchmarks.report;

import java.util.Locale;

/**
 * Numbers as people read them.
 */
final class Figure
{
    private static final double LARGE = 100;
    private static final double MEDIUM = 10;

    private Figure()
    {
    }

    /** Three digits or so, thousands apart: 1,242,000, 137, 35.2, 1.41. */
    static String of(final double value)
    {
        if (Double.isNaN(value))
        {
            return "-";
        }
        final double size = Math.abs(value);
        final String format = size >= LARGE ? "%,.0f" : size >= MEDIUM ? "%.1f" : "%.2f";
        final String text = String.format(Locale.ROOT, format, value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
