package org.vatm.register;

/** Renders a {@link RegisterMap} for people (text, Markdown) and programs (JSON). */
public final class RegisterDocument
{
    private RegisterDocument()
    {
    }

    /** A plain table for a terminal. */
    public static String text(final RegisterMap map)
    {
        final StringBuilder out = new StringBuilder();
        out.append(map.name()).append(": ").append(map.registers().size()).append(" registers of ")
            .append(map.registerBits()).append(" bits in ").append(map.sizeBytes()).append(" bytes\n");
        for (final Register register : map.registers())
        {
            out.append(String.format("%n%s  %-8s reset %s  %s%n",
                offset(register, map), register.name(), reset(register, map), register.meaning()));
            for (final Field field : register.fields())
            {
                out.append(String.format("    %-6s %-12s %-4s %s%n",
                    bits(field), field.name(), field.access(), field.meaning()));
            }
        }
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    /** A chapter: an overview table, then a table of fields for each register. */
    public static String markdown(final RegisterMap map)
    {
        final StringBuilder out = new StringBuilder();
        out.append("## ").append(map.name())
            .append("\n\n| offset | name | reset | meaning |\n| --- | --- | --- | --- |\n");
        for (final Register register : map.registers())
        {
            row(out, offset(register, map), register.name(), reset(register, map), register.meaning());
        }
        for (final Register register : map.registers())
        {
            out.append("\n### ").append(register.name()).append(" (").append(offset(register, map)).append(")\n\n")
                .append(register.meaning()).append(register.isWordOnly() ? "; whole words only" : "")
                .append("\n\n| bits | field | access | meaning |\n| --- | --- | --- | --- |\n");
            for (final Field field : register.fields())
            {
                row(out, bits(field), field.name(), field.access().name(), field.meaning());
            }
        }
        return out.toString();
    }

    /** One object: name, sizeBytes, registerBits, registers with fields; numbers are decimal. */
    public static String json(final RegisterMap map)
    {
        final StringBuilder out = new StringBuilder();
        out.append("{\"name\":").append(quoted(map.name())).append(",\"sizeBytes\":").append(map.sizeBytes())
            .append(",\"registerBits\":").append(map.registerBits()).append(",\"registers\":[");
        String separator = "\n";
        for (final Register register : map.registers())
        {
            out.append(separator).append("{\"name\":").append(quoted(register.name()))
                .append(",\"offset\":").append(register.offset())
                .append(",\"resetValue\":").append(Integer.toUnsignedLong(register.resetValue()))
                .append(",\"wordOnly\":").append(register.isWordOnly())
                .append(",\"meaning\":").append(quoted(register.meaning())).append(",\"fields\":[");
            separator = ",\n";
            String fieldSeparator = "";
            for (final Field field : register.fields())
            {
                out.append(fieldSeparator).append("{\"name\":").append(quoted(field.name()))
                    .append(",\"msb\":").append(field.msb()).append(",\"lsb\":").append(field.lsb())
                    .append(",\"access\":\"").append(field.access())
                    .append("\",\"meaning\":").append(quoted(field.meaning())).append('}');
                fieldSeparator = ",";
            }
            out.append("]}");
        }
        return out.append("\n]}\n").toString();
    }

    /** A Markdown table of guest errors: mistake and answer. */
    public static String markdown(final String title, final GuestError... errors)
    {
        final StringBuilder out = new StringBuilder();
        out.append("## ").append(title).append("\n\n| name | mistake | answer |\n| --- | --- | --- |\n");
        for (final GuestError error : errors)
        {
            row(out, error.name(), error.meaning(), error.answer());
        }
        return out.toString();
    }

    private static String bits(final Field field)
    {
        return field.msb() == field.lsb() ? Integer.toString(field.msb()) : field.msb() + ":" + field.lsb();
    }

    private static void row(final StringBuilder out, final String... cells)
    {
        for (final String cell : cells)
        {
            out.append("| ").append(cell.replace("|", "\\|")).append(' ');
        }
        out.append("|\n");
    }

    private static String offset(final Register register, final RegisterMap map)
    {
        return hex(register.offset(), map.sizeBytes() > 0x100 ? 3 : 2);
    }

    private static String reset(final Register register, final RegisterMap map)
    {
        return hex(register.resetValue(), map.registerBytes() * 2);
    }

    private static String hex(final int value, final int digits)
    {
        return String.format("0x%0" + digits + "X", value);
    }

    private static String quoted(final String text)
    {
        final StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++)
        {
            final char c = text.charAt(i);
            if (c == '"' || c == '\\')
            {
                out.append('\\').append(c);
            }
            else if (c < 0x20)
            {
                out.append(String.format("\\u%04x", (int)c));
            }
            else
            {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
