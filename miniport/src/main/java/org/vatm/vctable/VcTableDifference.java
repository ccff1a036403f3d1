package org.vatm.vctable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a VC table document differs from the one that was expected, by adapter, VC and field. VCs are told apart by VPI
 * and VCI, or by index where they have none. A field that the expected entry leaves out may be anything.
 */
public final class VcTableDifference
{
    private final List<String> lines = new ArrayList<>();

    private VcTableDifference()
    {
    }

    /**
     * @param expected document.
     * @param actual   document.
     * @return a line for each difference, none if there is no difference.
     * @throws IllegalArgumentException if one of them is no VC table document; says what is wrong.
     */
    public static List<String> of(final Map<?, ?> expected, final Map<?, ?> actual)
    {
        final VcTableDifference difference = new VcTableDifference();
        difference.compareAdapters(adapters(expected), adapters(actual));
        return difference.lines;
    }

    /**
     * Checks that a document is a VC table's.
     *
     * @throws IllegalArgumentException if it is not; says what is wrong.
     */
    public static void check(final Map<?, ?> document)
    {
        adapters(document).values().forEach(VcTableDifference::vcs);
    }

    private void compareAdapters(final Map<String, Map<?, ?>> expected, final Map<String, Map<?, ?>> actual)
    {
        expected.forEach((name, adapter) ->
        {
            if (actual.containsKey(name))
            {
                compareVcs(name, vcs(adapter), vcs(actual.get(name)));
            }
            else
            {
                lines.add("adapter " + name + ": missing");
            }
        });
        actual.keySet().stream().filter(name -> !expected.containsKey(name))
            .forEach(name -> lines.add("adapter " + name + ": not expected"));
    }

    private void compareVcs(
        final String adapter, final Map<String, Map<?, ?>> expected, final Map<String, Map<?, ?>> actual)
    {
        expected.forEach((name, vc) ->
        {
            if (actual.containsKey(name))
            {
                compareFields(adapter + " " + name + ": ", "", vc, actual.get(name));
            }
            else
            {
                lines.add(adapter + " " + name + ": missing, expected " + vc.get("state"));
            }
        });
        actual.forEach((name, vc) ->
        {
            if (!expected.containsKey(name))
            {
                lines.add(adapter + " " + name + ": not expected, is " + vc.get("state"));
            }
        });
    }

    private void compareFields(final String vc, final String prefix, final Map<?, ?> expected, final Map<?, ?> actual)
    {
        expected.forEach((field, value) ->
        {
            final Object other = actual.get(field);
            if (value instanceof Map<?, ?> inner && other instanceof Map<?, ?> otherInner)
            {
                compareFields(vc, prefix + field + ".", inner, otherInner);
            }
            else if (!actual.containsKey(field))
            {
                lines.add(vc + prefix + field + " expected " + value + ", is not there");
            }
            else if (!isSame(value, other))
            {
                lines.add(vc + prefix + field + " expected " + value + ", was " + other);
            }
        });
    }

    private static boolean isSame(final Object a, final Object b)
    {
        return a instanceof Number left && b instanceof Number right ?
            left.longValue() == right.longValue() && Double.compare(left.doubleValue(), right.doubleValue()) == 0 :
            Objects.equals(a, b);
    }

    private static Map<String, Map<?, ?>> adapters(final Map<?, ?> document)
    {
        final Map<String, Map<?, ?>> adapters = new LinkedHashMap<>();
        for (final Map<?, ?> adapter : maps(document.get("adapters"), "adapters"))
        {
            put(adapters, adapter.get("host") + "/" + adapter.get("adapter"), adapter, "adapter");
        }
        return adapters;
    }

    private static Map<String, Map<?, ?>> vcs(final Map<?, ?> adapter)
    {
        final Map<String, Map<?, ?>> vcs = new LinkedHashMap<>();
        for (final Map<?, ?> vc : maps(adapter.get("vcs"), "vcs of " + adapter.get("adapter")))
        {
            final boolean bound = vc.get("vpi") != null && vc.get("vci") != null;
            final String name =
                bound ? "VC " + vc.get("vpi") + "/" + vc.get("vci") : "VC without VCI, index " + vc.get("index");
            put(vcs, name, vc, "VC of " + adapter.get("adapter"));
        }
        return vcs;
    }

    private static void put(
        final Map<String, Map<?, ?>> into, final String name, final Map<?, ?> value, final String kind)
    {
        if (into.put(name, value) != null)
        {
            throw new IllegalArgumentException("a second " + kind + " is called " + name);
        }
    }

    private static List<Map<?, ?>> maps(final Object value, final String name)
    {
        if (!(value instanceof List<?> list))
        {
            throw new IllegalArgumentException("no list '" + name + "'");
        }
        final List<Map<?, ?>> maps = new ArrayList<>();
        for (final Object entry : list)
        {
            if (!(entry instanceof Map<?, ?> map))
            {
                throw new IllegalArgumentException("an entry of '" + name + "' is no object");
            }
            maps.add(map);
        }
        return maps;
    }
}
