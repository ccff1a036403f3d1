package org.vatm.ndis;

/** {@code ATM_MEDIA_PARAMETERS}: all that an ATM miniport needs to know to activate a VC. */
public final class AtmMediaParameters
{
    /** Bytes of the C structure. */
    public static final int LENGTH = 152;

    public final AtmVpiVci connectionId = new AtmVpiVci();
    /** One bit of {@link AtmAalType}. */
    public int aalType;
    public int cellDelayVariationClp0;
    public int cellDelayVariationClp1;
    public int cellLossRatioClp0;
    public int cellLossRatioClp1;
    public int cellTransferDelayClp0;
    public int cellTransferDelayClp1;
    /** CLP bit of every transmitted cell, 0 or 1, unless a packet's {@link AtmAalOobInfo} says otherwise. */
    public int defaultClp;
    public final AtmFlowParameters transmit = new AtmFlowParameters();
    public final AtmFlowParameters receive = new AtmFlowParameters();

    public void copyFrom(final AtmMediaParameters other)
    {
        connectionId.vpi = other.connectionId.vpi;
        connectionId.vci = other.connectionId.vci;
        aalType = other.aalType;
        cellDelayVariationClp0 = other.cellDelayVariationClp0;
        cellDelayVariationClp1 = other.cellDelayVariationClp1;
        cellLossRatioClp0 = other.cellLossRatioClp0;
        cellLossRatioClp1 = other.cellLossRatioClp1;
        cellTransferDelayClp0 = other.cellTransferDelayClp0;
        cellTransferDelayClp1 = other.cellTransferDelayClp1;
        defaultClp = other.defaultClp;
        transmit.copyFrom(other.transmit);
        receive.copyFrom(other.receive);
    }
}
