package org.vatm.testkit.driver;

import org.vatm.ndis.AtmAalType;
import org.vatm.ndis.AtmServiceCategory;
import org.vatm.ndis.NdisMedium;
import org.vatm.ndis.NdisRequest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

import static org.vatm.ndis.NdisOid.*;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_DATA;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_LENGTH;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_OID;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_SUPPORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/** Answers to requests: what does not change, and counters of a VC or of all. */
final class SoftRequests
{
    static final int MAX_ACTIVE_VCS = 64;

    private static final int LINK_SPEED_100_BPS = 1_497_597; // 353,207 cells of 424 bits
    private static final int PROTOCOL_OPTIONS = 0x7;
    private static final int MAC_OPTION_NO_LOOPBACK = 0x08;
    private static final byte[] ESI = {0x02, 0x56, (byte)0xA7, 0, 0, 1};

    private final Map<Integer, byte[]> constants = new TreeMap<>(Integer::compareUnsigned);
    private final Map<Integer, ToLongFunction<SoftVc>> counters = new TreeMap<>(Integer::compareUnsigned);
    private final Collection<SoftVc> vcs;
    private final SoftVc former;

    /**
     * @param vcs    of the adapter.
     * @param former holds the sums of VCs that are gone.
     */
    SoftRequests(final Collection<SoftVc> vcs, final SoftVc former)
    {
        this.vcs = vcs;
        this.former = former;
        words(OID_GEN_CO_HARDWARE_STATUS, 0);
        words(OID_GEN_CO_MEDIA_SUPPORTED, NdisMedium.NDIS_MEDIUM_ATM);
        words(OID_GEN_CO_MEDIA_IN_USE, NdisMedium.NDIS_MEDIUM_ATM);
        words(OID_GEN_CO_LINK_SPEED, LINK_SPEED_100_BPS, LINK_SPEED_100_BPS);
        words(OID_GEN_CO_MINIMUM_LINK_SPEED, LINK_SPEED_100_BPS, LINK_SPEED_100_BPS);
        words(OID_GEN_CO_VENDOR_ID, 0x01A75602);
        constants.put(OID_GEN_CO_VENDOR_DESCRIPTION, "vatm software loop\0".getBytes(StandardCharsets.US_ASCII));
        constants.put(OID_GEN_CO_DRIVER_VERSION, new byte[]{1, 5});
        words(OID_GEN_CO_MAC_OPTIONS, MAC_OPTION_NO_LOOPBACK);
        words(OID_GEN_CO_MEDIA_CONNECT_STATUS, 0);
        words(OID_GEN_CO_VENDOR_DRIVER_VERSION, 0x0001_0000);
        words(OID_ATM_SUPPORTED_VC_RATES, 1, SoftActivation.MOST_CELLS_PER_SECOND);
        words(OID_ATM_SUPPORTED_SERVICE_CATEGORY, AtmServiceCategory.ATM_SERVICE_CATEGORY_UBR);
        words(OID_ATM_SUPPORTED_AAL_TYPES, AtmAalType.AAL_TYPE_AAL5);
        constants.put(OID_ATM_HW_CURRENT_ADDRESS, ESI);
        words(OID_ATM_MAX_ACTIVE_VCS, MAX_ACTIVE_VCS);
        words(OID_ATM_MAX_ACTIVE_VCI_BITS, SoftActivation.VCI_BITS);
        words(OID_ATM_MAX_ACTIVE_VPI_BITS, 0);
        words(OID_ATM_MAX_AAL5_PACKET_SIZE, SoftActivation.MOST_SDU_BYTES);
        counters.put(OID_GEN_CO_XMIT_PDUS_OK, vc -> vc.pdusSent);
        counters.put(OID_GEN_CO_RCV_PDUS_OK, vc -> vc.pdusReceived);
        counters.put(OID_GEN_CO_XMIT_PDUS_ERROR, vc -> vc.sendErrors);
        counters.put(OID_GEN_CO_RCV_PDUS_ERROR, vc -> 0);
        counters.put(OID_GEN_CO_RCV_PDUS_NO_BUFFER, vc -> vc.noBuffer);
        counters.put(OID_GEN_CO_BYTES_XMIT, vc -> vc.bytesSent);
        counters.put(OID_GEN_CO_BYTES_RCV, vc -> vc.bytesReceived);
        final TreeMap<Integer, Object> all = new TreeMap<>(Integer::compareUnsigned);
        all.putAll(constants);
        all.putAll(counters);
        all.put(OID_GEN_CO_SUPPORTED_LIST, null);
        all.put(OID_GEN_CO_PROTOCOL_OPTIONS, null);
        words(OID_GEN_CO_SUPPORTED_LIST, all.keySet().stream().mapToInt(Integer::intValue).toArray());
    }

    private void words(final int oid, final int... values)
    {
        final ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (final int value : values)
        {
            bytes.putInt(value);
        }
        constants.put(oid, bytes.array());
    }

    /**
     * @param vc null for the adapter.
     * @return a status, never PENDING.
     */
    int handle(final SoftVc vc, final NdisRequest request)
    {
        return switch (request.requestType)
        {
            case NdisRequest.NDIS_REQUEST_QUERY_INFORMATION, NdisRequest.NDIS_REQUEST_QUERY_STATISTICS ->
                query(vc, request);
            case NdisRequest.NDIS_REQUEST_SET_INFORMATION -> set(request);
            default -> NDIS_STATUS_NOT_SUPPORTED;
        };
    }

    private int set(final NdisRequest request)
    {
        if (request.oid != OID_GEN_CO_PROTOCOL_OPTIONS)
        {
            return constants.containsKey(request.oid) || counters.containsKey(request.oid) ?
                NDIS_STATUS_NOT_SUPPORTED : NDIS_STATUS_INVALID_OID;
        }
        if (request.informationBufferLength < Integer.BYTES)
        {
            request.bytesNeeded = Integer.BYTES;
            return NDIS_STATUS_INVALID_LENGTH;
        }
        request.bytesRead = Integer.BYTES;
        return (request.informationBuffer.getInt(0, ByteOrder.LITTLE_ENDIAN) & ~PROTOCOL_OPTIONS) == 0 ?
            NDIS_STATUS_SUCCESS : NDIS_STATUS_INVALID_DATA;
    }

    private int query(final SoftVc vc, final NdisRequest request)
    {
        final ToLongFunction<SoftVc> counter = counters.get(request.oid);
        if (counter != null)
        {
            return queryCounter(vc == null ? sum(counter) : counter.applyAsLong(vc), request);
        }
        final byte[] value = constants.get(request.oid);
        if (value == null)
        {
            return request.oid == OID_GEN_CO_PROTOCOL_OPTIONS ? NDIS_STATUS_NOT_SUPPORTED : NDIS_STATUS_INVALID_OID;
        }
        if (request.informationBufferLength < value.length)
        {
            request.bytesNeeded = value.length;
            return NDIS_STATUS_INVALID_LENGTH;
        }
        request.informationBuffer.putBytes(0, value);
        request.bytesWritten = value.length;
        return NDIS_STATUS_SUCCESS;
    }

    /** Counters have 64 bits; who has room for 32 gets the low ones. */
    private static int queryCounter(final long value, final NdisRequest request)
    {
        if (request.informationBufferLength < Long.BYTES)
        {
            request.bytesNeeded = Long.BYTES;
            if (request.informationBufferLength < Integer.BYTES)
            {
                return NDIS_STATUS_INVALID_LENGTH;
            }
            request.informationBuffer.putInt(0, (int)value, ByteOrder.LITTLE_ENDIAN);
            request.bytesWritten = Integer.BYTES;
            return NDIS_STATUS_SUCCESS;
        }
        request.informationBuffer.putLong(0, value, ByteOrder.LITTLE_ENDIAN);
        request.bytesWritten = Long.BYTES;
        return NDIS_STATUS_SUCCESS;
    }

    private long sum(final ToLongFunction<SoftVc> counter)
    {
        return counter.applyAsLong(former) + vcs.stream().mapToLong(counter).sum();
    }
}
