package org.vatm.testkit;

import org.opentest4j.AssertionFailedError;

import java.util.Locale;

/** A driver has broken a rule of the contract, chapter 12; the message begins with the rule's id. */
public final class RuleBroken extends AssertionFailedError
{
    private static final long serialVersionUID = 1L;

    private final String rule;

    /**
     * @param rule    its id, such as VC-03.
     * @param message what happened.
     */
    public RuleBroken(final String rule, final String message)
    {
        super(rule + ": " + message);
        this.rule = rule;
    }

    /** Throws unless the condition holds. */
    public static void unless(
        final boolean condition, final String rule, final String format, final Object... arguments)
    {
        if (!condition)
        {
            throw new RuleBroken(rule, String.format(Locale.ROOT, format, arguments));
        }
    }

    /** Id of the rule. */
    public String rule()
    {
        return rule;
    }
}
