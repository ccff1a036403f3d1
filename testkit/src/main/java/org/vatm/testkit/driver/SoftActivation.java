package org.vatm.testkit.driver;

import org.vatm.ndis.AtmAalType;
import org.vatm.ndis.AtmFlowParameters;
import org.vatm.ndis.AtmMediaParameters;
import org.vatm.ndis.AtmServiceCategory;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.CoSpecificParameters;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_AAL_PARAMS_UNSUPPORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INCOMPATABLE_QOS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_DATA;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_LENGTH;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/** The checks of an activation that need no adapter, contract 6.6. AAL5 and UBR are what a {@link SoftMiniport} has. */
final class SoftActivation
{
    static final int VCI_BITS = 10;
    static final int MOST_CELLS_PER_SECOND = 353_207;
    static final int MOST_SDU_BYTES = 9_188;

    private static final int ROUNDING = CoMediaParameters.ROUND_DOWN_FLOW | CoMediaParameters.ROUND_UP_FLOW;
    private static final int DIRECTIONS = CoMediaParameters.TRANSMIT_VC | CoMediaParameters.RECEIVE_VC;

    private SoftActivation()
    {
    }

    static int check(final CoCallParameters call)
    {
        final CoMediaParameters media = call.mediaParameters;
        if (media == null || media.mediaSpecific.paramType != CoSpecificParameters.ATM_MEDIA_SPECIFIC ||
            media.mediaSpecific.parameters == null)
        {
            return NDIS_STATUS_INVALID_DATA; // P1
        }
        if (media.mediaSpecific.length < AtmMediaParameters.LENGTH)
        {
            return NDIS_STATUS_INVALID_LENGTH; // P1
        }
        final AtmMediaParameters atm = media.mediaSpecific.parameters;
        final int vci = atm.connectionId.vci;
        if (atm.connectionId.vpi != 0 || vci < 0 || vci >= 1 << VCI_BITS)
        {
            return NDIS_STATUS_INVALID_DATA; // P2
        }
        if (atm.aalType != AtmAalType.AAL_TYPE_AAL5)
        {
            return NDIS_STATUS_AAL_PARAMS_UNSUPPORTED; // P4
        }
        if ((media.flags & DIRECTIONS) == 0 || (media.flags & ROUNDING) == ROUNDING || (atm.defaultClp & ~1) != 0)
        {
            return NDIS_STATUS_INVALID_DATA; // P11, and chapters 6.3 and 6.4
        }
        final int transmit =
            (media.flags & CoMediaParameters.TRANSMIT_VC) == 0 ? NDIS_STATUS_SUCCESS : check(atm.transmit);
        return transmit != NDIS_STATUS_SUCCESS || (media.flags & CoMediaParameters.RECEIVE_VC) == 0 ?
            transmit : check(atm.receive);
    }

    private static int check(final AtmFlowParameters flow)
    {
        if (flow.serviceCategory != AtmServiceCategory.ATM_SERVICE_CATEGORY_UBR)
        {
            return NDIS_STATUS_INCOMPATABLE_QOS; // P5
        }
        if (flow.peakCellRate <= 0 || flow.peakCellRate > MOST_CELLS_PER_SECOND ||
            flow.averageCellRate < 0 || flow.averageCellRate > flow.peakCellRate)
        {
            return NDIS_STATUS_INCOMPATABLE_QOS; // P6
        }
        return flow.maxSduSize > 0 && flow.maxSduSize <= MOST_SDU_BYTES ?
            NDIS_STATUS_SUCCESS : NDIS_STATUS_INVALID_DATA; // P10
    }
}
