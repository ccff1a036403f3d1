package org.vatm.ndis;

/** {@code ATM_VPIVCI}: VPI of 8 bits (12 at an NNI) and VCI of 16 bits. */
public final class AtmVpiVci
{
    public int vpi;
    public int vci;
}
