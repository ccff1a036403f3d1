package org.vatm.testkit;

import org.opentest4j.AssertionFailedError;
import org.vatm.ndis.NdisBugCheck;

/** Failures that say how to repeat and where to look. */
final class Failures
{
    private Failures()
    {
    }

    /** The same failure with seed, time and trace file in its message; expected and actual values stay. */
    static AssertionFailedError explained(final Throwable failure, final TestMachine machine)
    {
        final String what = failure instanceof AssertionError ?
            failure.getMessage() : RuleIds.prefix(failure) + failure.getClass().getSimpleName() + ": " +
                failure.getMessage();
        final String message = what + System.lineSeparator() + "  " + machine.report() +
            (failure instanceof NdisBugCheck stop && stop.dumpFile() != null ? ", vatm dump " + stop.dumpFile() : "");
        final AssertionFailedError explained =
            failure instanceof AssertionFailedError known && known.isExpectedDefined() && known.isActualDefined() ?
                new AssertionFailedError(message, known.getExpected(), known.getActual(), failure) :
                new AssertionFailedError(message, failure);
        explained.setStackTrace(failure.getStackTrace());
        return explained;
    }
}
