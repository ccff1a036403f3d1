package org.vatm.workbench.writer;

import org.agrona.DirectBuffer;

import java.io.Closeable;
import java.nio.file.Path;

/**
 * Writes PDUs as ERF type 4 (AAL5). A record's length has 16 bits: PDUs of more than {@link #MOST_CELLS} cells are
 * counted and left out.
 */
public final class ErfPduWriter implements PduListener, Closeable
{
    /** Cells of the longest PDU that fits a record. */
    public static final int MOST_CELLS = 1_364;

    private final RecordFile file;
    private long count;
    private long tooLongCount;

    /**
     * @param path of the file.
     */
    public ErfPduWriter(final Path path)
    {
        file = new RecordFile(path);
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
        if (length > MOST_CELLS * CellListener.PAYLOAD_LENGTH)
        {
            tooLongCount++;
            return;
        }
        final int record = file.claim(ErfHeader.recordLength(length));
        ErfHeader.put(file.buffer(), record, ErfHeader.TYPE_AAL5, direction, timePs, header, length);
        file.buffer().putBytes(record + ErfHeader.LENGTH, pdu, offset, length);
        count++;
    }

    /**
     * @return PDUs written.
     */
    public long count()
    {
        return count;
    }

    /**
     * @return PDUs left out.
     */
    public long tooLongCount()
    {
        return tooLongCount;
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
}
