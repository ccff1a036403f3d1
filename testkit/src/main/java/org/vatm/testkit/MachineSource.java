package org.vatm.testkit;

/**
 * A test class of {@link VirtualAtm} that says itself what its machines are made of; the annotation's values do not
 * count.
 */
public interface MachineSource
{
    /** For each test anew. */
    MachineSpec machine();
}
