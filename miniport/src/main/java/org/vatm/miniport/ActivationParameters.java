package org.vatm.miniport;

import static org.vatm.ndis.AtmServiceCategory.ATM_SERVICE_CATEGORY_CBR;
import static org.vatm.ndis.AtmServiceCategory.ATM_SERVICE_CATEGORY_UBR;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_AAL_PARAMS_UNSUPPORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_CELLRATE_NOT_AVAILABLE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INCOMPATABLE_QOS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_DATA;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_LENGTH;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import org.vatm.ndis.AtmAalType;
import org.vatm.ndis.AtmFlowParameters;
import org.vatm.ndis.AtmMediaParameters;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.CoSpecificParameters;

/**
 * Checks the parameters of an activation and works out what they mean for the chip: cell slots for CBR, a rate index
 * for UBR. One object is used again and again. The checks have the numbers of chapter 6.6 of the contract.
 * <p>
 * A rate is taken exactly if the chip has it. Otherwise a rounding flag must allow the next one below or above.
 */
final class ActivationParameters
{
    static final int CBR = ATM_SERVICE_CATEGORY_CBR;
    static final int SUPPORTED_CATEGORIES = ATM_SERVICE_CATEGORY_CBR | ATM_SERVICE_CATEGORY_UBR;
    static final int MAX_CELL_RATE = RateTables.LINK_CELLS_PER_SECOND;

    private static final int ROUNDING = CoMediaParameters.ROUND_DOWN_FLOW | CoMediaParameters.ROUND_UP_FLOW;

    private final BoardLayout layout;
    private final ScheduleTable schedule;

    AtmMediaParameters media;
    int flags;
    int vpi;
    int vci;
    boolean transmits;
    boolean receives;
    /** CBR: slots of the transmit schedule; else 0. */
    int slots;
    /** UBR: index of the rate tables. */
    int rateIndex;
    /** What slots or index come to, in cells per second. */
    int programmedCellRate;

    ActivationParameters(final BoardLayout layout, final ScheduleTable schedule)
    {
        this.layout = layout;
        this.schedule = schedule;
    }

    /** Takes parameters in; an NDIS status. */
    int check(final CoCallParameters callParameters)
    {
        final CoMediaParameters media = callParameters == null ? null : callParameters.mediaParameters;
        if (media == null || media.mediaSpecific.paramType != CoSpecificParameters.ATM_MEDIA_SPECIFIC ||
            media.mediaSpecific.parameters == null)
        {
            return NDIS_STATUS_INVALID_DATA; // P1
        }
        if (media.mediaSpecific.length < AtmMediaParameters.LENGTH)
        {
            return NDIS_STATUS_INVALID_LENGTH; // P1
        }
        flags = media.flags;
        this.media = media.mediaSpecific.parameters;
        vpi = this.media.connectionId.vpi;
        vci = this.media.connectionId.vci;
        transmits = (flags & CoMediaParameters.TRANSMIT_VC) != 0;
        receives = (flags & CoMediaParameters.RECEIVE_VC) != 0;
        if (vpi != 0 || !layout.isUsable(vci))
        {
            return NDIS_STATUS_INVALID_DATA; // P2
        }
        if (Integer.bitCount(this.media.aalType) != 1 || (this.media.aalType & Aal.SUPPORTED) == 0)
        {
            return NDIS_STATUS_AAL_PARAMS_UNSUPPORTED; // P4
        }
        if (!transmits && !receives || (this.media.defaultClp & ~1) != 0 || (flags & ROUNDING) == ROUNDING)
        {
            return NDIS_STATUS_INVALID_DATA; // P11
        }
        slots = 0;
        rateIndex = 0;
        programmedCellRate = 0;
        int status = receives ? checkFlow(this.media.receive) : NDIS_STATUS_SUCCESS;
        if (status == NDIS_STATUS_SUCCESS && transmits)
        {
            status = checkFlow(this.media.transmit);
            if (status == NDIS_STATUS_SUCCESS)
            {
                status = this.media.transmit.serviceCategory == ATM_SERVICE_CATEGORY_CBR ? chooseSlots() : chooseRate();
            }
        }
        return status;
    }

    /** The same, with CBR rounded down to the slots that there are, if that is allowed. */
    int checkNearest(final CoCallParameters callParameters, final int availableSlots)
    {
        final int status = check(callParameters);
        if (status == NDIS_STATUS_SUCCESS && slots > availableSlots)
        {
            if ((flags & CoMediaParameters.ROUND_DOWN_FLOW) == 0 || availableSlots == 0)
            {
                return NDIS_STATUS_CELLRATE_NOT_AVAILABLE; // P8
            }
            slots = availableSlots;
            programmedCellRate = schedule.cellsPerSecond(slots);
        }
        return status;
    }

    boolean isCbr()
    {
        return transmits && media.transmit.serviceCategory == ATM_SERVICE_CATEGORY_CBR;
    }

    /** Returns a rounded rate to the caller. */
    void writeBack()
    {
        if (transmits && media.transmit.peakCellRate != programmedCellRate)
        {
            media.transmit.peakCellRate = programmedCellRate;
        }
    }

    private int checkFlow(final AtmFlowParameters flow)
    {
        if (Integer.bitCount(flow.serviceCategory) != 1 || (flow.serviceCategory & SUPPORTED_CATEGORIES) == 0)
        {
            return NDIS_STATUS_INCOMPATABLE_QOS; // P5
        }
        if (flow.peakCellRate <= 0 || flow.peakCellRate > MAX_CELL_RATE ||
            flow.averageCellRate < 0 || flow.averageCellRate > flow.peakCellRate)
        {
            return NDIS_STATUS_INCOMPATABLE_QOS; // P6
        }
        final boolean fits = media.aalType == AtmAalType.AAL_TYPE_AAL0 ?
            flow.maxSduSize == Aal.AAL0_PACKET_BYTES : flow.maxSduSize > 0 && flow.maxSduSize <= Aal.AAL5_MAX_BYTES;
        return fits ? NDIS_STATUS_SUCCESS : NDIS_STATUS_INVALID_DATA; // P10
    }

    private int chooseSlots()
    {
        final int wanted = media.transmit.peakCellRate;
        slots = roundsUp() ? schedule.slotsAtLeast(wanted) : schedule.slotsAtMost(wanted);
        programmedCellRate = schedule.cellsPerSecond(slots);
        return slots == 0 || programmedCellRate != wanted && (flags & ROUNDING) == 0 ?
            NDIS_STATUS_CELLRATE_NOT_AVAILABLE : NDIS_STATUS_SUCCESS; // P7
    }

    private int chooseRate()
    {
        final int wanted = media.transmit.peakCellRate;
        rateIndex = roundsUp() ? RateTables.indexAtLeast(wanted) : RateTables.indexAtMost(wanted);
        if (rateIndex < 0 || rateIndex >= RateTables.RATES)
        {
            return NDIS_STATUS_CELLRATE_NOT_AVAILABLE; // P7
        }
        programmedCellRate = RateTables.cellsPerSecond(rateIndex);
        return programmedCellRate != wanted && (flags & ROUNDING) == 0 ?
            NDIS_STATUS_CELLRATE_NOT_AVAILABLE : NDIS_STATUS_SUCCESS; // P7
    }

    private boolean roundsUp()
    {
        return (flags & CoMediaParameters.ROUND_UP_FLOW) != 0;
    }
}
