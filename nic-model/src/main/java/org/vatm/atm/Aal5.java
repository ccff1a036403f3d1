package org.vatm.atm;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Common part of AAL5: payload, padding and trailer in whole cells. Source: I.363.5.
 * <pre>
 *   0                       n          48c-8  48c-7  48c-6     48c-4      48c
 *   +-----------------------+------------+------+------+---------+----------+
 *   |  payload 1..65535     | padding 0  |  UU  | CPI  | length  |  CRC-32  |   length and CRC big-endian
 *   +-----------------------+------------+------+------+---------+----------+
 * </pre>
 * The trailer always ends the last cell, so it has the same place in every last cell: octets 40 to 47.
 */
public final class Aal5
{
    /** Octets of the trailer. */
    public static final int TRAILER_LENGTH = 8;
    /** Most octets that a PDU can carry. */
    public static final int PAYLOAD_MAX_LENGTH = 65535;
    /** Most cells that a PDU can have. */
    public static final int CELLS_MAX = 1366;

    /** User to user indication, within the trailer. */
    public static final int UU_OFFSET = 0;
    /** Common part indicator, within the trailer; zero. */
    public static final int CPI_OFFSET = 1;
    /** Length of the payload, within the trailer. */
    public static final int LENGTH_OFFSET = 2;
    /** CRC-32, within the trailer. */
    public static final int CRC_OFFSET = 4;

    /** The trailer within the last cell's payload. */
    public static final int TRAILER_IN_CELL_OFFSET = CellHeader.PAYLOAD_LENGTH - TRAILER_LENGTH;

    private static final int CELL = CellHeader.PAYLOAD_LENGTH;
    private static final int CRC_LENGTH = 4;

    /** What is wrong with a received PDU. */
    public enum Verdict
    {
        /** Nothing. */
        GOOD,
        /** The CRC does not fit: octets changed, or cells were lost. */
        CRC_ERROR,
        /** The CRC fits, but the length needs another number of cells. */
        LENGTH_ERROR,
        /** The CRC fits and the length is zero: the sender gave the PDU up. */
        ABORTED
    }

    private Aal5()
    {
    }

    /**
     * Cells that a payload needs, its trailer included.
     *
     * @param lengthBytes of the payload.
     * @return 1 or more.
     */
    public static int cells(final int lengthBytes)
    {
        return (lengthBytes + TRAILER_LENGTH + CELL - 1) / CELL;
    }

    /**
     * Octets of the whole PDU.
     *
     * @param lengthBytes of the payload.
     * @return payload, padding and trailer: a multiple of 48.
     */
    public static int pduLength(final int lengthBytes)
    {
        return cells(lengthBytes) * CELL;
    }

    /**
     * Octets of padding between payload and trailer.
     *
     * @param lengthBytes of the payload.
     * @return 0..47.
     */
    public static int padding(final int lengthBytes)
    {
        return pduLength(lengthBytes) - TRAILER_LENGTH - lengthBytes;
    }

    /**
     * Ends a PDU whose cells are made one by one: writes the trailer into the last cell, whose other octets the caller
     * has filled with the end of the payload and with zeros.
     *
     * @param register     of {@link Aal5Crc} after all cells before the last.
     * @param cell         buffer with the last cell's payload.
     * @param offset       of that payload.
     * @param uu           user to user indication, 0..255.
     * @param cpi          common part indicator, 0..255.
     * @param lengthBytes  of the PDU's payload; its low 16 bits are sent.
     * @return the register after the whole PDU: {@link Aal5Crc#RESIDUE} unless the register given was spoilt.
     */
    public static int finishLastCell(
        final int register,
        final MutableDirectBuffer cell,
        final int offset,
        final int uu,
        final int cpi,
        final int lengthBytes)
    {
        final int trailer = offset + TRAILER_IN_CELL_OFFSET;
        writeTrailerHead(cell, trailer, uu, cpi, lengthBytes);
        final int crc = Aal5Crc.update(register, cell, offset, CELL - CRC_LENGTH);
        cell.putInt(trailer + CRC_OFFSET, Aal5Crc.finish(crc), BIG_ENDIAN);
        return Aal5Crc.update(crc, cell, trailer + CRC_OFFSET, CRC_LENGTH);
    }

    /**
     * Makes a PDU of a payload where it lies: adds padding and trailer behind it.
     *
     * @param buffer      with the payload, and room for {@link #pduLength(int)} octets.
     * @param offset      of the payload.
     * @param lengthBytes of the payload, 1..65535.
     * @param uu          user to user indication, 0..255.
     * @param cpi         common part indicator, 0..255.
     * @return octets of the PDU.
     */
    public static int encapsulate(
        final MutableDirectBuffer buffer, final int offset, final int lengthBytes, final int uu, final int cpi)
    {
        final int pduLength = pduLength(lengthBytes);
        final int trailer = offset + pduLength - TRAILER_LENGTH;
        buffer.setMemory(offset + lengthBytes, padding(lengthBytes), (byte)0);
        writeTrailerHead(buffer, trailer, uu, cpi, lengthBytes);
        final int crc = Aal5Crc.update(Aal5Crc.INITIAL, buffer, offset, pduLength - CRC_LENGTH);
        buffer.putInt(trailer + CRC_OFFSET, Aal5Crc.finish(crc), BIG_ENDIAN);
        return pduLength;
    }

    /**
     * User to user indication of a PDU.
     *
     * @param buffer with the trailer.
     * @param end    offset behind the PDU's last octet.
     * @return 0..255.
     */
    public static int uu(final DirectBuffer buffer, final int end)
    {
        return buffer.getByte(end - TRAILER_LENGTH + UU_OFFSET) & 0xFF;
    }

    /**
     * Common part indicator of a PDU.
     *
     * @param buffer with the trailer.
     * @param end    offset behind the PDU's last octet.
     * @return 0..255.
     */
    public static int cpi(final DirectBuffer buffer, final int end)
    {
        return buffer.getByte(end - TRAILER_LENGTH + CPI_OFFSET) & 0xFF;
    }

    /**
     * Length of a PDU's payload, as its trailer has it.
     *
     * @param buffer with the trailer.
     * @param end    offset behind the PDU's last octet.
     * @return 0..65535.
     */
    public static int length(final DirectBuffer buffer, final int end)
    {
        return buffer.getShort(end - TRAILER_LENGTH + LENGTH_OFFSET, BIG_ENDIAN) & 0xFFFF;
    }

    /**
     * CRC field of a PDU.
     *
     * @param buffer with the trailer.
     * @param end    offset behind the PDU's last octet.
     * @return the field.
     */
    public static int crc(final DirectBuffer buffer, final int end)
    {
        return buffer.getInt(end - TRAILER_LENGTH + CRC_OFFSET, BIG_ENDIAN);
    }

    /**
     * Judges a PDU of which the cells were counted and the CRC was kept.
     *
     * @param register    of {@link Aal5Crc} after the whole PDU.
     * @param lengthBytes that the trailer has.
     * @param cells       received.
     * @return what is wrong with it; a CRC error hides the others.
     */
    public static Verdict judge(final int register, final int lengthBytes, final int cells)
    {
        if (register != Aal5Crc.RESIDUE)
        {
            return Verdict.CRC_ERROR;
        }
        if (lengthBytes == 0)
        {
            return Verdict.ABORTED;
        }
        return cells(lengthBytes) == cells ? Verdict.GOOD : Verdict.LENGTH_ERROR;
    }

    /**
     * Judges a PDU that lies in one piece.
     *
     * @param buffer    with the PDU.
     * @param offset    of its first octet.
     * @param pduLength octets of payload, padding and trailer, a multiple of 48, at least 48.
     * @return what is wrong with it.
     */
    public static Verdict judge(final DirectBuffer buffer, final int offset, final int pduLength)
    {
        final int register = Aal5Crc.update(Aal5Crc.INITIAL, buffer, offset, pduLength);
        return judge(register, length(buffer, offset + pduLength), pduLength / CELL);
    }

    private static void writeTrailerHead(
        final MutableDirectBuffer buffer, final int trailer, final int uu, final int cpi, final int lengthBytes)
    {
        final int head = (uu & 0xFF) << 24 | (cpi & 0xFF) << 16 | lengthBytes & 0xFFFF;
        buffer.putInt(trailer, head, BIG_ENDIAN);
    }
}
