package org.vatm.workbench.report;

import org.vatm.ndis.AtmAalType;
import org.vatm.ndis.AtmServiceCategory;
import org.vatm.workbench.input.InputException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The VCs of a {@link VcTableFile} as a table for people. A field is one of the file, {@code transmit.peakCellRate} for
 * one inside another, or one of those that are made up here: adapter, host, vc, aal, category, errors.
 */
public final class VcListing
{
    /** Fields that are shown if nothing else is said. */
    public static final List<String> USUAL_FIELDS = List.of("adapter", "vc", "state", "aal", "category",
        "transmit.peakCellRate", "transmit.maxSduSize", "pdusSent", "bytesSent", "pdusReceived", "bytesReceived",
            "errors");

    private static final Pattern CONDITION = Pattern.compile("([\\w.]+)(!=|>=|<=|=|>|<)(.*)");
    private static final List<String> ERRORS = List.of("sendErrors", "crcErrors", "lengthErrors", "noBuffer");
    private static final int PLAIN_FIELD = 2;

    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final Map<String, Map<String, Integer>> states = new LinkedHashMap<>();

    /** @param file to list. */
    public VcListing(final VcTableFile file)
    {
        for (final Object adapter : (List<?>)file.document().get("adapters"))
        {
            add((Map<?, ?>)adapter);
        }
    }

    private void add(final Map<?, ?> adapter)
    {
        final Map<String, Integer> counts = new TreeMap<>();
        for (final Object vc : (List<?>)adapter.get("vcs"))
        {
            final Map<String, Object> row = new LinkedHashMap<>();
            row.put("adapter", adapter.get("adapter"));
            row.put("host", adapter.get("host"));
            flatten(row, "", (Map<?, ?>)vc);
            row.put("vc", row.get("vpi") == null ? "-" : row.get("vpi") + "/" + row.get("vci"));
            row.put("aal", aal(row.get("aalType")));
            row.put("category", category(row.get("transmit.serviceCategory"), row.get("receive.serviceCategory")));
            row.put("errors", ERRORS.stream().mapToLong(field -> number(row.get(field))).sum());
            rows.add(row);
            counts.merge(String.valueOf(row.get("state")), 1, Integer::sum);
        }
        states.put(adapter.get("host") + "/" + adapter.get("adapter"), counts);
    }

    private static void flatten(final Map<String, Object> row, final String prefix, final Map<?, ?> fields)
    {
        fields.forEach((name, value) ->
        {
            if (value instanceof Map<?, ?> inner)
            {
                flatten(row, prefix + name + ".", inner);
            }
            else
            {
                row.put(prefix + name, value);
            }
        });
    }

    private static String aal(final Object type)
    {
        return switch ((int)number(type))
        {
            case AtmAalType.AAL_TYPE_AAL0 -> "AAL0";
            case AtmAalType.AAL_TYPE_AAL1 -> "AAL1";
            case AtmAalType.AAL_TYPE_AAL34 -> "AAL3/4";
            case AtmAalType.AAL_TYPE_AAL5 -> "AAL5";
            default -> "-";
        };
    }

    private static String category(final Object transmit, final Object receive)
    {
        final int bits = (int)(number(transmit) != 0 ? number(transmit) : number(receive));
        return switch (bits)
        {
            case AtmServiceCategory.ATM_SERVICE_CATEGORY_CBR -> "CBR";
            case AtmServiceCategory.ATM_SERVICE_CATEGORY_VBR -> "VBR";
            case AtmServiceCategory.ATM_SERVICE_CATEGORY_UBR -> "UBR";
            case AtmServiceCategory.ATM_SERVICE_CATEGORY_ABR -> "ABR";
            default -> "-";
        };
    }

    private static long number(final Object value)
    {
        return value instanceof Number number ? number.longValue() : 0;
    }

    /**
     * Leaves out what does not meet a condition.
     *
     * @param condition FIELD, an operator of = != &lt; &gt; &lt;= &gt;=, and a value; text matches regardless of case.
     * @throws InputException if it is none, or names a field that there is not.
     */
    public void where(final String condition)
    {
        final Matcher matcher = CONDITION.matcher(condition);
        if (!matcher.matches())
        {
            throw InputException.of("--where '%s' must be a field, one of = != < > <= >=, and a value", condition);
        }
        final String field = matcher.group(1);
        checkField("--where", field);
        final String operator = matcher.group(PLAIN_FIELD);
        final Object value = value(matcher.group(PLAIN_FIELD + 1));
        final Predicate<Map<String, Object>> meets = row -> meets(compare(row.get(field), value), operator);
        rows.removeIf(meets.negate());
    }

    private static Object value(final String text)
    {
        return text.matches("-?\\d{1,18}") ? (Object)Long.valueOf(text) : text;
    }

    private static boolean meets(final int order, final String operator)
    {
        return switch (operator)
        {
            case "=" -> order == 0;
            case "!=" -> order != 0;
            case ">" -> order > 0;
            case "<" -> order < 0;
            case ">=" -> order >= 0;
            default -> order <= 0;
        };
    }

    /** Numbers by value, all else as text; what is not there comes first. */
    private static int compare(final Object a, final Object b)
    {
        return a instanceof Number left && b instanceof Number right ?
            Long.compare(left.longValue(), right.longValue()) : text(a).compareToIgnoreCase(text(b));
    }

    private static String text(final Object value)
    {
        return value == null ? "-" : value.toString();
    }

    /**
     * Sorts by a field, rows that are equal in it stay as they were.
     *
     * @param key a field, after a minus sign for the greatest first.
     * @throws InputException if there is no such field.
     */
    public void sort(final String key)
    {
        final boolean down = key.startsWith("-");
        final String field = down ? key.substring(1) : key;
        checkField("--sort", field);
        final Comparator<Map<String, Object>> order = field.equals("vc") ?
            Comparator.<Map<String, Object>>comparingLong(row -> number(row.get("vpi")))
                .thenComparingLong(row -> number(row.get("vci"))) :
            (a, b) -> compare(a.get(field), b.get(field));
        rows.sort(down ? order.reversed() : order);
    }

    private void checkField(final String option, final String field)
    {
        if (!rows.isEmpty() && rows.stream().noneMatch(row -> row.containsKey(field)))
        {
            throw InputException.of("%s: no field '%s', there are %s", option, field,
                rows.get(0).keySet().stream().collect(Collectors.joining(", ")));
        }
    }

    /**
     * @param fields to show.
     * @return the table, a line for each VC that was not left out, then how many VCs of each adapter are in which
     * state.
     * @throws InputException if there is no such field.
     */
    public String text(final List<String> fields)
    {
        fields.forEach(field -> checkField("--fields", field));
        final List<List<String>> cells = new ArrayList<>();
        cells.add(fields.stream().map(field -> field.substring(field.lastIndexOf('.') + 1)).toList());
        for (final Map<String, Object> row : rows)
        {
            cells.add(fields.stream().map(field -> shown(row.get(field))).toList());
        }
        final StringBuilder out = new StringBuilder();
        for (final List<String> line : cells)
        {
            final StringBuilder text = new StringBuilder();
            for (int column = 0; column < line.size(); column++)
            {
                text.append(column == 0 ? "" : "  ").append(padded(cells, fields, line.get(column), column));
            }
            out.append(text.toString().stripTrailing()).append('\n');
        }
        out.append('\n');
        states.forEach((adapter, counts) -> out.append(String.format(Locale.ROOT, "%s: %,d VCs%s%n", adapter,
            counts.values().stream().mapToInt(Integer::intValue).sum(),
            counts.entrySet().stream().map(count -> ", " + count.getValue() + " " + count.getKey())
                .collect(Collectors.joining()))));
        return out.toString();
    }

    private String padded(
        final List<List<String>> cells, final List<String> fields, final String text, final int column)
    {
        final int width = cells.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
        final boolean isNumber = rows.stream().anyMatch(row -> row.get(fields.get(column)) instanceof Number);
        final String spaces = " ".repeat(width - text.length());
        return isNumber ? spaces + text : text + spaces;
    }

    private static String shown(final Object value)
    {
        return value instanceof Number ? String.format(Locale.ROOT, "%,d", number(value)) : text(value);
    }
}
