package org.vatm.testkit;

import org.vatm.ndis.AtmAalType;
import org.vatm.ndis.AtmFlowParameters;
import org.vatm.ndis.AtmMediaParameters;
import org.vatm.ndis.AtmServiceCategory;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoMediaParameters;

/**
 * What a VC is to be, said fluently: by default AAL5, UBR at whatever rate the adapter has, both directions, rates
 * rounded down. A specification can be used for any number of VCs; each gets call parameters of its own.
 */
public final class VcSpec
{
    /** Instead of a rate or a size: as much as the adapter says that it can. */
    public static final int MOST = 0;

    private static final int USUAL_SDU_BYTES = 9_180;

    private int vpi;
    private int vci;
    private int aalType = AtmAalType.AAL_TYPE_AAL5;
    private int serviceCategory = AtmServiceCategory.ATM_SERVICE_CATEGORY_UBR;
    private int peakCellRate = MOST;
    private int averageCellRate;
    private int burstLengthCells;
    private int maxSduSize = USUAL_SDU_BYTES;
    private int defaultClp;
    private int flags =
        CoMediaParameters.TRANSMIT_VC | CoMediaParameters.RECEIVE_VC | CoMediaParameters.ROUND_DOWN_FLOW;

    private VcSpec(final int vpi, final int vci)
    {
        this.vpi = vpi;
        this.vci = vci;
    }

    /** On VPI 0. */
    public static VcSpec vc(final int vci)
    {
        return new VcSpec(0, vci);
    }

    public static VcSpec vc(final int vpi, final int vci)
    {
        return new VcSpec(vpi, vci);
    }

    /** The same on another VCI of the same VPI. */
    public VcSpec at(final int otherVci)
    {
        final VcSpec copy = new VcSpec(vpi, otherVci);
        copy.aalType = aalType;
        copy.serviceCategory = serviceCategory;
        copy.peakCellRate = peakCellRate;
        copy.averageCellRate = averageCellRate;
        copy.burstLengthCells = burstLengthCells;
        copy.maxSduSize = maxSduSize;
        copy.defaultClp = defaultClp;
        copy.flags = flags;
        return copy;
    }

    public VcSpec aal5()
    {
        return aal(AtmAalType.AAL_TYPE_AAL5);
    }

    public VcSpec aal0()
    {
        return aal(AtmAalType.AAL_TYPE_AAL0);
    }

    /** Any value, legal or not. */
    public VcSpec aal(final int type)
    {
        aalType = type;
        return this;
    }

    public VcSpec ubr()
    {
        return category(AtmServiceCategory.ATM_SERVICE_CATEGORY_UBR).pcr(MOST);
    }

    /** @param cellsPerSecond peak cell rate. */
    public VcSpec ubr(final int cellsPerSecond)
    {
        return category(AtmServiceCategory.ATM_SERVICE_CATEGORY_UBR).pcr(cellsPerSecond);
    }

    /** @param cellsPerSecond peak cell rate. */
    public VcSpec cbr(final int cellsPerSecond)
    {
        return category(AtmServiceCategory.ATM_SERVICE_CATEGORY_CBR).pcr(cellsPerSecond);
    }

    /**
     * @param peakCellsPerSecond    PCR.
     * @param averageCellsPerSecond SCR.
     * @param burstCells            MBS.
     */
    public VcSpec vbr(final int peakCellsPerSecond, final int averageCellsPerSecond, final int burstCells)
    {
        averageCellRate = averageCellsPerSecond;
        burstLengthCells = burstCells;
        return category(AtmServiceCategory.ATM_SERVICE_CATEGORY_VBR).pcr(peakCellsPerSecond);
    }

    /** Any value, legal or not. */
    public VcSpec category(final int category)
    {
        serviceCategory = category;
        return this;
    }

    public VcSpec pcr(final int cellsPerSecond)
    {
        peakCellRate = cellsPerSecond;
        return this;
    }

    /** Largest packet in bytes, both ways. */
    public VcSpec sdu(final int lengthBytes)
    {
        maxSduSize = lengthBytes;
        return this;
    }

    /** CLP of cells that are sent. */
    public VcSpec clp(final int bit)
    {
        defaultClp = bit;
        return this;
    }

    public VcSpec transmitOnly()
    {
        return without(CoMediaParameters.RECEIVE_VC);
    }

    public VcSpec receiveOnly()
    {
        return without(CoMediaParameters.TRANSMIT_VC);
    }

    /** Rates must be met exactly. */
    public VcSpec exact()
    {
        return without(CoMediaParameters.ROUND_DOWN_FLOW | CoMediaParameters.ROUND_UP_FLOW);
    }

    public VcSpec roundUp()
    {
        return exact().with(CoMediaParameters.ROUND_UP_FLOW);
    }

    /** Adds {@link CoMediaParameters} flags. */
    public VcSpec with(final int mediaFlags)
    {
        flags |= mediaFlags;
        return this;
    }

    /** Takes {@link CoMediaParameters} flags away. */
    public VcSpec without(final int mediaFlags)
    {
        flags &= ~mediaFlags;
        return this;
    }

    public int vpi()
    {
        return vpi;
    }

    public int vci()
    {
        return vci;
    }

    /**
     * New call parameters.
     *
     * @param mostCellsPerSecond what {@link #MOST} is.
     * @return what this says; the flow of a direction that is not used has rate and size 0.
     */
    public CoCallParameters parameters(final int mostCellsPerSecond)
    {
        final AtmMediaParameters atm = new AtmMediaParameters();
        atm.connectionId.vpi = vpi;
        atm.connectionId.vci = vci;
        atm.aalType = aalType;
        atm.defaultClp = defaultClp;
        fill(atm.transmit, CoMediaParameters.TRANSMIT_VC, mostCellsPerSecond);
        fill(atm.receive, CoMediaParameters.RECEIVE_VC, mostCellsPerSecond);
        final CoMediaParameters media = new CoMediaParameters();
        media.flags = flags;
        media.receiveSizeHint = maxSduSize;
        media.mediaSpecific.atm(atm);
        final CoCallParameters call = new CoCallParameters();
        call.flags = CoCallParameters.PERMANENT_VC;
        call.mediaParameters = media;
        return call;
    }

    private void fill(final AtmFlowParameters flow, final int direction, final int mostCellsPerSecond)
    {
        flow.serviceCategory = serviceCategory;
        if ((flags & direction) != 0)
        {
            flow.peakCellRate = peakCellRate == MOST ? mostCellsPerSecond : peakCellRate;
            flow.averageCellRate = averageCellRate;
            flow.burstLengthCells = burstLengthCells;
            flow.maxSduSize = maxSduSize;
        }
    }

    @Override
    public String toString()
    {
        return "VC " + vpi + "/" + vci;
    }
}
