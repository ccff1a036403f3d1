package org.vatm.idt77252;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

class EepromTest
{
    private static final byte[] ESI = { 0x00, 0x20, 0x48, 0x12, 0x34, 0x56 };
    private static final int SI = 1;
    private static final int CS = 2;
    private static final int SCK = 4;
    private static final long HALF_CLOCK_PS = 40_000_000;

    private final byte[] stored = random();
    private final Eeprom eeprom = new Eeprom(stored);
    private long nowPs;

    @Test
    void shouldBeReadInOneSequenceThatWraps()
    {
        put(CS | SCK);
        put(0);
        int writes = 2;
        for (int bit = 15; bit >= 0; bit--)
        {
            final int si = Eeprom.READ << 8 >> bit & 1;
            put(si);
            put(si | SCK);
            writes += 2;
        }
        assertEquals(34, writes);
        put(0); // ends the last address bit; the first data bit is there at once

        final byte[] read = new byte[Eeprom.SIZE + 2];
        for (int i = 0; i < read.length; i++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                read[i] = (byte)(read[i] << 1 | (eeprom.so() ? 1 : 0));
                put(SCK);
                put(0);
            }
        }

        for (int i = 0; i < read.length; i++)
        {
            assertEquals(stored[i % Eeprom.SIZE], read[i], "octet " + i);
        }
    }

    @Test
    void shouldBeReadOctetByOctetAndStaySelectedBetween()
    {
        for (int address = 0; address < Eeprom.SIZE; address++)
        {
            put(CS);
            put(CS | SCK);
            put(SCK);
            clockIn(Eeprom.READ);
            clockIn(address);
            int value = 0;
            for (int bit = 0; bit < 8; bit++)
            {
                put(0);
                value = value << 1 | (eeprom.so() ? 1 : 0);
                put(SCK);
            }
            put(0);
            assertEquals(stored[address] & 0xFF, value, "address " + address);
        }
    }

    @Test
    void shouldSayNothingOutsideADataPhase()
    {
        final Eeprom zeros = new Eeprom(new byte[Eeprom.SIZE]);
        assertTrue(zeros.so());

        zeros.pins(0, false, false, false);
        for (int bit = 15; bit >= 0; bit--)
        {
            assertTrue(zeros.so());
            final boolean si = (Eeprom.READ << 8 >> bit & 1) == 1;
            zeros.pins(0, false, false, si);
            zeros.pins(0, false, true, si);
        }
        assertTrue(zeros.so(), "changes on the falling edge only");

        zeros.pins(0, false, false, false);
        assertFalse(zeros.so());

        zeros.pins(0, true, false, false);
        assertTrue(zeros.so());
    }

    @Test
    void shouldStartAgainWhenSelectedAgain()
    {
        select();
        clockIn(0x02);
        put(0);
        put(SCK);

        assertEquals(stored[0x6C] & 0xFF, read(0x6C));
    }

    @Test
    void shouldWriteWithinAPageOnlyAndBeBusyAfterwards()
    {
        write(0x42, 0x01, 0x02, 0x03);
        assertEquals(stored[0x42] & 0xFF, eeprom.octet(0x42), "writes are disabled");

        command(Eeprom.WREN);
        assertEquals(Eeprom.WEL, status());
        write(0x42, 0x01, 0x02, 0x03);
        final long writtenPs = nowPs;

        assertEquals(0x01, eeprom.octet(0x42));
        assertEquals(0x02, eeprom.octet(0x43));
        assertEquals(0x03, eeprom.octet(0x40));
        assertEquals(stored[0x44] & 0xFF, eeprom.octet(0x44));
        assertEquals(Eeprom.WIP, status());
        assertEquals(0xFF, read(0x42), "a read while busy is not heard");

        nowPs = writtenPs + Eeprom.WRITE_CYCLE_PS;
        assertEquals(0, status());
        assertEquals(0x01, read(0x42));
    }

    @Test
    void shouldNotWriteHalfOctets()
    {
        command(Eeprom.WREN);
        select();
        clockIn(Eeprom.WRITE);
        clockIn(0x10);
        clockIn(~stored[0x10] & 0xFF);
        put(0);
        put(SCK);
        put(CS);

        assertEquals(stored[0x10] & 0xFF, eeprom.octet(0x10));
    }

    @Test
    void shouldProtectBlocks()
    {
        command(Eeprom.WREN);
        select();
        clockIn(Eeprom.WRSR);
        clockIn(0x04);
        put(CS);
        nowPs += Eeprom.WRITE_CYCLE_PS;
        assertEquals(0x04, status());

        command(Eeprom.WREN);
        write(0xC0, ~stored[0xC0] & 0xFF);
        nowPs += Eeprom.WRITE_CYCLE_PS;
        command(Eeprom.WREN);
        write(0xBF, ~stored[0xBF] & 0xFF);

        assertEquals(stored[0xC0] & 0xFF, eeprom.octet(0xC0));
        assertEquals(~stored[0xBF] & 0xFF, eeprom.octet(0xBF));
    }

    @Test
    void shouldHaveTheIdentifierWhereDriversLook()
    {
        final byte[] image = Eeprom.image(ESI);

        assertArrayEquals(ESI, Arrays.copyOfRange(image, 0x6C, 0x72));
        assertEquals((byte)0xFF, image[0x6B]);
        assertEquals((byte)0xFF, image[0x72]);
    }

    private void put(final int gp)
    {
        eeprom.pins(nowPs, (gp & CS) != 0, (gp & SCK) != 0, (gp & SI) != 0);
        nowPs += HALF_CLOCK_PS;
    }

    private void select()
    {
        put(CS);
        put(0);
    }

    private void clockIn(final int octet)
    {
        for (int bit = 7; bit >= 0; bit--)
        {
            final int si = octet >> bit & 1;
            put(si);
            put(si | SCK);
        }
        put(SCK); // SI may move while the clock is high
    }

    private int clockOut()
    {
        int value = 0;
        for (int bit = 0; bit < 8; bit++)
        {
            put(0);
            value = value << 1 | (eeprom.so() ? 1 : 0);
            put(SCK);
        }
        return value;
    }

    private void command(final int command)
    {
        select();
        clockIn(command);
        put(0);
        put(CS);
    }

    private int status()
    {
        select();
        clockIn(Eeprom.RDSR);
        final int status = clockOut();
        put(CS);
        return status;
    }

    private int read(final int address)
    {
        select();
        clockIn(Eeprom.READ);
        clockIn(address);
        final int value = clockOut();
        put(CS);
        return value;
    }

    private void write(final int address, final int... octets)
    {
        select();
        clockIn(Eeprom.WRITE);
        clockIn(address);
        for (final int octet : octets)
        {
            clockIn(octet);
        }
        put(0);
        put(CS);
    }

    private static byte[] random()
    {
        final byte[] bytes = new byte[Eeprom.SIZE];
        new Random(77252).nextBytes(bytes);
        return bytes;
    }
}
