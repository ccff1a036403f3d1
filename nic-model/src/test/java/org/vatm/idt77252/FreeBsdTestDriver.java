package org.vatm.idt77252;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.vatm.idt77252.Packets.MICROSECOND;
import static org.vatm.idt77252.Packets.MILLISECOND;
import static org.vatm.idt77252.SarRegisters.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A driver that treats a 128K-word board in the order and manner in which FreeBSD's does: an SRAM map of twice the
 * size, buffers in pairs by command, all of UBR through connection 0 without START, several descriptors a packet,
 * receive close by IRCP. One lock for all: interrupts wait while it works.
 */
final class FreeBsdTestDriver
{
    static final int CFG_STATIC = 0x1089_0000;
    static final int CFG_SERVICE = 0x3089_1CFB;
    private static final int CONNECTIONS = 4096;
    private static final int TST_1 = 0x37000;
    private static final int TST_WORDS = 0x2000;
    private static final int SCD_FIRST = 0x0DE00;
    private static final int SCD_UBR0 = 0x36FF0;
    private static final int RATES = 0x0CC00;
    private static final int[] BUFFER_BYTES = { 240, 2016, 48 };
    private static final int[] BUFFER_STRIDE = { 256, 2048, 64 };
    private static final int[] HANDLE = { 0, 0x8000_0000, 0x4000_0000 };
    private static final int[] FBQS_WORDS = { 0x9310_0005, 0x9310_002A, 0xF000_0001, 0 };
    private static final int FULL = 510;
    private static final int BUFFERS = 600;
    private static final int LOOP = STAT_TSIF.mask() | STAT_TXICP.mask() | STAT_TSQF.mask() | STAT_TMROF.mask() |
        STAT_PHYI.mask() | STAT_RSQF.mask() | STAT_EPDU.mask() | STAT_RAWCF.mask() | STAT_RSQAF.mask();

    /** A queue of descriptors. */
    static final class Channel
    {
        final int scd;
        final long scq;
        int tail;
        int nextTag;
        int doneTag;
        final List<Integer> completions = new ArrayList<>();

        Channel(final int scd, final long scq)
        {
            this.scd = scd;
            this.scq = scq;
        }
    }

    /** A connection of the driver. */
    static final class Vc
    {
        final int vpi;
        final int vci;
        final int index;
        final int aal;
        Channel channel;
        final List<byte[]> received = new ArrayList<>();
        int receiveErrors;
        private byte[] chain = new byte[0];

        Vc(final int vpi, final int vci, final int aal)
        {
            this.vpi = vpi;
            this.vci = vci;
            this.index = vpi << 10 | vci;
            this.aal = aal;
        }
    }

    final LoopedBoard board;
    final List<Integer> rawHeaders = new ArrayList<>();
    final List<Integer> idleConnections = new ArrayList<>();
    final Map<Integer, Vc> vcs = new HashMap<>();
    Channel ubr0;
    int interrupts;
    int mostPasses;
    int idleReceives;
    int incompletePdus;
    int restarts;

    private final TsqEntry tsqEntry = new TsqEntry();
    private final RsqEntry rsqEntry = new RsqEntry();
    private final RawCellSlot rawSlot = new RawCellSlot();
    private final RawCellHandle rawHandle = new RawCellHandle();
    private final TransmitBufferDescriptor tbd = new TransmitBufferDescriptor();
    private final long[] pool = new long[3];
    private final boolean[][] given = new boolean[3][BUFFERS];
    private long tsqAddress;
    private long rsqAddress;
    private int tsqNext;
    private int rsqNext;
    private long rawPosition;
    private int scdFree;

    FreeBsdTestDriver(final LoopedBoard board)
    {
        this.board = board;
    }

    void attach(final boolean clearsAllSram)
    {
        board.configWrite(0x04, 2, board.configRead(0x04, 2) | 6);
        reset();
        assertEquals(0x30, phyRead(0x00) & 0x70);
        phyReset();
        assertEquals(0x20000, sramSize(clearsAllSram));
        tsqAddress = board.memory().allocate(8192 + 8192 + 8, 8192);
        rsqAddress = tsqAddress + 8192;
        for (int q = 0; q < 3; q++)
        {
            pool[q] = board.memory().allocate(BUFFERS * BUFFER_STRIDE[q], 4096);
        }
        board.connectInterrupt(this::interrupt);
    }

    private void reset()
    {
        board.write(CFG, CFG_SWRST.mask());
        board.runFor(200 * MICROSECOND);
        board.write(CFG, 0);
        board.runFor(200 * MICROSECOND);
        board.write(RSQH, 0);
        board.write(TSQH, 0);
        board.write(GP, 8);
        board.runFor(50 * MICROSECOND);
        board.write(GP, 3);
        board.runFor(50 * MICROSECOND);
    }

    private void phyReset()
    {
        phyWrite(0x00, 0x80, 0x80);
        phyWrite(0x00, 0x80, 0);
        phyWrite(0x80, 0xFF, 0);
        phyWrite(0x46, 0x0C, 0);
        phyWrite(0x61, 0xFF, 1);
        phyWrite(0x62, 0xFF, 0x6A);
        phyWrite(0x05, 0x07, 0);
        phyRead(0x11);
        phyWrite(0x10, 0x04, 0x04);
    }

    private int sramSize(final boolean clears)
    {
        for (int word = 0; clears && word < 0x20000; word++)
        {
            sram(word, 0);
        }
        for (final int word : new int[] { 0x4004, 0x8000, 0x20000 })
        {
            sram(word, 0);
        }
        sram(0, 0xDEAD_BEEF);
        for (final int word : new int[] { 0x4004, 0x8000, 0x20000 })
        {
            if (sram(word) == 0xDEAD_BEEF)
            {
                return word & ~0x4;
            }
        }
        return 0x80000;
    }

    /** The first 256 bytes of the EEPROM by its pins. */
    byte[] readEeprom()
    {
        final int idle = board.read(GP) & ~7;
        pins(idle | 6);
        pins(idle);
        for (int bit = 15; bit >= 0; bit--)
        {
            final int data = 0x0300 >> bit & 1;
            pins(idle | data);
            pins(idle | data | 4);
        }
        pins(idle);
        final byte[] contents = new byte[256];
        for (int i = 0; i < 256 * 8; i++)
        {
            contents[i / 8] = (byte)(contents[i / 8] << 1 | GP_EEDI.get(board.read(GP)));
            pins(idle | 4);
            pins(idle);
        }
        pins(idle | 2);
        return contents;
    }

    private void pins(final int gp)
    {
        board.write(GP, gp);
        board.runFor(40 * MICROSECOND);
    }

    /** Interface up, until the queues have been filled by the first interrupt. */
    void up()
    {
        for (int word = 0; word < 0x20000; word += 4)
        {
            sram4(word, 0, 0, 0, 0);
        }
        int link = 0;
        for (int scd = SCD_FIRST; scd + ScdEntry.WORDS <= TST_1; scd += ScdEntry.WORDS)
        {
            sram(scd, link);
            link = scd;
        }
        scdFree = link;
        board.write(CFG, CFG_STATIC);
        board.write(RSQB, (int)rsqAddress);
        board.write(RSQT, (int)rsqAddress);
        board.write(RSQH, 0);
        board.write(TSTB, TST_1 << 2);
        for (int i = 0; i < 2 * TST_WORDS; i++)
        {
            final boolean last = i % TST_WORDS == TST_WORDS - 1;
            sram(TST_1 + i, last ? TstEntry.jump(TST_1 + i - TST_WORDS + 1) : TstEntry.VARIABLE);
        }
        board.write(TSQB, (int)tsqAddress);
        board.write(TSQH, 0);
        board.write(TSQT, 0);
        board.write(GP, 0);
        board.write(VPM, 0);
        board.write(RXFD, 0x030F_C000);
        board.write(RXFT, 0);
        board.write(RXFH, 0);
        board.write(RAWHND, (int)rsqAddress + 8192);
        board.write(ABRSTD, 0x040E_C000);
        board.write(ABRRQ, 0);
        board.write(VBRRQ, 0);
        final int[] rates = Packets.rateTables();
        for (int i = 0; i < rates.length; i++)
        {
            sram(RATES + i, rates[i]);
        }
        board.write(RTBL, RATES << 2);
        board.write(MXDFCT, 0x30020);
        for (int q = 0; q < FBQ_COUNT; q++)
        {
            board.write(fbqp(q), 0);
            board.write(fbqwp(q), 0);
            board.write(fbqs(q), FBQS_WORDS[q]);
        }
        board.memory().view(tsqAddress, 16392).setMemory(0, 16392, (byte)0);
        for (int i = 0; i < TSQ_ENTRIES; i++)
        {
            tsqEntry.wrap(board.memory().view(tsqAddress + 8 * i, 8), 0).isEmpty(true);
        }
        tsqNext = 0;
        rsqNext = 0;
        rawPosition = 0;
        for (final boolean[] flags : given)
        {
            Arrays.fill(flags, false);
        }
        assertEquals(SCD_UBR0, scdFree);
        ubr0 = newChannel();
        writeTct(0, ubr0.scd, 0, 0, 0, 0, 0, 0, 0x8000_0000);
        board.write(CFG, CFG_SERVICE);
    }

    /** Interface down: a reset, and a pulse on the PHY's. */
    void down()
    {
        reset();
        vcs.clear();
    }

    Channel newChannel()
    {
        final int scd = scdFree;
        scdFree = sram(scd);
        final Channel channel = new Channel(scd, board.memory().allocate(ScdEntry.SCQ_BYTES, 1024));
        board.memory().view(channel.scq, ScdEntry.SCQ_BYTES).setMemory(0, ScdEntry.SCQ_BYTES, (byte)0);
        sram4(scd, (int)channel.scq, 0, 0xFFFF_FFFF, 0);
        sram4(scd + 4, 0, 0, 0, 0);
        return channel;
    }

    Vc open(final int vpi, final int vci, final int aal, final int rctWord)
    {
        final Vc vc = new Vc(vpi, vci, aal);
        vc.channel = ubr0;
        vcs.put(vc.index, vc);
        sram4(SramLayout.rctEntry(CONNECTIONS, vc.index), rctWord, 0, 0, 0xFFFF_FFFF);
        return vc;
    }

    /** Slots of the running table; this driver's tables are switched by their last entry, which is not shown here. */
    void giveCbrSlots(final Vc vc, final int entries)
    {
        vc.channel = newChannel();
        writeTct(vc.index, vc.channel.scd, 0, 0, 0, 0, 0, 0, 0);
        for (int i = 0; i < entries; i++)
        {
            sram(TST_1 + i * (TST_WORDS - 1) / entries, TstEntry.cbr(vc.index));
        }
    }

    /** A queue and a rate of its own, and IDLE after {@code maxIdle} opportunities without data. */
    void giveRate(final Vc vc, final int log, final int maxIdle)
    {
        vc.channel = newChannel();
        writeTct(vc.index, vc.channel.scd, 0, TctEntry.W2_TSIF.mask(), 0xC000_0000,
            TctEntry.W4_MAX_IDLE.of(maxIdle), 0, 0, TctEntry.W7_UBR.mask());
        board.write(TCMDQ, SarCommand.transmitCommand(SarCommand.TCMDQ_UIER, log, vc.index));
        board.write(TCMDQ, SarCommand.transmitCommand(SarCommand.TCMDQ_START_ULACR, log, vc.index));
    }

    private void writeTct(final int index, final int... words)
    {
        sram4(SramLayout.tctEntry(index), words[0], words[1], words[2], words[3]);
        sram4(SramLayout.tctEntry(index) + 4, words[4], words[5], words[6], words[7]);
    }

    /** A packet in segments of the given lengths, at addresses of any alignment. */
    void send(final Vc vc, final byte[] packet, final int... segments)
    {
        final int level = board.block();
        final Channel channel = vc.channel;
        int sent = 0;
        for (int i = 0; i < segments.length; i++)
        {
            final long address = board.memory().allocate(segments[i] + 3, 4) + i % 4;
            board.memory().view(address, segments[i]).putBytes(0, packet, sent, segments[i]);
            sent += segments[i];
            final boolean last = i == segments.length - 1;
            tbd.wrap(board.memory().view(channel.scq + 16L * channel.tail, 16), 0).clear()
                .aal(vc.aal).isEndOfPdu(packet.length - sent < 48).bufferLength(segments[i]).address((int)address)
                .pduLength(vc.aal == TransmitBufferDescriptor.AAL_5 ? packet.length : 0)
                .requestsStatus(last).requestsInterrupt(last).tag(last ? channel.nextTag : 0)
                .header(TransmitBufferDescriptor.header(vc.vpi, vc.vci, 0, 0));
            channel.tail = channel.tail + 1 & 63;
        }
        assertEquals(packet.length, sent);
        channel.nextTag = channel.nextTag + 1 & 31;
        sram(channel.scd, (int)channel.scq | channel.tail << 4);
        final int w3 = sram(SramLayout.tctEntry(vc.index) + 3);
        if (TctEntry.W3_IDLE.isSet(w3))
        {
            restarts++;
            board.write(TCMDQ, SarCommand.transmitCommand(SarCommand.TCMDQ_START, 0, vc.index));
        }
        board.unblock(level);
    }

    /** A single cell with a header of its own. */
    void sendCell(final Vc vc, final int header)
    {
        final int entry = vc.channel.tail;
        final int level = board.block();
        describe(vc.channel, Packets.pattern(48, header), header, 48, true);
        advance(vc.channel, entry);
        board.unblock(level);
    }

    /** A packet of which only the beginning is there. */
    void sendBeginning(final Vc vc, final byte[] beginning, final int pduLength)
    {
        final int entry = vc.channel.tail;
        final int level = board.block();
        final int header = TransmitBufferDescriptor.header(vc.vpi, vc.vci, 0, 0);
        describe(vc.channel, beginning, header, beginning.length, false).aal(vc.aal).pduLength(pduLength);
        advance(vc.channel, entry);
        board.unblock(level);
    }

    private TransmitBufferDescriptor describe(
        final Channel channel, final byte[] data, final int header, final int lengthBytes, final boolean ends)
    {
        final long address = board.memory().allocate(lengthBytes, 4);
        board.memory().view(address, lengthBytes).putBytes(0, data);
        return tbd.wrap(board.memory().view(channel.scq + 16L * channel.tail, 16), 0).clear()
            .isEndOfPdu(ends).bufferLength(lengthBytes).address((int)address).header(header);
    }

    private void advance(final Channel channel, final int entry)
    {
        channel.tail = entry + 1 & 63;
        sram(channel.scd, (int)channel.scq | channel.tail << 4);
    }

    /**
     * Closes reception in the manner that needs an idle entry within a microsecond.
     *
     * @return true if the entry came in time.
     */
    boolean closeReceive(final Vc vc)
    {
        final int level = board.block();
        final int before = idleReceives;
        final int rct = SramLayout.rctEntry(CONNECTIONS, vc.index);
        final int open = sram(rct);
        final int closed = RctEntry.W0_OPEN.set(open, 0);
        sram(rct, closed);
        sram(rct, RctEntry.W0_IC.set(closed, 1));
        board.write(IRCP, vc.index);
        board.runFor(MICROSECOND);
        receiveStatus();
        vcs.remove(vc.index);
        board.unblock(level);
        return idleReceives == before + 1;
    }

    private boolean interrupt()
    {
        int stat = board.read(STAT);
        if ((stat & interruptMask(CFG_SERVICE)) == 0)
        {
            return false;
        }
        interrupts++;
        board.write(STAT, stat & 0xFFFF);
        if ((stat & 0x018C) != 0)
        {
            fill();
            board.write(STAT, 0x018C);
            stat = board.read(STAT);
            assertEquals(0, stat & 0x018C, "attention for queues that are full");
        }
        int passes = 0;
        for (int seen = stat; (seen & LOOP) != 0; seen = board.read(STAT))
        {
            assertTrue(passes++ < 200, "STAT stays up");
            board.write(STAT, seen & 0xFFFF);
            serve(seen);
            stat = seen;
        }
        serve(stat);
        mostPasses = Math.max(mostPasses, passes);
        return true;
    }

    private void serve(final int stat)
    {
        transmitStatus();
        receiveStatus();
        incompletePdus += STAT_TXICP.get(stat);
        rawCells();
        if (STAT_PHYI.isSet(stat))
        {
            phyRead(0x11);
        }
    }

    private void fill()
    {
        for (int q = 0; q < 3; q++)
        {
            for (int filled = filled(q); filled + 2 <= FULL; filled += 2)
            {
                final int first = take(q);
                final int second = take(q);
                board.write(D0, HANDLE[q] | first);
                board.write(D1, (int)bufferAddress(q, first));
                board.write(D2, HANDLE[q] | second);
                board.write(D3, (int)bufferAddress(q, second));
                poll();
                board.write(CMD, SarCommand.writeFreeBufferQueue(q));
            }
        }
        poll();
    }

    /** Buffers in a queue by its pointers. */
    int filled(final int queue)
    {
        final int pointers = board.read(fbqp(queue));
        final int filled = (FBQP_WRITE.get(pointers) >> 1) - (FBQP_READ.get(pointers) >> 1) & 1023;
        assertTrue(filled <= 512, () -> "FBQP" + queue + " shows " + filled);
        return filled;
    }

    /** Buffers that the chip does not have. */
    int free(final int queue)
    {
        int count = 0;
        for (final boolean isGiven : given[queue])
        {
            count += isGiven ? 0 : 1;
        }
        return count;
    }

    private int take(final int queue)
    {
        for (int i = 0; i < BUFFERS; i++)
        {
            if (!given[queue][i])
            {
                given[queue][i] = true;
                return i;
            }
        }
        return fail("no buffer left for queue " + queue);
    }

    private long bufferAddress(final int queue, final int index)
    {
        return pool[queue] + (long)index * BUFFER_STRIDE[queue] + (queue == 0 ? 8 : queue == 1 ? 32 : 0);
    }

    private void transmitStatus()
    {
        int last = -1;
        while (!tsqEntry.wrap(board.memory().view(tsqAddress + 8L * tsqNext, 8), 0).isEmpty())
        {
            if (tsqEntry.type() == TsqEntry.TYPE_TBD)
            {
                final Vc vc = vcs.get(tsqEntry.vpi() << 10 | tsqEntry.vci());
                assertNotNull(vc);
                assertEquals(vc.channel.doneTag, tsqEntry.tag(), "tags come in the order of the queue");
                vc.channel.doneTag = vc.channel.doneTag + 1 & 31;
                vc.channel.completions.add(vc.index);
            }
            else if (tsqEntry.type() == TsqEntry.TYPE_IDLE)
            {
                assertTrue(tsqEntry.content() >= 0 && tsqEntry.content() < CONNECTIONS, "index of an idle connection");
                idleConnections.add(tsqEntry.content());
            }
            tsqEntry.content(0).isEmpty(true);
            last = tsqNext;
            tsqNext = tsqNext + 1 & TSQ_ENTRIES - 1;
        }
        if (last >= 0)
        {
            board.write(TSQH, last << 3);
        }
    }

    private void receiveStatus()
    {
        int last = -1;
        while (rsqEntry.wrap(board.memory().view(rsqAddress + 16L * rsqNext, 16), 0).isValid())
        {
            if (rsqEntry.isIdle())
            {
                idleReceives++;
                if (rsqEntry.hasBuffer())
                {
                    give(rsqEntry.handle());
                }
            }
            else
            {
                received();
            }
            rsqEntry.clear();
            last = rsqNext;
            rsqNext = rsqNext + 1 & 511;
        }
        if (last >= 0)
        {
            board.write(RSQH, (int)rsqAddress | last << 2);
        }
    }

    private void received()
    {
        assertNotEquals(0, rsqEntry.cellCount());
        final int queue = queueOf(rsqEntry.handle());
        assertEquals(queue, rsqEntry.freeBufferQueue());
        assertTrue(rsqEntry.cellCount() * 48 <= BUFFER_BYTES[queue]);
        final byte[] data = new byte[rsqEntry.cellCount() * 48];
        board.memory().view(bufferAddress(queue, rsqEntry.handle() & 0xFFFF), data.length).getBytes(0, data);
        give(rsqEntry.handle());
        final Vc vc = vcs.get(rsqEntry.vpi() << 10 | rsqEntry.vci());
        if (vc == null)
        {
            return;
        }
        final byte[] chain = Arrays.copyOf(vc.chain, vc.chain.length + data.length);
        System.arraycopy(data, 0, chain, vc.chain.length, data.length);
        vc.chain = chain;
        if (vc.aal == TransmitBufferDescriptor.AAL_0)
        {
            vc.chain = new byte[0];
            vc.received.add(chain);
        }
        else if (rsqEntry.hasCrcError())
        {
            assertTrue(rsqEntry.isEndOfPdu(), "CRC error before the end of a PDU");
            vc.chain = new byte[0];
            vc.receiveErrors++;
        }
        else if (rsqEntry.isEndOfPdu())
        {
            final int end = chain.length;
            vc.chain = new byte[0];
            vc.received.add(Arrays.copyOf(chain, (chain[end - 6] & 0xFF) << 8 | chain[end - 5] & 0xFF));
        }
    }

    private static int queueOf(final int handle)
    {
        return handle < 0 ? 1 : handle >>> 30 << 1;
    }

    private void give(final int handle)
    {
        final int queue = queueOf(handle);
        assertTrue(given[queue][handle & 0xFFFF], "a buffer comes back that was not given");
        given[queue][handle & 0xFFFF] = false;
    }

    private void rawCells()
    {
        final UnsafeBuffer block = board.memory().view(rsqAddress + 8192, 8);
        rawHandle.wrap(block, 0);
        final long lastWritten = rawHandle.address() & 0xFFFF_FFFFL;
        if (lastWritten == 0)
        {
            return;
        }
        if (rawPosition == 0)
        {
            rawPosition = bufferAddress(1, rawHandle.handle() & 0xFFFF);
        }
        for (int hops = 0; rawPosition != lastWritten + 64; hops++)
        {
            assertTrue(hops < 10_000, "RAWHND is never reached");
            rawSlot.wrap(board.memory().view(rawPosition, 64), 0);
            if (rawSlot.linkHandle() != 0)
            {
                final long offset = (rawPosition - pool[1]) % BUFFER_STRIDE[1];
                assertEquals(32 + 30 * 64, offset, "the link is in the last slot");
                given[1][(int)((rawPosition - pool[1]) / BUFFER_STRIDE[1])] = false;
                rawPosition = bufferAddress(1, rawSlot.linkHandle() & 0xFFFF);
                assertEquals(rawPosition, rawSlot.linkAddress() & 0xFFFF_FFFFL);
            }
            else
            {
                rawHeaders.add(rawSlot.header());
                rawPosition += 64;
            }
        }
    }

    void sram(final int word, final int value)
    {
        final int level = board.block();
        poll();
        board.write(D0, value);
        poll();
        board.write(CMD, SarCommand.writeSram(word, 1));
        board.unblock(level);
    }

    private void sram4(final int word, final int w0, final int w1, final int w2, final int w3)
    {
        final int level = board.block();
        poll();
        board.write(D0, w0);
        board.write(D1, w1);
        board.write(D2, w2);
        board.write(D3, w3);
        poll();
        board.write(CMD, SarCommand.writeSram(word, 4));
        board.unblock(level);
    }

    int sram(final int word)
    {
        final int level = board.block();
        poll();
        board.write(CMD, SarCommand.readSram(word));
        poll();
        final int result = board.read(D0);
        board.unblock(level);
        return result;
    }

    int phyRead(final int address)
    {
        final int level = board.block();
        poll();
        board.write(CMD, SarCommand.readUtility(address));
        poll();
        final int result = board.read(D0) & 0xFF;
        board.unblock(level);
        return result;
    }

    private void phyWrite(final int address, final int mask, final int value)
    {
        final int level = board.block();
        final int before = phyRead(address);
        poll();
        board.write(D0, before & ~mask | value & mask);
        poll();
        board.write(CMD, SarCommand.writeUtility(address));
        poll();
        board.unblock(level);
    }

    private void poll()
    {
        int polls = 0;
        while (STAT_CMDBZ.isSet(board.read(STAT)))
        {
            assertTrue(polls++ < 1000, "CMDBZ stays up");
        }
    }

    void runFor(final long ps)
    {
        board.runFor(ps);
    }

    void runUntilReceived(final Vc vc, final int packets)
    {
        for (int ticks = 0; vc.received.size() < packets && ticks < 200; ticks++)
        {
            board.runFor(MILLISECOND);
        }
    }
}
