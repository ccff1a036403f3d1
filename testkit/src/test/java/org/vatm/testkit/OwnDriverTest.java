package org.vatm.testkit;

import org.junit.jupiter.api.Test;
import org.vatm.testkit.driver.SoftMiniport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@VirtualAtm(driver = SoftMiniport.class, device = DeviceFactory.Plain.class, adapters = 1)
class OwnDriverTest
{
    @Test
    void shouldRunADriverThatIsNotOurs(final TestMachine machine, final TestAdapter adapter)
    {
        final TestVc vc = adapter.vc(VcSpec.vc(32)).open();
        final byte[] bytes = machine.bytes(9_180);

        vc.send(bytes, new byte[1]);

        assertTrue(vc.awaitReceived(2));
        assertArrayEquals(bytes, vc.received().get(0).data());
        assertEquals(0, vc.awaitSends().sent().get(1).status());
        assertEquals(SoftMiniport.class, adapter.driver().getClass());
        vc.close();
    }
}
