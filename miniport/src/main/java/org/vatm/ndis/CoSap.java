package org.vatm.ndis;

/** {@code CO_SAP}: the address at which a client takes calls. The client keeps it until it is deregistered. */
public final class CoSap
{
    public static final int SAP_TYPE_NSAP = 1; // ATM: address is what counts

    public int sapType = SAP_TYPE_NSAP;
    public final AtmAddress address = new AtmAddress();
}
