package org.vatm.memory;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A guest's memory: regions at any bus address. */
class MemoryRegionTest
{
    private static final int PAGE = 4096;

    private final SparseMemory shared = new SparseMemory(8 * PAGE);
    private final HostMemory memory = HostMemory.withoutRam();

    @AfterEach
    void close()
    {
        memory.close();
        shared.close();
    }

    private void map(final long busAddress, final int sharedPage, final int pages, final boolean writable)
    {
        memory.mapRegion(busAddress, shared.address() + (long)sharedPage * PAGE, (long)pages * PAGE, writable, shared);
    }

    @Test
    void shouldReachMemoryWhereItIsMapped()
    {
        map(0, 0, 1, true);
        map(0xFFFF_F000L, 1, 1, true);

        memory.putInt(8, 0x1234_5678);
        memory.putInt(0xFFFF_FFFCL, 0x0BAD_CAFE);

        assertEquals(0x1234_5678, memory.getInt(8));
        assertEquals(0x0BAD_CAFE, shared.buffer(2 * PAGE - 4, 4).getInt(0, java.nio.ByteOrder.LITTLE_ENDIAN));
        assertFalse(memory.contains(PAGE, 1));
        assertFalse(memory.contains(0xFFFF_FFFCL, 8));
        assertFalse(memory.contains(HostMemory.RAM_BASE, 1));
    }

    @Test
    void shouldCopyAcrossRegionsWithoutGap()
    {
        map(PAGE, 5, 1, true);
        map(2 * PAGE, 1, 1, true);
        map(4 * PAGE, 3, 1, true);
        final UnsafeBuffer data = new UnsafeBuffer(new byte[100]);
        data.setMemory(0, 100, (byte)7);
        data.putByte(60, (byte)9);

        assertEquals(100, memory.claim(2 * PAGE - 60, 100, true));
        memory.putBytes(2 * PAGE - 60, data, 0, 100);

        final UnsafeBuffer back = new UnsafeBuffer(new byte[100]);
        memory.getBytes(2 * PAGE - 60, back, 0, 100);
        assertEquals(data, back);
        assertEquals(9, memory.getByte(2 * PAGE));
        assertEquals(0, memory.claim(3 * PAGE - 60, 100, true));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.putBytes(3 * PAGE - 60, data, 0, 100));
    }

    @Test
    void shouldProtectWhatIsNotToBeWritten()
    {
        map(PAGE, 0, 1, false);
        final UnsafeBuffer data = new UnsafeBuffer(new byte[4]);

        assertEquals(0, memory.getInt(PAGE));
        assertTrue(memory.contains(PAGE, 4));
        assertEquals(4, memory.claim(PAGE, 4, false));
        assertEquals(0, memory.claim(PAGE, 4, true));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.putInt(PAGE, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.putBytes(PAGE, data, 0, 4));
    }

    @Test
    void shouldForgetUnmappedRegions()
    {
        map(PAGE, 0, 2, true);
        map(3 * PAGE, 4, 1, true);

        memory.unmapRegion(PAGE);

        assertFalse(memory.contains(PAGE, 1));
        assertTrue(memory.contains(3 * PAGE, PAGE));
        assertThrows(IllegalArgumentException.class, () -> memory.unmapRegion(PAGE));
        map(PAGE, 6, 2, true);
        assertTrue(memory.contains(PAGE, 3 * PAGE));
    }

    @Test
    void shouldRefuseRegionsThatOverlap()
    {
        map(PAGE, 0, 2, true);

        assertThrows(IllegalArgumentException.class, () -> map(0, 0, 2, true));
        assertThrows(IllegalArgumentException.class, () -> map(2 * PAGE, 0, 1, true));
        assertThrows(IllegalArgumentException.class, () -> map(0, 0, 8, true));
        try (HostMemory withRam = new HostMemory(PAGE))
        {
            assertThrows(
                IllegalArgumentException.class,
                () -> withRam.mapRegion(HostMemory.RAM_BASE, shared.address(), PAGE, true, null));
        }
    }

    @Test
    void shouldEndABurstWhereOtherMemoryBegins()
    {
        final RemoteMemory remote = new NoMemory();
        map(0, 0, 1, true);
        memory.mapRegion(PAGE, PAGE, true, remote);

        assertEquals(10, memory.claim(PAGE - 10, 30, true));
        assertEquals(20, memory.claim(PAGE, 20, true));
        assertNull(memory.remoteAt(PAGE - 1));
        assertEquals(remote, memory.remoteAt(PAGE));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.getInt(PAGE));
    }

    private static final class NoMemory implements RemoteMemory
    {
        @Override
        public boolean read(
            final long busAddress,
            final org.agrona.MutableDirectBuffer to,
            final int toOffset,
            final int lengthBytes,
            final Runnable retry)
        {
            return false;
        }

        @Override
        public boolean write(
            final long busAddress,
            final org.agrona.DirectBuffer from,
            final int fromOffset,
            final int lengthBytes,
            final Runnable retry)
        {
            return false;
        }
    }
}
