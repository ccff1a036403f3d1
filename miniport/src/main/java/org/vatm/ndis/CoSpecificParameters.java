package org.vatm.ndis;

/** {@code CO_SPECIFIC_PARAMETERS}: a typed block, of ATM media parameters or of Q.2931 call manager parameters. */
public final class CoSpecificParameters
{
    public static final int ATM_MEDIA_SPECIFIC = 1;
    public static final int CALLMGR_SPECIFIC_Q2931 = 1;

    public int paramType;
    /** Bytes of the parameters in their C layout; {@link AtmMediaParameters#LENGTH} or more for an activation. */
    public int length;
    public AtmMediaParameters parameters;
    /** Instead of {@link #parameters}, in call manager parameters. */
    public Q2931CallMgrParameters callMgrParameters;

    /** Fills the members for an ATM activation. */
    public void atm(final AtmMediaParameters atm)
    {
        paramType = ATM_MEDIA_SPECIFIC;
        length = AtmMediaParameters.LENGTH;
        parameters = atm;
    }

    /** Fills all members for a call that is signalled. */
    public void q2931(final Q2931CallMgrParameters q2931)
    {
        paramType = CALLMGR_SPECIFIC_Q2931;
        length = Q2931CallMgrParameters.LENGTH;
        callMgrParameters = q2931;
    }
}
