package org.vatm.workbench.writer;

import org.agrona.DirectBuffer;

import java.io.Closeable;
import java.nio.file.Path;

/**
 * Writes cells as ERF type 3 (ATM), records of 72 octets.
 */
public final class ErfCellWriter implements CellListener, Closeable
{
    private final RecordFile file;
    private long count;

    /**
     * @param path of the file.
     */
    public ErfCellWriter(final Path path)
    {
        file = new RecordFile(path);
    }

    @Override
    public void onCell(
        final int direction, final long timePs, final int header, final DirectBuffer payload, final int offset)
    {
        final int record = file.claim(ErfHeader.recordLength(PAYLOAD_LENGTH));
        ErfHeader.put(file.buffer(), record, ErfHeader.TYPE_ATM, direction, timePs, header, PAYLOAD_LENGTH);
        file.buffer().putBytes(record + ErfHeader.LENGTH, payload, offset, PAYLOAD_LENGTH);
        count++;
    }

    /**
     * @return cells written.
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
}
