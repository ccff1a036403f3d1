package org.vatm.miniport;

import java.util.ArrayList;
import java.util.List;
import org.vatm.ndis.AtmAalType;
import org.vatm.ndis.AtmFlowParameters;
import org.vatm.ndis.AtmMediaParameters;
import org.vatm.ndis.AtmServiceCategory;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.NdisClientVc;
import org.vatm.ndis.NdisPacket;

/** A VC of the {@link TestClient}: what it asks for, and what happened on it. */
final class TestVc extends NdisClientVc
{
    final CoCallParameters call = new CoCallParameters();
    final AtmMediaParameters media = new AtmMediaParameters();
    final List<byte[]> received = new ArrayList<>();
    final List<Integer> sendStatuses = new ArrayList<>();
    final List<NdisPacket> held = new ArrayList<>();
    int callStatus = -1;
    int closeStatus = -1;
    boolean keeps;
    Runnable whenSent = () -> { };
    Runnable whenReceived = () -> { };
    int lastUserToUser;
    int lastClp;
    int lastPti;
    int lentCount;

    TestVc(final int vci)
    {
        call.flags = CoCallParameters.PERMANENT_VC;
        call.mediaParameters = new CoMediaParameters();
        call.mediaParameters.flags =
            CoMediaParameters.TRANSMIT_VC | CoMediaParameters.RECEIVE_VC | CoMediaParameters.ROUND_DOWN_FLOW;
        call.mediaParameters.mediaSpecific.atm(media);
        media.connectionId.vci = vci;
        media.aalType = AtmAalType.AAL_TYPE_AAL5;
        ubr(RateTables.LINK_CELLS_PER_SECOND);
        sdu(65_535);
    }

    TestVc ubr(final int peakCellRate)
    {
        return flow(AtmServiceCategory.ATM_SERVICE_CATEGORY_UBR, peakCellRate);
    }

    TestVc cbr(final int peakCellRate)
    {
        return flow(AtmServiceCategory.ATM_SERVICE_CATEGORY_CBR, peakCellRate);
    }

    TestVc sdu(final int maxSduSize)
    {
        media.transmit.maxSduSize = maxSduSize;
        media.receive.maxSduSize = maxSduSize;
        return this;
    }

    TestVc aal0()
    {
        media.aalType = AtmAalType.AAL_TYPE_AAL0;
        return sdu(52);
    }

    TestVc flags(final int flags)
    {
        call.mediaParameters.flags = flags;
        return this;
    }

    private TestVc flow(final int category, final int peakCellRate)
    {
        for (final AtmFlowParameters flow : List.of(media.transmit, media.receive))
        {
            flow.serviceCategory = category;
            flow.peakCellRate = peakCellRate;
        }
        return this;
    }
}
