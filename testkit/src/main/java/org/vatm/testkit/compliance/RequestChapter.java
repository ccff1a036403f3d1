package org.vatm.testkit.compliance;

import org.junit.jupiter.api.Test;
import org.vatm.ndis.NdisMedium;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisRequest;
import org.vatm.ndis.NdisStatus;
import org.vatm.testkit.RequestResult;
import org.vatm.testkit.RuleBroken;
import org.vatm.testkit.TestAdapter;
import org.vatm.testkit.TestMachine;
import org.vatm.testkit.TestVc;
import org.vatm.testkit.VcPair;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import static org.vatm.ndis.NdisOid.*;

/** Contract 2.14 and 7: requests. */
abstract class RequestChapter extends Chapter
{
    private static final int[] MANDATORY = {
        OID_GEN_CO_SUPPORTED_LIST, OID_GEN_CO_HARDWARE_STATUS, OID_GEN_CO_MEDIA_SUPPORTED, OID_GEN_CO_MEDIA_IN_USE,
        OID_GEN_CO_LINK_SPEED, OID_GEN_CO_VENDOR_ID, OID_GEN_CO_VENDOR_DESCRIPTION, OID_GEN_CO_DRIVER_VERSION,
        OID_GEN_CO_MAC_OPTIONS, OID_GEN_CO_MEDIA_CONNECT_STATUS, OID_GEN_CO_VENDOR_DRIVER_VERSION,
        OID_GEN_CO_MINIMUM_LINK_SPEED, OID_GEN_CO_XMIT_PDUS_OK, OID_GEN_CO_RCV_PDUS_OK, OID_GEN_CO_XMIT_PDUS_ERROR,
        OID_GEN_CO_RCV_PDUS_ERROR, OID_GEN_CO_RCV_PDUS_NO_BUFFER, OID_ATM_SUPPORTED_SERVICE_CATEGORY,
        OID_ATM_SUPPORTED_AAL_TYPES, OID_ATM_HW_CURRENT_ADDRESS, OID_ATM_MAX_ACTIVE_VCS, OID_ATM_MAX_ACTIVE_VCI_BITS,
        OID_ATM_MAX_ACTIVE_VPI_BITS, OID_ATM_MAX_AAL5_PACKET_SIZE};
    private static final Set<Integer> COUNTERS = Set.of(
        OID_GEN_CO_XMIT_PDUS_OK, OID_GEN_CO_RCV_PDUS_OK, OID_GEN_CO_XMIT_PDUS_ERROR, OID_GEN_CO_RCV_PDUS_ERROR,
        OID_GEN_CO_RCV_PDUS_NO_BUFFER, OID_GEN_CO_BYTES_XMIT, OID_GEN_CO_BYTES_RCV, OID_GEN_CO_RCV_CRC_ERROR,
        OID_GEN_CO_TRANSMIT_QUEUE_LENGTH, OID_GEN_CO_BYTES_XMIT_OUTSTANDING);
    private static final Map<Integer, Integer> LENGTHS = new TreeMap<>(Map.ofEntries(
        Map.entry(OID_GEN_CO_HARDWARE_STATUS, 4), Map.entry(OID_GEN_CO_LINK_SPEED, 8),
            Map.entry(OID_GEN_CO_VENDOR_ID, 4),
        Map.entry(OID_GEN_CO_DRIVER_VERSION, 2), Map.entry(OID_GEN_CO_MAC_OPTIONS, 4),
        Map.entry(OID_GEN_CO_MEDIA_CONNECT_STATUS, 4), Map.entry(OID_GEN_CO_VENDOR_DRIVER_VERSION, 4),
        Map.entry(OID_GEN_CO_MINIMUM_LINK_SPEED, 8), Map.entry(OID_ATM_SUPPORTED_VC_RATES, 8),
        Map.entry(OID_ATM_SUPPORTED_SERVICE_CATEGORY, 4), Map.entry(OID_ATM_SUPPORTED_AAL_TYPES, 4),
        Map.entry(OID_ATM_HW_CURRENT_ADDRESS, 6), Map.entry(OID_ATM_MAX_ACTIVE_VCS, 4),
        Map.entry(OID_ATM_MAX_ACTIVE_VCI_BITS, 4), Map.entry(OID_ATM_MAX_ACTIVE_VPI_BITS, 4),
        Map.entry(OID_ATM_MAX_AAL5_PACKET_SIZE, 4)));
    private static final Set<Integer> WRITE_ONLY = Set.of(OID_GEN_CO_PROTOCOL_OPTIONS, OID_PNP_SET_POWER,
        OID_ATM_ACQUIRE_ACCESS_NET_RESOURCES, OID_ATM_RELEASE_ACCESS_NET_RESOURCES, OID_ATM_GET_NEAREST_FLOW);
    private static final Set<Integer> PARAMETERISED = Set.of(OID_PNP_QUERY_POWER);
    private static final int MAC_OPTION_RESERVED = 0x8000_0000;
    private static final int UBR = 4;

    @Test
    void shouldListItsOidsInOrderAndAllThatAreMandatory(final TestMachine machine)
    {
        final List<Integer> list = list(machine.a());

        for (int i = 1; i < list.size(); i++)
        {
            RuleBroken.unless(Integer.compareUnsigned(list.get(i - 1), list.get(i)) < 0, "OID-01",
                "unsorted: %s after %s", NdisOid.name(list.get(i)), NdisOid.name(list.get(i - 1)));
        }
        for (final int oid : MANDATORY)
        {
            RuleBroken.unless(list.contains(oid), "OID-01", "missing mandatory %s", NdisOid.name(oid));
        }
    }

    @Test
    void shouldAnswerEveryOidThatItLists(final TestMachine machine)
    {
        for (final int oid : queries(machine.a()))
        {
            final RequestResult result = machine.a().query(oid);
            RuleBroken.unless(result.isSuccess(), "OID-02", "list/answer mismatch: %s", result);
        }
    }

    @Test
    void shouldAnswerWithTheRightLength(final TestMachine machine)
    {
        final List<Integer> list = list(machine.a());
        LENGTHS.forEach((oid, length) ->
        {
            if (list.contains(oid))
            {
                final int actual = machine.a().query(oid).data().length;
                RuleBroken.unless(actual == length, "OID-03", "%s size %d, expected %d", NdisOid.name(oid), actual,
                    length);
            }
        });
        for (final int oid : list)
        {
            if (COUNTERS.contains(oid))
            {
                final int actual = machine.a().query(oid).data().length;
                RuleBroken.unless(actual == Integer.BYTES || actual == Long.BYTES, "OID-03",
                    "%s size %d, expected 4 or 8",
                    NdisOid.name(oid), actual);
            }
        }
    }

    @Test
    void shouldRefuseBuffersThatAreTooShort(final TestMachine machine)
    {
        for (final int oid : queries(machine.a()))
        {
            final int length = machine.a().query(oid).data().length;
            for (int shorter = 0; shorter < length; shorter++)
            {
                final RequestResult result = machine.a().query(oid, shorter);
                final boolean isHalf = COUNTERS.contains(oid) && shorter >= Integer.BYTES && result.isSuccess();
                RuleBroken.unless(isHalf ||
                    result.status() == NdisStatus.NDIS_STATUS_INVALID_LENGTH ||
                    result.status() == NdisStatus.NDIS_STATUS_BUFFER_TOO_SHORT, "REQ-04",
                    "%s with %d of %d bytes gave %s", NdisOid.name(oid), shorter, length,
                        NdisStatus.name(result.status()));
                RuleBroken.unless(result.bytesNeeded() > shorter, "REQ-04", "%s with %d bytes needs %d",
                    NdisOid.name(oid), shorter, result.bytesNeeded());
            }
        }
    }

    @Test
    void shouldNotKnowUnknownOids(final TestMachine machine)
    {
        for (final int oid : new int[]{0, 1, 0x0001_01FF, 0x0801_01FF, 0x7FFF_FFFF, 0xFF00_0000, -1})
        {
            for (final int type : new int[]{
                NdisRequest.NDIS_REQUEST_QUERY_INFORMATION, NdisRequest.NDIS_REQUEST_SET_INFORMATION,
                NdisRequest.NDIS_REQUEST_QUERY_STATISTICS})
            {
                final RequestResult result = machine.a().request(type, null, oid, new byte[64]);
                RuleBroken.unless(result.status() == NdisStatus.NDIS_STATUS_INVALID_OID ||
                    result.status() == NdisStatus.NDIS_STATUS_NOT_SUPPORTED, "REQ-05",
                    "unknown OID gave %s", NdisStatus.name(result.status()));
            }
        }
    }

    @Test
    void shouldNotSetWhatIsToBeRead(final TestMachine machine)
    {
        final RequestResult result = machine.a().set(OID_GEN_CO_LINK_SPEED, new byte[8]);

        RuleBroken.unless(!result.isSuccess(), "REQ-06", "set of %s succeeded", NdisOid.name(result.oid()));
    }

    @Test
    void shouldRefuseOtherRequestTypes(final TestMachine machine)
    {
        final RequestResult result = machine.a().request(77, null, OID_GEN_CO_LINK_SPEED, new byte[8]);

        RuleBroken.unless(!result.isSuccess(), "REQ-05", "request type 77 succeeded");
    }

    @Test
    void shouldLookAtTheProtocolOptionsThatAreSet(final TestMachine machine)
    {
        final TestAdapter adapter = machine.a();
        succeeds(adapter.set(OID_GEN_CO_PROTOCOL_OPTIONS, (byte)2, (byte)0, (byte)0, (byte)0).status(), "OID-01",
            "set of PROTOCOL_OPTIONS");

        final RequestResult shorter = adapter.set(OID_GEN_CO_PROTOCOL_OPTIONS, (byte)2, (byte)0);

        RuleBroken.unless(!shorter.isSuccess(), "REQ-04", "set of PROTOCOL_OPTIONS with 2 bytes succeeded");
    }

    @Test
    void shouldSayWhatItIs(final TestMachine machine)
    {
        final TestAdapter adapter = machine.a();
        RuleBroken.unless((word(adapter, OID_ATM_SUPPORTED_SERVICE_CATEGORY) & UBR) != 0, "OID-04", "UBR missing");
        RuleBroken.unless((word(adapter, OID_ATM_SUPPORTED_SERVICE_CATEGORY) & ~0xF) == 0, "OID-04",
            "unknown categories");
        RuleBroken.unless((word(adapter, OID_ATM_SUPPORTED_AAL_TYPES) & ~0xF) == 0, "OID-04", "unknown AALs");
        RuleBroken.unless((word(adapter, OID_GEN_CO_MAC_OPTIONS) & MAC_OPTION_RESERVED) == 0, "OID-05",
            "reserved MAC option");
        RuleBroken.unless(word(adapter, OID_GEN_CO_MEDIA_SUPPORTED) == NdisMedium.NDIS_MEDIUM_ATM, "OID-03",
            "medium is not ATM");
        RuleBroken.unless(word(adapter, OID_GEN_CO_MEDIA_IN_USE) == NdisMedium.NDIS_MEDIUM_ATM, "OID-03",
            "medium is not ATM");
        final byte[] version = adapter.query(OID_GEN_CO_DRIVER_VERSION).data();
        RuleBroken.unless(version[1] == adapter.characteristics().majorNdisVersion() &&
            version[0] == adapter.characteristics().minorNdisVersion(), "OID-08", "version %d.%d", version[1],
                version[0]);
        RuleBroken.unless(word(adapter, OID_GEN_CO_MEDIA_CONNECT_STATUS) == 0 || subject().path() != Subject.Path.PEER,
            "STS-02", "not connected");
    }

    @Test
    void shouldCountWhatIsSentAndReceived(final TestMachine machine)
    {
        final VcPair pair = openPair(machine, VCI);
        final VcPair other = openPair(machine, VCI + 1);
        final int packets = 7;
        for (int i = 0; i < packets; i++)
        {
            pair.a().send(machine.bytes(100));
            pair.a().awaitSends();
        }
        other.a().send(machine.bytes(200));
        other.a().awaitSends();
        final boolean arrives = subject().path() != Subject.Path.NOWHERE;
        RuleBroken.unless(!arrives || pair.b().awaitReceived(packets) && other.b().awaitReceived(1), "OID-06",
            "PDUs were lost");

        counts(pair.a().query(OID_GEN_CO_XMIT_PDUS_OK), packets);
        counts(other.a().query(OID_GEN_CO_XMIT_PDUS_OK), 1);
        counts(machine.a().query(OID_GEN_CO_XMIT_PDUS_OK), packets + 1);
        if (arrives)
        {
            counts(pair.b().query(OID_GEN_CO_RCV_PDUS_OK), packets);
            counts(other.b().query(OID_GEN_CO_RCV_PDUS_OK), 1);
            counts(pair.b().adapter().query(OID_GEN_CO_RCV_PDUS_OK), packets + 1);
        }
        if (list(machine.a()).contains(OID_GEN_CO_BYTES_XMIT))
        {
            counts(pair.a().query(OID_GEN_CO_BYTES_XMIT), 100L * packets);
        }
    }

    private static void counts(final RequestResult result, final long expected)
    {
        succeeds(result.status(), "REQ-08", NdisOid.name(result.oid()));
        RuleBroken.unless(result.counter() == expected, "REQ-08", "%s is %d, should be %d", NdisOid.name(result.oid()),
            result.counter(), expected);
    }

    @Test
    void shouldAnswerForAVcThatIsNotActive(final TestMachine machine)
    {
        final TestVc vc = machine.a().vc(spec(machine.a(), VCI));
        succeeds(vc.create(), "VC-04", "create");

        counts(vc.query(OID_GEN_CO_XMIT_PDUS_OK), 0);
    }

    @Test
    void shouldWantAVcForItsNearestFlow(final TestMachine machine)
    {
        final RequestResult result = machine.a().query(OID_ATM_GET_NEAREST_FLOW, 8);

        RuleBroken.unless(!result.isSuccess(), "OID-07", "accepted NULL VC");
    }

    @Test
    void shouldTellTheTimeAtOnce(final TestMachine machine)
    {
        final RequestResult result = machine.a().query(OID_GEN_CO_GET_NETCARD_TIME);

        RuleBroken.unless(!result.pended(), "REQ-09", "%s pended", NdisOid.name(result.oid()));
    }

    private static List<Integer> queries(final TestAdapter adapter)
    {
        final List<Integer> queries = new ArrayList<>(list(adapter));
        queries.removeAll(WRITE_ONLY);
        queries.removeAll(PARAMETERISED);
        return queries;
    }

    private static List<Integer> list(final TestAdapter adapter)
    {
        final RequestResult result = adapter.query(OID_GEN_CO_SUPPORTED_LIST);
        succeeds(result.status(), "OID-01", "OID_GEN_CO_SUPPORTED_LIST");
        final List<Integer> list = new ArrayList<>();
        for (int at = 0; at + Integer.BYTES <= result.data().length; at += Integer.BYTES)
        {
            list.add(result.word(at));
        }
        return list;
    }
}
