package org.vatm.ndis;

/** {@code CO_SPECIFIC_PARAMETERS}: a typed block; of media parameters only the ATM type exists here. */
public final class CoSpecificParameters
{
    public static final int ATM_MEDIA_SPECIFIC = 1;

    public int paramType;
    /** Bytes of the parameters in their C layout; {@link AtmMediaParameters#LENGTH} or more for an activation. */
    public int length;
    public AtmMediaParameters parameters;

    /** Fills all three members for an ATM activation. */
    public void atm(final AtmMediaParameters atm)
    {
        paramType = ATM_MEDIA_SPECIFIC;
        length = AtmMediaParameters.LENGTH;
        parameters = atm;
    }
}
