package org.vatm.line;

/** Told by a device when the level of one of its pins has changed; the device says which and what the level is now. */
@FunctionalInterface
public interface PinListener
{
    /**
     * Called in the middle of the device's work: takes note, and does not call the device to change it.
     *
     * @param nowPs when the pin changed.
     */
    void changed(long nowPs);
}
