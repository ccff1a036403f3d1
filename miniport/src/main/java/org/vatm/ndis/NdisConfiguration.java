package org.vatm.ndis;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An adapter's parameters, as the registry would hold them: keyword to integer or text. Keywords do not depend on case;
 * what the keywords mean is the driver's business.
 */
public final class NdisConfiguration
{
    /** Software override of the burnt-in address: 12 hexadecimal digits, which may be separated. */
    public static final String NETWORK_ADDRESS = "NetworkAddress";

    private final Map<String, Object> parameters = new HashMap<>();

    public NdisConfiguration with(final String keyword, final int value)
    {
        parameters.put(key(keyword), value);
        return this;
    }

    public NdisConfiguration with(final String keyword, final String value)
    {
        parameters.put(key(keyword), value);
        return this;
    }

    /** An Integer, a String, or null. */
    Object value(final String keyword)
    {
        return parameters.get(key(keyword));
    }

    private static String key(final String keyword)
    {
        return keyword.toLowerCase(Locale.ROOT);
    }
}
