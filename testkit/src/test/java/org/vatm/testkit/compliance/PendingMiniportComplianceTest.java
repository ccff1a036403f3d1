package org.vatm.testkit.compliance;

import org.vatm.testkit.DeviceFactory;
import org.vatm.testkit.driver.PendingMiniport;

/** A miniport may pend whatever it may pend, and the suite waits. */
class PendingMiniportComplianceTest extends MiniportCompliance
{
    @Override
    protected Subject subject()
    {
        return Subject.of(PendingMiniport::new).device(new DeviceFactory.Plain()).strict();
    }
}
