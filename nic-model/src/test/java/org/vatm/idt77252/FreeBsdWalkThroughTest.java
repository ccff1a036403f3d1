package org.vatm.idt77252;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.vatm.idt77252.Packets.MILLISECOND;
import static org.vatm.idt77252.SarRegisters.*;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What FreeBSD's driver does to the chip, step by step, with a fibre from the board's output to its input. */
class FreeBsdWalkThroughTest
{
    private final LoopedBoard board = new LoopedBoard(0x20000);
    private final FreeBsdTestDriver driver = new FreeBsdTestDriver(board);

    @AfterEach
    void close()
    {
        board.close();
    }

    @Test
    void shouldReadTheEepromByItsPins()
    {
        board.drive(() ->
        {
            driver.attach(false);

            final byte[] contents = driver.readEeprom();

            assertArrayEquals(board.esi(), Arrays.copyOfRange(contents, 0x6C, 0x72));
            assertEquals((byte)0xFF, contents[0]);
            assertEquals((byte)0xFF, contents[255]);
        });
    }
}
