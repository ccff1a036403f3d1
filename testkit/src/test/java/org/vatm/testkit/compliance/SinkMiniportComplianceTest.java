package org.vatm.testkit.compliance;

import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisStatus;
import org.vatm.testkit.DeviceFactory;
import org.vatm.testkit.driver.SoftMiniport;
import org.vatm.testkit.driver.SoftVc;

/** A miniport whose packets go nowhere is run through what does not need them to arrive. */
class SinkMiniportComplianceTest extends MiniportCompliance
{
    private static final class SinkMiniport extends SoftMiniport
    {
        @Override
        protected void transmit(final SoftVc vc, final NdisPacket packet)
        {
            complete(vc, packet, NdisStatus.NDIS_STATUS_SUCCESS);
        }
    }

    @Override
    protected Subject subject()
    {
        return Subject.of(SinkMiniport::new).device(new DeviceFactory.Plain()).path(Subject.Path.NOWHERE).strict();
    }
}
