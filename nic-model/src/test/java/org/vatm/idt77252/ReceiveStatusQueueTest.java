package org.vatm.idt77252;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.idt77252.ReceiveRig.connection;
import static org.vatm.idt77252.ReceiveRig.pattern;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vatm.pci.PciBus;

/** The ring of receive status entries: heads and tails as the drivers write them, limits, end-of-PDU interrupt. */
class ReceiveStatusQueueTest
{
    private static final int VC = connection(0, 33);
    private static final int AAL5 = 0x000A_0000;
    private static final int EPDU = SarRegisters.STAT_EPDU.mask();

    private final ReceiveRig rig = new ReceiveRig();

    @AfterEach
    void close()
    {
        rig.close();
    }

    @BeforeEach
    void start()
    {
        rig.start().giveBuffers(1, 1);
        rig.giveBuffers(0, 500);
        rig.openBySram(VC, AAL5);
    }

    private void sendPdus(final int count)
    {
        for (int i = 0; i < count; i++)
        {
            rig.sendAal5(0, 33, pattern(10 + i % 30));
        }
        rig.run();
    }

    private boolean stat(final int mask)
    {
        return (rig.stat() & mask) != 0;
    }

    /**
     * Head registers as Linux, FreeBSD and Prosum leave them at start, and the entries that fit before the queue is
     * full.
     */
    @ParameterizedTest
    @CsvSource({"0x1FF0, 510", "0, 511", "0x01004000, 511"})
    void shouldBeAlmostFullAtSevenEighthsAndFullOneBeforeTheHead(final String head, final int room)
    {
        rig.write(SarRegisters.RSQH, Integer.decode(head));
        final int toAlmostFull = 448 - (511 - room);

        sendPdus(toAlmostFull - 1);
        assertFalse(stat(SarRegisters.STAT_RSQAF.mask()));
        sendPdus(1);
        assertTrue(stat(SarRegisters.STAT_RSQAF.mask()));
        rig.giveBuffers(0, 400);
        sendPdus(room - toAlmostFull - 1);
        assertFalse(stat(SarRegisters.STAT_RSQF.mask()));
        sendPdus(1);
        assertTrue(stat(SarRegisters.STAT_RSQF.mask()));
        assertEquals((int)rig.rsqBase + 16 * room, rig.read(SarRegisters.RSQT));

        sendPdus(1);
        assertEquals(1, rig.errors.count(SarGuestError.RSQ_FULL));
        for (int i = 0; i < room; i++)
        {
            assertTrue(rig.nextEntry().has(RsqEntry.EPDU.mask()));
        }
        assertNull(rig.nextEntry());

        rig.acknowledge();
        rig.run();
        assertFalse(stat(SarRegisters.STAT_RSQF.mask() | SarRegisters.STAT_RSQAF.mask()));
        assertTrue(rig.nextEntry().has(RsqEntry.EPDU.mask()));
    }

    @Test
    void shouldKeepHeadAndTailWhenTheBaseIsWritten()
    {
        sendPdus(3);
        rig.write(SarRegisters.RSQH, 2 << 4);
        rig.write(SarRegisters.RSQB, (int)rig.rsqBase);

        assertEquals((int)rig.rsqBase + 3 * 16, rig.read(SarRegisters.RSQT));
        assertEquals(2 << 4, rig.read(SarRegisters.RSQH));
        assertEquals(1, rig.receive.statusQueue().used());
        // FreeBSD writes the base to the tail.
        rig.write(SarRegisters.RSQT, (int)rig.rsqBase);
        assertEquals((int)rig.rsqBase, rig.read(SarRegisters.RSQT));
    }

    @ParameterizedTest
    @CsvSource({"0, 128", "1, 256", "2, 512", "3, 512"})
    void shouldHaveTheSizeThatCfgSays(final int code, final int entries)
    {
        rig.write(SarRegisters.CFG, SarRegisters.CFG_RSQSIZE.set(ReceiveRig.CFG_ON, code));
        rig.write(SarRegisters.RSQT, entries - 1 << 4);
        rig.write(SarRegisters.RSQH, entries - 2 << 4);
        sendPdus(2);

        assertEquals((int)rig.rsqBase + 16, rig.read(SarRegisters.RSQT));
        assertEquals(3, rig.receive.statusQueue().used());
        assertTrue(rig.hostWord(rig.rsqBase + 16 * (entries - 1) + 12) < 0);
        assertTrue(rig.hostWord(rig.rsqBase + 12) < 0);
    }

    @ParameterizedTest
    @CsvSource({"2, 10240", "3, 20224", "4, 29696"})
    void shouldDelayTheInterruptFromTheFirstPdu(final int code, final int clocks)
    {
        rig.write(SarRegisters.CFG, SarRegisters.CFG_RXINT.set(ReceiveRig.CFG_ON, code));
        rig.sendAal5(0, 33, pattern(10));
        rig.sendAal5(0, 33, pattern(10));

        // The first entry is in memory at PCI edge 134, see ReassemblyTest.
        final long expected = 134 * 30_000 + 5_000 + clocks * 25_000L;
        rig.events.runUntil(expected - 1);
        assertFalse(stat(EPDU));
        rig.events.runUntil(expected);
        assertTrue(stat(EPDU));

        rig.write(SarRegisters.STAT, EPDU);
        rig.run();
        assertFalse(stat(EPDU));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 7})
    void shouldNeverSetTheFlagForOtherCodes(final int code)
    {
        rig.write(SarRegisters.CFG, SarRegisters.CFG_RXINT.set(ReceiveRig.CFG_ON, code));
        sendPdus(2);

        assertFalse(stat(EPDU));
        assertTrue(rig.nextEntry().has(RsqEntry.EPDU.mask()));
    }

    @Test
    void shouldSetTheFlagAgainForAnEntryAfterTheClear()
    {
        sendPdus(1);
        rig.write(SarRegisters.STAT, EPDU);
        assertFalse(stat(EPDU));
        sendPdus(1);
        assertTrue(stat(EPDU));
    }

    @Test
    void shouldCountEntriesThatNobodyTook()
    {
        rig.write(SarRegisters.RSQB, 0xF000_0000);
        sendPdus(2);

        assertEquals(2, rig.errors.count(SarGuestError.DMA_OUTSIDE_MEMORY));
        assertEquals(0xF000_0020, rig.read(SarRegisters.RSQT));
        rig.write(SarRegisters.RSQB, (int)rig.rsqBase);
        rig.write(SarRegisters.RSQT, 0);
        sendPdus(1);
        assertTrue(rig.nextEntry().has(RsqEntry.EPDU.mask()));
    }

    @Test
    void shouldWriteBigEndianEntriesOnRequest()
    {
        rig.write(SarRegisters.GP, SarRegisters.GP_BIGE.mask());
        sendPdus(1);

        assertEquals(33, Integer.reverseBytes(rig.hostWord(rig.rsqBase)));
        assertEquals(0x1001, Integer.reverseBytes(rig.hostWord(rig.rsqBase + 4)));
        assertArrayEquals(pattern(10), rig.bytes(rig.bufferAddress(0x1001), 10));
    }

    /**
     * What the entry stands for is in memory before its last word is: entries and payload are looked at at each
     * transaction.
     */
    @Test
    void shouldWritePayloadBeforeTheEntryAndTheEntryBeforeTheFlag()
    {
        final UnsafeBuffer status = new UnsafeBuffer(new byte[4]);
        final int[] order = new int[1];
        rig.bus.trace().listener = (stream, timePs, kind, address, length, data, offset) ->
        {
            rig.memory.getBytes(rig.rsqBase + 12, status, 0, 4);
            assertEquals(PciBus.MEMORY_WRITE, kind & PciBus.TRACE_COMMAND);
            assertEquals(order[0] == 1, status.getInt(0) != 0);
            assertFalse(stat(EPDU));
            order[0]++;
        };
        sendPdus(1);

        assertEquals(2, order[0]);
        assertTrue(stat(EPDU));
    }
}
