package org.vatm.idt77252;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.idt77252.Packets.MICROSECOND;
import static org.vatm.idt77252.Packets.MILLISECOND;
import static org.vatm.idt77252.SarRegisters.*;

import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vatm.memory.HostMemory;

/** A driver that writes anything anywhere harms nobody but itself, and a reset makes the chip as new. */
class HostileDriverTest
{
    private static final int ACTS = 3000;
    private static final int RAM = (int)HostMemory.RAM_BASE;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = { 1, 2, 3, 4 })
    void shouldSurviveAnythingAndWorkAfterReset(final long seed)
    {
        final SplittableRandom random = new SplittableRandom(seed);
        try (LoopedBoard board = new LoopedBoard(0x20000))
        {
            final LinuxTestDriver driver = new LinuxTestDriver(board);
            board.drive(() ->
            {
                if (seed % 2 == 0)
                {
                    driver.probe(false);
                    driver.open();
                    driver.openUbr(0, 40, 0x000A_8000);
                    driver.runFor(2 * MILLISECOND);
                }
                board.configWrite(0x04, 2, 7);
                board.connectInterrupt(null);
                litterMemory(board, random);
                for (int i = 0; i < ACTS; i++)
                {
                    act(board, random);
                }
            });
            assertTrue(board.chip.guestErrors().total() > 0);

            final LinuxTestDriver good = new LinuxTestDriver(board);
            board.drive(() ->
            {
                good.probe(true);
                good.open();
                good.runFor(2 * MILLISECOND);
                final LinuxTestDriver.Vc vc = good.openUbr(0, 100, 0x000A_8000);
                good.send(vc, Packets.pattern(3000, 7));
                good.runFor(2 * MILLISECOND);

                assertEquals(1, vc.completed);
                assertArrayEquals(Packets.pattern(3000, 7), vc.received.get(0));
            });
        }
    }

    /** Something like descriptors all over the place. */
    private static void litterMemory(final LoopedBoard board, final SplittableRandom random)
    {
        final UnsafeBuffer memory = board.memory().view(HostMemory.RAM_BASE, 1 << 16);
        for (int i = 0; i < 1 << 16; i += 4)
        {
            memory.putInt(i, word(random));
        }
    }

    private static void act(final LoopedBoard board, final SplittableRandom random)
    {
        switch (random.nextInt(12))
        {
            case 0 -> board.write(MAP.registers().get(random.nextInt(MAP.registers().size())), notReset(word(random)));
            case 1 -> board.write(CFG, notReset(random.nextInt() | CFG_TXEN.mask() | CFG_RXPTH.mask()));
            case 2 -> board.write(CFG, 0x3084_1CFB);
            case 3 -> board.write(TCMDQ,
                SarCommand.transmitCommand(random.nextInt(7), random.nextInt(256), random.nextInt(64)));
            case 4 -> board.fbqWindow(random.nextInt(4), word(random));
            case 5 -> board.write(CMD, word(random));
            case 6 -> sram(board, SramLayout.tctEntry(random.nextInt(64)) + random.nextInt(8), word(random));
            case 7 -> sram(board, SramLayout.rctEntry(1024, random.nextInt(1024)),
                word(random) | RctEntry.W0_OPEN.mask());
            case 8 -> sram(board, 0x4000 + 12 * random.nextInt(64) + random.nextInt(3), word(random));
            case 9 -> sram(board, 0x8000 + random.nextInt(64), tstWord(random));
            case 10 ->
            {
                board.write(TSTB, 0x8000 << 2);
                board.runFor(random.nextInt(100) * MICROSECOND);
            }
            default -> board.read(random.nextInt(0x400) * 4);
        }
    }

    private static void sram(final LoopedBoard board, final int word, final int value)
    {
        board.write(D0, value);
        board.write(CMD, SarCommand.writeSram(word, 1));
    }

    private static int notReset(final int cfg)
    {
        return cfg & ~CFG_SWRST.mask();
    }

    private static int tstWord(final SplittableRandom random)
    {
        return switch (random.nextInt(4))
        {
            case 0 -> TstEntry.VARIABLE;
            case 1 -> TstEntry.cbr(random.nextInt(64));
            case 2 -> TstEntry.jump(0x8000 + random.nextInt(64));
            default -> random.nextInt();
        };
    }

    /** Anything, but more often what might be taken for an address, a table or a descriptor. */
    private static int word(final SplittableRandom random)
    {
        return switch (random.nextInt(6))
        {
            case 0 -> RAM + random.nextInt(1 << 16);
            case 1 -> RAM + (random.nextInt(1 << 16) & ~0x3FF) + 16 * random.nextInt(64);
            case 2 -> 0x4000 + 12 * random.nextInt(64);
            case 3 -> random.nextInt(2048);
            case 4 -> 0x6A00_0000 | random.nextInt(200);
            default -> random.nextInt();
        };
    }
}
