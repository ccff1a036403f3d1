package org.vatm.testkit;

import org.opentest4j.AssertionFailedError;
import org.vatm.ndis.NdisStatus;

import java.util.Arrays;
import java.util.List;

/** Assertions on one end of a VC. */
public final class VcAssert
{
    private final TestVc vc;

    VcAssert(final TestVc vc)
    {
        this.vc = vc;
    }

    public VcAssert is(final TestVc.Stage stage)
    {
        if (vc.stage() != stage)
        {
            throw new AssertionFailedError(vc + " is " + vc.stage(), stage, vc.stage());
        }
        return this;
    }

    public VcAssert isActive()
    {
        return is(TestVc.Stage.ACTIVE);
    }

    /** Lets time pass until so many packets have arrived; they are these, in this order, and no more have come. */
    public VcAssert hasReceived(final byte[]... packets)
    {
        vc.awaitReceived(packets.length);
        final List<ReceivedPacket> received = vc.received();
        for (int i = 0; i < Math.min(packets.length, received.size()); i++)
        {
            final byte[] data = received.get(i).data();
            final int at = Arrays.mismatch(packets[i], data);
            if (at >= 0)
            {
                throw new AssertionFailedError(vc + ": received packet " + i + " of " + packets.length + " " +
                    difference(packets[i], data, at));
            }
        }
        if (received.size() != packets.length)
        {
            throw new AssertionFailedError(
                vc + " received " + received.size() + " packets", packets.length, received.size());
        }
        return this;
    }

    private static String difference(final byte[] expected, final byte[] actual, final int at)
    {
        final String lengths = expected.length == actual.length ? "has " + actual.length + " bytes" :
            "has " + actual.length + " bytes instead of " + expected.length;
        return at >= Math.min(expected.length, actual.length) ? lengths :
            String.format("%s, differs from byte %d on: expected %02X, was %02X", lengths, at, expected[at],
                actual[at]);
    }

    public VcAssert hasReceivedNothing()
    {
        if (!vc.received().isEmpty())
        {
            throw new AssertionFailedError(vc + " received packets", 0, vc.received().size());
        }
        return this;
    }

    /** Lets time pass until every packet has come back; all with SUCCESS. */
    public VcAssert hasSentAll()
    {
        return hasCompletedAllWith(NdisStatus.NDIS_STATUS_SUCCESS);
    }

    /** Lets time pass until every packet has come back; all with that status. */
    public VcAssert hasCompletedAllWith(final int status)
    {
        vc.awaitSends();
        for (int i = 0; i < vc.sent().size(); i++)
        {
            final SentPacket packet = vc.sent().get(i);
            if (packet.status() != status)
            {
                throw new AssertionFailedError(vc + ": packet " + i + " of " + vc.sent().size() + " came back with " +
                    NdisStatus.name(packet.status()), NdisStatus.name(status), NdisStatus.name(packet.status()));
            }
        }
        return this;
    }

    /** This VC's value of a counter. */
    public VcAssert counts(final int oid, final long value)
    {
        final RequestResult result = vc.query(oid);
        if (!result.isSuccess() || result.counter() != value)
        {
            throw new AssertionFailedError(vc + ": " + result, value, result.isSuccess() ? result.counter() : null);
        }
        return this;
    }

    /** PCR of the transmit flow, as it came back from the activation. */
    public VcAssert hasPeakCellRate(final int cellsPerSecond)
    {
        if (vc.atm().transmit.peakCellRate != cellsPerSecond)
        {
            throw new AssertionFailedError(vc + " has another peak cell rate", cellsPerSecond,
                vc.atm().transmit.peakCellRate);
        }
        return this;
    }
}
