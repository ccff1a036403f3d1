package example;

import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisStatus;
import org.vatm.testkit.driver.SoftMiniport;
import org.vatm.testkit.driver.SoftVc;

/** A network that loses every so many packets, as its parameter LoseEvery says; the others come back on their VC. */
public final class LossyMiniport extends SoftMiniport
{
    private int loseEvery;
    private int count;

    @Override
    protected void configure()
    {
        loseEvery = Math.max(0, parameter("LoseEvery", 0));
    }

    @Override
    protected void transmit(final SoftVc vc, final NdisPacket packet)
    {
        if (loseEvery == 0 || ++count % loseEvery != 0)
        {
            receive(vc, packet);
        }
        complete(vc, packet, NdisStatus.NDIS_STATUS_SUCCESS);
    }
}
