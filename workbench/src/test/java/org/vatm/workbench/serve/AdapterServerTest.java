package org.vatm.workbench.serve;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketPair;
import org.vatm.idt77252.SarCommand;
import org.vatm.idt77252.SarRegisters;
import org.vatm.line.SuniRegisters;
import org.vatm.register.Register;
import org.vatm.workbench.input.InputException;
import org.vatm.workbench.scenario.Sram;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Adapters as a guest sees them through their sockets. */
class AdapterServerTest
{
    private static final ServeConfig ONE = new ServeConfig(1, Link.LOOPBACK, Sram.K128, 33, true);
    private static final ServeConfig TWO = new ServeConfig(2, Link.PAIR, Sram.K512, 66, false);
    private static final int COMMAND = 4;
    private static final int BAR1 = 0x14;
    private static final int MEMORY_AND_MASTER = 6;
    private static final int THRESHOLD = SarRegisters.FBQS_THRESHOLD.of(1);
    private static final int TIMEOUT_MS = 10_000;

    @TempDir
    private Path directory;
    private Path socket;
    private Path recording;

    @BeforeEach
    void name()
    {
        socket = directory.resolve("a");
        recording = directory.resolve("recording");
    }

    @Test
    void shouldShowTheAdapterToAGuest() throws IOException
    {
        try (AdapterServer server = server(ONE, socket); GuestClient guest = new GuestClient(server.socket(0)))
        {
            assertEquals(0x0003_111D, guest.read(GuestClient.CONFIG, 0));
            assertEquals(1, guest.read(GuestClient.CONFIG, 0x3C) >>> 8 & 0xFF);
            assertEquals(SarRegisters.BAR_IO_BYTES, guest.regionSize(0));
            assertEquals(SarRegisters.BAR_REGISTERS_BYTES, guest.regionSize(1));
            assertEquals(SarRegisters.BAR_SRAM_BYTES, guest.regionSize(2));
            assertEquals(0, guest.regionSize(3));

            guest.write(GuestClient.CONFIG, BAR1, -1);
            assertEquals(-SarRegisters.BAR_REGISTERS_BYTES, guest.read(GuestClient.CONFIG, BAR1));
            guest.write(2, 0x1234, 0x55AA_1234);
            assertEquals(0x55AA_1234, guest.read(2, 0x1234 + (128 << 10)), "SRAM wraps at its size");
        }
        assertFalse(Files.exists(socket));
    }

    @Test
    void shouldInterruptTheGuest() throws IOException
    {
        final AFUNIXSocketPair<AFUNIXSocketChannel> pair = AFUNIXSocketPair.open();
        pair.getSocket1().configureBlocking(false);
        pair.getSocket2().socket().setSoTimeout(TIMEOUT_MS);
        try (AFUNIXSocketChannel given = pair.getSocket1();
            AFUNIXSocketChannel kept = pair.getSocket2();
            AdapterServer server = server(ONE, socket);
            GuestClient guest = new GuestClient(server.socket(0)))
        {
            guest.connectInterrupt(given.getFileDescriptor());

            useAdapter(guest);

            final ByteBuffer count = ByteBuffer.allocate(8);
            assertEquals(8, kept.read(count));
            assertEquals(1, server.statistics(0).interrupts());
            assertTrue(SarRegisters.STAT_FBQ0A.isSet(guest.read(1, SarRegisters.STAT.offset())));
        }
    }

    @Test
    void shouldServeTheNextGuestWithAnAdapterAfterReset() throws IOException
    {
        try (AdapterServer server = server(ONE, socket))
        {
            try (GuestClient first = new GuestClient(socket))
            {
                useAdapter(first);
            }
            try (GuestClient second = new GuestClient(socket))
            {
                assertEquals(0, second.read(1, SarRegisters.CFG.offset()));
                assertEquals(0, second.read(GuestClient.CONFIG, COMMAND) & 0xFFFF);
            }
            assertEquals(2, server.statistics(0).clients());
        }
    }

    @Test
    void shouldReplayToTheSameHash() throws IOException
    {
        final String hash;
        try (AdapterServer server = server(TWO, socket, directory.resolve("b")))
        {
            try (GuestClient first = new GuestClient(server.socket(0));
                GuestClient second = new GuestClient(server.socket(1)))
            {
                useAdapter(first);
                useAdapter(second);
                useAdapter(first);
            }
            server.stop();
            hash = server.machine().traceHash();
        }

        final RecordedRun replayed = RecordedRun.of(recording);

        assertEquals(hash, replayed.traceHash());
        assertEquals(TWO, replayed.config());
        assertTrue(replayed.complete());
        assertTrue(replayed.accesses() > 20, () -> "accesses: " + replayed.accesses());
    }

    @Test
    void shouldShowALostSignalToTheGuestAtTheFarEndAndReplayIt() throws IOException
    {
        final String hash;
        try (AdapterServer server = server(TWO, socket, directory.resolve("b")))
        {
            try (GuestClient guest = new GuestClient(server.socket(1)))
            {
                useAdapter(guest);
                guest.write(1, SarRegisters.CFG.offset(), SarRegisters.CFG_PHYIE.mask());
                writePhy(guest, SuniRegisters.RSOPCIE, SuniRegisters.RSOPCIE_LOSE.mask());
                readPhy(guest, SuniRegisters.RSOPSIS);
                assertFalse(SuniRegisters.RSOPSIS_LOSV.isSet(readPhy(guest, SuniRegisters.RSOPSIS)));
                guest.write(1, SarRegisters.STAT.offset(), SarRegisters.STAT_PHYI.mask());
                assertFalse(SarRegisters.STAT_PHYI.isSet(guest.read(1, SarRegisters.STAT.offset())));

                server.plug(0, false);

                awaitPhyInterrupt(guest);
                final int lost = readPhy(guest, SuniRegisters.RSOPSIS);
                assertTrue(SuniRegisters.RSOPSIS_LOSV.isSet(lost) && SuniRegisters.RSOPSIS_LOSI.isSet(lost));

                server.plug(0, true);

                awaitPhyInterrupt(guest);
                final int found = readPhy(guest, SuniRegisters.RSOPSIS);
                assertTrue(!SuniRegisters.RSOPSIS_LOSV.isSet(found) && SuniRegisters.RSOPSIS_LOSI.isSet(found));
            }
            server.stop();
            hash = server.machine().traceHash();
        }

        assertEquals(hash, RecordedRun.of(recording).traceHash());
    }

    @Test
    void shouldRefuseASocketThatExistsAndLeaveNone() throws IOException
    {
        final Path second = Files.createFile(directory.resolve("b"));

        final InputException e = assertThrows(InputException.class, () -> server(TWO, socket, second));

        assertTrue(e.getMessage().contains(second + " exists"), e.getMessage());
        assertFalse(Files.exists(socket));
        assertTrue(Files.exists(second));
    }

    @Test
    void shouldRefuseAPairThatIsNone()
    {
        assertThrows(InputException.class, () -> new ServeConfig(3, Link.PAIR, Sram.K128, 33, false));
        assertThrows(InputException.class, () -> new ServeConfig(1, Link.LOOPBACK, Sram.K128, 40, false));
    }

    private static void awaitPhyInterrupt(final GuestClient guest) throws IOException
    {
        final long end = System.nanoTime() + TIMEOUT_MS * 1_000_000L;
        while (!SarRegisters.STAT_PHYI.isSet(guest.read(1, SarRegisters.STAT.offset())))
        {
            assertTrue(System.nanoTime() < end, "no interrupt of the PHY");
        }
        guest.write(1, SarRegisters.STAT.offset(), SarRegisters.STAT_PHYI.mask());
    }

    private static int readPhy(final GuestClient guest, final Register register) throws IOException
    {
        command(guest, SarCommand.readUtility(register.offset()));
        return guest.read(1, SarRegisters.D0.offset()) & 0xFF;
    }

    private static void writePhy(final GuestClient guest, final Register register, final int value) throws IOException
    {
        guest.write(1, SarRegisters.D0.offset(), value);
        command(guest, SarCommand.writeUtility(register.offset()));
    }

    private static void command(final GuestClient guest, final int command) throws IOException
    {
        guest.write(1, SarRegisters.CMD.offset(), command);
        while (SarRegisters.STAT_CMDBZ.isSet(guest.read(1, SarRegisters.STAT.offset())))
        {
            Thread.onSpinWait();
        }
    }

    private AdapterServer server(final ServeConfig config, final Path... sockets)
    {
        return new AdapterServer(config, List.of(sockets), null, recording, "test");
    }

    /** Switches interrupts of empty free buffer queues on. */
    private static void useAdapter(final GuestClient guest) throws IOException
    {
        guest.write(GuestClient.CONFIG, COMMAND, MEMORY_AND_MASTER);
        guest.write(1, SarRegisters.CFG.offset(), SarRegisters.CFG_SWRST.mask());
        guest.write(1, SarRegisters.CFG.offset(), 0);
        guest.write(1, SarRegisters.fbqs(0).offset(), THRESHOLD);
        guest.write(1, SarRegisters.CFG.offset(), SarRegisters.CFG_FBIE.mask() | SarRegisters.CFG_RXPTH.mask());
        for (int i = 0; i < 8; i++)
        {
            guest.read(1, SarRegisters.TMR.offset());
        }
    }
}
