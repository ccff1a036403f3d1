package org.vatm.workbench.scenario;

import org.vatm.workbench.input.InputException;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Reads one of a few words: the values of an enum as their {@code toString} writes them.
 */
public final class Choice
{
    private Choice()
    {
    }

    /**
     * @param type the enum.
     * @param text what the user wrote; case does not matter.
     * @param <E>  the enum.
     * @return the value.
     * @throws InputException naming all values if it is none of them.
     */
    public static <E extends Enum<E>> E of(final Class<E> type, final String text)
    {
        for (final E value : type.getEnumConstants())
        {
            if (value.toString().equals(text.strip().toLowerCase(Locale.ROOT)))
            {
                return value;
            }
        }
        throw InputException.of("'%s' must be %s", text,
            Arrays.stream(type.getEnumConstants()).map(Enum::toString).collect(Collectors.joining(", ")));
    }
}
