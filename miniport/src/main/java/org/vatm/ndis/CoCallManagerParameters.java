package org.vatm.ndis;

/** {@code CO_CALL_MANAGER_PARAMETERS}: the call manager's part of {@link CoCallParameters}. */
public final class CoCallManagerParameters
{
    public final FlowSpec transmit = new FlowSpec();
    public final FlowSpec receive = new FlowSpec();
    public final CoSpecificParameters callMgrSpecific = new CoSpecificParameters();
}
