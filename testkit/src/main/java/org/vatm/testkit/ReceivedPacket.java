package org.vatm.testkit;

/**
 * A packet that a miniport has indicated.
 *
 * @param data           its bytes.
 * @param status         of its out-of-band block: SUCCESS or RESOURCES.
 * @param userToUser     CPCS-UU of its AAL record, -1 without one.
 * @param clp            CellLossPriority of its AAL record, -1 without one.
 * @param timeReceivedPs TimeReceived of its out-of-band block, 0 if not set.
 * @param arrivedPs      when it was indicated.
 */
public record ReceivedPacket(
    byte[] data, int status, int userToUser, int clp, long timeReceivedPs, long arrivedPs)
{
}
