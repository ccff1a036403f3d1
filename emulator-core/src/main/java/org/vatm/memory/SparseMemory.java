package org.vatm.memory;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Off-heap region that reads as zeros and takes physical memory only where it has been touched.
 * <p>
 * A C library maps large blocks freshly, and fresh pages are zero; smaller blocks, and all blocks where the C library is
 * not known to do so, are cleared by hand. Freed by {@link #close()}, or when neither the region nor one of its
 * {@link #byteBuffer(long, int)} and {@link #buffer(long, int)} views is reachable any more.
 */
public final class SparseMemory implements AutoCloseable
{
    private static final String ADVICE =
        "vatm keeps its memory off-heap with Agrona: start Java with --add-opens java.base/jdk.internal.misc=ALL-UNNAMED";
    private static final long FRESHLY_MAPPED_BYTES = 32L << 20; // glibc's M_MMAP_THRESHOLD never grows beyond
    private static final boolean FRESH_PAGES = freshPages();
    private static final Cleaner CLEANER = Cleaner.create();
    private static final ByteBuffer EMPTY = ByteBuffer.allocateDirect(0);

    private final long address;
    private final long capacity;
    private final Cleaner.Cleanable cleanable;
    private volatile boolean closed;

    /**
     * @param capacityBytes size, at least 1.
     * @throws IllegalStateException when the JVM was started without the option that Agrona needs; the text names it.
     * @throws OutOfMemoryError      when the operating system refuses.
     */
    public SparseMemory(final long capacityBytes)
    {
        if (capacityBytes <= 0)
        {
            throw new IllegalArgumentException("capacityBytes=" + capacityBytes + ", must be positive");
        }
        address = allocate(capacityBytes);
        capacity = capacityBytes;
        cleanable = CLEANER.register(this, new Release(address));
    }

    /** Native address of byte 0: for {@link UnsafeApi} on hot paths, never to be shown. */
    public long address()
    {
        if (closed)
        {
            throw new IllegalStateException("memory is closed");
        }
        return address;
    }

    public long capacity()
    {
        return capacity;
    }

    /** A view that keeps the region from being garbage. */
    public UnsafeBuffer buffer(final long offset, final int lengthBytes)
    {
        return new UnsafeBuffer(byteBuffer(offset, lengthBytes));
    }

    /** A direct, big-endian view that keeps the region from being garbage; its capacity is {@code lengthBytes}. */
    public ByteBuffer byteBuffer(final long offset, final int lengthBytes)
    {
        if (offset < 0 || lengthBytes < 0 || offset > capacity - lengthBytes)
        {
            throw new IndexOutOfBoundsException("offset=" + offset + " lengthBytes=" + lengthBytes +
                " capacity=" + capacity);
        }
        return view(address() + offset, lengthBytes, this);
    }

    public boolean isClosed()
    {
        return closed;
    }

    /** Frees the memory at once. Whoever closes knows that no view is used again. */
    @Override
    public void close()
    {
        closed = true;
        cleanable.clean();
    }

    /** A direct buffer over memory that {@code owner} keeps alive; the JDK offers no public constructor for one. */
    private static ByteBuffer view(final long address, final int lengthBytes, final Object owner)
    {
        final ByteBuffer view = EMPTY.duplicate();
        UnsafeApi.putLong(view, BufferUtil.BYTE_BUFFER_ADDRESS_FIELD_OFFSET, address);
        UnsafeApi.putInt(view, Fields.CAPACITY, lengthBytes);
        UnsafeApi.putReference(view, Fields.OWNER, owner);
        view.limit(lengthBytes);
        return view;
    }

    private static long allocate(final long capacityBytes)
    {
        final long address;
        try
        {
            address = UnsafeApi.allocateMemory(capacityBytes);
        }
        catch (final IllegalAccessError | ExceptionInInitializerError | NoClassDefFoundError ex)
        {
            throw new IllegalStateException(ADVICE, ex);
        }
        if (!FRESH_PAGES || capacityBytes < FRESHLY_MAPPED_BYTES)
        {
            UnsafeApi.setMemory(address, capacityBytes, (byte)0);
        }
        return address;
    }

    /** Only Linux's own malloc is trusted, and only when nobody has replaced or tuned it. */
    private static boolean freshPages()
    {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux") &&
            System.getenv("LD_PRELOAD") == null &&
            System.getenv("GLIBC_TUNABLES") == null &&
            System.getenv("MALLOC_PERTURB_") == null &&
            System.getenv("MALLOC_MMAP_MAX_") == null &&
            System.getenv("MALLOC_MMAP_THRESHOLD_") == null;
    }

    /** Looked up on first use, after the constructor has found out whether Agrona may do this at all. */
    private static final class Fields
    {
        private static final long CAPACITY = UnsafeApi.objectFieldOffset(java.nio.Buffer.class, "capacity");
        private static final long OWNER = UnsafeApi.objectFieldOffset(EMPTY.getClass(), "att");
    }

    /** Must not know the region that it frees. */
    private record Release(long address) implements Runnable
    {
        @Override
        public void run()
        {
            UnsafeApi.freeMemory(address);
        }
    }
}
