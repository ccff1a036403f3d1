package org.vatm.ndis.verifier;

/** How bad it is to break a rule. */
public enum VerifierSeverity
{
    /** Stops the system: an emulated bug check. */
    FATAL('F'),
    /** Against the contract. */
    ERROR('E'),
    /** Risky, or against what a contract of later or earlier versions says. */
    WARNING('W'),
    /** Worth knowing. */
    INFORMATION('I');

    private final char letter;

    VerifierSeverity(final char letter)
    {
        this.letter = letter;
    }

    public char letter()
    {
        return letter;
    }
}
