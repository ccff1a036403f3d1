package org.vatm.workbench.input;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers with units as a user writes them: {@code 10ms}, {@code 2km}, {@code 512k}. Each reader throws an
 * {@link InputException} that says what was expected; the caller adds where it stood.
 */
public final class Quantity
{
    /** Light takes so long for a metre of fibre (model choice: a refractive index of 1.5). */
    public static final long FIBRE_PS_PER_METRE = 5_000;

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,12})?)\\s*([a-z]*)");
    private static final BigDecimal LONGEST_PS = BigDecimal.valueOf(1_000_000_000_000_000_000L);
    private static final BigDecimal LARGEST_BYTES = BigDecimal.valueOf(1L << 40);

    private Quantity()
    {
    }

    /**
     * @param text a number and one of ps, ns, us, ms, s; at most 1,000,000 s.
     * @return picoseconds, rounded down.
     */
    public static long durationPs(final String text)
    {
        final String expected = "a duration such as 10ms, 500us or 2s, at most 1000000s";
        final Matcher matcher = match(text, expected);
        final long unitPs = switch (matcher.group(2))
        {
            case "ps" -> 1L;
            case "ns" -> 1_000L;
            case "us" -> 1_000_000L;
            case "ms" -> 1_000_000_000L;
            case "s" -> 1_000_000_000_000L;
            default -> throw bad(text, expected);
        };
        return scaled(text, matcher.group(1), unitPs, LONGEST_PS, expected);
    }

    /**
     * @param text a number of bytes, or a number and k or m (units of 1,024).
     * @return bytes.
     */
    public static long sizeBytes(final String text)
    {
        final String expected = "a size such as 512k or 64m";
        final Matcher matcher = match(text, expected);
        final long unitBytes = switch (matcher.group(2))
        {
            case "" -> 1L;
            case "k" -> 1L << 10;
            case "m" -> 1L << 20;
            default -> throw bad(text, expected);
        };
        return scaled(text, matcher.group(1), unitBytes, LARGEST_BYTES, expected);
    }

    /**
     * @param text a length of fibre: a number and m or km.
     * @return how long light takes for it, in ps.
     */
    public static long fibrePs(final String text)
    {
        final String expected = "a length such as 100m or 2.5km";
        final Matcher matcher = match(text, expected);
        final long unitPs = switch (matcher.group(2))
        {
            case "m" -> FIBRE_PS_PER_METRE;
            case "km" -> 1_000 * FIBRE_PS_PER_METRE;
            default -> throw bad(text, expected);
        };
        return scaled(text, matcher.group(1), unitPs, LONGEST_PS, expected);
    }

    /**
     * @param text    decimal digits.
     * @param least   smallest value allowed.
     * @param largest largest value allowed.
     * @return the number.
     */
    public static long number(final String text, final long least, final long largest)
    {
        final String digits = text.strip().replace("_", "").replace(",", "");
        if (digits.matches("[0-9]{1,18}"))
        {
            final long value = Long.parseLong(digits);
            if (value >= least && value <= largest)
            {
                return value;
            }
        }
        throw bad(text, "a number from " + least + " to " + largest);
    }

    private static Matcher match(final String text, final String expected)
    {
        final Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches())
        {
            throw bad(text, expected);
        }
        return matcher;
    }

    private static long scaled(
        final String text, final String number, final long unit, final BigDecimal largest, final String expected)
    {
        final BigDecimal value = new BigDecimal(number).multiply(BigDecimal.valueOf(unit));
        if (value.compareTo(largest) > 0)
        {
            throw bad(text, expected);
        }
        return value.setScale(0, RoundingMode.DOWN).longValueExact();
    }

    private static InputException bad(final String text, final String expected)
    {
        return InputException.of("'%s' must be %s", text, expected);
    }
}
