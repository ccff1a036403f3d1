package org.vatm.idt77252;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.idt77252.SarRegisters.*;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vatm.line.SuniRegisters;
import org.vatm.pci.ConfigSpace;

import java.util.Arrays;
import java.util.List;

/** The chip as a PCI device: configuration space, reset, pins. */
class Idt77252Test
{
    private static final int PHY_PULSE_PS = 50_000_000;
    private static final int EEPROM_STEP_PS = 40_000_000;

    private final TestBoard board = new TestBoard();

    @AfterEach
    void close()
    {
        board.close();
    }

    private int config(final int offset, final int sizeBytes)
    {
        return board.bridge.configRead(TestBoard.SLOT, offset, sizeBytes);
    }

    private void configWrite(final int offset, final int sizeBytes, final int value)
    {
        board.bridge.configWrite(TestBoard.SLOT, offset, sizeBytes, value);
    }

    private int sizeMask(final int bar)
    {
        final int at = ConfigSpace.BAR0 + 4 * bar;
        final int before = config(at, 4);
        configWrite(at, 4, -1);
        final int mask = config(at, 4);
        configWrite(at, 4, before);
        return mask;
    }

    @Test
    void shouldIdentifyItself()
    {
        board.drive(() ->
        {
            assertEquals(0x0003_111D, config(0x00, 4));
            assertEquals(0x0203_0006, config(0x08, 4));
            assertEquals(0x111D, config(0x2C, 4));
            assertEquals(0, config(0x30, 4));
            assertEquals(0x0505_010D, config(0x3C, 4));
            assertEquals(0x0200, config(0x06, 2));
        });
    }

    @Test
    void shouldTellTheSizesOfItsBars()
    {
        board.drive(() ->
        {
            assertEquals(0xFFFF_FF01, sizeMask(0));
            assertEquals(0xFFFF_F000, sizeMask(1));
            assertEquals(0xFFC0_0000, sizeMask(2));
            assertEquals(0, sizeMask(3));
            assertEquals(0, sizeMask(4));
            assertEquals(0, sizeMask(5));
            assertEquals(0, board.read(D0));
        });
        assertEquals(0, board.sram & 0x3F_FFFF);
    }

    @Test
    void shouldKeepTheTimeoutsThatLinuxClears()
    {
        board.drive(() ->
        {
            assertEquals(0x80, config(0x40, 1));
            assertEquals(0x80, config(0x41, 1));
            configWrite(0x40, 1, 0);
            assertEquals(0, config(0x40, 1));
            assertEquals(0x80, config(0x41, 1));
            configWrite(0x41, 1, 0);
            assertEquals(0, config(0x40, 2));
        });
    }

    @Test
    void shouldResetRegistersButNeitherSramNorPhy()
    {
        board.drive(() ->
        {
            board.writeSram(0x200, 0x1234_5678);
            board.writePhy(SuniRegisters.TACPIUCPOP.offset(), 0x3C);
            board.write(TSTB, 0x2_0000);
            board.write(RAWHND, 0x0123_4560);
            board.write(GP, GP_BIGE.mask() | GP_EECS.mask());

            board.write(CFG, CFG_SWRST.mask() | CFG_RXPTH.mask());
            assertEquals(CFG_SWRST.mask() | CFG_RXPTH.mask(), board.read(CFG));
            assertEquals(0, board.read(TSTB));
            assertEquals(0, board.read(RAWHND));
            assertEquals(GP_EEDI.mask(), board.read(GP));

            board.write(D1, 5);
            board.write(CMD, SarCommand.writeSram(0x200, 1));
            board.bridge.write32(board.sram + 4 * 0x200, 7);
            assertEquals(0, board.read(D1));
            assertEquals(0, board.read(STAT));

            board.write(CFG, 0);
            board.write(D1, 5);
            assertEquals(5, board.read(D1));
            assertEquals(0x1234_5678, board.readSram(0x200));
            assertEquals(0x3C, board.readPhy(SuniRegisters.TACPIUCPOP.offset()));
        });
        assertEquals(3, board.chip.guestErrors().count(SarGuestError.WRITE_DURING_RESET));
    }

    @Test
    void shouldBreakOffACommandInReset()
    {
        board.drive(() ->
        {
            board.write(D0, 0x77);
            board.write(CMD, SarCommand.writeUtility(SuniRegisters.TACPIUCPOP.offset()));
            board.write(CFG, CFG_SWRST.mask());
            assertEquals(0, board.read(STAT));
            assertEquals(0, board.read(D0));
            board.write(CFG, 0);
            assertEquals(0x6A, board.readPhy(SuniRegisters.TACPIUCPOP.offset()));
        });
    }

    @Test
    void shouldReleaseInterruptInReset()
    {
        board.drive(this::losePhySignal);
        assertTrue(board.chip.interrupt().isAsserted());

        board.drive(() -> board.write(CFG, CFG_SWRST.mask() | CFG_PHYIE.mask()));
        board.simulation.runUntil(board.nowPs() + 1_000_000);
        assertFalse(board.chip.interrupt().isAsserted());
        assertEquals(0, board.ask(() -> board.read(STAT)));
    }

    private void losePhySignal()
    {
        board.phy.signal(board.nowPs(), true);
        board.write(CFG, CFG_PHYIE.mask());
        board.writePhy(SuniRegisters.RSOPCIE.offset(), SuniRegisters.RSOPCIE_LOSE.mask());
        board.readPhy(SuniRegisters.RSOPSIS.offset());
        board.write(STAT, STAT_PHYI.mask());
        board.host.cpu().stall(1_000_000);
        assertFalse(board.chip.interrupt().isAsserted());
        board.phy.signal(board.nowPs(), false);
        board.host.cpu().stall(1_000_000);
    }

    @Test
    void shouldRequestInterruptTwoClocksAfterTheStatusBit()
    {
        board.drive(this::losePhySignal);
        board.drive(() ->
        {
            board.readPhy(SuniRegisters.RSOPSIS.offset());
            board.write(STAT, -1);
            board.host.cpu().stall(1_000_000);
        });
        final long[] changes = new long[1];
        board.chip.interrupt().onLevel((nowPs, asserted) -> changes[0] = nowPs);
        final long lost = board.nowPs() + 1;
        board.phy.signal(lost, true);
        board.phy.signal(lost, false);
        board.simulation.runUntil(lost + 1_000_000);

        // The pin passes two SAR clocks, then the bit two PCI clocks.
        final long phyi = (lost + 24_999) / 25_000 * 25_000 + 2 * 25_000;
        final long inta = (phyi + 29_999) / 30_000 * 30_000 + 2 * 30_000;
        assertEquals(inta, changes[0]);
    }

    @Test
    void shouldSetPhyInterruptAgainWhileThePinIsActive()
    {
        board.drive(() ->
        {
            losePhySignal();
            assertEquals(STAT_PHYI.mask(), board.read(STAT));
            board.write(STAT, STAT_PHYI.mask());
            assertEquals(STAT_PHYI.mask(), board.read(STAT));

            board.readPhy(SuniRegisters.RSOPSIS.offset());
            assertEquals(STAT_PHYI.mask(), board.read(STAT));
            board.write(STAT, STAT_PHYI.mask());
            assertEquals(0, board.read(STAT));
        });
        board.simulation.runUntil(board.nowPs() + 1_000_000);
        assertFalse(board.chip.interrupt().isAsserted());
    }

    @Test
    void shouldHoldThePhyInReset()
    {
        board.drive(() ->
        {
            board.writePhy(SuniRegisters.TACPIUCPOP.offset(), 0x3C);
            board.write(GP, GP_PHY_RST.mask());
            assertEquals(0xFF, board.readPhy(0));
            board.host.cpu().stall(PHY_PULSE_PS);
            board.write(GP, GP_EECS.mask() | GP_EEDO.mask());
            assertEquals(0x30, board.readPhy(0));
            assertEquals(0x6A, board.readPhy(SuniRegisters.TACPIUCPOP.offset()));
        });
    }

    /** FreeBSD: one read command, then all 256 octets in a row. */
    @Test
    void shouldGiveTheEepromBitByBit()
    {
        final byte[] octets = new byte[Eeprom.SIZE];
        board.drive(() ->
        {
            final int idle = board.read(GP) & ~7;
            pins(idle | GP_EECS.mask() | GP_EESCLK.mask());
            pins(idle);
            sendOctet(idle, 0x03);
            sendOctet(idle, 0x00);
            for (int i = 0; i < octets.length; i++)
            {
                octets[i] = (byte)receiveOctet(idle);
            }
            pins(idle | GP_EECS.mask());
            assertEquals(GP_EEDI.mask() | GP_EECS.mask(), board.read(GP));
        });
        assertEquals(0xFF, octets[0] & 0xFF);
        assertTrue(Arrays.equals(TestBoard.ESI, Arrays.copyOfRange(octets, 0x6C, 0x72)));
    }

    private void pins(final int value)
    {
        board.write(GP, value);
        board.host.cpu().stall(EEPROM_STEP_PS);
    }

    private void sendOctet(final int idle, final int octet)
    {
        for (int bit = 7; bit >= 0; bit--)
        {
            final int data = octet >> bit & 1;
            pins(idle | data);
            pins(idle | data | GP_EESCLK.mask());
            pins(idle | data);
        }
    }

    private int receiveOctet(final int idle)
    {
        int octet = 0;
        for (int bit = 0; bit < 8; bit++)
        {
            octet = octet << 1 | GP_EEDI.get(board.read(GP));
            pins(idle | GP_EESCLK.mask());
            pins(idle);
        }
        return octet;
    }

    @Test
    void shouldNameWhatItDoesNotModel()
    {
        board.drive(() ->
        {
            board.write(GP, GP_PCISERR.mask());
            board.write(GP, GP_PCISERR.mask() | GP_PCIPERR.mask());
            board.write(CFG, CFG_UMODE.mask());
            assertEquals(CFG_UMODE.mask(), board.read(CFG));
        });
        assertEquals(
            List.of("GP.PCISERR", "GP.PCIPERR", "CFG.UMODE"), board.chip.guestErrors().notModelledNames());
    }

    @Test
    void shouldRefuseImpossibleBoards()
    {
        final BoardConfig good = BoardConfig.of("sar", TestBoard.ESI);
        assertEquals(
            "sar: sramWords=65536, must be 16384, 32768, 131072 or 524288",
            assertThrows(IllegalArgumentException.class, () -> good.withSramWords(65_536)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> good.withRevision(256));
        assertThrows(IllegalArgumentException.class, () -> good.withEeprom(new byte[255]));
        assertThrows(IllegalArgumentException.class, () -> good.withUtilityClocks(0));
    }
}
