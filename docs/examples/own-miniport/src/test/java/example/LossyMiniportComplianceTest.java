package example;

import org.vatm.testkit.DeviceFactory;
import org.vatm.testkit.compliance.MiniportCompliance;
import org.vatm.testkit.compliance.Subject;

class LossyMiniportComplianceTest extends MiniportCompliance
{
    @Override
    protected Subject subject()
    {
        return Subject.of(LossyMiniport::new).device(new DeviceFactory.Plain());
    }
}
