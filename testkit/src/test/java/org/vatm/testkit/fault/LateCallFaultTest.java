package org.vatm.testkit.fault;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vatm.miniport.AtmMiniport;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.fault.LateCall;
import org.vatm.testkit.MachineSpec;
import org.vatm.testkit.SentPacket;
import org.vatm.testkit.TestAdapter;
import org.vatm.testkit.TestMachine;
import org.vatm.testkit.VcPair;
import org.vatm.testkit.VirtualAtm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;
import static org.vatm.testkit.VcSpec.vc;

/** Completions late, held and out of order, under the ATM miniport: nothing is left, and no rule is broken. */
@VirtualAtm
class LateCallFaultTest
{
    private static final long MS = 1_000_000_000L;

    @Test
    void shouldDeactivateOnlyAfterTheLastLateSend(final TestMachine machine)
    {
        final VcPair pair = machine.open(vc(40));
        machine.a().faults().hold(LateCall.SEND_COMPLETE);
        final List<SentPacket> sent = pair.a().send(machine.bytes(100), machine.bytes(200), machine.bytes(300));
        machine.runFor(10, TimeUnit.MILLISECONDS);
        assertEquals(3, machine.a().faults().held(LateCall.SEND_COMPLETE));

        assertEquals(NDIS_STATUS_PENDING, pair.a().beginDeactivate());
        machine.runFor(10, TimeUnit.MILLISECONDS);
        assertTrue(pair.a().isPending());
        machine.a().faults().releaseReversed(LateCall.SEND_COMPLETE);

        assertEquals(NDIS_STATUS_SUCCESS, pair.a().awaitOperation("DEA-01", "deactivation"));
        assertTrue(sent.stream().allMatch(packet -> packet.status() == NDIS_STATUS_SUCCESS));
    }

    @Test
    void shouldActivateAndChangeLate(final TestMachine machine)
    {
        machine.a().faults().delay(LateCall.ACTIVATE, MS, 2 * MS);
        final var sender = machine.a().vc(vc(40));
        assertEquals(NDIS_STATUS_SUCCESS, sender.create());

        assertEquals(NDIS_STATUS_PENDING, sender.beginActivate(vc(40).parameters(10_000)));
        assertEquals(NDIS_STATUS_SUCCESS, sender.awaitOperation("ACT-02", "activation"));
        assertEquals(NDIS_STATUS_PENDING, sender.beginActivate(sender.parameters()));
        assertEquals(NDIS_STATUS_PENDING, sender.beginDeactivate());
        machine.runFor(5, TimeUnit.MILLISECONDS);

        assertFalse(sender.isPending());
    }

    @Test
    void shouldWaitForRequestsAndResets(final TestMachine machine)
    {
        machine.a().faults().delay(LateCall.REQUEST_COMPLETE, MS, MS).delay(LateCall.RESET_COMPLETE, MS, MS);

        assertTrue(machine.a().query(NdisOid.OID_GEN_CO_LINK_SPEED).isSuccess());
        assertEquals(NDIS_STATUS_PENDING, machine.a().beginReset());
        assertEquals(NDIS_STATUS_SUCCESS, machine.a().awaitReset());
    }

    /** Free-buffer starvation: what clients take does not come back; the last buffers are lent for the call only. */
    @Test
    @VirtualAtm(sramWords = 32 * 1024)
    void shouldReceiveWithTheLastBuffersWhenNoneComeBack(final TestMachine machine)
    {
        final int packets = 2_000;
        final VcPair pair = machine.open(vc(40));
        machine.b().faults().hold(LateCall.RETURN_PACKET);

        for (int i = 0; i < packets; i++)
        {
            pair.a().send(machine.bytes(40));
        }
        pair.a().awaitSends();

        assertTrue(pair.b().awaitReceived(packets));
        final int held = machine.b().faults().held(LateCall.RETURN_PACKET);
        assertTrue(held > 900 && held < packets - 100, () -> held + " held");
        machine.b().faults().release(LateCall.RETURN_PACKET);
        machine.runFor(10, TimeUnit.MILLISECONDS);
        assertEquals(0, machine.b().faults().held(LateCall.RETURN_PACKET));
        pair.a().send(machine.bytes(9_180));
        assertTrue(pair.b().awaitReceived(packets + 1));
    }

    @Test
    @VirtualAtm(start = false)
    void shouldNotClaimInterruptsOfOthers(final TestAdapter a, final TestAdapter b)
    {
        a.faults().spuriousInterrupts(MS / 10).busyProcessor(MS, MS / 50);
        assertEquals(NDIS_STATUS_SUCCESS, a.start());
        assertEquals(NDIS_STATUS_SUCCESS, b.start());
        final int before = a.entries("miniportIsr");
        final int deferredBefore = a.entries("miniportHandleInterrupt");

        a.machine().runFor(100, TimeUnit.MILLISECONDS);

        final int isrs = a.entries("miniportIsr") - before;
        assertTrue(isrs > 500 && isrs < 2_000, () -> isrs + " service routines");
        assertTrue(a.entries("miniportHandleInterrupt") - deferredBefore < 10);
        final VcPair pair = a.machine().open(vc(40));
        pair.a().send(a.machine().bytes(5_000));
        assertTrue(pair.b().awaitReceived(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldSurviveABadDay(final long seed)
    {
        assertFalse(day(seed).isEmpty());
    }

    @Test
    void shouldHaveTheSameDayFromTheSameSeed()
    {
        final String hash = day(11);
        assertEquals(hash, day(11));
        assertNotEquals(hash, day(12));
    }

    @Test
    @VirtualAtm(badDay = true, seed = 77)
    void shouldGiveEveryAdapterABadDay(final TestAdapter a, final TestAdapter b)
    {
        assertTrue(a.faults().toString().startsWith("faults of seed 77: "), a.faults().toString());
        assertNotEquals(a.faults().toString().substring(18), b.faults().toString().substring(18));
    }

    /** Traffic on several VCs, changes, requests, resets; what was on the wires. */
    private static String day(final long seed)
    {
        try (TestMachine machine = new TestMachine(MachineSpec.of(AtmMiniport::new).seed(seed).badDay(true)))
        {
            for (int round = 0; round < 3; round++)
            {
                final List<VcPair> pairs = new ArrayList<>();
                for (int i = 0; i < 4; i++)
                {
                    pairs.add(machine.open(i == 0 ? vc(40).cbr(5_000).roundUp() : vc(40 + i)));
                }
                for (int i = 0; i < 40; i++)
                {
                    final VcPair pair = pairs.get(machine.random().nextInt(pairs.size()));
                    final byte[] packet = machine.bytes(1 + machine.random().nextInt(3_000));
                    (machine.random().nextBoolean() ? pair.a() : pair.b()).send(packet);
                    machine.runFor(machine.random().nextInt(300), TimeUnit.MICROSECONDS);
                }
                assertTrue(machine.a().query(NdisOid.OID_GEN_CO_XMIT_PDUS_OK).isSuccess());
                assertEquals(NDIS_STATUS_SUCCESS, machine.b().reset());
                for (final VcPair pair : pairs)
                {
                    pair.a().close();
                    pair.b().close();
                }
            }
            return machine.traceHash();
        }
    }
}
