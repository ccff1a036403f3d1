package org.vatm.testkit;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@VirtualAtm
class VirtualAtmTest
{
    @Test
    void shouldDeliverAPacket(final TestMachine machine)
    {
        final VcPair vc = machine.open(VcSpec.vc(32).ubr());
        final byte[] bytes = machine.bytes(1000);

        vc.a().send(bytes);

        assertTrue(vc.b().awaitReceived(1));
        assertArrayEquals(bytes, vc.b().received().get(0).data());
        assertTrue(vc.a().awaitSends().sent().get(0).isCompleted());
        vc.close();
    }
}
