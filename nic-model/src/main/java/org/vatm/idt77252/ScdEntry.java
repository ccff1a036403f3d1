package org.vatm.idt77252;

import static org.vatm.register.Access.RW;

import org.vatm.register.Field;

/**
 * Segmentation channel descriptor: 12 words of SRAM, one for each segmentation channel queue (SCQ), a ring of 64
 * {@link TransmitBufferDescriptor}s in host memory that is aligned to its size. Valid entries: from HEAD up to TAIL.
 * <pre>
 *        31                        10 9        4 3   0
 *       +----------------------------+----------+-----+
 * w0    |            BASE            |   TAIL   |  -  |   written by the driver for every packet
 * w1    |             -              |   HEAD   |  -  |   written by the chip
 * w2    |       running AAL5 CRC-32, 0xFFFFFFFF between PDUs
 * w3    |                      -                      |
 * w4-11 |       two cached descriptors                |   never trusted
 *       +----------------------------+----------+-----+
 * </pre>
 */
public final class ScdEntry
{
    public static final int WORDS = 12;
    public static final int SCQ_ENTRIES = 64;
    public static final int SCQ_BYTES = SCQ_ENTRIES * TransmitBufferDescriptor.LENGTH;
    public static final int CRC_BETWEEN_PDUS = 0xFFFF_FFFF;

    public static final Field W0_BASE = new Field("BASE", 31, 10, RW, "bus address of the queue, right-aligned");
    public static final Field W0_TAIL = new Field("TAIL", 9, 4, RW, "first entry that is not valid");
    public static final Field W1_HEAD = new Field("HEAD", 9, 4, RW, "next entry to be read");

    private ScdEntry()
    {
    }

    /** Bus address of the queue. */
    public static int base(final int w0)
    {
        return w0 & W0_BASE.mask();
    }
}
