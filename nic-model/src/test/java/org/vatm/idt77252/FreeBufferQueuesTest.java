package org.vatm.idt77252;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Free buffer queues as drivers fill and watch them. */
class FreeBufferQueuesTest
{
    private static final int FBQ0 = 0xC000;
    private static final int FBQ2 = 0xC800;
    private static final int RAM = 0x0100_0000;

    private final ReceiveRig rig = new ReceiveRig();
    private final FreeBufferQueues queues = rig.receive.freeBuffers();

    @AfterEach
    void close()
    {
        rig.close();
    }

    private void push(final int queue, final int count)
    {
        for (int i = 0; i < count; i++)
        {
            queues.windowWrite(rig.events.nowPs(), queue, i);
            queues.windowWrite(rig.events.nowPs(), queue, RAM + 64 * i);
        }
    }

    private int stat(final int mask)
    {
        return rig.stat() & mask;
    }

    @Test
    void shouldStoreHandleThenAddressWhereCntblSays()
    {
        queues.windowWrite(0, 2, 0x8000_0001);
        assertEquals(0x0001_0000, rig.read(SarRegisters.fbqp(2)));
        assertEquals(1, rig.read(SarRegisters.fbqwp(2)));
        assertEquals(0, queues.entries(2));
        // The windows of other queues have phases of their own.
        queues.windowWrite(0, 0, 77);
        queues.windowWrite(0, 2, RAM);

        assertEquals(1, queues.entries(2));
        assertEquals(0x8000_0001, rig.sram.read(FBQ2));
        assertEquals(RAM, rig.sram.read(FBQ2 + 1));
        assertEquals(77, rig.sram.read(FBQ0));
        assertEquals(0, rig.sram.read(FBQ0 + 1));
    }

    @Test
    void shouldAppendTwoEntriesByCommandBeforeAHalfEntryOfTheWindow()
    {
        queues.windowWrite(0, 0, 9);
        queues.append(0, 0, 1, RAM);
        queues.append(0, 0, 2, RAM + 64);
        queues.windowWrite(0, 0, RAM + 128);

        assertEquals(3, queues.entries(0));
        for (final int handle : new int[] {1, 2, 9})
        {
            queues.pop(0, 0);
            assertEquals(handle, queues.handle());
            assertEquals(RAM + (handle == 9 ? 128 : 64 * handle - 64), queues.address());
        }
        assertEquals(0x0006_0006, rig.read(SarRegisters.fbqp(0)));
    }

    @Test
    void shouldShowFractionsRoundedDownAndSaturated()
    {
        push(0, 31);
        assertEquals(0, stat(0xF_0000));
        push(0, 1);
        assertEquals(0x1_0000, stat(0xF_0000));
        push(0, 2);
        assertEquals(0x1_0000, stat(0xF_0000));
        push(3, 480);
        assertEquals(0xF000_0000, stat(0xF000_0000));
        push(3, 32);
        assertEquals(512, queues.entries(3));
        assertEquals(0xF000_0000, stat(0xF000_0000));
        assertEquals(0x0400_0000, rig.read(SarRegisters.fbqp(3)));
    }

    @Test
    void shouldAskForAttentionExactlyWhileBelowTheThreshold()
    {
        final int fbq0a = SarRegisters.STAT_FBQ0A.mask();
        assertEquals(0, stat(fbq0a));
        // Reception and FBIE are off: the bit shows all the same, and interrupts as soon as FBIE is set.
        rig.write(SarRegisters.fbqs(0), 0x2000_0005);
        assertEquals(fbq0a, stat(fbq0a));
        assertFalse(rig.chip.interrupt().isAsserted());
        rig.write(SarRegisters.CFG, ReceiveRig.CFG_ON);
        rig.run();
        assertTrue(rig.chip.interrupt().isAsserted());

        rig.write(SarRegisters.STAT, -1);
        assertEquals(fbq0a, stat(fbq0a));
        push(0, 63);
        assertEquals(fbq0a, stat(fbq0a));
        push(0, 1);
        assertEquals(0, stat(fbq0a));
        rig.run();
        assertFalse(rig.chip.interrupt().isAsserted());
        queues.pop(rig.events.nowPs(), 0);
        assertEquals(fbq0a, stat(fbq0a));
        rig.write(SarRegisters.fbqs(0), 0x1000_0005);
        assertEquals(0, stat(fbq0a));
        // Threshold 0 never asks, however empty the queue.
        assertEquals(0, stat(SarRegisters.STAT_FBQ3A.mask()));
    }

    @Test
    void shouldKeepAFullQueueSafe()
    {
        push(0, 512);
        final int first = rig.sram.read(FBQ0 + 1);
        push(0, 2);
        queues.append(0, 0, 5, 5);

        assertEquals(512, queues.entries(0));
        assertEquals(3, rig.errors.count(SarGuestError.FBQ_FULL));
        assertEquals(first, rig.sram.read(FBQ0 + 1));
        // The next queue's area has not been touched.
        assertEquals(0, rig.sram.read(FBQ0 + 0x400));
        // Room between the two halves of a lost entry does not make its address a handle.
        queues.windowWrite(0, 0, 1000);
        queues.pop(0, 0);
        queues.windowWrite(0, 0, 1001);
        assertEquals(511, queues.entries(0));
        assertEquals(0, rig.read(SarRegisters.fbqwp(0)) & 1);
        push(0, 1);
        assertEquals(512, queues.entries(0));
    }

    @Test
    void shouldNotOverwriteTheOldestEntryWhenOneGoesBackBehindAHalfEntry()
    {
        push(0, 511);
        queues.windowWrite(0, 0, 123);
        queues.append(0, 0, 5, 5);
        queues.windowWrite(0, 0, 456);

        assertEquals(512, queues.entries(0));
        assertEquals(1, rig.errors.count(SarGuestError.FBQ_FULL));
        queues.pop(0, 0);
        assertEquals(0, queues.handle());
        assertEquals(RAM, queues.address());
    }

    @Test
    void shouldRunRoundTheRingManyTimes()
    {
        for (int i = 0; i < 5000; i++)
        {
            queues.windowWrite(0, 1, i);
            queues.windowWrite(0, 1, 4 * i);
            if (i >= 300)
            {
                queues.pop(0, 1);
                assertEquals(i - 300, queues.handle());
                assertEquals(4 * (i - 300), queues.address());
            }
        }
        assertEquals(300, queues.entries(1));
    }

    @Test
    void shouldEmptyAQueueByItsPointersAndTakeNonsenseAsEmpty()
    {
        push(0, 40);
        rig.write(SarRegisters.fbqp(0), 0);
        rig.write(SarRegisters.fbqwp(0), 0);
        assertEquals(0, queues.entries(0));
        assertEquals(0, rig.errors.total());

        rig.write(SarRegisters.fbqp(0), 0x0402_0000);
        assertEquals(0, queues.entries(0));
        assertEquals(1, rig.errors.count(SarGuestError.FBQ_POINTERS));
        rig.write(SarRegisters.fbqp(0), 0x0400_0000);
        assertEquals(512, queues.entries(0));
    }

    @Test
    void shouldForgetHalfAnEntryAtReset()
    {
        push(0, 3);
        queues.windowWrite(0, 0, 77);
        rig.softwareReset();
        rig.write(SarRegisters.CFG, ReceiveRig.CFG_ON & ~SarRegisters.CFG_RXPTH.mask());
        assertEquals(0, rig.stat());
        push(0, 1);

        assertEquals(1, queues.entries(0));
        queues.pop(0, 0);
        assertEquals(RAM, queues.address());
    }

    @Test
    void shouldTakeAWordEveryThreeClocks()
    {
        queues.windowWrite(0, 0, 1);

        assertFalse(queues.isWindowReady(74_999));
        assertTrue(queues.isWindowReady(75_000));
    }
}
