package org.vatm.register;

/**
 * A mistake of the guest and the device's answer, one constant each in an enum of the device. Never thrown: reported to
 * {@link GuestErrors}, and the device goes on.
 */
public interface GuestError
{
    String name();

    /** The mistake, in one line. */
    String meaning();

    /** What the device does about it, in one line; empty if {@link #meaning()} says it. */
    default String answer()
    {
        return "";
    }
}
