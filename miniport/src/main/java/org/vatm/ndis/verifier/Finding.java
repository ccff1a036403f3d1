package org.vatm.ndis.verifier;

import java.util.List;

/**
 * A rule that was broken.
 *
 * @param rule     which.
 * @param severity the rule's own, or a milder one where the contract says so.
 * @param text     what happened.
 * @param timePs   simulated time.
 * @param irql     interrupt level, {@code HostCpu}'s numbers.
 * @param where    the driver's routine that ran, or the caller of NDIS outside of any.
 * @param history  the last calls about the same VC, packet or request, oldest first; all calls if it is about none.
 */
public record Finding(
    VerifierRule rule,
    VerifierSeverity severity,
    String text,
    long timePs,
    int irql,
    String where,
    List<String> history)
{
    /** Several lines. */
    public String report()
    {
        final StringBuilder out = new StringBuilder();
        out.append(this).append('\n');
        for (final String line : history)
        {
            out.append("    ").append(line).append('\n');
        }
        return out.toString();
    }

    @Override
    public String toString()
    {
        return rule.id() + " " + severity.letter() + ": " + text + "; in " + where + " at IRQL " + irql + ", " +
            timePs + " ps";
    }
}
