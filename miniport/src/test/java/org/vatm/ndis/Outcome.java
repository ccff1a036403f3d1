package org.vatm.ndis;

import java.util.Arrays;

/** What came of a step, in words: what it returned, which handlers were called, what was reported. */
final class Outcome
{
    private static final NdisViolation[] VIOLATIONS = NdisViolation.values();

    private final StringBuilder calls = new StringBuilder();
    private final int[] reports = new int[VIOLATIONS.length];
    private boolean hasReports;
    private String returned;
    private NdisBugCheckCode bugCheck;

    void clear()
    {
        calls.setLength(0);
        Arrays.fill(reports, 0);
        hasReports = false;
        returned = "";
        bugCheck = null;
    }

    void returned(final int status)
    {
        returned = Script.name(status);
    }

    void called(final String handler)
    {
        calls.append(", ").append(handler);
    }

    void report(final NdisViolation violation)
    {
        report(violation, 1);
    }

    void report(final NdisViolation violation, final long count)
    {
        reports[violation.ordinal()] += (int)count;
        hasReports |= count != 0;
    }

    void bugCheck(final NdisBugCheckCode code)
    {
        bugCheck = code;
    }

    boolean isBugCheck()
    {
        return bugCheck != null;
    }

    @Override
    public String toString()
    {
        if (bugCheck != null)
        {
            return "bug check " + bugCheck;
        }
        final StringBuilder text = new StringBuilder(returned).append(calls);
        for (int i = 0; hasReports && i < VIOLATIONS.length; i++)
        {
            if (reports[i] != 0)
            {
                text.append(" !").append(VIOLATIONS[i]).append(" x").append(reports[i]);
            }
        }
        return text.toString();
    }
}
