package org.vatm.workbench.run;

import org.vatm.ndis.AtmAalType;
import org.vatm.ndis.AtmFlowParameters;
import org.vatm.ndis.AtmMediaParameters;
import org.vatm.ndis.AtmServiceCategory;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.NdisClientVc;
import org.vatm.workbench.scenario.Category;
import org.vatm.workbench.scenario.Scenario;
import org.vatm.workbench.scenario.Scenario.Vc;

/**
 * One end of a permanent VC, as its client sees it.
 */
final class TrafficVc extends NdisClientVc
{
    private final Station station;
    private final int number;
    private final Vc vc;
    private final CoCallParameters call = new CoCallParameters();

    /**
     * @param number       among the VCs of its link.
     * @param longestBytes of the packets that it will carry.
     */
    TrafficVc(final Station station, final int number, final Vc vc, final int longestBytes)
    {
        this.station = station;
        this.number = number;
        this.vc = vc;
        final int sdu = vc.sduBytes() == 0 ? longestBytes : vc.sduBytes();
        final AtmMediaParameters atm = new AtmMediaParameters();
        atm.connectionId.vpi = vc.vpi();
        atm.connectionId.vci = vc.vci();
        atm.aalType = AtmAalType.AAL_TYPE_AAL5;
        fill(atm.transmit, sdu);
        fill(atm.receive, sdu);
        final CoMediaParameters media = new CoMediaParameters();
        media.flags = CoMediaParameters.TRANSMIT_VC | CoMediaParameters.RECEIVE_VC | CoMediaParameters.ROUND_DOWN_FLOW;
        media.receiveSizeHint = sdu;
        media.mediaSpecific.atm(atm);
        call.flags = CoCallParameters.PERMANENT_VC;
        call.mediaParameters = media;
    }

    private void fill(final AtmFlowParameters flow, final int sdu)
    {
        flow.serviceCategory = vc.category() == Category.CBR ?
            AtmServiceCategory.ATM_SERVICE_CATEGORY_CBR : AtmServiceCategory.ATM_SERVICE_CATEGORY_UBR;
        flow.peakCellRate = vc.pcr() == 0 ? Scenario.LINE_CELLS_PER_SECOND : vc.pcr();
        flow.maxSduSize = sdu;
    }

    Station station()
    {
        return station;
    }

    int number()
    {
        return number;
    }

    /** Media parameters of the call; the driver may write rounded rates to them. */
    CoCallParameters call()
    {
        return call;
    }

    @Override
    public String toString()
    {
        return "VC " + vc.vpi() + "/" + vc.vci();
    }
}
