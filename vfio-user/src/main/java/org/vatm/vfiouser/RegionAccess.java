package org.vatm.vfiouser;

import static org.vatm.vfiouser.Protocol.REGION_CONFIG;

import java.nio.ByteBuffer;
import org.vatm.pci.ConfigSpace;
import org.vatm.pci.PciFunction;

/**
 * The regions of a device, and how accesses to them are cut into what its bus can carry.
 */
final class RegionAccess
{
    private final PciFunction function;
    private final AccessHandler handler;

    RegionAccess(final PciFunction function, final AccessHandler handler)
    {
        this.function = function;
        this.handler = handler;
    }

    int size(final int region)
    {
        if (region < ConfigSpace.BARS)
        {
            return function.config().barSize(region);
        }
        return region == REGION_CONFIG ? ConfigSpace.LENGTH : 0;
    }

    void read(final int region, final int offset, final int count, final ByteBuffer to, final int toOffset)
    {
        int done = 0;
        while (done < count)
        {
            final int from = offset + done;
            final int bytes = region == REGION_CONFIG ? configBytes(from, count - done) : barBytes(from, count - done);
            final int value = region == REGION_CONFIG ? handler.configRead(from, bytes) :
                handler.read(region, from & ~3, lanes(from, bytes)) >>> 8 * (from & 3);
            put(to, toOffset + done, bytes, value);
            done += bytes;
        }
    }

    void write(final int region, final int offset, final int count, final ByteBuffer from, final int fromOffset)
    {
        int done = 0;
        while (done < count)
        {
            final int to = offset + done;
            final int bytes = region == REGION_CONFIG ? configBytes(to, count - done) : barBytes(to, count - done);
            final int value = get(from, fromOffset + done, bytes);
            if (region == REGION_CONFIG)
            {
                handler.configWrite(to, bytes, value);
            }
            else
            {
                handler.write(region, to & ~3, value << 8 * (to & 3), lanes(to, bytes));
            }
            done += bytes;
        }
    }

    private static int barBytes(final int offset, final int count)
    {
        return Math.min(4 - (offset & 3), count);
    }

    private static int configBytes(final int offset, final int count)
    {
        if ((offset & 1) != 0 || count < 2)
        {
            return 1;
        }
        return (offset & 2) != 0 || count < 4 ? 2 : 4;
    }

    private static int lanes(final int offset, final int bytes)
    {
        return -1 >>> 32 - 8 * bytes << 8 * (offset & 3);
    }

    private static void put(final ByteBuffer to, final int offset, final int bytes, final int value)
    {
        if (bytes == 4)
        {
            to.putInt(offset, value);
            return;
        }
        for (int i = 0; i < bytes; i++)
        {
            to.put(offset + i, (byte)(value >>> 8 * i));
        }
    }

    private static int get(final ByteBuffer from, final int offset, final int bytes)
    {
        if (bytes == 4)
        {
            return from.getInt(offset);
        }
        int value = 0;
        for (int i = 0; i < bytes; i++)
        {
            value |= (from.get(offset + i) & 0xFF) << 8 * i;
        }
        return value;
    }
}
