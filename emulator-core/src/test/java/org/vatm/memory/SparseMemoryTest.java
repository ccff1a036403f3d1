package org.vatm.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparseMemoryTest
{
    @ParameterizedTest
    @ValueSource(longs = { 1, 63, 4096, 31L << 20, 33L << 20 })
    void shouldReadAsZerosAfterDirtyMemoryWasFreed(final long capacityBytes)
    {
        try (SparseMemory dirty = new SparseMemory(capacityBytes))
        {
            final UnsafeBuffer buffer = dirty.buffer(0, (int)capacityBytes);
            buffer.setMemory(0, buffer.capacity(), (byte)0xA5);
        }

        try (SparseMemory memory = new SparseMemory(capacityBytes))
        {
            final UnsafeBuffer buffer = memory.buffer(0, (int)capacityBytes);
            for (int i = 0; i < buffer.capacity(); i++)
            {
                if (buffer.getByte(i) != 0)
                {
                    assertEquals(0, buffer.getByte(i), "at " + i);
                }
            }
        }
    }

    @Test
    void shouldTakeNoPhysicalMemoryUntilTouched() throws IOException
    {
        final long before = residentBytes();

        try (SparseMemory memory = new SparseMemory(4L << 30))
        {
            memory.buffer((4L << 30) - 8, 8).putLong(0, 42);

            assertEquals(42, memory.buffer((4L << 30) - 8, 8).getLong(0));
            assertTrue(residentBytes() - before < 256L << 20, "resident memory grew by more than 256 MB");
        }
    }

    @Test
    void shouldShowThroughByteBuffers()
    {
        try (SparseMemory memory = new SparseMemory(4096))
        {
            final ByteBuffer view = memory.byteBuffer(8, 16);
            view.putInt(4, 0x01020304);

            assertEquals(16, view.remaining());
            assertEquals(0x04030201, memory.buffer(12, 4).getInt(0, ByteOrder.LITTLE_ENDIAN));
            assertEquals(0x01020304, view.slice(4, 12).getInt(0));
            assertThrows(IndexOutOfBoundsException.class, () -> view.get(16));
            assertThrows(IndexOutOfBoundsException.class, () -> memory.byteBuffer(4081, 16));
            assertThrows(IndexOutOfBoundsException.class, () -> memory.byteBuffer(-1, 16));
        }
    }

    @Test
    void shouldStayAliveWhileAViewIsReachable()
    {
        final ByteBuffer[] views = new ByteBuffer[1];
        final WeakReference<SparseMemory> viewed = memoryOf(views);
        final WeakReference<SparseMemory> garbage = memoryOf(new ByteBuffer[1]);

        System.gc();

        assertNull(garbage.get());
        assertNotNull(viewed.get());
        Reference.reachabilityFence(views);
    }

    /** In a method of its own, whose frame keeps nothing alive. */
    private static WeakReference<SparseMemory> memoryOf(final ByteBuffer[] views)
    {
        final SparseMemory memory = new SparseMemory(4096);
        views[0] = memory.byteBuffer(0, 16).slice(4, 8);
        return new WeakReference<>(memory);
    }

    @Test
    void shouldNameTheOptionThatIsMissing() throws IOException, InterruptedException
    {
        final Process java = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp", System.getProperty("java.class.path"), Start.class.getName())
            .redirectErrorStream(true)
            .start();
        final String text = new String(java.getInputStream().readAllBytes());

        assertTrue(java.waitFor(20, TimeUnit.SECONDS));
        assertTrue(text.contains("--add-opens java.base/jdk.internal.misc=ALL-UNNAMED"), text);
        assertTrue(text.contains("second: vatm keeps"), text);
    }

    /** Started without the option. */
    public static final class Start
    {
        public static void main(final String[] args)
        {
            for (final String attempt : new String[]{ "first", "second" })
            {
                try
                {
                    new HostMemory();
                }
                catch (final IllegalStateException ex)
                {
                    System.out.println(attempt + ": " + ex.getMessage());
                }
            }
        }
    }

    private static long residentBytes() throws IOException
    {
        final Path statm = Path.of("/proc/self/statm");
        return Files.exists(statm) ? Long.parseLong(Files.readString(statm).split(" ")[1]) * 4096 : 0;
    }
}
