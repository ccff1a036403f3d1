package org.vatm.vfiouser;

import java.io.FileDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.vatm.memory.HostMemory;
import org.vatm.memory.RevocableMemory;

/**
 * The memory that a client shares with us, as regions of the device's address space. Regions may overlap: the youngest is seen, and
 * when it goes, what it hid is seen again. A region with the bounds of another takes its place.
 */
final class GuestMemory
{
    private final HostMemory memory;
    private final AccessHandler handler;
    private final DmaMessages messages;
    private final RevocableMemory whenTruncated;
    /** In the order in which they came. */
    private final List<Region> regions = new ArrayList<>();
    /** Start addresses of the pieces that {@link #memory} has. */
    private final TreeSet<Long> shown = new TreeSet<>();
    private boolean overlapping;

    GuestMemory(
        final HostMemory memory,
        final AccessHandler handler,
        final DmaMessages messages,
        final RevocableMemory whenTruncated)
    {
        this.whenTruncated = whenTruncated;
        this.memory = memory;
        this.handler = handler;
        this.messages = messages;
    }

    /**
     * Adds a region.
     *
     * @param address     bus address, page alignment is not needed.
     * @param lengthBytes of the region.
     * @param flags       {@link Protocol#DMA_READABLE} and its like.
     * @param offset      in the file.
     * @param descriptor  of the file, null if the region has none.
     * @throws RefusedException if that is no region.
     */
    void map(
        final long address,
        final long lengthBytes,
        final int flags,
        final long offset,
        final FileDescriptor descriptor) throws RefusedException
    {
        if (address < 0 || lengthBytes <= 0 || address > Long.MAX_VALUE - lengthBytes)
        {
            throw RefusedException.invalid("DMA region at " + Long.toHexString(address) + " of " +
                Long.toUnsignedString(lengthBytes) + " bytes");
        }
        if ((flags & ~(Protocol.DMA_READABLE | Protocol.DMA_WRITABLE | Protocol.DMA_NEEDS_DESCRIPTOR)) != 0)
        {
            throw RefusedException.invalid("DMA region with flags " + Integer.toHexString(flags));
        }
        if ((flags & Protocol.DMA_NEEDS_DESCRIPTOR) != 0 && descriptor == null)
        {
            throw RefusedException.invalid("DMA region to be mapped without a descriptor");
        }
        if (regions.size() == Protocol.MAX_DMA_REGIONS)
        {
            throw new RefusedException(Protocol.ENOSPC, "more than " + Protocol.MAX_DMA_REGIONS + " DMA regions");
        }
        final boolean writable = (flags & Protocol.DMA_WRITABLE) != 0;
        final Region bounds = new Region(address, address + lengthBytes, writable, null);
        if (regions.size() >= Protocol.MAX_OVERLAPPING_DMA_REGIONS && (overlapping || overlaps(bounds)))
        {
            throw new RefusedException(Protocol.ENOSPC,
                "more than " + Protocol.MAX_OVERLAPPING_DMA_REGIONS + " DMA regions, and some overlap");
        }
        final SharedMapping mapping =
            descriptor == null ? null : SharedMapping.map(descriptor, offset, lengthBytes, writable, whenTruncated);
        final int same = indexOf(address, lengthBytes);
        if (same >= 0)
        {
            remove(same);
        }
        final Region region = new Region(address, address + lengthBytes, writable, mapping);
        overlapping |= overlaps(region);
        regions.add(region);
        if (overlapping)
        {
            rebuild();
        }
        else
        {
            show(region, region.start, region.end);
        }
    }

    /**
     * Removes a region.
     *
     * @param address     its bus address.
     * @param lengthBytes its length.
     * @throws RefusedException if there is none with these bounds.
     */
    void unmap(final long address, final long lengthBytes) throws RefusedException
    {
        final int i = indexOf(address, lengthBytes);
        if (i < 0)
        {
            throw new RefusedException(Protocol.ENOENT, "no DMA region at " + Long.toHexString(address) + " of " +
                Long.toUnsignedString(lengthBytes) + " bytes");
        }
        remove(i);
    }

    /** Removes all regions. */
    void clear()
    {
        hide(0, Long.MAX_VALUE);
        for (final Region region : regions)
        {
            region.close();
        }
        regions.clear();
        overlapping = false;
    }

    private int indexOf(final long address, final long lengthBytes)
    {
        for (int i = regions.size() - 1; i >= 0; i--)
        {
            final Region region = regions.get(i);
            if (region.start == address && region.end - region.start == lengthBytes)
            {
                return i;
            }
        }
        return -1;
    }

    private boolean overlaps(final Region region)
    {
        for (final Region other : regions)
        {
            if (other != region && other.start < region.end && region.start < other.end)
            {
                return true;
            }
        }
        return false;
    }

    private void remove(final int index)
    {
        final Region region = regions.remove(index);
        if (overlapping)
        {
            rebuild();
        }
        else
        {
            hide(region.start, region.end);
        }
        region.close();
    }

    /** For regions that overlap: each shows what no younger one hides. */
    private void rebuild()
    {
        hide(0, Long.MAX_VALUE);
        overlapping = false;
        for (int i = 0; i < regions.size(); i++)
        {
            final Region region = regions.get(i);
            overlapping |= overlaps(region);
            showUncovered(region, region.start, region.end, i + 1);
        }
    }

    private void showUncovered(final Region region, final long start, final long end, final int firstYounger)
    {
        for (int i = firstYounger; i < regions.size(); i++)
        {
            final Region younger = regions.get(i);
            if (younger.start < end && start < younger.end)
            {
                if (start < younger.start)
                {
                    showUncovered(region, start, younger.start, i + 1);
                }
                if (younger.end < end)
                {
                    showUncovered(region, younger.end, end, i + 1);
                }
                return;
            }
        }
        show(region, start, end);
    }

    private void show(final Region region, final long start, final long end)
    {
        long at = start;
        while (at < end)
        {
            final long next = region.pieceEnd(at, end);
            if (region.mapping == null)
            {
                memory.mapRegion(at, next - at, region.writable, messages);
            }
            else
            {
                memory.mapRegion(
                    at, region.mapping.address(at - region.start), next - at, region.writable, region.mapping);
            }
            handler.mapped(at, next - at, region.writable);
            shown.add(at);
            at = next;
        }
    }

    private void hide(final long start, final long end)
    {
        Long at = shown.ceiling(start);
        while (at != null && at < end)
        {
            memory.unmapRegion(at);
            handler.unmapped(at);
            shown.remove(at);
            at = shown.ceiling(start);
        }
    }

    private record Region(long start, long end, boolean writable, SharedMapping mapping)
    {
        long pieceEnd(final long at, final long limit)
        {
            if (mapping == null)
            {
                return limit;
            }
            final long offset = at - start;
            return Math.min(limit, start + offset - offset % SharedMapping.PIECE_BYTES + SharedMapping.PIECE_BYTES);
        }

        void close()
        {
            if (mapping != null)
            {
                mapping.close();
            }
        }
    }
}
