package org.vatm.miniport;

import java.util.List;

/**
 * Counters of one VC, and their places in its blocks of the {@link VcTable}.
 */
public enum VcCounter
{
    /** OID_GEN_CO_XMIT_PDUS_OK. */
    PDUS_SENT("pdusSent", "PDUs sent without error", Direction.TRANSMIT, 32, Long.BYTES),
    /** OID_GEN_CO_BYTES_XMIT. */
    BYTES_SENT("bytesSent", "bytes in these PDUs", Direction.TRANSMIT, 40, Long.BYTES),
    /** OID_ATM_XMIT_CELLS_OK. */
    CELLS_SENT("cellsSent", "cells that carried these PDUs", Direction.TRANSMIT, 48, Long.BYTES),
    /** OID_GEN_CO_XMIT_PDUS_ERROR. */
    SEND_ERRORS("sendErrors", "PDUs not sent", Direction.TRANSMIT, 56, Integer.BYTES),
    /** OID_GEN_CO_RCV_PDUS_OK. */
    PDUS_RECEIVED("pdusReceived", "PDUs received and indicated", Direction.RECEIVE, 32, Long.BYTES),
    /** OID_GEN_CO_BYTES_RCV. */
    BYTES_RECEIVED("bytesReceived", "bytes in these PDUs", Direction.RECEIVE, 40, Long.BYTES),
    /** OID_ATM_RCV_CELLS_OK. */
    CELLS_RECEIVED("cellsReceived", "cells that carried these PDUs", Direction.RECEIVE, 48, Long.BYTES),
    /** OID_GEN_CO_RCV_CRC_ERROR. */
    CRC_ERRORS("crcErrors", "PDUs with a wrong CRC", Direction.RECEIVE, 56, Integer.BYTES),
    /** OID_ATM_RCV_REASSEMBLY_ERROR, without CRC errors. */
    LENGTH_ERRORS("lengthErrors", "PDUs with a good CRC and a wrong length, or above MaxSduSize", Direction.RECEIVE, 60,
        Integer.BYTES),
    /** OID_GEN_CO_RCV_PDUS_NO_BUFFER. */
    NO_BUFFER("noBuffer", "PDUs lost because the driver had nothing to indicate them with", null, 48, Integer.BYTES),
    /** OID_ATM_RCV_CELLS_DROPPED, without those that the chip itself dropped, which it does not tell by VC. */
    CELLS_DROPPED("cellsDropped", "cells received that the driver dropped with their PDUs", null, 52, Integer.BYTES);

    private static final List<VcCounter> ALL = List.of(values());

    private final String label;
    private final String meaning;

    /** The block that holds the counter, null for the hot entry. */
    final Direction direction;
    /** Offset in that block. */
    final int offset;
    /** Length in bytes: 4, read as unsigned, or 8. */
    final int lengthBytes;

    VcCounter(
        final String label, final String meaning, final Direction direction, final int offset, final int lengthBytes)
    {
        this.label = label;
        this.meaning = meaning;
        this.direction = direction;
        this.offset = offset;
        this.lengthBytes = lengthBytes;
    }

    /**
     * @return all counters, in their order.
     */
    public static List<VcCounter> all()
    {
        return ALL;
    }

    /**
     * @return name in reports.
     */
    public String label()
    {
        return label;
    }

    /**
     * @return what it counts.
     */
    public String meaning()
    {
        return meaning;
    }
}
