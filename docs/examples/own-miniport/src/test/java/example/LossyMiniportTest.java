package example;

import static org.vatm.testkit.AtmAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vatm.testkit.DeviceFactory;
import org.vatm.testkit.TestMachine;
import org.vatm.testkit.TestVc;
import org.vatm.testkit.VcSpec;
import org.vatm.testkit.VirtualAtm;

@VirtualAtm(driver = LossyMiniport.class, device = DeviceFactory.Plain.class, adapters = 1, parameters = "LoseEvery=3")
class LossyMiniportTest
{
    @Test
    void shouldLoseEveryThirdPacket(final TestMachine machine)
    {
        final TestVc vc = machine.a().vc(VcSpec.vc(32).ubr()).open();

        vc.send(new byte[]{1}, new byte[]{2}, new byte[]{3}, new byte[]{4});

        assertThat(vc).hasSentAll().hasReceived(new byte[]{1}, new byte[]{2}, new byte[]{4});
    }
}
