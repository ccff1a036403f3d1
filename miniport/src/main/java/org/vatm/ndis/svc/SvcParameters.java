package org.vatm.ndis.svc;

import org.vatm.ndis.AtmFlowParameters;
import org.vatm.ndis.AtmMediaParameters;
import org.vatm.ndis.AtmServiceCategory;
import org.vatm.ndis.CoCallManagerParameters;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.Q2931CallMgrParameters;

/** From call parameters to messages and back. */
final class SvcParameters
{
    private SvcParameters()
    {
    }

    /** Who calls whom, or null if that is not said. */
    static Q2931CallMgrParameters q2931(final CoCallParameters callParameters)
    {
        return callParameters.callMgrParameters == null ? null :
            callParameters.callMgrParameters.callMgrSpecific.callMgrParameters;
    }

    static void address(final SignallingMessage message, final Q2931CallMgrParameters parties)
    {
        message.calledParty.copyFrom(parties.calledParty);
        message.callingParty.copyFrom(parties.callingParty);
    }

    static void flow(final AtmFlowParameters flow, final int peakCellRate)
    {
        flow.serviceCategory = AtmServiceCategory.ATM_SERVICE_CATEGORY_UBR;
        flow.peakCellRate = Math.max(0, peakCellRate);
        flow.maxSduSize = SvcCallManager.INCOMING_SDU_SIZE;
    }

    /**
     * Parameters that are the call manager's.
     *
     * @param active what the VC has, or is to have.
     * @param setUp  with the addresses, or null.
     */
    static CoCallParameters own(final AtmMediaParameters active, final SignallingMessage setUp)
    {
        final CoCallParameters own = new CoCallParameters();
        own.mediaParameters = new CoMediaParameters();
        own.mediaParameters.flags = CoMediaParameters.ROUND_DOWN_FLOW |
            (active.transmit.peakCellRate == 0 ? 0 : CoMediaParameters.TRANSMIT_VC) |
            (active.receive.peakCellRate == 0 ? 0 : CoMediaParameters.RECEIVE_VC);
        final AtmMediaParameters atm = new AtmMediaParameters();
        atm.copyFrom(active);
        own.mediaParameters.mediaSpecific.atm(atm);
        if (setUp != null)
        {
            final Q2931CallMgrParameters parties = new Q2931CallMgrParameters();
            parties.calledParty.copyFrom(setUp.calledParty);
            parties.callingParty.copyFrom(setUp.callingParty);
            own.callMgrParameters = new CoCallManagerParameters();
            own.callMgrParameters.callMgrSpecific.q2931(parties);
        }
        return own;
    }
}
