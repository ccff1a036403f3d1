package org.vatm.idt77252;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.idt77252.Packets.MILLISECOND;
import static org.vatm.idt77252.SarRegisters.*;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Linux's driver does to the chip, step by step, with a fibre from the board's output to its input. */
class LinuxWalkThroughTest
{
    private final LoopedBoard board = new LoopedBoard(0x20000);
    private final LinuxTestDriver driver = new LinuxTestDriver(board);

    @AfterEach
    void close()
    {
        board.close();
    }

    @ParameterizedTest
    @ValueSource(ints = { 0x8000, 0x20000, 0x80000 })
    void shouldShowItsSramSizeWithoutOneLookAtBusy(final int words)
    {
        try (LoopedBoard other = new LoopedBoard(words))
        {
            final LinuxTestDriver probing = new LinuxTestDriver(other);

            other.drive(() -> probing.probe(false));

            assertEquals(words, probing.sramWords);
        }
    }

    @Test
    void shouldReadBackConfigurationAndRegisters()
    {
        up();
        board.drive(() ->
        {
            assertEquals(0x3084_1CFB, board.read(CFG));
            assertEquals(0x20000, board.read(TSTB));
            assertEquals(0x0404_0000, board.read(ABRSTD));
            assertEquals(0x0606_0000, board.read(RXFD));
            for (int offset = 0; offset <= 0xBC; offset += 4)
            {
                board.read(offset);
            }
            assertEquals(0x3084_1CFB, board.read(CFG));
        });
    }

    @Test
    void shouldReportSignalChangesOnce()
    {
        up();
        board.drive(() ->
        {
            board.signal(false);
            driver.runFor(5 * MILLISECOND);
            assertTrue(driver.phyInterrupts == 1 || driver.phyInterrupts == 2);
            assertEquals(0x04, driver.phyRead(0x11) & 0x04);

            board.signal(true);
            driver.runFor(5 * MILLISECOND);
            assertTrue(driver.phyInterrupts >= 2 && driver.phyInterrupts <= 4);
            assertEquals(0, driver.phyRead(0x11) & 0x04);
        });
    }

    private void up()
    {
        board.drive(() ->
        {
            driver.probe(false);
            driver.open();
            driver.runFor(2 * MILLISECOND);
        });
    }
}
