package org.vatm.testkit.compliance;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.MiniportHandler;
import org.vatm.ndis.NdisStatus;
import org.vatm.testkit.CellLog;
import org.vatm.testkit.RuleBroken;
import org.vatm.testkit.SentPacket;
import org.vatm.testkit.TestMachine;
import org.vatm.testkit.TestVc;
import org.vatm.testkit.VcPair;

import java.util.Arrays;
import java.util.List;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_REQUEST_ABORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/** Contract 2.13, 2.17 and 9.3: every packet comes back exactly once, whatever becomes of it. */
abstract class SendChapter extends Chapter
{
    private static final int MANY = 500;
    private static final long CANCEL_ID = 0x5EED;

    @Test
    void shouldCompleteEveryPacketOfAnArray(final TestMachine machine)
    {
        final TestVc vc = openPair(machine, VCI).a();

        vc.send(machine.bytes(1), machine.bytes(40), machine.bytes(41), machine.bytes(48), machine.bytes(500));

        vc.awaitSends().sent().forEach(packet -> succeeds(packet.status(), "SND-01", "a packet"));
    }

    @Test
    void shouldQueueWhatDoesNotFit(final TestMachine machine) // SND-09
    {
        final TestVc vc = openPair(machine, VCI).a();
        final byte[][] packets = new byte[MANY][];
        for (int i = 0; i < MANY; i++)
        {
            packets[i] = machine.bytes(1 + machine.random().nextInt(sduBytes(machine.a())));
        }

        vc.send(packets);

        for (final SentPacket packet : vc.awaitSends().sent())
        {
            RuleBroken.unless(packet.status() != NdisStatus.NDIS_STATUS_RESOURCES, "SND-09",
                "send failed with RESOURCES; queue instead");
            succeeds(packet.status(), "SND-01", "a packet");
        }
    }

    @Test
    void shouldTakePacketsInPieces(final TestMachine machine)
    {
        final VcPair pair = openPair(machine, VCI);
        final SentPacket packet = pair.a().sendInPieces(
            machine.bytes(1), machine.bytes(2), machine.bytes(47), machine.bytes(100), machine.bytes(3));

        pair.a().awaitSends();

        succeeds(packet.status(), "SND-01", "a packet of five buffers");
        if (subject().path() != Subject.Path.NOWHERE)
        {
            RuleBroken.unless(pair.b().awaitReceived(1), "SND-06", "a packet of five buffers did not arrive");
            RuleBroken.unless(Arrays.equals(packet.data(), pair.b().received().get(0).data()), "SND-06",
                "a packet of five buffers arrived changed");
        }
    }

    @Test
    void shouldRefuseWhatIsTooLong(final TestMachine machine)
    {
        final VcPair pair = openPair(machine, spec(machine.a(), VCI).sdu(64));

        final List<SentPacket> packets = pair.a().send(machine.bytes(65), machine.bytes(64));

        pair.a().awaitSends();
        RuleBroken.unless(packets.get(0).status() != NDIS_STATUS_SUCCESS, "SND-10", "SDU 65 > MaxSduSize sent");
        succeeds(packets.get(1).status(), "SND-01", "the packet after it");
    }

    @Test
    void shouldNotMixTheSendsOfTwoVcs(final TestMachine machine)
    {
        final TestVc one = openPair(machine, VCI).a();
        final TestVc other = openPair(machine, VCI + 1).a();
        for (int i = 0; i < 20; i++)
        {
            one.send(machine.bytes(100));
            other.send(machine.bytes(300), machine.bytes(5));
        }

        RuleBroken.unless(one.awaitSends().sent().stream().allMatch(SentPacket::isCompleted) &&
            other.awaitSends().sent().stream().allMatch(SentPacket::isCompleted), "SND-02",
            "packets of one VC were completed on another");
    }

    @Test
    void shouldSendFromDispatch(final TestMachine machine)
    {
        final TestVc vc = openPair(machine, VCI).a();

        machine.a().callAtDispatch(() -> vc.sendNow(machine.bytes(100)));

        vc.awaitSends().sent().forEach(packet -> succeeds(packet.status(), "IRQ-01", "a packet sent at DISPATCH"));
    }

    @Test
    void shouldCompleteCancelledPacketsOnceToo(final TestMachine machine)
    {
        Assumptions.assumeTrue(machine.a().characteristics().has(MiniportHandler.CANCEL_SEND_PACKETS),
            "the driver has no CancelSendPackets");
        final TestVc vc = openPair(machine, VCI).a();
        final byte[][] packets = new byte[100][];
        for (int i = 0; i < packets.length; i++)
        {
            packets[i] = machine.bytes(sduBytes(machine.a()));
        }
        final List<SentPacket> cancelled = vc.send(CANCEL_ID, packets);
        final List<SentPacket> others = vc.send(machine.bytes(100));

        machine.a().cancelSends(CANCEL_ID);

        vc.awaitSends();
        cancelled.forEach(packet -> RuleBroken.unless(
            packet.status() == NDIS_STATUS_SUCCESS || packet.status() == NDIS_STATUS_REQUEST_ABORTED, "SND-14",
            "cancel id: wrong status %s", NdisStatus.name(packet.status())));
        others.forEach(packet -> succeeds(packet.status(), "SND-14", "a packet of another cancel id"));
    }

    @Test
    void shouldCompleteAtTheEndOfTransmissionIfSoAsked(final TestMachine machine)
    {
        Assumptions.assumeTrue(machine.a().board() != null, "there is no line to look at");
        final TestVc vc = openPair(machine, spec(machine.a(), VCI).with(CoMediaParameters.INDICATE_END_OF_TX)).a();

        final SentPacket packet = vc.send(machine.bytes(sduBytes(machine.a()))).get(0);

        vc.awaitSends();
        final CellLog cells = vc.cells();
        final long earlyPs = cells.timePs(cells.size() - 1) - packet.completedPs();
        RuleBroken.unless(earlyPs <= 0, "SND-08", "early completion %d us", earlyPs / 1_000_000);
    }

    @Test
    void shouldLeaveTheSendersPacketAlone(final TestMachine machine)
    {
        final TestVc vc = openPair(machine, VCI).a();
        final byte[] bytes = machine.bytes(300);
        final SentPacket packet = vc.send(bytes).get(0);

        vc.awaitSends();

        RuleBroken.unless(packet.isUnchanged(), "SND-06", "packet of %d bytes modified by miniport", bytes.length);
    }
}
