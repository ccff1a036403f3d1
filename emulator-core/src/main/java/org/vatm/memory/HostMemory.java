package org.vatm.memory;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One host's physical address space: RAM, and bus windows on foreign direct buffers above it; or the regions of memory that
 * a guest shares with us. Little-endian, as PCI is. Scalars must lie wholly in RAM or in one window; copies may go on from a
 * window into one that follows it without a gap. Used by the host's simulation thread only.
 */
public final class HostMemory implements AutoCloseable
{
    public static final long RAM_BASE = 0x0100_0000L;
    public static final long DEFAULT_RAM_BYTES = 256L << 20;
    public static final int PAGE_BYTES = 4096;

    /** End of RAM and windows; from here to 4 GiB is for the devices' base address registers. */
    public static final long DEVICE_BASE = 0xE000_0000L;

    private static final boolean BIG_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

    private final SparseMemory region;
    private final long ramAddress;
    private final FreeBlocks freeRam;
    private final FreeBlocks freeWindows;
    private final WindowTable windows = new WindowTable();
    private final HostBufferAllocator allocator;
    private long ramBytes; // 0 once closed: then nothing is mapped
    private long bounceCopies;
    private int unmapCount;
    private boolean viewed;
    /** There is, or was, memory that may go under an access. */
    private boolean revocable;
    private UnsafeBuffer scalar;

    public HostMemory()
    {
        this(DEFAULT_RAM_BYTES);
    }

    /** @param ramBytes a multiple of 4096 that ends at or below {@link #DEVICE_BASE}. */
    public HostMemory(final long ramBytes)
    {
        if (ramBytes < PAGE_BYTES || ramBytes % PAGE_BYTES != 0 || ramBytes > DEVICE_BASE - RAM_BASE)
        {
            throw new IllegalArgumentException("ramBytes=" + ramBytes + ", must be a multiple of " + PAGE_BYTES +
                " from " + PAGE_BYTES + " to " + (DEVICE_BASE - RAM_BASE));
        }
        region = new SparseMemory(ramBytes);
        ramAddress = region.address();
        this.ramBytes = ramBytes;
        freeRam = new FreeBlocks(RAM_BASE, RAM_BASE + ramBytes);
        freeWindows = new FreeBlocks(RAM_BASE + ramBytes, DEVICE_BASE);
        allocator = new HostBufferAllocator(this);
    }

    private HostMemory(final SparseMemory none)
    {
        region = none;
        ramAddress = 0;
        freeRam = new FreeBlocks(0, 0);
        freeWindows = new FreeBlocks(0, 0);
        allocator = new HostBufferAllocator(this);
    }

    /** An address space with nothing in it, for {@link #mapRegion}: nothing can be allocated there. */
    public static HostMemory withoutRam()
    {
        return new HostMemory(null);
    }

    public long ramBytes()
    {
        return ramBytes;
    }

    /** Hands out buffers that are slices of RAM. */
    public HostBufferAllocator allocator()
    {
        return allocator;
    }

    public boolean contains(final long busAddress, final int lengthBytes)
    {
        return translate(busAddress, lengthBytes) != 0 || spans(busAddress, lengthBytes, false);
    }

    /**
     * What the memory takes of a burst at once.
     *
     * @return bytes, fewer than {@code lengthBytes} where the burst goes on in another memory; 0 when not all of it is mapped, or
     *         is to be written and must not be.
     */
    public int claim(final long busAddress, final int lengthBytes, final boolean write)
    {
        if ((write ? translateToWrite(busAddress, lengthBytes) : translate(busAddress, lengthBytes)) != 0)
        {
            return lengthBytes;
        }
        if (!spans(busAddress, lengthBytes, write))
        {
            return 0;
        }
        final RemoteMemory first = windows.remoteAt(busAddress);
        int taken = 0;
        while (taken < lengthBytes && windows.remoteAt(busAddress + taken) == first)
        {
            taken += pieceBytes(busAddress + taken, lengthBytes - taken);
        }
        return taken;
    }

    /**
     * For a device's bursts: where all of a burst is in this process, for {@link DirectCopy}, until {@link #unmapCount()} changes.
     *
     * @return native address; 0 if {@link #claim} has to be asked, because not all of it is here in one piece, or it may go without
     *         notice.
     */
    public long claimWhole(final long busAddress, final int lengthBytes, final boolean write)
    {
        return revocable ? 0 : write ? translateToWrite(busAddress, lengthBytes) : translate(busAddress, lengthBytes);
    }

    /** The memory that must be asked for what is at a bus address; null when it is in this process or nowhere. */
    public RemoteMemory remoteAt(final long busAddress)
    {
        return windows.remoteAt(busAddress);
    }

    /**
     * Makes memory of this process part of the address space, such as memory that a guest shares with us.
     *
     * @param busAddress    first byte; the region must be free.
     * @param nativeAddress of it in this process; must stay valid until the region is unmapped.
     * @param lengthBytes   positive.
     * @param writable      false for memory that devices can only read.
     * @param owner         held while the region is mapped, may be null; memory that may go without notice must have a
     *                      {@link RevocableMemory}.
     */
    public void mapRegion(
        final long busAddress,
        final long nativeAddress,
        final long lengthBytes,
        final boolean writable,
        final Object owner)
    {
        if (nativeAddress == 0)
        {
            throw new IllegalArgumentException("nativeAddress=0");
        }
        addRegion(busAddress, nativeAddress, lengthBytes, writable, owner);
    }

    /** The same for memory that is elsewhere. */
    public void mapRegion(
        final long busAddress, final long lengthBytes, final boolean writable, final RemoteMemory remote)
    {
        if (remote == null)
        {
            throw new IllegalArgumentException("remote=null");
        }
        addRegion(busAddress, 0, lengthBytes, writable, remote);
    }

    private void addRegion(
        final long busAddress,
        final long nativeAddress,
        final long lengthBytes,
        final boolean writable,
        final Object owner)
    {
        if (busAddress < 0 || lengthBytes <= 0 || busAddress > Long.MAX_VALUE - lengthBytes)
        {
            throw new IllegalArgumentException(describe(busAddress, lengthBytes) + " cannot be mapped");
        }
        if (busAddress < RAM_BASE + ramBytes && busAddress + lengthBytes > RAM_BASE && ramBytes != 0 ||
            !windows.isFree(busAddress, lengthBytes))
        {
            throw new IllegalArgumentException(describe(busAddress, lengthBytes) + " is not free");
        }
        windows.add(busAddress, nativeAddress, lengthBytes, writable, owner);
        if (owner instanceof RevocableMemory && !revocable)
        {
            revocable = true;
            scalar = new UnsafeBuffer(new byte[Long.BYTES]);
        }
    }

    /** Takes a region out of the address space. */
    public void unmapRegion(final long busAddress)
    {
        final int i = windows.indexOf(busAddress);
        if (i < 0)
        {
            throw new IllegalArgumentException("no region begins at " + hex(busAddress));
        }
        unmapCount++;
        windows.remove(i);
    }

    /** True if all of it is mapped, in however many pieces. */
    private boolean spans(final long busAddress, final int lengthBytes, final boolean write)
    {
        if (windows.count() == 0 || busAddress < 0)
        {
            return false;
        }
        long room = 0;
        while (room < lengthBytes)
        {
            final long more = windows.roomAt(busAddress + room, write);
            if (more == 0)
            {
                return false;
            }
            room += more;
        }
        return lengthBytes > 0;
    }

    private int pieceBytes(final long busAddress, final int lengthBytes)
    {
        return (int)Math.min(windows.roomAt(busAddress, false), lengthBytes);
    }

    /**
     * For device models on their hot paths: where {@code lengthBytes} bytes are in this process, valid until the next call
     * of {@link #unmap(long)} or {@link #close()}.
     *
     * @return native address, or 0 when not all of it is mapped. Never to be stored or shown.
     */
    public long translate(final long busAddress, final int lengthBytes)
    {
        final long offset = busAddress - RAM_BASE;
        if (offset >= 0 && lengthBytes >= 0 && offset <= ramBytes - lengthBytes)
        {
            return ramAddress + offset;
        }
        return windows.translate(busAddress, lengthBytes);
    }

    private long translateToWrite(final long busAddress, final int lengthBytes)
    {
        final long offset = busAddress - RAM_BASE;
        if (offset >= 0 && lengthBytes >= 0 && offset <= ramBytes - lengthBytes)
        {
            return ramAddress + offset;
        }
        return windows.translateToWrite(busAddress, lengthBytes);
    }

    /** Copies out of memory. */
    public void getBytes(
        final long busAddress, final MutableDirectBuffer dst, final int dstOffset, final int lengthBytes)
    {
        final long from = translate(busAddress, lengthBytes);
        DirectCopy.requireRange(dst, dstOffset, lengthBytes);
        if (from == 0)
        {
            getPieces(busAddress, dst, dstOffset, lengthBytes);
            return;
        }
        if (revocable)
        {
            if (!RevocableCopy.read(from, dst.byteArray(), dst.addressOffset() + dstOffset, lengthBytes))
            {
                dst.setMemory(dstOffset, lengthBytes, (byte)-1);
                windows.revoked(busAddress);
            }
        }
        else
        {
            DirectCopy.fromMemory(from, dst, dstOffset, lengthBytes);
        }
    }

    /** Copies into memory. */
    public void putBytes(final long busAddress, final DirectBuffer src, final int srcOffset, final int lengthBytes)
    {
        final long to = translateToWrite(busAddress, lengthBytes);
        DirectCopy.requireRange(src, srcOffset, lengthBytes);
        if (to == 0)
        {
            putPieces(busAddress, src, srcOffset, lengthBytes);
            return;
        }
        if (revocable)
        {
            if (!RevocableCopy.write(src.byteArray(), src.addressOffset() + srcOffset, to, lengthBytes))
            {
                windows.revoked(busAddress);
            }
        }
        else
        {
            DirectCopy.toMemory(src, srcOffset, to, lengthBytes);
        }
    }

    private void getPieces(
        final long busAddress, final MutableDirectBuffer dst, final int dstOffset, final int lengthBytes)
    {
        if (!spans(busAddress, lengthBytes, false))
        {
            throw outOfBounds(busAddress, lengthBytes);
        }
        int done = 0;
        while (done < lengthBytes)
        {
            final int piece = pieceBytes(busAddress + done, lengthBytes - done);
            getBytes(busAddress + done, dst, dstOffset + done, requireHere(busAddress + done, piece));
            done += piece;
        }
    }

    private void putPieces(
        final long busAddress, final DirectBuffer src, final int srcOffset, final int lengthBytes)
    {
        if (!spans(busAddress, lengthBytes, true))
        {
            throw outOfBounds(busAddress, lengthBytes);
        }
        int done = 0;
        while (done < lengthBytes)
        {
            final int piece = pieceBytes(busAddress + done, lengthBytes - done);
            putBytes(busAddress + done, src, srcOffset + done, requireHere(busAddress + done, piece));
            done += piece;
        }
    }

    /** @return the length, if that piece is in this process. */
    private int requireHere(final long busAddress, final int lengthBytes)
    {
        require(busAddress, lengthBytes);
        return lengthBytes;
    }

    /** Fills memory with one byte value. */
    public void fill(final long busAddress, final int lengthBytes, final byte value)
    {
        UnsafeApi.setMemory(requireToWrite(busAddress, lengthBytes), lengthBytes, value);
    }

    public byte getByte(final long busAddress)
    {
        if (revocable)
        {
            getBytes(busAddress, scalar, 0, 1);
            return scalar.getByte(0);
        }
        return UnsafeApi.getByte(require(busAddress, 1));
    }

    public void putByte(final long busAddress, final byte value)
    {
        if (revocable)
        {
            scalar.putByte(0, value);
            putBytes(busAddress, scalar, 0, 1);
            return;
        }
        UnsafeApi.putByte(requireToWrite(busAddress, 1), value);
    }

    public int getInt(final long busAddress)
    {
        if (revocable)
        {
            require(busAddress, Integer.BYTES);
            getBytes(busAddress, scalar, 0, Integer.BYTES);
            return scalar.getInt(0, ByteOrder.LITTLE_ENDIAN);
        }
        final int value = UnsafeApi.getInt(require(busAddress, Integer.BYTES));
        return BIG_ENDIAN ? Integer.reverseBytes(value) : value;
    }

    public void putInt(final long busAddress, final int value)
    {
        if (revocable)
        {
            requireToWrite(busAddress, Integer.BYTES);
            scalar.putInt(0, value, ByteOrder.LITTLE_ENDIAN);
            putBytes(busAddress, scalar, 0, Integer.BYTES);
            return;
        }
        UnsafeApi.putInt(requireToWrite(busAddress, Integer.BYTES), BIG_ENDIAN ? Integer.reverseBytes(value) : value);
    }

    public long getLong(final long busAddress)
    {
        if (revocable)
        {
            require(busAddress, Long.BYTES);
            getBytes(busAddress, scalar, 0, Long.BYTES);
            return scalar.getLong(0, ByteOrder.LITTLE_ENDIAN);
        }
        final long value = UnsafeApi.getLong(require(busAddress, Long.BYTES));
        return BIG_ENDIAN ? Long.reverseBytes(value) : value;
    }

    public void putLong(final long busAddress, final long value)
    {
        if (revocable)
        {
            requireToWrite(busAddress, Long.BYTES);
            scalar.putLong(0, value, ByteOrder.LITTLE_ENDIAN);
            putBytes(busAddress, scalar, 0, Long.BYTES);
            return;
        }
        UnsafeApi.putLong(requireToWrite(busAddress, Long.BYTES), BIG_ENDIAN ? Long.reverseBytes(value) : value);
    }

    /** All of RAM, at most 2 GiB - 1; offset 0 is {@link #RAM_BASE}. For tests and tools. */
    public DirectBuffer ram()
    {
        if (ramBytes > Integer.MAX_VALUE)
        {
            throw new IllegalStateException("ramBytes=" + ramBytes + " is more than one buffer can show");
        }
        return view(RAM_BASE, (int)ramBytes);
    }

    /** A part of RAM for a driver's rings and tables; little-endian must be named at every access, as with any buffer. */
    public UnsafeBuffer view(final long busAddress, final int lengthBytes)
    {
        viewed = true;
        return new UnsafeBuffer(byteBuffer(busAddress, lengthBytes));
    }

    /**
     * Takes memory that driver and device share. What is in it is what the last owner left there.
     *
     * @param lengthBytes positive; counted in whole blocks of 64 bytes.
     * @param alignment   a power of two; at least 64 is given.
     * @return bus address, or -1 when RAM has no such block left.
     */
    public long allocate(final int lengthBytes, final int alignment)
    {
        if (lengthBytes <= 0)
        {
            throw new IllegalArgumentException("lengthBytes=" + lengthBytes + ", must be positive");
        }
        if (Integer.bitCount(alignment) != 1 || alignment < 0)
        {
            throw new IllegalArgumentException("alignment=" + alignment + ", must be a power of two");
        }
        return ramBytes == 0 ? -1 : freeRam.take(blockBytes(lengthBytes), Math.max(alignment, HostBufferAllocator.BLOCK_BYTES));
    }

    /** Gives back what {@link #allocate(int, int)} returned, with the same length. */
    public void free(final long busAddress, final int lengthBytes)
    {
        if (busAddress % HostBufferAllocator.BLOCK_BYTES != 0 || lengthBytes <= 0 ||
            !freeRam.give(busAddress, blockBytes(lengthBytes)))
        {
            throw new IllegalArgumentException(
                "free of " + describe(busAddress, lengthBytes) + ", which is not allocated or freed already");
        }
    }

    /** RAM taken by buffers and by {@link #allocate(int, int)}, in whole blocks: 0 when nothing leaks. */
    public long usedBytes()
    {
        return freeRam.usedBytes();
    }

    public long freeBytes()
    {
        return freeRam.freeBytes();
    }

    /** The largest block that could be allocated now. */
    public long largestFreeBytes()
    {
        return freeRam.largestBytes();
    }

    /**
     * Bus address of a byte of a buffer that lies in RAM: one of the {@link #allocator()}'s, or a slice or duplicate of one.
     *
     * @return bus address, or -1 when the buffer is not in RAM and must be mapped.
     */
    public long busAddress(final ByteBuf buf, final int index)
    {
        if (index < 0 || index > buf.capacity())
        {
            throw new IndexOutOfBoundsException("index=" + index + " capacity=" + buf.capacity());
        }
        final long start = nativeAddress(buf);
        final long offset = start - ramAddress;
        return start != 0 && offset >= 0 && offset < ramBytes ? RAM_BASE + offset + index : -1;
    }

    /** Bus address of the first remaining byte of a direct buffer, or -1 when it does not lie in RAM. */
    long busAddress(final ByteBuffer direct)
    {
        final long offset = BufferUtil.address(direct) - ramAddress;
        return offset >= 0 && offset < ramBytes ? RAM_BASE + offset + direct.position() : -1;
    }

    /** Maps the readable bytes, see {@link #map(ByteBuf, int, int)}. */
    public long map(final ByteBuf direct)
    {
        return map(direct, direct.readerIndex(), direct.readableBytes());
    }

    /**
     * Opens a bus window on a direct buffer of one piece. The buffer is retained until {@link #unmap(long)}, so that not even
     * a late DMA can harm the process.
     *
     * @param index       first byte, any page offset: the window begins on a page with it.
     * @param lengthBytes positive; what follows in the last page is not mapped.
     * @return bus address of the window.
     * @throws OutOfHostMemoryError when there is no room below {@link #DEVICE_BASE}.
     */
    public long map(final ByteBuf direct, final int index, final int lengthBytes)
    {
        if (index < 0 || lengthBytes < 0 || index > direct.capacity() - lengthBytes)
        {
            throw new IndexOutOfBoundsException(
                "index=" + index + " lengthBytes=" + lengthBytes + " capacity=" + direct.capacity());
        }
        final long start = nativeAddress(direct);
        if (start == 0)
        {
            throw new IllegalArgumentException("a bus window needs a direct buffer of one piece");
        }
        final long busAddress = open(start + index, lengthBytes, direct);
        direct.retain();
        return busAddress;
    }

    /** Maps the remaining bytes of a direct buffer, which is held until {@link #unmap(long)}. */
    public long map(final ByteBuffer direct)
    {
        if (!direct.isDirect())
        {
            throw new IllegalArgumentException("a bus window needs a direct buffer");
        }
        return open(BufferUtil.address(direct) + direct.position(), direct.remaining(), direct);
    }

    /** Closes a window. */
    public void unmap(final long busAddress)
    {
        final int i = windows.indexOf(busAddress);
        if (i < 0)
        {
            throw new IllegalArgumentException("no bus window begins at " + hex(busAddress));
        }
        unmapCount++;
        freeWindows.give(busAddress, pageBytes(windows.lengthBytes(i)));
        final Object owner = windows.remove(i);
        if (owner instanceof ByteBuf buf)
        {
            buf.release();
        }
    }

    /** Changes whenever memory goes away: what {@link #claim} said before may not be so any more. */
    public int unmapCount()
    {
        return unmapCount;
    }

    public int windowCount()
    {
        return windows.count();
    }

    /** How often a {@link ScatterGatherList} had to copy, because memory on the Java heap cannot be reached by a device. */
    public long bounceCopies()
    {
        return bounceCopies;
    }

    /**
     * From now on nothing is mapped. The memory is freed at once when nobody can still look at it, otherwise when the last
     * buffer or view is garbage.
     */
    @Override
    public void close()
    {
        unmapCount++;
        while (windows.count() > 0)
        {
            if (windows.remove(0) instanceof ByteBuf buf)
            {
                buf.release();
            }
        }
        if (ramBytes != 0)
        {
            ramBytes = 0;
            if (!viewed && usedBytes() == 0)
            {
                region.close();
            }
        }
    }

    void countBounceCopy()
    {
        bounceCopies++;
    }

    ByteBuffer byteBuffer(final long busAddress, final int lengthBytes)
    {
        final long offset = busAddress - RAM_BASE;
        if (offset < 0 || lengthBytes < 0 || offset > ramBytes - lengthBytes)
        {
            throw outOfBounds(busAddress, lengthBytes);
        }
        viewed = true;
        return region.byteBuffer(offset, lengthBytes);
    }

    /** Where the RAM at a bus address is, whether closed or not: for buffers that outlive the host. */
    long ramAddress(final long busAddress)
    {
        return ramAddress + (busAddress - RAM_BASE);
    }

    /** Native address of byte 0, or 0 when the buffer is not direct or not of one piece. */
    private static long nativeAddress(final ByteBuf buf)
    {
        if (buf.hasMemoryAddress())
        {
            return buf.memoryAddress();
        }
        if (buf.isDirect() && buf.nioBufferCount() == 1)
        {
            final ByteBuffer nio = buf.nioBuffer(0, buf.capacity());
            return nio.isDirect() ? BufferUtil.address(nio) + nio.position() : 0;
        }
        return 0;
    }

    private long open(final long nativeAddress, final int lengthBytes, final Object owner)
    {
        if (lengthBytes <= 0)
        {
            throw new IllegalArgumentException("lengthBytes=" + lengthBytes + ", a bus window cannot be empty");
        }
        final long busAddress = ramBytes == 0 ? -1 : freeWindows.take(pageBytes(lengthBytes), PAGE_BYTES);
        if (busAddress < 0)
        {
            throw new OutOfHostMemoryError("no room for a bus window of " + lengthBytes + " bytes: " +
                freeWindows.freeBytes() + " bytes free, the largest block " + freeWindows.largestBytes());
        }
        windows.add(busAddress, nativeAddress, lengthBytes, true, owner);
        return busAddress;
    }

    private long require(final long busAddress, final int lengthBytes)
    {
        final long address = translate(busAddress, lengthBytes);
        if (address == 0)
        {
            throw outOfBounds(busAddress, lengthBytes);
        }
        return address;
    }

    private long requireToWrite(final long busAddress, final int lengthBytes)
    {
        final long address = translateToWrite(busAddress, lengthBytes);
        if (address == 0)
        {
            throw outOfBounds(busAddress, lengthBytes);
        }
        return address;
    }

    private static IndexOutOfBoundsException outOfBounds(final long busAddress, final int lengthBytes)
    {
        return new IndexOutOfBoundsException(describe(busAddress, lengthBytes) + " not mapped");
    }

    private static String describe(final long busAddress, final long lengthBytes)
    {
        return "bus address " + hex(busAddress) + ", " + lengthBytes + " bytes,";
    }

    private static String hex(final long busAddress)
    {
        return String.format("0x%08X", busAddress);
    }

    private static long blockBytes(final int lengthBytes)
    {
        return (long)lengthBytes + HostBufferAllocator.BLOCK_BYTES - 1 & -HostBufferAllocator.BLOCK_BYTES;
    }

    private static long pageBytes(final long lengthBytes)
    {
        return lengthBytes + PAGE_BYTES - 1 & -PAGE_BYTES;
    }
}
