package org.vatm.memory;

import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * 32-bit words off the heap, for state that a model looks at many times in each event. An index is not checked, which is most of what an access to an array
 * costs: whoever computes one has to be sure of it, and must not take it from a guest without a mask or a comparison.
 */
public final class Words
{
    private static final int ALIGNMENT = 64;

    private final UnsafeBuffer buffer;
    private final long address;

    /**
     * Words that are 0; the first is at the start of a cache line.
     *
     * @param length 1 or more.
     */
    public Words(final int length)
    {
        buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(Math.multiplyExact(length, Integer.BYTES), ALIGNMENT));
        address = buffer.addressOffset();
    }

    /**
     * More words, the first of which are those of another.
     *
     * @param from   the other.
     * @param length not less than that has.
     */
    public Words(final Words from, final int length)
    {
        this(length);
        buffer.putBytes(0, from.buffer, 0, from.buffer.capacity());
    }

    /**
     * How many words there are.
     *
     * @return 1 or more.
     */
    public int length()
    {
        return buffer.capacity() / Integer.BYTES;
    }

    /**
     * A word.
     *
     * @param index 0 to {@link #length()} - 1, not checked.
     * @return it.
     */
    public int get(final int index)
    {
        return UnsafeApi.getInt(address + ((long)index << 2));
    }

    /**
     * Sets a word.
     *
     * @param index 0 to {@link #length()} - 1, not checked.
     * @param value of it from now on.
     */
    public void set(final int index, final int value)
    {
        UnsafeApi.putInt(address + ((long)index << 2), value);
    }

    /**
     * Two neighbouring words as one number, as {@link #setLong} stores it.
     *
     * @param index of the first, not checked.
     * @return the number.
     */
    public long getLong(final int index)
    {
        return UnsafeApi.getLong(address + ((long)index << 2));
    }

    /**
     * Sets two neighbouring words.
     *
     * @param index of the first, not checked.
     * @param value the number.
     */
    public void setLong(final int index, final long value)
    {
        UnsafeApi.putLong(address + ((long)index << 2), value);
    }

    /**
     * Sets all words.
     *
     * @param value of each.
     */
    public void fill(final int value)
    {
        for (int i = 0; i < length(); i++)
        {
            set(i, value);
        }
    }
}
