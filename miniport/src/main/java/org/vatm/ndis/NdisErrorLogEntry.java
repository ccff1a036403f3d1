package org.vatm.ndis;

/**
 * What a miniport has written to the system's error log.
 *
 * @param timePs     simulated time.
 * @param deviceName of the adapter.
 * @param errorCode  of {@link NdisErrorCode}.
 * @param values     in hexadecimal, as the driver gave them.
 */
public record NdisErrorLogEntry(long timePs, String deviceName, int errorCode, String values)
{
    @Override
    public String toString()
    {
        return deviceName + ": " + NdisErrorCode.name(errorCode) + " " + values + " at " + timePs + " ps";
    }
}
