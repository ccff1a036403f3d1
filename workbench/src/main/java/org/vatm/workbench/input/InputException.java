package org.vatm.workbench.input;

/**
 * Something that the user gave is wrong. The message is one line that names it and says what was expected; the command
 * prints that line on standard error and ends with exit status 2.
 */
public final class InputException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    /**
     * @param message one line: what was given, what was expected.
     */
    public InputException(final String message)
    {
        super(message);
    }

    /**
     * @param format as {@link String#format}.
     * @param args   of the format.
     * @return the exception, to be thrown by the caller.
     */
    public static InputException of(final String format, final Object... args)
    {
        return new InputException(String.format(format, args));
    }
}
