package org.vatm.benchmarks.vc;

import org.vatm.ndis.AtmFlowParameters;
import org.vatm.ndis.AtmServiceCategory;

/** The parameters that every VC gets. */
final class Media
{
    static final AtmFlowParameters TRANSMIT = flow(353_207);
    static final AtmFlowParameters RECEIVE = flow(1_000);

    private Media()
    {
    }

    private static AtmFlowParameters flow(final int peakCellRate)
    {
        final AtmFlowParameters flow = new AtmFlowParameters();
        flow.serviceCategory = AtmServiceCategory.ATM_SERVICE_CATEGORY_UBR;
        flow.peakCellRate = peakCellRate;
        flow.burstLengthCells = 32;
        flow.maxSduSize = 9_180;
        return flow;
    }
}
