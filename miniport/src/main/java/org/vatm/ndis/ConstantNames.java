package org.vatm.ndis;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;

/** Names of the {@code int} constants of a class, taken from their one declaration. For messages, not for hot paths. */
final class ConstantNames
{
    private final Map<Integer, String> names = new HashMap<>();

    ConstantNames(final Class<?> constants)
    {
        try
        {
            for (final Field field : constants.getDeclaredFields())
            {
                if (field.getType() == int.class && Modifier.isPublic(field.getModifiers()))
                {
                    names.put(field.getInt(null), field.getName());
                }
            }
        }
        catch (final IllegalAccessException e)
        {
            throw new IllegalStateException(e);
        }
    }

    /** The constants, in ascending order without sign. */
    int[] values()
    {
        return names.keySet().stream().sorted(Integer::compareUnsigned).mapToInt(Integer::intValue).toArray();
    }

    String name(final int value)
    {
        final String name = names.get(value);
        return name != null ? name : String.format("0x%08X", value);
    }
}
