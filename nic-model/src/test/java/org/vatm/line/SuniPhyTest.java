package org.vatm.line;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.vatm.atm.CellHeader;
import org.vatm.line.SuniPhy.Model;
import org.vatm.register.GuestErrors;

class SuniPhyTest
{
    private static final int[] STATISTICS = {
        0x12, 0x13, 0x1A, 0x1B, 0x1C, 0x38, 0x39, 0x1D, 0x1E, 0x1F, 0x3A, 0x3B, 0x54, 0x55, 0x56, 0x57, 0x58, 0x64,
        0x65, 0x66 };

    private final GuestErrors errors = new GuestErrors();
    private final SuniPhy phy = new SuniPhy(Model.S_UNI_LITE, errors);
    private final List<String> pins = new ArrayList<>();
    private long nowPs = 1000;
    private long transmitted;

    SuniPhyTest()
    {
        phy.transmitSource(timePs -> transmitted);
        phy.signal(0, true);
        phy.resetPin(0, true);
        phy.resetPin(0, false);
        phy.onInterruptChange(timePs -> pins.add(timePs + (phy.interrupt() ? " up" : " down")));
    }

    @Test
    void shouldShowResetValuesOnAWorkingLine()
    {
        for (int address = 0; address < 0x100; address++)
        {
            final int expected = switch (address)
            {
                case 0x00 -> 0x30;
                case 0x01 -> 0x70;
                case 0x04 -> 0x0F;
                case 0x05 -> 0x20;
                case 0x37, 0x48 -> 0x13;
                case 0x46 -> 0x90;
                case 0x50, 0x60 -> 0x04;
                case 0x59 -> 0xFC;
                case 0x62 -> 0x6A;
                case 0x67 -> 0x08;
                default -> 0;
            };
            assertEquals(expected, read(address), "address " + Integer.toHexString(address));
        }
        assertTrue(phy.receives());
        assertFalse(phy.interrupt());
        assertEquals(0, errors.total());
    }

    @Test
    void shouldTellTheTwoPartsApart()
    {
        final SuniPhy other = new SuniPhy(Model.IDT77155, errors);
        write(0x24, 0x55);

        assertEquals(0x00, read(0x70));
        assertEquals(0x00, read(0x24));
        assertEquals(0x30, other.read(0, 0x00));
        assertEquals(0x03, other.read(0, 0x70));
        other.write(0, 0x24, 0x55);
        assertEquals(0x55, other.read(0, 0x24));
    }

    @Test
    void shouldKeepReadOnlyBits()
    {
        for (int address = 0; address < 0x100; address++)
        {
            if (address != 0x00)
            {
                write(address, address == 0x15 ? 0xFB : 0xFF); // with a signal to be looped
            }
        }

        assertEquals(0x30, read(0x00));
        assertEquals(0x7E, read(0x01));
        assertEquals(0x0F, read(0x04));
        assertEquals(0xA7, read(0x05));
        assertEquals(0x4F, read(0x10), "FOOF is not kept");
        assertEquals(0x00, read(0x12));
        assertEquals(0xF0, read(0x19));
        assertEquals(0x13, read(0x37));
        assertEquals(0x7F, read(0x50));
        assertEquals(0xE0, read(0x51));
        assertEquals(0x97, read(0x60));
        assertEquals(0x9F, read(0x80));
        assertEquals(0x00, read(0x81));
    }

    @Test
    void shouldBeBroughtUpByLinux()
    {
        suniInit();
        assertEquals(0x90, read(0x46));
        assertEquals(0x01, read(0x61));
        assertEquals(0x6A, read(0x62));
        assertEquals(CellHeader.IDLE, phy.idleHeader());

        suniStart();
        assertEquals(0x30, read(0x00));
        assertEquals(0x04, read(0x10));
        assertFalse(phy.inReset());
    }

    @Test
    void shouldGiveLinuxItsStatisticsEverySecond()
    {
        suniInit();
        phy.countReceivedCells(353_207);
        transmitted += 353_208;
        phy.countSectionBip(nowPs, 0x1234);
        phy.countLineBip(nowPs, 0x56789);
        phy.countPathBip(nowPs, 0x0102);
        phy.countLineFebe(nowPs, 0x30405);
        phy.countPathFebe(nowPs, 0x0607);
        phy.countCorrectedHcs(nowPs, 8);
        phy.countUncorrectableHcs(nowPs, 9);

        final int[] first = suniStart();
        phy.countReceivedCells(1);
        transmitted += 2;
        final int[] second = suniStart();

        assertArrayEquals(new int[] {
            0x34, 0x12, 0x89, 0x67, 0x05, 0x02, 0x01, 0x05, 0x04, 0x03, 0x07, 0x06, 8, 9, 0xB7, 0x63, 0x05, 0xB8, 0x63,
            0x05 }, first);
        assertArrayEquals(new int[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 2, 0, 0 }, second);
    }

    @Test
    void shouldLoadASingleCounterByItsFirstRegister()
    {
        phy.countReceivedCells(7);
        phy.countCorrectedHcs(nowPs, 3);
        assertEquals(0, read(0x56));

        write(0x57, 0);
        assertEquals(0, read(0x56));

        write(0x56, 0);
        assertEquals(7, read(0x56));
        assertEquals(0, read(0x54));

        write(0x54, 0);
        assertEquals(3, read(0x54));
        assertEquals(7, read(0x56), "shown until it is loaded again");
    }

    @Test
    void shouldNotShowMoreThanItHasBitsFor()
    {
        phy.countReceivedCells(524_288);
        phy.countUncorrectableHcs(nowPs, 256);
        phy.countLineBip(nowPs, 1 << 20);
        phy.countPathFebe(nowPs, 1 << 16);
        write(0x00, 0);

        assertEquals(0xFF, read(0x55));
        assertEquals(0x7FFFF, read(0x56) | read(0x57) << 8 | read(0x58) << 16);
        assertEquals(0xFFFFF, read(0x1A) | read(0x1B) << 8 | read(0x1C) << 16);
        assertEquals(0xFFFF, read(0x3A) | read(0x3B) << 8);
    }

    @Test
    void shouldBeResetByBothOfItsResets()
    {
        write(0x46, 0x98);
        write(0x05, 0x06);
        phy.countReceivedCells(5);
        write(0x00, 0x80);

        assertEquals(0xB0, read(0x00));
        assertEquals(0x20, read(0x05));
        write(0x46, 0x98);
        assertEquals(0x90, read(0x46), "held in reset");
        assertTrue(phy.inReset());
        assertFalse(phy.receives());
        assertFalse(phy.transmitsSignal());
        phy.countReceivedCells(5);
        transmitted = 5;

        write(0x00, 0x30);
        assertEquals(0x30, read(0x00));
        assertEquals(0x00, read(0x11), "no flag when there is a signal");
        assertTrue(phy.receives());
        write(0x00, 0x30);
        assertEquals(0, read(0x56));
        assertEquals(0, read(0x64));

        write(0x05, 0x06);
        phy.resetPin(nowPs, true);
        assertEquals(0xFF, read(0x00));
        assertEquals(0xFF, read(0x42));
        write(0x05, 0x06);
        phy.resetPin(nowPs, false);
        assertEquals(0x30, read(0x00));
        assertEquals(0x20, read(0x05));
    }

    @Test
    void shouldReportTheSignalOnceAChange()
    {
        suniInit();
        suniStart();

        phy.signal(5000, false);

        assertEquals(List.of("5000 up"), pins);
        assertFalse(phy.receives());
        assertEquals(0x4D, read(0x02), "LCDI, and RACP, RPOP, RSOP live");
        assertEquals(0x3F, read(0x11));
        assertEquals(List.of("5000 up", nowPs + " down"), pins);
        assertEquals(0x07, read(0x11), "cleared by reading, the state stays");
        assertEquals(0x60, read(0x05));
        assertEquals(0x84, read(0x50));

        phy.signal(9000, false);
        assertEquals(0x07, read(0x11));

        phy.signal(9000, true);
        assertTrue(phy.interrupt());
        assertEquals(0x38, read(0x11));
        assertFalse(phy.interrupt());
        assertEquals(0x04, read(0x50));
    }

    @Test
    void shouldBeSeenInterruptingByADriverThatReadsAllRegisters()
    {
        suniInit();
        suniStart();
        phy.signal(nowPs, false);
        final int[] all = new int[0x80];

        for (int address = 0; address < all.length; address++)
        {
            all[address] = read(address);
        }

        assertEquals(1, all[0x02] & 0x01);
        assertEquals(0x24, all[0x11] & 0x24);
        assertFalse(phy.interrupt());
        assertEquals(0x00, read(0x02));
    }

    @Test
    void shouldInterruptOnlyForWhatIsEnabled()
    {
        phy.countSectionBip(nowPs, 1);
        phy.countLineFebe(nowPs, 1);
        phy.countPathBip(nowPs, 1);
        phy.countCorrectedHcs(nowPs, 1);
        phy.receiveOverrun(nowPs);
        phy.transmitOverrun(nowPs);
        assertFalse(phy.interrupt());
        assertEquals(0x1F, read(0x02));

        final int[][] othersEnabledThenItsEnabledThenFlag = {
            { 0x10, 0x07, 0x08, 0x11 },
            { 0x19, 0x70, 0x80, 0x19 },
            { 0x33, 0xAD, 0x02, 0x31 },
            { 0x51, 0x80, 0x40, 0x51 },
            { 0x60, 0x04, 0x84, 0x60 } };
        for (final int[] section : othersEnabledThenItsEnabledThenFlag)
        {
            write(section[0], section[1]);
            assertFalse(phy.interrupt(), "others in " + Integer.toHexString(section[0]));
            write(section[0], section[2]);
            assertTrue(phy.interrupt(), "enable in " + Integer.toHexString(section[0]));
            read(section[3]);
            assertFalse(phy.interrupt(), "flag in " + Integer.toHexString(section[3]));
        }
        assertEquals(0x00, read(0x02));
    }

    @Test
    void shouldDropWhatNobodyNeeds()
    {
        final int unassigned = CellHeader.UNASSIGNED;
        final int signalling = CellHeader.of(0, 5, 0, 0);
        assertTrue(phy.drops(CellHeader.IDLE));
        assertTrue(phy.drops(unassigned));
        assertTrue(phy.drops(0xF000_000E));
        assertFalse(phy.drops(signalling));

        write(0x52, 0x01);
        write(0x53, 0x01);
        assertTrue(phy.drops(CellHeader.IDLE));
        assertFalse(phy.drops(unassigned));

        write(0x53, 0xF1);
        assertFalse(phy.drops(0x1000_0001));

        write(0x50, 0x24);
        assertFalse(phy.drops(CellHeader.IDLE));
    }

    @Test
    void shouldTellOfItsLoops()
    {
        final List<String> changes = new ArrayList<>();
        phy.onLineChange(timePs -> changes.add(phy.localLoop() + " " + phy.lineLoop() + " " + phy.transmitsSignal()));
        phy.signal(nowPs, false);
        read(0x11);

        write(0x05, 0x22);
        assertTrue(phy.receives(), "hears itself");
        assertEquals(0x38, read(0x11));
        write(0x15, 0x04);
        assertFalse(phy.receives());
        write(0x05, 0x24);

        assertEquals(List.of("true false true", "true false false", "false true false"), changes);
    }

    private void suniInit()
    {
        final int identity = read(0x00);
        write(0x00, identity | 0x80);
        write(0x00, identity);
        write(0x80, read(0x80) & 0x80);
        write(0x46, read(0x46) & ~0x0C);
        write(0x61, read(0x61) & ~1 | 1);
        write(0x62, 0x6A);
    }

    private int[] suniStart()
    {
        write(0x10, read(0x10) | 0x04);
        assertEquals(0, read(0x11) & 0x04, "there is a signal");
        write(0x00, 0);
        final int[] read = new int[STATISTICS.length];
        for (int i = 0; i < read.length; i++)
        {
            read[i] = read(STATISTICS[i]);
        }
        return read;
    }

    private int read(final int address)
    {
        nowPs += 500_000;
        return phy.read(nowPs, address);
    }

    private void write(final int address, final int value)
    {
        nowPs += 500_000;
        phy.write(nowPs, address, value);
    }
}
