package org.vatm.ndis;

/** {@code ATM_FLOW_PARAMETERS}: the traffic contract of one direction. Rates in cells per second. */
public final class AtmFlowParameters
{
    /** One bit of {@link AtmServiceCategory}. */
    public int serviceCategory;
    public int averageCellRate; // SCR
    public int peakCellRate; // PCR
    public int minimumCellRate; // MCR, ABR only
    public int initialCellRate; // ICR, ABR only
    public int burstLengthCells; // MBS, cells back to back at PCR
    /** Largest PDU in bytes, 1..65535 for AAL5. */
    public int maxSduSize;
    public int transientBufferExposure; // TBE; this and all below: ABR only
    public int cumulativeRmFixedRtt; // FRTT
    public int rateIncreaseFactor; // RIF
    public int rateDecreaseFactor; // RDF
    public int acrDecreaseTimeFactor; // ADTF
    public int maximumCellsPerForwardRmCell; // Nrm
    public int maximumForwardRmCellInterval; // Trm
    public int cutoffDecreaseFactor; // CDF
    public int missingRmCellCount; // CRM

    public void copyFrom(final AtmFlowParameters other)
    {
        serviceCategory = other.serviceCategory;
        averageCellRate = other.averageCellRate;
        peakCellRate = other.peakCellRate;
        minimumCellRate = other.minimumCellRate;
        initialCellRate = other.initialCellRate;
        burstLengthCells = other.burstLengthCells;
        maxSduSize = other.maxSduSize;
        transientBufferExposure = other.transientBufferExposure;
        cumulativeRmFixedRtt = other.cumulativeRmFixedRtt;
        rateIncreaseFactor = other.rateIncreaseFactor;
        rateDecreaseFactor = other.rateDecreaseFactor;
        acrDecreaseTimeFactor = other.acrDecreaseTimeFactor;
        maximumCellsPerForwardRmCell = other.maximumCellsPerForwardRmCell;
        maximumForwardRmCellInterval = other.maximumForwardRmCellInterval;
        cutoffDecreaseFactor = other.cutoffDecreaseFactor;
        missingRmCellCount = other.missingRmCellCount;
    }
}
