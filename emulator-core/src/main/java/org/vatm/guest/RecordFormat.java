package org.vatm.guest;

/**
 * A recording: magic, description (length 4, UTF-8), then entries in the order in which they happened. Numbers are big-endian.
 * <pre>
 *   every entry   kind 1, host 1
 *   timed ones    instant 8, then
 *     READ, WRITE          bar 1, offset 4, lanes 4, word 4
 *     CONFIG_READ, _WRITE  size 1, offset 4, value 4
 *     RESET, READY, END    nothing
 *     MAP                  address 8, length 8, writable 1
 *     UNMAP                address 8
 *     ACTION               code 4
 *   DMA of the device, in the order of its bus
 *     DMA_READ             address 8, length 4, data
 *     DMA_WRITE, PUT_OFF   address 8, length 4
 * </pre>
 */
final class RecordFormat
{
    static final long MAGIC = 0x7661_746D_7265_6302L;
    /** Of older recordings, whose description is as {@link java.io.DataOutput#writeUTF} writes it. */
    static final long MAGIC_1 = 0x7661_746D_7265_6301L;

    static final int READ = 1;
    static final int WRITE = 2;
    static final int CONFIG_READ = 3;
    static final int CONFIG_WRITE = 4;
    static final int RESET = 5;
    static final int READY = 6;
    static final int MAP = 7;
    static final int UNMAP = 8;
    static final int END = 9;
    static final int ACTION = 10;
    static final int DMA_READ = 16;
    static final int DMA_WRITE = 17;
    static final int PUT_OFF = 18;

    private RecordFormat()
    {
    }
}
