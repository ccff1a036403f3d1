package org.vatm.idt77252;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class FlyweightsTest
{
    private static final int OFFSET = 24;

    private final UnsafeBuffer memory = new UnsafeBuffer(new byte[128]);

    @Test
    void shouldWriteTheDescriptorThatLinuxWritesForAal5()
    {
        final TransmitBufferDescriptor tbd = new TransmitBufferDescriptor().wrap(memory, OFFSET).clear()
            .isEndOfPdu(true).requestsInterrupt(true).requestsStatus(true).aal(TransmitBufferDescriptor.AAL_5)
            .bufferLength(1500).address(0x0123_4567).pduLength(1500)
            .header(TransmitBufferDescriptor.header(1, 0x123, 0, 0));

        assertEquals(0x6A00_05DC, word(0));
        assertEquals(0x0123_4567, word(4));
        assertEquals(0x0000_05DC, word(8));
        assertEquals(0x0010_1230, word(12));
        assertTrue(tbd.isEndOfPdu() && tbd.requestsInterrupt() && tbd.requestsStatus());
        assertFalse(tbd.isStatusRequest() || tbd.isOam());
        assertEquals(1500, tbd.bufferLength());
        assertEquals(1500, tbd.pduLength());
        assertEquals(2, tbd.aal());
    }

    @Test
    void shouldWriteAStatusRequest()
    {
        final TransmitBufferDescriptor tsr = new TransmitBufferDescriptor().wrap(memory, OFFSET)
            .isStatusRequest(true).requestsInterrupt(true).tag(0x15).status(0xCAFE_BABE);

        assertEquals(0xA150_0000, word(0));
        assertEquals(0xCAFE_BABE, tsr.status());
        assertEquals(0x15, tsr.tag());
    }

    @Test
    void shouldKeepNeighbouringFieldsOfADescriptor()
    {
        final TransmitBufferDescriptor tbd = new TransmitBufferDescriptor().wrap(memory, OFFSET);
        memory.setMemory(OFFSET, TransmitBufferDescriptor.LENGTH, (byte)0xFF);

        tbd.control(0x1234).isOam(false);

        assertEquals(0x1234_FFFF, word(8));
        assertEquals(0x1234, tbd.control());
        assertEquals(0xEFFF_FFFF, word(0));
        assertEquals(0, memory.getByte(OFFSET + 16));
    }

    @Test
    void shouldReadTransmitStatus()
    {
        final TsqEntry entry = new TsqEntry().wrap(memory, OFFSET).isEmpty(true);
        assertTrue(entry.isEmpty());

        entry.content(TransmitBufferDescriptor.header(2, 77, 0, 1));
        memory.putInt(OFFSET + TsqEntry.STATUS_OFFSET, TsqEntry.status(TsqEntry.TYPE_TBD, 5, 0xABCDEF), LITTLE_ENDIAN);

        assertEquals(0x65AB_CDEF, word(4));
        assertFalse(entry.isEmpty());
        assertEquals(TsqEntry.TYPE_TBD, entry.type());
        assertEquals(5, entry.tag());
        assertEquals(0xABCDEF, entry.timestamp());
        assertEquals(2, entry.vpi());
        assertEquals(77, entry.vci());
    }

    @Test
    void shouldReadReceiveStatus()
    {
        final RsqEntry entry = new RsqEntry().wrap(memory, OFFSET).clear()
            .vpi(1).vci(0x123).handle(0x8000_0007).crc(RsqEntry.CRC_GOOD)
            .isValid(true).hasBuffer(true).isEndOfPdu(true).freeBufferQueue(2).cellCount(336).isContinued(true);

        assertEquals(0x0001_0123, word(0));
        assertEquals(0x8000_0007, word(4));
        assertEquals(0xC704_DD7B, word(8));
        assertEquals(0x8002_B150, word(12));
        assertEquals(336, entry.cellCount());
        assertEquals(2, entry.freeBufferQueue());
        assertFalse(entry.isIdle() || entry.hasCrcError() || entry.hasClp());
        assertFalse(entry.hasEfci() || entry.hasNonZeroGfc());

        entry.clear();
        assertFalse(entry.isValid());
        assertEquals(0, word(0));
    }

    @Test
    void shouldTellCellsFromLinksInTheRawCellQueue()
    {
        final RawCellSlot slot = new RawCellSlot().wrap(memory, OFFSET).link(0x0200_0000, 0x77);
        assertEquals(0x0200_0000, slot.linkAddress());
        assertEquals(0x77, slot.linkHandle());

        final byte[] payload = new byte[48];
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[48]);
        for (int i = 0; i < payload.length; i++)
        {
            payload[i] = (byte)(i * 7);
        }
        slot.header(0x0000_0205).payload(new UnsafeBuffer(payload), 0).copyPayload(copy, 0);

        assertEquals(0x205, slot.header());
        assertEquals(0, slot.linkHandle());
        assertArrayEquals(payload, copy.byteArray());
        assertEquals(60, RawCellSlot.slots(80));
        assertEquals(31, RawCellSlot.slots(42));
    }

    @Test
    void shouldCheckBoundsWhenWrapped()
    {
        assertThrows(IndexOutOfBoundsException.class, () -> new RsqEntry().wrap(memory, 113));
        assertThrows(IndexOutOfBoundsException.class, () -> new TransmitBufferDescriptor().wrap(memory, -1));
    }

    @Test
    void shouldNameTheLastRawCell()
    {
        final RawCellHandle handle = new RawCellHandle().wrap(memory, OFFSET).address(0x1000).handle(9);

        assertEquals(0x1000, word(0));
        assertEquals(9, word(4));
        assertEquals(0x1000, handle.address());
        assertEquals(9, handle.handle());
    }

    private int word(final int wordOffset)
    {
        return memory.getInt(OFFSET + wordOffset, LITTLE_ENDIAN);
    }
}
