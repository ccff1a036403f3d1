package org.vatm.idt77252;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.idt77252.SarRegisters.MAP;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vatm.register.Access;
import org.vatm.register.Field;
import org.vatm.register.GuestErrors;
import org.vatm.register.Register;
import org.vatm.register.RegisterFile;

class SarRegistersTest
{
    private final GuestErrors errors = new GuestErrors();
    private final RegisterFile file = new RegisterFile(MAP, errors);

    @Test
    void shouldDeclareEveryOffsetUpToDnowOnce()
    {
        final Set<Integer> offsets = new HashSet<>();
        for (final Register register : MAP.registers())
        {
            assertEquals(0, register.offset() % 4, register::toString);
            assertTrue(offsets.add(register.offset()), register::toString);
        }
        assertEquals(0xC0 / 4, offsets.size());
        for (int offset = 0; offset < 0xC0; offset += 4)
        {
            assertNotNull(MAP.at(offset), "0x" + Integer.toHexString(offset));
        }
    }

    @Test
    void shouldGiveEveryBitToOneFieldOrToNone()
    {
        for (final Register register : MAP.registers())
        {
            int taken = 0;
            for (final Field field : register.fields())
            {
                assertEquals(0, taken & field.mask(), () -> register + "." + field.name());
                taken |= field.mask();
            }
            assertTrue(taken != 0, register::toString);
            assertEquals(0, register.resetValue() & ~taken, register::toString);
        }
    }

    @Test
    void shouldObeyTheAccessOfEveryRegister()
    {
        for (final Register register : MAP.registers())
        {
            final int hidden = register.mask(Access.WO);
            assertEquals(register.resetValue(), file.read(register.offset(), -1), register::toString);

            file.write(register.offset(), 0xFFFF_FFFF, -1);
            final int kept = register.mask(Access.RO) | register.mask(Access.RC);
            assertEquals(register.mask(Access.RW) | register.resetValue() & kept, file.read(register.offset(), -1),
                register::toString);

            file.set(register, register.fieldMask());
            file.write(register.offset(), 0, -1);
            assertEquals(register.fieldMask() & ~register.mask(Access.RW) & ~hidden, file.read(register.offset(), -1),
                register::toString);
            assertEquals(0, file.read(register.offset(), -1) & register.mask(Access.RC), register::toString);
        }
        assertEquals(0, errors.total());
    }

    @Test
    void shouldKeepReservedBitsOfStatZeroAndLatchThoseThatDriversClear()
    {
        assertEquals(0xCC30, SarRegisters.STAT.mask(Access.W1C));
        assertEquals(~0x2001, SarRegisters.STAT.fieldMask());
    }

    @ParameterizedTest
    @CsvSource({
        "0x10840000, 1024, 10, 1, 512",
        "0x10870000, 512, 9, 1, 512",
        "0x10890000, 4096, 12, 2, 512",
        "0x108A0000, 16384, 14, 2, 512",
        "0x108B0000, 512, 9, 2, 512",
        "0x000C0000, 1024, 10, 8, 128",
        "0x00400000, 1024, 10, 0, 256",
        "0x00C00000, 1024, 10, 0, 512" })
    void shouldDecodeSizesOfCfg(
        final String cfgText, final int connections, final int bits, final int vpiBits, final int rsqEntries)
    {
        final int cfg = Integer.decode(cfgText);

        assertEquals(connections, SarRegisters.connections(cfg));
        assertEquals(bits, SarRegisters.connectionBits(cfg));
        assertEquals(vpiBits, SarRegisters.vpiBits(cfg));
        assertEquals(rsqEntries, SarRegisters.rsqEntries(cfg));
    }

    @Test
    void shouldReadBackTheFinalCfgOfDrivers()
    {
        for (final int cfg : new int[] { 0x3084_1CFB, 0x3087_1CFB, 0x3089_1CFB, 0x308A_1CFB, 0x20B1_9CF3 })
        {
            file.write(SarRegisters.CFG.offset(), cfg, -1);
            assertEquals(cfg, file.read(SarRegisters.CFG.offset(), -1));
        }
    }

    @Test
    void shouldSplitVpiAndVciIntoIndexAndHighBits()
    {
        final int linux = 0x1084_0000;
        assertEquals(1 << 9 | 0x1FF, SarRegisters.connectionIndex(linux, 0x03, 0x3FF));
        assertEquals(1 << 7 | 1, SarRegisters.highBits(linux, 0x03, 0x3FF));
        assertEquals(0x3FFF, SarRegisters.highBits(linux, 0xFF, 0xFFFF));

        final int wideVpi = 0x000C_0000;
        assertEquals(0xAB << 2 | 1, SarRegisters.connectionIndex(wideVpi, 0xAB, 0x0005));
        assertEquals(1, SarRegisters.highBits(wideVpi, 0xAB, 0x0005));
    }

    @Test
    void shouldEnableTheInterruptsOfCfg()
    {
        final int everything = 0x0000_DFFE & ~SarRegisters.STAT_CMDBZ.mask();

        assertEquals(everything, SarRegisters.interruptMask(0x3084_1CFB));
        assertEquals(0, SarRegisters.interruptMask(0x3084_0020));
        assertEquals(0x018C, SarRegisters.interruptMask(0x40));
        assertEquals(0x0042, SarRegisters.interruptMask(0x400));
        assertEquals(0x0020, SarRegisters.interruptMask(0x4000));
    }

    @Test
    void shouldDecodeDelaysAndFifos()
    {
        assertEquals(-1, SarRegisters.rxIntClocks(0));
        assertEquals(0, SarRegisters.rxIntClocks(0x1000));
        assertEquals(20224, SarRegisters.rxIntClocks(0x3000));
        assertEquals(-1, SarRegisters.rxIntClocks(0x7000));
        assertEquals(9, SarRegisters.txFifoCells(0));
        assertEquals(4, SarRegisters.txFifoCells(0x0C00_0000));
        assertEquals(32768, SarRegisters.rxFifoWords(0x0606_0000));
        assertEquals(315, SramLayout.rxFifoCells(SarRegisters.rxFifoWords(0x030F_C000)));
        assertEquals(8192, SarRegisters.scheduleTableWords(0x0404_0000));
        assertEquals(0x18000, SarRegisters.RXFD_BASE.get(0x0606_0000));
    }

    @Test
    void shouldNumberFourFreeBufferQueues()
    {
        for (int q = 0; q < SarRegisters.FBQ_COUNT; q++)
        {
            assertSame(MAP.named("FBQP" + q), SarRegisters.fbqp(q));
            assertSame(MAP.named("FBQS" + q), SarRegisters.fbqs(q));
            assertSame(MAP.named("FBQWP" + q), SarRegisters.fbqwp(q));
            assertEquals("FRAC" + q, SarRegisters.statFrac(q).name());
            assertEquals("FBQ" + q + "A", SarRegisters.statFbqa(q).name());
            assertEquals(0x20_0000 | q << 18, SarRegisters.fbqWindow(q));
        }
        assertEquals(336, SarRegisters.FBQS_SIZE.get(0x1000_0150));
    }
}
