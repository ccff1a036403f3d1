package org.vatm.testkit.compliance;

import org.vatm.testkit.DeviceFactory;
import org.vatm.testkit.driver.SoftMiniport;

class SoftMiniportComplianceTest extends MiniportCompliance
{
    @Override
    protected Subject subject()
    {
        return Subject.of(SoftMiniport::new).device(new DeviceFactory.Plain()).strict();
    }
}
