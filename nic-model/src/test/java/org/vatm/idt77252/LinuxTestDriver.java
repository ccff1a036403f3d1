package org.vatm.idt77252;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.vatm.idt77252.Packets.MICROSECOND;
import static org.vatm.idt77252.Packets.MILLISECOND;
import static org.vatm.idt77252.SarRegisters.*;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A driver that treats the chip in the order and manner in which Linux's does: SRAM map by probed size, buffers through
 * the BAR2 windows, busy polls after commands but none in the size probe, heads before bases, START by TCMDQ, raw cells
 * by RAWCT.
 */
final class LinuxTestDriver
{
    static final int CFG_SERVICE = 0x2000_1CFB;
    private static final int[] BUFFER_BYTES = { 1792, 3840, 7936, 16128 };
    private static final int[] FBQS_WORDS = { 0x4000_0025, 0x2000_0050, 0x1000_00A5, 0x1000_0150 };
    private static final int[] REFILL_FRAC = { 8, 4, 2, 2 };
    private static final int RAW_SLOTS = 60;

    /** A connection of the driver. */
    static final class Vc
    {
        final int vpi;
        final int vci;
        final int index;
        int scd;
        long scq;
        int tail;
        boolean idle = true;
        int aal;
        boolean cbr;
        final Deque<byte[]> outstanding = new ArrayDeque<>();
        final List<byte[]> received = new ArrayList<>();
        int receiveErrors;
        int completed;
        private byte[] chain = new byte[0];

        Vc(final int vpi, final int vci, final int index)
        {
            this.vpi = vpi;
            this.vci = vci;
            this.index = index;
        }
    }

    /** A raw cell as the driver found it. */
    record RawCell(int header, byte[] payload)
    {
    }

    final LoopedBoard board;
    final List<RawCell> rawCells = new ArrayList<>();
    final List<Integer> idleConnections = new ArrayList<>();
    final List<Integer> haltedConnections = new ArrayList<>();
    int sramWords;
    int connections;
    int interrupts;
    int incompletePdus;
    int timerRollovers;
    int phyInterrupts;
    int refillRounds;
    int pushed;
    final Vc[] vcs = new Vc[16384];

    private final TsqEntry tsqEntry = new TsqEntry();
    private final RsqEntry rsqEntry = new RsqEntry();
    private final TransmitBufferDescriptor tbd = new TransmitBufferDescriptor();
    private final RawCellSlot rawSlot = new RawCellSlot();
    private final RawCellHandle rawHandle = new RawCellHandle();
    private final long[][] bufferAddress = new long[4][512];
    private final boolean[][] bufferGiven = new boolean[4][512];
    private UnsafeBuffer tsq;
    private UnsafeBuffer rsq;
    private UnsafeBuffer handleBlock;
    private long tsqAddress;
    private long rsqAddress;
    private long handleAddress;
    private int tsqNext;
    private int rsqNext;
    private int rawHandleNow;
    private long rawPosition;
    private boolean refillWanted;
    private int nextScd;
    private int tstIdle;
    private int tstActive;
    private int tstSize;
    private boolean tstSwitching;

    LinuxTestDriver(final LoopedBoard board)
    {
        this.board = board;
    }

    /** Steps 2 to 17 of a probe. */
    void probe(final boolean clearsAllSram)
    {
        final int command = board.configRead(0x04, 2);
        assertEquals(1, command & 1, "command.IO");
        board.configWrite(0x04, 2, command | 6);
        board.write(CFG, 0x8000_0000);
        board.runFor(MILLISECOND);
        board.write(CFG, 0);
        suniInit();
        sramWords = probeSram();
        final int retry = board.configRead(0x40, 1);
        if (retry != 0)
        {
            board.configWrite(0x40, 1, 0);
            assertEquals(0, board.configRead(0x40, 1));
        }
        if (STAT_TMROF.isSet(board.read(STAT)))
        {
            board.write(STAT, STAT_TMROF.mask());
        }
        assertTrue(!board.intA(), "INTA# with CFG = 0");
        board.connectInterrupt(this::interrupt);
        final boolean big = sramWords == 0x20000;
        board.write(CFG, board.read(CFG) | (big ? 0x1084_0000 : 0x1087_0000));
        connections = SarRegisters.connections(board.read(CFG));
        if (clearsAllSram)
        {
            for (int word = 0; word < sramWords; word++)
            {
                sram(word, 0);
            }
        }
        for (int i = 0; i < connections; i++)
        {
            if (!clearsAllSram)
            {
                for (int w = 0; w < TctEntry.WORDS; w++)
                {
                    sram(SramLayout.tctEntry(i) + w, 0);
                }
            }
            final int rct = SramLayout.rctEntry(connections, i);
            sram(rct, 0x0000_8000);
            sram(rct + 1, 0);
            sram(rct + 2, 0);
            sram(rct + 3, 0xFFFF_FFFF);
        }
        for (int q = 0; q < FBQ_COUNT; q++)
        {
            board.write(fbqs(q), FBQS_WORDS[q]);
        }
        final int rtbl = big ? 0x14000 : 0x6800;
        final int[] rates = Packets.rateTables();
        for (int i = 0; i < rates.length; i++)
        {
            sram(rtbl + i, rates[i]);
        }
        board.write(RTBL, rtbl << 2);
        nextScd = big ? 0x4000 : 0x2800;
        writeTst(big ? 0x8000 : 0x4000, big ? 0x4000 : 0x1000);
        board.write(ABRSTD, big ? 0x0404_0000 : 0x0101_8000);
        board.write(RXFD, big ? 0x0606_0000 : 0x0301_C000);
        allocateQueues();
        board.write(TSQB, (int)tsqAddress);
        board.write(TSQH, 0x1FF8);
        board.write(RSQH, 0x1FF0);
        board.write(RSQB, (int)rsqAddress);
        board.write(VPM, 0);
        board.write(GP, 0);
        board.write(RAWHND, (int)handleAddress);
        requestTstSwitch();
        board.write(MXDFCT, 0xFFFF);
        suniStart();
    }

    /** Steps 18 to 20: interrupts, OAM connections, connection 0 for best effort. */
    void open()
    {
        board.write(CFG, board.read(CFG) | CFG_SERVICE);
        for (int vpi = 0; vpi < 2; vpi++)
        {
            for (int vci = 3; vci <= 4; vci++)
            {
                openReceive(index(vpi, vci), 0x002B_8000);
            }
        }
        final int scd = nextScd;
        nextScd += ScdEntry.WORDS;
        writeScd(scd, board.memory().allocate(ScdEntry.SCQ_BYTES, 1024));
        writeTct(0, scd, 0, 0, 0x8000_0000);
        board.write(TCMDQ, 0x0100_0000);
    }

    /** CFG = 0, as at removal; memory is given up at once. */
    void remove()
    {
        board.write(CFG, 0);
    }

    /** Lets time pass in ticks of a millisecond, with the work that the kernel does at each. */
    void runFor(final long ps)
    {
        final long end = board.nowPs() + ps;
        while (board.nowPs() < end)
        {
            board.runFor(Math.min(MILLISECOND, end - board.nowPs()));
            work();
        }
    }

    /** What interrupts have left for later. */
    void work()
    {
        if (refillWanted)
        {
            refillWanted = false;
            refill();
        }
        if (tstSwitching)
        {
            pollTstSwitch();
        }
    }

    private void suniInit()
    {
        final int identity = phyRead(0x00);
        phyWrite(0x00, identity | 0x80);
        phyWrite(0x00, identity);
        phyWrite(0x80, phyRead(0x80) & 0x80);
        phyWrite(0x46, phyRead(0x46) & ~0x0C);
        phyWrite(0x61, phyRead(0x61) | 1);
        phyWrite(0x62, 0x6A);
        assertEquals(identity, phyRead(0x00));
    }

    private void suniStart()
    {
        phyWrite(0x10, phyRead(0x10) | 0x04);
        assertEquals(0, phyRead(0x11) & 0x04, "loss of signal");
        phyWrite(0x00, 0);
        board.runFor(MICROSECOND);
        phyRead(0x56);
        assertEquals(0x30, phyRead(0x00) & 0x70, "identity after a write of 0");
    }

    /** Without one look at CMDBZ. */
    private int probeSram()
    {
        board.write(D0, 0);
        board.write(CMD, SarCommand.writeSram(0, 1));
        int word = 0x4000;
        while (word < 0x80000)
        {
            board.write(D0, 0xDEAD_BEEF);
            board.write(CMD, SarCommand.writeSram(word, 1));
            board.write(CMD, SarCommand.readSram(0));
            if (board.read(D0) != 0)
            {
                break;
            }
            word += 0x4000;
        }
        return word;
    }

    private void allocateQueues()
    {
        tsqAddress = board.memory().allocate(8192, 8192);
        rsqAddress = board.memory().allocate(8192, 8192);
        handleAddress = board.memory().allocate(8, 8);
        tsq = board.memory().view(tsqAddress, 8192);
        rsq = board.memory().view(rsqAddress, 8192);
        handleBlock = board.memory().view(handleAddress, 8);
        rsq.setMemory(0, 8192, (byte)0);
        handleBlock.setMemory(0, 8, (byte)0);
        for (int i = 0; i < TSQ_ENTRIES; i++)
        {
            tsqEntry.wrap(tsq, i * TsqEntry.LENGTH).content(0).isEmpty(true);
        }
        for (int q = 0; q < FBQ_COUNT; q++)
        {
            for (int i = 0; i < 512; i++)
            {
                bufferAddress[q][i] = board.memory().allocate(BUFFER_BYTES[q], 64);
            }
        }
    }

    private boolean interrupt()
    {
        final int stat = board.read(STAT) & 0xFFFF;
        if (stat == 0)
        {
            return false;
        }
        interrupts++;
        board.write(STAT, stat);
        if ((stat & (STAT_TSIF.mask() | STAT_TSQF.mask())) != 0)
        {
            transmitStatus();
        }
        incompletePdus += STAT_TXICP.get(stat);
        if (STAT_TMROF.isSet(stat))
        {
            timerRollovers++;
            board.read(CDC);
            board.read(VPEC);
            board.read(ICC);
        }
        if ((stat & (STAT_EPDU.mask() | STAT_RSQAF.mask() | STAT_RSQF.mask())) != 0)
        {
            receiveStatus();
        }
        if (STAT_RAWCF.isSet(stat))
        {
            rawCells();
        }
        if (STAT_PHYI.isSet(stat))
        {
            phyInterrupts++;
            phyRead(0x11);
        }
        if ((stat & 0x018C) != 0)
        {
            board.write(CFG, board.read(CFG) & ~CFG_FBIE.mask());
            refillWanted = true;
        }
        return true;
    }

    private void transmitStatus()
    {
        int last = -1;
        while (!tsqEntry.wrap(tsq, tsqNext * TsqEntry.LENGTH).isEmpty())
        {
            switch (tsqEntry.type())
            {
                case TsqEntry.TYPE_TBD -> complete(vcs[index(tsqEntry.vpi(), tsqEntry.vci())]);
                case TsqEntry.TYPE_IDLE -> (tsqEntry.tag() == TsqEntry.TAG_HALTED ? haltedConnections : idleConnections)
                    .add(tsqEntry.content());
                case TsqEntry.TYPE_TIMER -> assertEquals(0, tsqEntry.content());
                default -> fail("TSQ entry of type " + tsqEntry.type());
            }
            tsqEntry.isEmpty(true);
            last = tsqNext;
            tsqNext = tsqNext + 1 & TSQ_ENTRIES - 1;
        }
        if (last >= 0)
        {
            board.write(TSQH, last * TsqEntry.LENGTH);
        }
    }

    private static void complete(final Vc vc)
    {
        assertNotNull(vc, "TSQ entry for a connection that is not open");
        assertTrue(!vc.outstanding.isEmpty(), "TSQ entry without a packet");
        vc.outstanding.remove();
        vc.completed++;
    }

    private void receiveStatus()
    {
        int last = -1;
        while (rsqEntry.wrap(rsq, rsqNext * RsqEntry.LENGTH).isValid())
        {
            received();
            rsqEntry.status(0);
            last = rsqNext;
            rsqNext = rsqNext + 1 & 511;
        }
        if (last >= 0)
        {
            board.write(RSQH, last * RsqEntry.LENGTH);
        }
    }

    private void received()
    {
        assertTrue(rsqEntry.hasBuffer() && !rsqEntry.isIdle());
        final int handle = rsqEntry.handle();
        final int queue = (handle >>> 16) - 1;
        assertEquals(queue, rsqEntry.freeBufferQueue());
        final int bytes = rsqEntry.cellCount() * 48;
        assertTrue(bytes > 0 && bytes <= BUFFER_BYTES[queue], () -> bytes + " bytes");
        final byte[] data = new byte[bytes];
        board.memory().view(bufferAddress[queue][handle & 0xFFFF], bytes).getBytes(0, data);
        final Vc vc = vcs[index(rsqEntry.vpi(), rsqEntry.vci())];
        if (vc != null)
        {
            receivedOn(vc, data);
        }
        bufferGiven[queue][handle & 0xFFFF] = false;
        push(queue, handle & 0xFFFF);
    }

    private void receivedOn(final Vc vc, final byte[] data)
    {
        final byte[] chain = Arrays.copyOf(vc.chain, vc.chain.length + data.length);
        System.arraycopy(data, 0, chain, vc.chain.length, data.length);
        vc.chain = chain;
        if (!rsqEntry.isEndOfPdu())
        {
            assertTrue(!rsqEntry.hasCrcError(), "CRC error before the end of a PDU");
            return;
        }
        vc.chain = new byte[0];
        int length = (chain[chain.length - 6] & 0xFF) << 8 | chain[chain.length - 5] & 0xFF;
        length = length == 0 ? 65536 : length;
        if (length + 8 > chain.length || length + 55 < chain.length || rsqEntry.hasCrcError())
        {
            vc.receiveErrors++;
            return;
        }
        vc.received.add(Arrays.copyOf(chain, length));
    }

    private void rawCells()
    {
        if (rawHandleNow == 0)
        {
            rawHandleNow = rawHandle.wrap(handleBlock, 0).handle();
            rawPosition = rawBuffer();
        }
        final long tail = board.read(RAWCT) & 0xFFFF_FFFFL;
        int hops = 0;
        while (rawPosition != tail)
        {
            assertTrue(hops++ < 100_000, "RAWCT is never reached");
            rawSlot.wrap(board.memory().view(rawPosition, 64), 0);
            final byte[] payload = new byte[48];
            rawSlot.copyPayload(new UnsafeBuffer(payload), 0);
            assertEquals(0, rawSlot.linkHandle());
            rawCells.add(new RawCell(rawSlot.header(), payload));
            rawPosition += 64;
            if (rawPosition == rawBuffer() + 64 * (RAW_SLOTS - 1))
            {
                rawSlot.wrap(board.memory().view(rawPosition, 64), 0);
                final int used = rawHandleNow;
                rawHandleNow = rawSlot.linkHandle();
                assertTrue(rawHandleNow != 0, "raw cell queue overrun");
                rawPosition = rawSlot.linkAddress() & 0xFFFF_FFFFL;
                assertEquals(rawBuffer(), rawPosition);
                bufferGiven[1][used & 0xFFFF] = false;
                push(1, used & 0xFFFF);
            }
        }
    }

    private long rawBuffer()
    {
        assertEquals(2, rawHandleNow >>> 16, "raw cells are not in a buffer of FBQ1");
        return bufferAddress[1][rawHandleNow & 0xFFFF];
    }

    private void refill()
    {
        boolean more = true;
        while (more)
        {
            more = false;
            assertTrue(refillRounds++ < 1000, "FRAC does not rise");
            for (int q = 0; q < FBQ_COUNT; q++)
            {
                if (statFrac(q).get(board.read(STAT)) < REFILL_FRAC[q])
                {
                    more = true;
                    for (int i = 0; i < 32; i++)
                    {
                        push(q, freeBuffer(q));
                    }
                }
            }
        }
        board.write(CFG, board.read(CFG) | CFG_FBIE.mask());
    }

    private int freeBuffer(final int queue)
    {
        for (int i = 0; i < 512; i++)
        {
            if (!bufferGiven[queue][i])
            {
                return i;
            }
        }
        return fail("no handle left for queue " + queue);
    }

    private void push(final int queue, final int buffer)
    {
        assertTrue(!bufferGiven[queue][buffer]);
        bufferGiven[queue][buffer] = true;
        pushed++;
        board.read(STAT);
        final int level = board.block();
        board.fbqWindow(queue, queue + 1 << 16 | buffer);
        board.fbqWindow(queue, (int)bufferAddress[queue][buffer]);
        board.unblock(level);
    }

    /** Where the first raw cell belongs: the buffer that FBQ1 got first. */
    int firstRawBuffer()
    {
        return (int)bufferAddress[1][0];
    }

    /** Buffers that the driver has given and not got back. */
    int given(final int queue)
    {
        int count = 0;
        for (final boolean isGiven : bufferGiven[queue])
        {
            count += isGiven ? 1 : 0;
        }
        return count;
    }

    /** Buffers in a queue by its pointers. */
    int filled(final int queue)
    {
        final int pointers = board.read(fbqp(queue));
        return (FBQP_WRITE.get(pointers) >> 1) - (FBQP_READ.get(pointers) >> 1) & 1023;
    }

    /** Best effort with a rate: what Linux makes of UBR. */
    Vc openUbr(final int vpi, final int vci, final int receiveWord)
    {
        final Vc vc = openTransmit(vpi, vci);
        writeTct(vc.index, vc.scd, 0x4000, 0xC000_0000, 0x8000_0000);
        if (receiveWord != 0)
        {
            openReceive(vc.index, receiveWord);
        }
        return vc;
    }

    /** Entries of the schedule table, spread evenly; they take effect with the next switch of tables. */
    Vc openCbr(final int vpi, final int vci, final int entries, final int receiveWord)
    {
        final Vc vc = openTransmit(vpi, vci);
        vc.cbr = true;
        writeTct(vc.index, vc.scd, 0, 0, 0);
        finishTstSwitch();
        setTstEntries(entries, TstEntry.cbr(vc.index));
        board.write(TCMDQ, 0x0100_0000 + vc.index);
        openReceive(vc.index, receiveWord);
        requestTstSwitch();
        return vc;
    }

    private Vc openTransmit(final int vpi, final int vci)
    {
        final Vc vc = new Vc(vpi, vci, index(vpi, vci));
        vcs[vc.index] = vc;
        vc.scd = nextScd;
        nextScd += ScdEntry.WORDS;
        vc.scq = board.memory().allocate(ScdEntry.SCQ_BYTES, 1024);
        vc.aal = TransmitBufferDescriptor.AAL_5;
        writeScd(vc.scd, vc.scq);
        return vc;
    }

    private void openReceive(final int index, final int word0)
    {
        final int rct = SramLayout.rctEntry(connections, index);
        sram(rct, word0);
        command(SarCommand.openConnection(rct), 0);
    }

    void closeReceive(final int index)
    {
        command(SarCommand.closeConnection(SramLayout.rctEntry(connections, index)), 0);
    }

    /** HALT; the queue's memory counts as free from then on. */
    void halt(final Vc vc)
    {
        board.write(TCMDQ, 0x0500_0000 + vc.index);
    }

    /** A packet in one descriptor. */
    void send(final Vc vc, final byte[] packet)
    {
        final int header = TransmitBufferDescriptor.header(vc.vpi, vc.vci, 0, 0);
        send(vc, packet, header, vc.aal, false, packet.length);
    }

    /** A cell with a header of its own. */
    void sendCell(final Vc vc, final int header, final byte[] payload, final boolean oam)
    {
        send(vc, payload, header, TransmitBufferDescriptor.AAL_0, oam, 0);
    }

    /** A packet of which only the beginning is there. */
    void sendBeginning(final Vc vc, final byte[] beginning, final int pduLength)
    {
        final int header = TransmitBufferDescriptor.header(vc.vpi, vc.vci, 0, 0);
        send(vc, beginning, header, vc.aal, false, pduLength);
    }

    private void send(
        final Vc vc, final byte[] data, final int header, final int aal, final boolean oam, final int pduLength)
    {
        final long address = board.memory().allocate(data.length, 1);
        board.memory().view(address, data.length).putBytes(0, data);
        tbd.wrap(board.memory().view(vc.scq + 16L * vc.tail, 16), 0).clear()
            .isEndOfPdu(pduLength <= data.length).requestsInterrupt(true).requestsStatus(true).isOam(oam).aal(aal)
            .bufferLength(data.length).address((int)address).pduLength(pduLength).header(header);
        vc.tail = vc.tail + 1 & 63;
        vc.outstanding.add(data);
        sram(vc.scd, (int)vc.scq | vc.tail << 4);
        if (vc.idle && !vc.cbr)
        {
            vc.idle = false;
            board.write(TCMDQ, 0x03FF_0000 + vc.index);
        }
    }

    private void writeScd(final int scd, final long scq)
    {
        board.memory().view(scq, ScdEntry.SCQ_BYTES).setMemory(0, ScdEntry.SCQ_BYTES, (byte)0);
        sram(scd, (int)scq);
        sram(scd + 1, 0);
        sram(scd + 2, 0xFFFF_FFFF);
        sram(scd + 3, 0);
    }

    private void writeTct(final int index, final int scd, final int w2, final int w3, final int w7)
    {
        final int tct = SramLayout.tctEntry(index);
        sram(tct, scd);
        sram(tct + 1, 0);
        sram(tct + 2, w2);
        sram(tct + 3, w3);
        sram(tct + 4, 0);
        sram(tct + 5, 0);
        sram(tct + 6, 0);
        sram(tct + 7, w7);
    }

    private void writeTst(final int first, final int size)
    {
        tstSize = size;
        tstActive = first;
        tstIdle = first + size;
        for (int table = first; table <= tstIdle; table += size)
        {
            for (int i = 0; i < size - 2; i++)
            {
                sram(table + i, TstEntry.VARIABLE);
            }
            sram(table + size - 2, TstEntry.jump(table));
            sram(table + size - 1, TstEntry.jump(table == first ? tstIdle : first));
        }
        board.write(TSTB, first << 2);
    }

    private void setTstEntries(final int entries, final int word)
    {
        for (int i = 0; i < entries; i++)
        {
            sram(tstIdle + (int)((long)i * (tstSize - 2) / entries), word);
        }
    }

    private void requestTstSwitch()
    {
        sram(tstActive + tstSize - 2, TstEntry.NULL);
        tstSwitching = true;
    }

    private void pollTstSwitch()
    {
        if (((board.read(NOW) >>> 2 ^ tstIdle) & ~(tstSize - 1)) == 0)
        {
            sram(tstActive + tstSize - 2, TstEntry.jump(tstActive));
            final int other = tstActive;
            tstActive = tstIdle;
            tstIdle = other;
            tstSwitching = false;
        }
    }

    void finishTstSwitch()
    {
        for (int ticks = 0; tstSwitching; ticks++)
        {
            assertTrue(ticks < 200, "NOW never reaches the other table");
            runFor(MILLISECOND);
        }
    }

    int index(final int vpi, final int vci)
    {
        return SarRegisters.connectionIndex(sramWords == 0x20000 ? 0x0004_0000 : 0x0007_0000, vpi, vci);
    }

    void sram(final int word, final int value)
    {
        command(SarCommand.writeSram(word, 1), value);
    }

    int sram(final int word)
    {
        return command(SarCommand.readSram(word), 0);
    }

    int phyRead(final int address)
    {
        final int value = command(SarCommand.readUtility(address), 0);
        assertEquals(0, value & ~0xFF, "upper bits of a utility read");
        return value;
    }

    void phyWrite(final int address, final int value)
    {
        command(SarCommand.writeUtility(address), value);
    }

    private int command(final int word, final int data)
    {
        final int level = board.block();
        final int opcode = CMD_OPCODE.get(word);
        if (opcode == SarCommand.WRITE_SRAM || opcode == SarCommand.WRITE_UTILITY)
        {
            board.write(D0, data);
        }
        board.write(CMD, word);
        int polls = 0;
        while (STAT_CMDBZ.isSet(board.read(STAT)))
        {
            assertTrue(polls++ < 1000, "CMDBZ stays up");
        }
        final boolean reads = opcode == SarCommand.READ_SRAM || opcode == SarCommand.READ_UTILITY;
        final int result = reads ? board.read(D0) : 0;
        board.unblock(level);
        return result;
    }
}
