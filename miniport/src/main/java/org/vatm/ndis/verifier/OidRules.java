package org.vatm.ndis.verifier;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.vatm.ndis.AtmAalType;
import org.vatm.ndis.AtmServiceCategory;
import org.vatm.ndis.NdisOid;

/** What the answers to queries say: rules OID, STS-02. */
final class OidRules
{
    static final int[] MANDATORY = {
        NdisOid.OID_GEN_CO_SUPPORTED_LIST, NdisOid.OID_GEN_CO_HARDWARE_STATUS, NdisOid.OID_GEN_CO_MEDIA_SUPPORTED,
        NdisOid.OID_GEN_CO_MEDIA_IN_USE, NdisOid.OID_GEN_CO_LINK_SPEED, NdisOid.OID_GEN_CO_VENDOR_ID,
        NdisOid.OID_GEN_CO_VENDOR_DESCRIPTION, NdisOid.OID_GEN_CO_DRIVER_VERSION,
        NdisOid.OID_GEN_CO_PROTOCOL_OPTIONS, NdisOid.OID_GEN_CO_MAC_OPTIONS,
        NdisOid.OID_GEN_CO_MEDIA_CONNECT_STATUS, NdisOid.OID_GEN_CO_VENDOR_DRIVER_VERSION,
        NdisOid.OID_GEN_CO_MINIMUM_LINK_SPEED, NdisOid.OID_GEN_CO_XMIT_PDUS_OK, NdisOid.OID_GEN_CO_RCV_PDUS_OK,
        NdisOid.OID_GEN_CO_XMIT_PDUS_ERROR, NdisOid.OID_GEN_CO_RCV_PDUS_ERROR,
        NdisOid.OID_GEN_CO_RCV_PDUS_NO_BUFFER, NdisOid.OID_ATM_SUPPORTED_SERVICE_CATEGORY,
        NdisOid.OID_ATM_SUPPORTED_AAL_TYPES, NdisOid.OID_ATM_HW_CURRENT_ADDRESS, NdisOid.OID_ATM_MAX_ACTIVE_VCS,
        NdisOid.OID_ATM_MAX_ACTIVE_VCI_BITS, NdisOid.OID_ATM_MAX_ACTIVE_VPI_BITS,
        NdisOid.OID_ATM_MAX_AAL5_PACKET_SIZE};

    private static final int RESERVED_MAC_OPTION = 0x8000_0000;
    private static final int EOTX_INDICATION = 0x20;
    private static final int AAL_TYPES = AtmAalType.AAL_TYPE_AAL0 | AtmAalType.AAL_TYPE_AAL1 |
        AtmAalType.AAL_TYPE_AAL34 | AtmAalType.AAL_TYPE_AAL5;
    private static final long NO_COUNT = -1;
    private static final long NEARLY_FULL = 0xC000_0000L; // of a counter of 32 bits
    private static final int[] COUNTERS = {
        NdisOid.OID_GEN_CO_XMIT_PDUS_OK, NdisOid.OID_GEN_CO_RCV_PDUS_OK, NdisOid.OID_GEN_CO_XMIT_PDUS_ERROR,
        NdisOid.OID_GEN_CO_RCV_PDUS_ERROR, NdisOid.OID_GEN_CO_RCV_PDUS_NO_BUFFER, NdisOid.OID_GEN_CO_BYTES_XMIT,
        NdisOid.OID_GEN_CO_BYTES_RCV, NdisOid.OID_GEN_CO_RCV_CRC_ERROR, NdisOid.OID_ATM_RCV_CELLS_OK,
        NdisOid.OID_ATM_XMIT_CELLS_OK, NdisOid.OID_ATM_RCV_CELLS_DROPPED, NdisOid.OID_ATM_RCV_INVALID_VPI_VCI,
        NdisOid.OID_ATM_CELLS_HEC_ERROR, NdisOid.OID_ATM_RCV_REASSEMBLY_ERROR};

    private final Verifier verifier;

    OidRules(final Verifier verifier)
    {
        this.verifier = verifier;
    }

    static int[] counters()
    {
        return COUNTERS.clone();
    }

    /** Bytes of an answer of fixed size; 0 for others. */
    static int size(final int oid)
    {
        return switch (oid)
        {
            case NdisOid.OID_GEN_CO_DRIVER_VERSION -> 2;
            case NdisOid.OID_GEN_CO_LINK_SPEED, NdisOid.OID_GEN_CO_MINIMUM_LINK_SPEED,
                NdisOid.OID_GEN_CO_GET_TIME_CAPS, NdisOid.OID_GEN_CO_GET_NETCARD_TIME,
                NdisOid.OID_ATM_SUPPORTED_VC_RATES, NdisOid.OID_ATM_SIGNALING_VPIVCI, NdisOid.OID_ATM_ILMI_VPIVCI,
                NdisOid.OID_ATM_DIGITAL_BROADCAST_VPIVCI -> 8;
            case NdisOid.OID_ATM_HW_CURRENT_ADDRESS -> 6;
            case NdisOid.OID_GEN_CO_HARDWARE_STATUS, NdisOid.OID_GEN_CO_VENDOR_ID, NdisOid.OID_GEN_CO_MAC_OPTIONS,
                NdisOid.OID_GEN_CO_MEDIA_CONNECT_STATUS, NdisOid.OID_GEN_CO_VENDOR_DRIVER_VERSION,
                NdisOid.OID_GEN_PHYSICAL_MEDIUM, NdisOid.OID_ATM_SUPPORTED_SERVICE_CATEGORY,
                NdisOid.OID_ATM_SUPPORTED_AAL_TYPES, NdisOid.OID_ATM_MAX_ACTIVE_VCS,
                NdisOid.OID_ATM_MAX_ACTIVE_VCI_BITS, NdisOid.OID_ATM_MAX_ACTIVE_VPI_BITS,
                NdisOid.OID_ATM_MAX_AAL0_PACKET_SIZE, NdisOid.OID_ATM_MAX_AAL1_PACKET_SIZE,
                NdisOid.OID_ATM_MAX_AAL34_PACKET_SIZE, NdisOid.OID_ATM_MAX_AAL5_PACKET_SIZE,
                NdisOid.OID_ATM_ASSIGNED_VPI, NdisOid.OID_ATM_ALIGNMENT_REQUIRED,
                NdisOid.OID_ATM_RCV_CELLS_OK, NdisOid.OID_ATM_XMIT_CELLS_OK, NdisOid.OID_ATM_RCV_CELLS_DROPPED,
                NdisOid.OID_ATM_RCV_INVALID_VPI_VCI, NdisOid.OID_ATM_CELLS_HEC_ERROR,
                NdisOid.OID_ATM_RCV_REASSEMBLY_ERROR -> 4;
            default -> 0;
        };
    }

    /** A query was answered with SUCCESS. */
    void answered(final RequestTrack track)
    {
        final int expected = size(track.oid);
        final int written = track.request.bytesWritten;
        if (expected != 0 && written != expected)
        {
            verifier.report(VerifierRule.OID_03, track.vc, track, NdisOid.name(track.oid), written, expected);
            return;
        }
        final DirectBuffer answer = track.request.informationBuffer;
        final AdapterTrack adapter = track.adapter;
        final int value = written >= Integer.BYTES ? answer.getInt(0, ByteOrder.LITTLE_ENDIAN) : 0;
        switch (track.oid)
        {
            case NdisOid.OID_GEN_CO_SUPPORTED_LIST -> list(track, answer, written / Integer.BYTES);
            case NdisOid.OID_GEN_CO_DRIVER_VERSION -> version(track, answer.getShort(0, ByteOrder.LITTLE_ENDIAN));
            case NdisOid.OID_GEN_CO_MAC_OPTIONS -> macOptions(track, value);
            case NdisOid.OID_ATM_MAX_ACTIVE_VCS -> adapter.maxActiveVcs = value;
            case NdisOid.OID_GEN_CO_MEDIA_CONNECT_STATUS ->
            {
                if (adapter.mediaStatus >= 0 && adapter.mediaStatus != value)
                {
                    verifier.report(VerifierRule.STS_02, null, track);
                }
            }
            case NdisOid.OID_ATM_SUPPORTED_SERVICE_CATEGORY ->
            {
                if ((value & AtmServiceCategory.ATM_SERVICE_CATEGORY_UBR) == 0)
                {
                    verifier.report(VerifierRule.OID_04, null, track);
                }
            }
            case NdisOid.OID_ATM_SUPPORTED_AAL_TYPES ->
            {
                if (value == 0 || (value & ~AAL_TYPES) != 0)
                {
                    verifier.report(VerifierRule.OID_04, null, track, "AAL types 0x" + Integer.toHexString(value));
                }
            }
            default -> counter(track, answer, written);
        }
    }

    private void list(final RequestTrack track, final DirectBuffer list, final int count)
    {
        long last = -1;
        for (int i = 0; i < count; i++)
        {
            final long oid = list.getInt(i * Integer.BYTES, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
            if (oid <= last)
            {
                verifier.report(VerifierRule.OID_01, VerifierRule.OID_01.severity(), 1, null, track);
                return;
            }
            last = oid;
        }
        for (final int oid : MANDATORY)
        {
            if (!contains(list, count, oid))
            {
                verifier.report(VerifierRule.OID_01, null, track, NdisOid.name(oid));
            }
        }
    }

    static boolean contains(final DirectBuffer list, final int count, final int oid)
    {
        for (int i = 0; i < count; i++)
        {
            if (list.getInt(i * Integer.BYTES, ByteOrder.LITTLE_ENDIAN) == oid)
            {
                return true;
            }
        }
        return false;
    }

    private void version(final RequestTrack track, final int version)
    {
        if ((version & 0xFFFF) != track.adapter.version)
        {
            verifier.report(VerifierRule.OID_08, null, track, String.format("0x%04X", version & 0xFFFF));
        }
    }

    private void macOptions(final RequestTrack track, final int options)
    {
        if ((options & RESERVED_MAC_OPTION) != 0)
        {
            verifier.report(VerifierRule.OID_05, null, track);
        }
        else if ((options & EOTX_INDICATION) != 0 && verifier.wire().hasSeenEarlyCompletion())
        {
            verifier.report(VerifierRule.OID_05, null, track, "EOTX_INDICATION, but sends complete early");
        }
    }

    private void counter(final RequestTrack track, final DirectBuffer answer, final int written)
    {
        boolean isCounter = false;
        for (final int oid : COUNTERS)
        {
            isCounter |= oid == track.oid;
        }
        if (!isCounter || track.vc != null || written != Integer.BYTES && written != Long.BYTES)
        {
            return;
        }
        final boolean isLong = written == Long.BYTES;
        final long count = isLong ? answer.getLong(0, ByteOrder.LITTLE_ENDIAN) :
            answer.getInt(0, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
        final long key = (long)track.oid << 1 | (isLong ? 1 : 0);
        final long before = track.adapter.counters.put(key, count);
        final boolean isWrapped = !isLong && before >= NEARLY_FULL && count < Integer.MAX_VALUE;
        if (before != NO_COUNT && count < before && !isWrapped)
        {
            verifier.report(VerifierRule.OID_06, track.vc, track, NdisOid.name(track.oid));
        }
    }

    /** OID_ATM_GET_NEAREST_FLOW needs a VC. */
    void flow(final RequestTrack track, final int status)
    {
        final boolean isAccepted = status == NDIS_STATUS_SUCCESS || status == NDIS_STATUS_PENDING;
        if (track.oid == NdisOid.OID_ATM_GET_NEAREST_FLOW && track.vc == null && isAccepted)
        {
            verifier.report(VerifierRule.OID_07, null, track);
        }
    }

    /** NdisMCoIndicateStatus has told of the line. */
    static void media(final AdapterTrack adapter, final boolean isConnected)
    {
        adapter.mediaStatus = isConnected ? 0 : 1;
    }
}
