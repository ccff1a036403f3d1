package org.vatm.memory;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;

/**
 * Copies between memory at a native address, whose range somebody has checked, and a buffer, whose range is checked here, once. Short
 * pieces of whole words, which a device's bursts are, are moved without a call of the library's copy.
 */
public final class DirectCopy
{
    private static final int CELL_PAYLOAD_BYTES = 48;
    private static final int DESCRIPTOR_BYTES = 16;

    private DirectCopy()
    {
    }

    /**
     * @param from        native address.
     * @param to          buffer.
     * @param toOffset    in it.
     * @param lengthBytes 0 or more.
     */
    public static void fromMemory(
        final long from, final MutableDirectBuffer to, final int toOffset, final int lengthBytes)
    {
        requireRange(to, toOffset, lengthBytes);
        copy(null, from, to.byteArray(), to.addressOffset() + toOffset, lengthBytes);
    }

    /**
     * @param from        buffer.
     * @param fromOffset  in it.
     * @param to          native address.
     * @param lengthBytes 0 or more.
     */
    public static void toMemory(final DirectBuffer from, final int fromOffset, final long to, final int lengthBytes)
    {
        requireRange(from, fromOffset, lengthBytes);
        copy(from.byteArray(), from.addressOffset() + fromOffset, null, to, lengthBytes);
    }

    /**
     * Looks at the ends of a piece of memory that will be copied soon.
     *
     * @param from        native address.
     * @param lengthBytes 1 or more.
     * @return something that depends on both, so that nobody can leave the look out.
     */
    public static int touch(final long from, final int lengthBytes)
    {
        return UnsafeApi.getByte(from) + UnsafeApi.getByte(from + lengthBytes - 1);
    }

    /**
     * From buffer to buffer, 48 octets.
     *
     * @param from       buffer.
     * @param fromOffset in it.
     * @param to         buffer.
     * @param toOffset   in it.
     */
    public static void cellPayload(
        final DirectBuffer from, final int fromOffset, final MutableDirectBuffer to, final int toOffset)
    {
        requireRange(from, fromOffset, CELL_PAYLOAD_BYTES);
        requireRange(to, toOffset, CELL_PAYLOAD_BYTES);
        cell(from.byteArray(), from.addressOffset() + fromOffset, to.byteArray(), to.addressOffset() + toOffset);
    }

    private static void copy(
        final byte[] fromArray, final long from, final byte[] toArray, final long to, final int lengthBytes)
    {
        if (lengthBytes == CELL_PAYLOAD_BYTES)
        {
            cell(fromArray, from, toArray, to);
        }
        else if (lengthBytes == DESCRIPTOR_BYTES)
        {
            final long first = UnsafeApi.getLong(fromArray, from);
            final long second = UnsafeApi.getLong(fromArray, from + 8);
            UnsafeApi.putLong(toArray, to, first);
            UnsafeApi.putLong(toArray, to + 8, second);
        }
        else
        {
            UnsafeApi.copyMemory(fromArray, from, toArray, to, lengthBytes);
        }
    }

    private static void cell(final byte[] fromArray, final long from, final byte[] toArray, final long to)
    {
        if (fromArray == null && toArray == null)
        {
            cell(from, to);
            return;
        }
        final long a = UnsafeApi.getLong(fromArray, from);
        final long b = UnsafeApi.getLong(fromArray, from + 8);
        final long c = UnsafeApi.getLong(fromArray, from + 16);
        final long d = UnsafeApi.getLong(fromArray, from + 24);
        final long e = UnsafeApi.getLong(fromArray, from + 32);
        final long f = UnsafeApi.getLong(fromArray, from + 40);
        UnsafeApi.putLong(toArray, to, a);
        UnsafeApi.putLong(toArray, to + 8, b);
        UnsafeApi.putLong(toArray, to + 16, c);
        UnsafeApi.putLong(toArray, to + 24, d);
        UnsafeApi.putLong(toArray, to + 32, e);
        UnsafeApi.putLong(toArray, to + 40, f);
    }

    /** Both off the heap, as they are where cells pass: an access is one instruction then. */
    private static void cell(final long from, final long to)
    {
        final long a = UnsafeApi.getLong(from);
        final long b = UnsafeApi.getLong(from + 8);
        final long c = UnsafeApi.getLong(from + 16);
        final long d = UnsafeApi.getLong(from + 24);
        final long e = UnsafeApi.getLong(from + 32);
        final long f = UnsafeApi.getLong(from + 40);
        UnsafeApi.putLong(to, a);
        UnsafeApi.putLong(to + 8, b);
        UnsafeApi.putLong(to + 16, c);
        UnsafeApi.putLong(to + 24, d);
        UnsafeApi.putLong(to + 32, e);
        UnsafeApi.putLong(to + 40, f);
    }

    static void requireRange(final DirectBuffer buffer, final int offset, final int lengthBytes)
    {
        if (offset < 0 || lengthBytes < 0 || offset > buffer.capacity() - lengthBytes)
        {
            throw new IndexOutOfBoundsException(
                "offset=" + offset + " lengthBytes=" + lengthBytes + " capacity=" + buffer.capacity());
        }
    }
}
