package org.vatm.workbench.writer;

import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.Closeable;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes PDUs as pcapng with link type 123 (SunATM), little-endian, one interface per direction, times in picoseconds
 * with simulated time zero as the epoch.
 * <pre>
 *   0      4        8      12        16       20         24         28                32
 *  +------+--------+------+---------+--------+----------+----------+-----------------+-----------+--------+
 *  | 6    | length | dir. | time hi | lo     | captured | original | flags VPI VCI   | CPCS-PDU  | length |
 *  +------+--------+------+---------+--------+----------+----------+-----------------+-----------+--------+
 * </pre>
 * Flags: 0x80 from A to B; 0x02 if the PDU starts with AA-AA-03 (LLC), else 0x00. VPI one octet, VCI big-endian.
 */
public final class PcapngPduWriter implements PduListener, Closeable
{
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
    private static final int SUN_ATM = 123;
    private static final int SECTION_HEADER = 0x0A0D_0D0A;
    private static final int INTERFACE = 1;
    private static final int ENHANCED_PACKET = 6;
    private static final int PSEUDO_HEADER = 4;
    private static final int TO_PDU = 32;
    private static final int FROM_A = 0x80;
    private static final int LLC = 0x02;
    private static final int PICOSECONDS = 12;

    private final RecordFile file;
    private final UnsafeBuffer buffer;
    private long count;

    /**
     * @param path     of the file.
     * @param from     name of end A.
     * @param to       name of end B.
     * @param software name and version of the writer.
     */
    public PcapngPduWriter(final Path path, final String from, final String to, final String software)
    {
        file = new RecordFile(path);
        buffer = file.buffer();
        section(software);
        describe(from + " to " + to);
        describe(to + " to " + from);
    }

    @Override
    public void onPdu(
        final int direction,
        final long timePs,
        final int header,
        final DirectBuffer pdu,
        final int offset,
        final int length)
    {
        final int total = TO_PDU + length + 4; // length is a multiple of 48, so no padding
        final int record = file.claim(total);
        buffer.putInt(record, ENHANCED_PACKET, LE);
        buffer.putInt(record + 4, total, LE);
        buffer.putInt(record + 8, direction, LE);
        buffer.putInt(record + 12, (int)(timePs >>> 32), LE);
        buffer.putInt(record + 16, (int)timePs, LE);
        buffer.putInt(record + 20, PSEUDO_HEADER + length, LE);
        buffer.putInt(record + 24, PSEUDO_HEADER + length, LE);
        buffer.putByte(record + 28, (byte)((direction == 0 ? FROM_A : 0) | (startsWithLlc(pdu, offset) ? LLC : 0)));
        buffer.putByte(record + 29, (byte)(header >>> 20));
        buffer.putShort(record + 30, (short)(header >>> 4), ByteOrder.BIG_ENDIAN);
        buffer.putBytes(record + TO_PDU, pdu, offset, length);
        buffer.putInt(record + TO_PDU + length, total, LE);
        count++;
    }

    /**
     * @return PDUs written.
     */
    public long count()
    {
        return count;
    }

    /** Completes the file. */
    public void commit()
    {
        file.commit();
    }

    @Override
    public void close()
    {
        file.close();
    }

    private static boolean startsWithLlc(final DirectBuffer pdu, final int offset)
    {
        return (pdu.getInt(offset, ByteOrder.BIG_ENDIAN) & 0xFFFF_FF00) == 0xAAAA_0300;
    }

    private void section(final String software)
    {
        final byte[] name = software.getBytes(StandardCharsets.UTF_8);
        final int total = 24 + optionLength(name.length) + 4 + 4;
        final int block = file.claim(total);
        buffer.putInt(block, SECTION_HEADER, LE);
        buffer.putInt(block + 4, total, LE);
        buffer.putInt(block + 8, 0x1A2B_3C4D, LE);
        buffer.putShort(block + 12, (short)1, LE);
        buffer.putShort(block + 14, (short)0, LE);
        buffer.putLong(block + 16, -1, LE); // section length unknown
        end(option(block + 24, 4, name), block, total);
    }

    private void describe(final String interfaceName)
    {
        final byte[] name = interfaceName.getBytes(StandardCharsets.UTF_8);
        final int total = 16 + optionLength(name.length) + optionLength(1) + 4 + 4;
        final int block = file.claim(total);
        buffer.putInt(block, INTERFACE, LE);
        buffer.putInt(block + 4, total, LE);
        buffer.putShort(block + 8, (short)SUN_ATM, LE);
        buffer.putShort(block + 10, (short)0, LE);
        buffer.putInt(block + 12, 0, LE); // no snap length
        end(option(option(block + 16, 2, name), 9, new byte[]{PICOSECONDS}), block, total);
    }

    private int option(final int at, final int code, final byte[] value)
    {
        buffer.putShort(at, (short)code, LE);
        buffer.putShort(at + 2, (short)value.length, LE);
        buffer.setMemory(at + 4, optionLength(value.length) - 4, (byte)0);
        buffer.putBytes(at + 4, value);
        return at + optionLength(value.length);
    }

    private static int optionLength(final int length)
    {
        return 4 + BitUtil.align(length, 4);
    }

    private void end(final int at, final int block, final int total)
    {
        buffer.putInt(at, 0, LE); // end of options
        buffer.putInt(block + total - 4, total, LE);
    }
}
