package org.vatm.testkit;

import org.vatm.ndis.NdisStatus;

/**
 * A status indication.
 *
 * @param vc     that it is about; null for the whole adapter.
 * @param status what it says.
 * @param buffer of it, empty without one.
 * @param timePs when it came.
 */
public record IndicatedStatus(TestVc vc, int status, byte[] buffer, long timePs)
{
    @Override
    public String toString()
    {
        return NdisStatus.name(status) + (vc == null ? "" : " of " + vc);
    }
}
