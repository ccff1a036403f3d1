package org.vatm.miniport;

import static org.vatm.ndis.NdisOid.*;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_DATA;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_LENGTH;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_OID;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_SUPPORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisMedium;
import org.vatm.ndis.NdisRequest;

/**
 * Answers queries and sets by object identifier, for the adapter or for one VC. Everything is answered at once.
 */
final class AdapterRequests
{
    private static final int[] SUPPORTED = {
        OID_GEN_CO_SUPPORTED_LIST,
        OID_GEN_CO_HARDWARE_STATUS,
        OID_GEN_CO_MEDIA_SUPPORTED,
        OID_GEN_CO_MEDIA_IN_USE,
        OID_GEN_CO_LINK_SPEED,
        OID_GEN_CO_VENDOR_ID,
        OID_GEN_CO_VENDOR_DESCRIPTION,
        OID_GEN_CO_DRIVER_VERSION,
        OID_GEN_CO_PROTOCOL_OPTIONS,
        OID_GEN_CO_MAC_OPTIONS,
        OID_GEN_CO_MEDIA_CONNECT_STATUS,
        OID_GEN_CO_VENDOR_DRIVER_VERSION,
        OID_GEN_PHYSICAL_MEDIUM,
        OID_GEN_CO_XMIT_PDUS_OK,
        OID_GEN_CO_RCV_PDUS_OK,
        OID_GEN_CO_XMIT_PDUS_ERROR,
        OID_GEN_CO_RCV_PDUS_ERROR,
        OID_GEN_CO_RCV_PDUS_NO_BUFFER,
        OID_GEN_CO_MINIMUM_LINK_SPEED,
        OID_GEN_CO_BYTES_XMIT,
        OID_GEN_CO_BYTES_RCV,
        OID_GEN_CO_RCV_CRC_ERROR,
        OID_GEN_CO_TRANSMIT_QUEUE_LENGTH,
        OID_GEN_CO_GET_TIME_CAPS,
        OID_GEN_CO_GET_NETCARD_TIME,
        OID_GEN_CO_NETCARD_LOAD,
        OID_GEN_CO_BYTES_XMIT_OUTSTANDING,
        OID_ATM_SUPPORTED_VC_RATES,
        OID_ATM_SUPPORTED_SERVICE_CATEGORY,
        OID_ATM_SUPPORTED_AAL_TYPES,
        OID_ATM_HW_CURRENT_ADDRESS,
        OID_ATM_MAX_ACTIVE_VCS,
        OID_ATM_MAX_ACTIVE_VCI_BITS,
        OID_ATM_MAX_ACTIVE_VPI_BITS,
        OID_ATM_MAX_AAL0_PACKET_SIZE,
        OID_ATM_MAX_AAL5_PACKET_SIZE,
        OID_ATM_SIGNALING_VPIVCI,
        OID_ATM_ASSIGNED_VPI,
        OID_ATM_ILMI_VPIVCI,
        OID_ATM_GET_NEAREST_FLOW,
        OID_ATM_ALIGNMENT_REQUIRED,
        OID_ATM_RCV_CELLS_OK,
        OID_ATM_XMIT_CELLS_OK,
        OID_ATM_RCV_CELLS_DROPPED,
        OID_ATM_RCV_INVALID_VPI_VCI,
        OID_ATM_CELLS_HEC_ERROR,
        OID_ATM_RCV_REASSEMBLY_ERROR,
        OID_PNP_CAPABILITIES,
        OID_PNP_SET_POWER,
        OID_PNP_QUERY_POWER};

    private static final int HARDWARE_READY = 0;
    private static final int LINK_SPEED_100_BPS = 1_555_200;
    private static final byte[] DESCRIPTION =
        "vatm IDT77252 155 Mbit/s ATM adapter\0".getBytes(StandardCharsets.US_ASCII);
    private static final short NDIS_VERSION = 0x0501;
    private static final int DRIVER_VERSION = 0x0001_0000;
    private static final int PROTOCOL_OPTIONS_MASK = 0x7;
    private static final int MAC_OPTION_NO_LOOPBACK = 0x08;
    private static final int CONNECTED = 0;
    private static final int DISCONNECTED = 1;
    private static final int LEAST_CELL_RATE = 10;
    private static final int UNKNOWN = -1;
    private static final int REPLY_BYTES = 256;
    private static final int TIME_READABLE_LOCAL_CLOCK = 0x01;
    private static final int TIME_CLOCK_PRECISION = 0x04;
    private static final int TIME_RECEIVE_TIME_INDICATION_CAPABLE = 0x08;
    private static final int TIME_STAMP_CAPABLE = 0x20;
    private static final int CLOCK_PRECISION_PPM = 100;
    private static final int PHYSICAL_MEDIUM_UNSPECIFIED = 0;
    private static final int POWER_D0 = 1;
    private static final int POWER_D3 = 4;

    private final AtmAdapter adapter;
    private final UnsafeBuffer reply = new UnsafeBuffer(new byte[REPLY_BYTES]);
    private boolean shortAllowed;

    AdapterRequests(final AtmAdapter adapter)
    {
        this.adapter = adapter;
    }

    /**
     * @param vcContext of a VC, 0 for the adapter.
     * @return an NDIS status, never PENDING.
     */
    int handle(final long vcContext, final NdisRequest request)
    {
        final int index = vcContext == VcTable.NULL_CONTEXT ? VcTable.NO_INDEX : adapter.vcTable().index(vcContext);
        if (vcContext != VcTable.NULL_CONTEXT && index == VcTable.NO_INDEX)
        {
            return NDIS_STATUS_INVALID_DATA;
        }
        return switch (request.requestType)
        {
            case NdisRequest.NDIS_REQUEST_QUERY_INFORMATION, NdisRequest.NDIS_REQUEST_QUERY_STATISTICS ->
                query(index, request);
            case NdisRequest.NDIS_REQUEST_SET_INFORMATION -> set(request);
            default -> NDIS_STATUS_NOT_SUPPORTED;
        };
    }

    private int set(final NdisRequest request)
    {
        if (request.oid != OID_GEN_CO_PROTOCOL_OPTIONS && request.oid != OID_PNP_SET_POWER)
        {
            return isSupported(request.oid) ? NDIS_STATUS_NOT_SUPPORTED : NDIS_STATUS_INVALID_OID;
        }
        if (request.informationBufferLength < Integer.BYTES)
        {
            request.bytesNeeded = Integer.BYTES;
            return NDIS_STATUS_INVALID_LENGTH;
        }
        final int value = request.informationBuffer.getInt(0, ByteOrder.LITTLE_ENDIAN);
        final boolean isValid = request.oid == OID_PNP_SET_POWER ?
            value >= POWER_D0 && value <= POWER_D3 : (value & ~PROTOCOL_OPTIONS_MASK) == 0;
        if (!isValid)
        {
            return NDIS_STATUS_INVALID_DATA;
        }
        if (request.oid == OID_PNP_SET_POWER)
        {
            adapter.power(value == POWER_D0);
        }
        request.bytesRead = Integer.BYTES;
        return NDIS_STATUS_SUCCESS;
    }

    /** The structure of this one holds pointers: it is not in the buffer. */
    private int nearestFlow(final int index, final NdisRequest request)
    {
        if (index == VcTable.NO_INDEX || request.callParameters == null)
        {
            return NDIS_STATUS_INVALID_DATA;
        }
        if (request.informationBufferLength < CoCallParameters.LENGTH)
        {
            request.bytesNeeded = CoCallParameters.LENGTH;
            return NDIS_STATUS_INVALID_LENGTH;
        }
        final int status = adapter.operations().nearestFlow(index, request.callParameters);
        request.bytesWritten = status == NDIS_STATUS_SUCCESS ? CoCallParameters.LENGTH : 0;
        return status;
    }

    private int query(final int index, final NdisRequest request)
    {
        if (request.oid == OID_GEN_CO_PROTOCOL_OPTIONS || request.oid == OID_PNP_SET_POWER ||
            index != VcTable.NO_INDEX && isOfAdapterOnly(request.oid))
        {
            return NDIS_STATUS_NOT_SUPPORTED;
        }
        if (request.oid == OID_ATM_GET_NEAREST_FLOW)
        {
            return nearestFlow(index, request);
        }
        shortAllowed = false;
        int length = answer(request.oid);
        if (length == UNKNOWN)
        {
            length = statistic(request.oid, index);
        }
        if (length == UNKNOWN)
        {
            return NDIS_STATUS_INVALID_OID;
        }
        if (request.informationBufferLength < length)
        {
            request.bytesNeeded = length;
            if (!shortAllowed || request.informationBufferLength < Integer.BYTES)
            {
                return NDIS_STATUS_INVALID_LENGTH;
            }
            length = Integer.BYTES; // the low half of a 64-bit counter
        }
        request.informationBuffer.putBytes(0, reply, 0, length);
        request.bytesWritten = length;
        return NDIS_STATUS_SUCCESS;
    }

    /** Puts what does not change into the reply; its length. */
    private int answer(final int oid)
    {
        return switch (oid)
        {
            case OID_GEN_CO_SUPPORTED_LIST -> words(SUPPORTED);
            case OID_GEN_CO_HARDWARE_STATUS -> words(HARDWARE_READY);
            case OID_GEN_CO_MEDIA_SUPPORTED, OID_GEN_CO_MEDIA_IN_USE -> words(NdisMedium.NDIS_MEDIUM_ATM);
            case OID_GEN_CO_LINK_SPEED, OID_GEN_CO_MINIMUM_LINK_SPEED -> words(LINK_SPEED_100_BPS, LINK_SPEED_100_BPS);
            case OID_GEN_CO_VENDOR_ID -> vendorId();
            case OID_GEN_CO_VENDOR_DESCRIPTION -> bytes(DESCRIPTION);
            case OID_GEN_CO_DRIVER_VERSION -> version();
            case OID_GEN_CO_MAC_OPTIONS -> words(MAC_OPTION_NO_LOOPBACK);
            case OID_GEN_CO_MEDIA_CONNECT_STATUS -> words(adapter.hasSignal() ? CONNECTED : DISCONNECTED);
            case OID_GEN_CO_VENDOR_DRIVER_VERSION -> words(DRIVER_VERSION);
            case OID_GEN_PHYSICAL_MEDIUM -> words(PHYSICAL_MEDIUM_UNSPECIFIED);
            case OID_GEN_CO_GET_TIME_CAPS -> words(TIME_READABLE_LOCAL_CLOCK | TIME_CLOCK_PRECISION |
                TIME_RECEIVE_TIME_INDICATION_CAPABLE | TIME_STAMP_CAPABLE, CLOCK_PRECISION_PPM);
            case OID_PNP_CAPABILITIES -> words(0, 0, 0, 0); // wakes the system up by nothing
            case OID_PNP_QUERY_POWER -> words(POWER_D3);
            case OID_ATM_SIGNALING_VPIVCI -> words(0, BoardLayout.SIGNALLING_VCI);
            case OID_ATM_ILMI_VPIVCI -> words(0, BoardLayout.ILMI_VCI);
            case OID_ATM_SUPPORTED_VC_RATES -> words(LEAST_CELL_RATE, ActivationParameters.MAX_CELL_RATE);
            case OID_ATM_SUPPORTED_SERVICE_CATEGORY -> words(ActivationParameters.SUPPORTED_CATEGORIES);
            case OID_ATM_SUPPORTED_AAL_TYPES -> words(Aal.SUPPORTED);
            case OID_ATM_HW_CURRENT_ADDRESS -> bytes(adapter.esi());
            case OID_ATM_MAX_ACTIVE_VCS -> words(adapter.layout().usableConnections());
            case OID_ATM_MAX_ACTIVE_VCI_BITS -> words(adapter.layout().vciBits());
            case OID_ATM_MAX_ACTIVE_VPI_BITS, OID_ATM_ASSIGNED_VPI -> words(0);
            case OID_ATM_MAX_AAL0_PACKET_SIZE -> words(Aal.AAL0_PACKET_BYTES);
            case OID_ATM_MAX_AAL5_PACKET_SIZE -> words(Aal.AAL5_MAX_BYTES);
            case OID_ATM_ALIGNMENT_REQUIRED -> words(1);
            default -> UNKNOWN;
        };
    }

    /** Puts a count into the reply; its length. */
    private int statistic(final int oid, final int index)
    {
        return switch (oid)
        {
            case OID_GEN_CO_XMIT_PDUS_OK -> counter(count(index, VcCounter.PDUS_SENT));
            case OID_GEN_CO_RCV_PDUS_OK -> counter(count(index, VcCounter.PDUS_RECEIVED));
            case OID_GEN_CO_XMIT_PDUS_ERROR -> counter(count(index, VcCounter.SEND_ERRORS));
            case OID_GEN_CO_RCV_PDUS_ERROR ->
                counter(count(index, VcCounter.CRC_ERRORS) + count(index, VcCounter.LENGTH_ERRORS));
            case OID_GEN_CO_RCV_PDUS_NO_BUFFER -> counter(count(index, VcCounter.NO_BUFFER));
            case OID_GEN_CO_BYTES_XMIT -> counter(count(index, VcCounter.BYTES_SENT));
            case OID_GEN_CO_BYTES_RCV -> counter(count(index, VcCounter.BYTES_RECEIVED));
            case OID_GEN_CO_RCV_CRC_ERROR -> counter(count(index, VcCounter.CRC_ERRORS));
            case OID_GEN_CO_GET_NETCARD_TIME -> time();
            case OID_GEN_CO_NETCARD_LOAD -> words((int)adapter.counters().load());
            case OID_GEN_CO_TRANSMIT_QUEUE_LENGTH -> words((int)queued(index, false));
            case OID_GEN_CO_BYTES_XMIT_OUTSTANDING -> words((int)queued(index, true));
            case OID_ATM_RCV_CELLS_OK -> words((int)count(index, VcCounter.CELLS_RECEIVED));
            case OID_ATM_XMIT_CELLS_OK -> words((int)count(index, VcCounter.CELLS_SENT));
            case OID_ATM_RCV_REASSEMBLY_ERROR ->
                words((int)(count(index, VcCounter.CRC_ERRORS) + count(index, VcCounter.LENGTH_ERRORS)));
            case OID_ATM_RCV_CELLS_DROPPED -> index == VcTable.NO_INDEX ?
                hardwareCount(oid) : words((int)count(index, VcCounter.CELLS_DROPPED));
            case OID_ATM_RCV_INVALID_VPI_VCI, OID_ATM_CELLS_HEC_ERROR -> hardwareCount(oid);
            default -> UNKNOWN;
        };
    }

    private int hardwareCount(final int oid)
    {
        adapter.readCounters();
        final AdapterCounters counters = adapter.counters();
        return words((int)(oid == OID_ATM_RCV_CELLS_DROPPED ?
            counters.cellsDropped + counters.sum(VcCounter.CELLS_DROPPED) :
            oid == OID_ATM_RCV_INVALID_VPI_VCI ? counters.unknownCells : adapter.headerErrors()));
    }

    private long count(final int index, final VcCounter counter)
    {
        if (index == VcTable.NO_INDEX)
        {
            return adapter.sum(counter);
        }
        final VcTable table = adapter.vcTable();
        final boolean wasActive = table.aalType(index) != 0; // otherwise its counters are those of an earlier VC
        return wasActive ? table.counter(index, counter) : 0;
    }

    private long queued(final int index, final boolean bytes)
    {
        final VcTable table = adapter.vcTable();
        if (index != VcTable.NO_INDEX)
        {
            return bytes ? table.bytesQueued(index) : table.sendsOut(index);
        }
        return bytes ? adapter.counters().bytesOutstanding : adapter.counters().packetsOutstanding;
    }

    private static boolean isOfAdapterOnly(final int oid)
    {
        return oid == OID_GEN_CO_NETCARD_LOAD || oid == OID_GEN_CO_GET_NETCARD_TIME ||
            oid == OID_ATM_RCV_INVALID_VPI_VCI || oid == OID_ATM_CELLS_HEC_ERROR;
    }

    private static boolean isSupported(final int oid)
    {
        for (final int supported : SUPPORTED)
        {
            if (supported == oid)
            {
                return true;
            }
        }
        return false;
    }

    private int words(final int... values)
    {
        for (int i = 0; i < values.length; i++)
        {
            reply.putInt(i * Integer.BYTES, values[i], ByteOrder.LITTLE_ENDIAN);
        }
        return values.length * Integer.BYTES;
    }

    private int counter(final long value)
    {
        shortAllowed = true;
        reply.putLong(0, value, ByteOrder.LITTLE_ENDIAN);
        return Long.BYTES;
    }

    private int time()
    {
        reply.putLong(0, adapter.clock(), ByteOrder.LITTLE_ENDIAN);
        return Long.BYTES;
    }

    private int bytes(final byte[] value)
    {
        reply.putBytes(0, value);
        return value.length;
    }

    private int version()
    {
        reply.putShort(0, NDIS_VERSION, ByteOrder.LITTLE_ENDIAN);
        return Short.BYTES;
    }

    /** The organisation's three octets of the ESI, and one that is ours. */
    private int vendorId()
    {
        reply.putBytes(0, adapter.esi(), 0, 3);
        reply.putByte(3, (byte)1);
        return Integer.BYTES;
    }
}
