package org.vatm.vfiouser;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the JSON (RFC 8259) of a version message: objects become maps, integers longs, the rest strings, doubles, booleans,
 * {@link #NULL}, and for arrays {@link #ARRAY}, because nothing in a version message is one.
 */
final class Json
{
    static final Object NULL = new Object();
    static final Object ARRAY = new Object();

    private static final int MAX_DEPTH = 32;

    private final String text;
    private int at;

    private Json(final String text)
    {
        this.text = text;
    }

    /**
     * @param text one value.
     * @return it.
     * @throws RefusedException if it is not JSON.
     */
    static Object parse(final String text) throws RefusedException
    {
        final Json json = new Json(text);
        final Object value = json.value(0);
        json.skipSpace();
        if (json.at != text.length())
        {
            throw json.wrong("end");
        }
        return value;
    }

    private Object value(final int depth) throws RefusedException
    {
        if (depth > MAX_DEPTH)
        {
            throw wrong("less depth");
        }
        skipSpace();
        switch (peek())
        {
            case '{':
                return object(depth);
            case '[':
                return array(depth);
            case '"':
                return string();
            case 't':
                return word("true", Boolean.TRUE);
            case 'f':
                return word("false", Boolean.FALSE);
            case 'n':
                return word("null", NULL);
            default:
                return number();
        }
    }

    private Map<String, Object> object(final int depth) throws RefusedException
    {
        final Map<String, Object> members = new LinkedHashMap<>();
        at++;
        skipSpace();
        if (peek() == '}')
        {
            at++;
            return members;
        }
        do
        {
            skipSpace();
            final String name = string();
            skipSpace();
            if (next() != ':')
            {
                throw wrong("':'");
            }
            members.put(name, value(depth + 1));
            skipSpace();
        }
        while (more('}'));
        return members;
    }

    private Object array(final int depth) throws RefusedException
    {
        at++;
        skipSpace();
        if (peek() == ']')
        {
            at++;
            return ARRAY;
        }
        do
        {
            value(depth + 1);
            skipSpace();
        }
        while (more(']'));
        return ARRAY;
    }

    private boolean more(final char end) throws RefusedException
    {
        final char c = next();
        if (c != ',' && c != end)
        {
            throw wrong("',' or '" + end + "'");
        }
        return c == ',';
    }

    private String string() throws RefusedException
    {
        if (next() != '"')
        {
            throw wrong("'\"'");
        }
        final StringBuilder result = new StringBuilder();
        for (char c = next(); c != '"'; c = next())
        {
            if (c < ' ')
            {
                throw wrong("a character");
            }
            result.append(c == '\\' ? escaped() : c);
        }
        return result.toString();
    }

    private char escaped() throws RefusedException
    {
        final char c = next();
        final int simple = "\"\\/bfnrt".indexOf(c);
        if (simple >= 0)
        {
            return "\"\\/\b\f\n\r\t".charAt(simple);
        }
        if (c != 'u')
        {
            throw wrong("an escape sequence");
        }
        int code = 0;
        for (int i = 0; i < 4; i++)
        {
            final int digit = Character.digit(next(), 16);
            if (digit < 0)
            {
                throw wrong("a hexadecimal digit");
            }
            code = code << 4 | digit;
        }
        return (char)code;
    }

    private Object word(final String word, final Object meaning) throws RefusedException
    {
        if (!text.startsWith(word, at))
        {
            throw wrong(word);
        }
        at += word.length();
        return meaning;
    }

    private Object number() throws RefusedException
    {
        final int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0)
        {
            at++;
        }
        final String number = text.substring(start, at);
        if (!number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?"))
        {
            at = start;
            throw wrong("a value");
        }
        try
        {
            return Long.valueOf(number);
        }
        catch (final NumberFormatException e)
        {
            return Double.valueOf(number);
        }
    }

    private void skipSpace()
    {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0)
        {
            at++;
        }
    }

    private char peek()
    {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private char next()
    {
        return at < text.length() ? text.charAt(at++) : 0;
    }

    private RefusedException wrong(final String expected)
    {
        return RefusedException.invalid("JSON: " + expected + " expected at character " + at);
    }
}
