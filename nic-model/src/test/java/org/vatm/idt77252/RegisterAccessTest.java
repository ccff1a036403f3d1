package org.vatm.idt77252;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.idt77252.SarRegisters.ABRRQ;
import static org.vatm.idt77252.SarRegisters.VBRRQ;
import static org.vatm.idt77252.SarRegisters.*;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vatm.register.Access;
import org.vatm.register.AccessError;
import org.vatm.register.Register;

import java.util.Random;

/** What a driver sees of the registers, over the bus. */
class RegisterAccessTest
{
    private final TestBoard board = new TestBoard();

    @AfterEach
    void close()
    {
        board.close();
    }

    /** No side effects: what is written is read. TMR counts, and the ready queues show hidden queues. */
    private static boolean isPlain(final Register register)
    {
        return !register.isWordOnly() && register != TMR && register != ABRRQ && register != VBRRQ;
    }

    @Test
    void shouldReadResetValues()
    {
        board.drive(() ->
        {
            for (final Register register : MAP.registers())
            {
                assertEquals(register.resetValue(), board.read(register), register.name());
            }
        });
    }

    @Test
    void shouldChangeWhatIsWritableAndNothingElse()
    {
        board.drive(() ->
        {
            for (final Register register : MAP.registers())
            {
                for (final int pattern : new int[]{ -1, 0x5A5A_A5A5, 0xA5A5_5A5A, 0 })
                {
                    if (isPlain(register))
                    {
                        board.write(register, pattern);
                        final int readOnly = register.resetValue() & ~register.mask(Access.RW);
                        assertEquals(
                            pattern & register.mask(Access.RW) | readOnly, board.read(register), register.name());
                    }
                }
            }
        });
    }

    @Test
    void shouldWriteTheBytesThatAreEnabled()
    {
        board.drive(() ->
        {
            final long at = board.registers + D1.offset();
            board.bridge.write32(at, 0x1122_3344);
            board.bridge.write16(at + 2, 0xABCD);
            board.bridge.write8(at + 1, 0xEE);

            assertEquals(0xABCD_EE44, board.read(D1));
            assertEquals(0xABCD, board.bridge.read16(at + 2));
            assertEquals(0xEE, board.bridge.read8(at + 1));
        });
        assertEquals(0, board.chip.guestErrors().total());
    }

    @Test
    void shouldRefuseNarrowWritesWhereTheyWouldDoSomething()
    {
        board.drive(() ->
        {
            board.write(CFG, 0x1084_0000);
            board.bridge.write8(board.registers + CFG.offset() + 3, 0x80);

            assertEquals(0x1084_0000, board.read(CFG));
            assertEquals(0x1084, board.bridge.read16(board.registers + CFG.offset() + 2));
        });
        assertEquals(1, board.chip.guestErrors().count(AccessError.NARROW_WRITE));
    }

    @Test
    void shouldReadBackConfigurationExactly()
    {
        board.drive(() ->
        {
            for (final int value : new int[]{ 0x3084_1CFB, 0x3087_1CFB, 0x3089_1CFB, 0x308A_1CFB, 0 })
            {
                board.write(CFG, value);
                assertEquals(value, board.read(CFG));
            }
        });
    }

    @Test
    void shouldReadZeroWhereThereIsNoRegister()
    {
        board.drive(() ->
        {
            for (int offset = 0xC0; offset < BAR_REGISTERS_BYTES; offset += 4)
            {
                board.bridge.write32(board.registers + offset, -1);
                assertEquals(0, board.bridge.read32(board.registers + offset));
            }
        });
    }

    @Test
    void shouldShowTheSameRegistersInIoSpace()
    {
        board.drive(() ->
        {
            board.bridge.ioWrite(board.io + RAWHND.offset(), 4, 0x0123_4560);
            assertEquals(0x0123_4560, board.read(RAWHND));
            assertEquals(0x0123_4560, board.bridge.ioRead(board.io + RAWHND.offset(), 4));

            board.bridge.ioWrite(board.io + RAWHND.offset(), 2, 0xFFFF);
            assertEquals(0x0123_4560, board.read(RAWHND));
        });
        assertEquals(1, board.chip.guestErrors().count(AccessError.NARROW_WRITE));
    }

    @Test
    void shouldClearLatchedStatusOnlyByWritingOne()
    {
        board.simulation.runUntil(SarTimerTest.OVERFLOW_PS);
        board.drive(() ->
        {
            final int tmrof = STAT_TMROF.mask();
            assertEquals(tmrof, board.read(STAT));
            board.write(STAT, ~tmrof);
            assertEquals(tmrof, board.read(STAT));
            board.write(STAT, 0);
            assertEquals(tmrof, board.read(STAT));
            board.write(STAT, tmrof);
            assertEquals(0, board.read(STAT));
        });
    }

    @Test
    void shouldSurviveEveryWrite()
    {
        final long seed = Long.getLong("vatm.seed", 77252);
        final String run = "seed " + seed;
        final Random random = new Random(seed);
        board.drive(board::enableMaster);
        try
        {
            board.drive(() ->
            {
                for (int i = 0; i < 40_000; i++)
                {
                    access(random);
                }
            });
            board.simulation.runUntil(board.nowPs() + 5_000_000_000L);
        }
        catch (final RuntimeException e)
        {
            throw new AssertionError(run, e);
        }
        board.drive(() ->
        {
            board.write(CFG, CFG_SWRST.mask());
            board.write(CFG, 0);
            board.write(STAT, -1);
            board.writeSram(0x123, 0x4567_89AB);
            assertEquals(0x4567_89AB, board.readSram(0x123), run);
        });
        assertTrue(board.chip.guestErrors().total() > 0, run);
    }

    private void access(final Random random)
    {
        final int offset = random.nextInt(16) == 0 ? random.nextInt(0x400) * 4 : random.nextInt(0x30) * 4;
        final int value = switch (random.nextInt(4))
        {
            case 0 -> 1 << random.nextInt(32);
            case 1 -> ~(1 << random.nextInt(32));
            case 2 -> random.nextInt(4) - 1;
            default -> random.nextInt();
        };
        switch (random.nextInt(12))
        {
            case 0 -> board.bridge.write8(board.registers + offset + random.nextInt(4), value);
            case 1 -> board.bridge.write16(board.registers + offset + 2 * random.nextInt(2), value);
            case 2 -> board.bridge.write32(board.sram + (random.nextInt(0x40_0000) & ~3), value);
            case 3 -> board.bridge.read32(board.sram + (random.nextInt(0x40_0000) & ~3));
            case 4 -> board.bridge.ioWrite(board.io + (offset & 0xFC), 4, value);
            case 5 -> board.bridge.read32(board.registers + offset);
            case 6 -> board.write(CFG, value & ~CFG_SWRST.mask());
            default -> board.bridge.write32(board.registers + offset, value);
        }
    }
}
