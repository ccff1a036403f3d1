package org.vatm.atm;

import java.util.zip.CRC32;

import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

/**
 * The register of {@link Aal5Crc}, moved over long ranges faster: for whole PDUs and runs of cells, not for one cell.
 * <p>
 * The library's {@link CRC32} has the same polynomial in mirror writing, least significant bit first, and runs in
 * vector registers. So the bits of each octet are mirrored, block by block, and the library takes the blocks. The
 * mirroring works on an array of longs, because the compiler then uses vector registers too. An instance owns its
 * blocks and belongs to one thread.
 */
public final class Aal5PduCrc
{
    private static final int BLOCK = 4096;
    private static final int WORTH_WHILE = 192;
    private static final long WORDS = UnsafeApi.arrayBaseOffset(long[].class);
    private static final long SCRATCH = UnsafeApi.arrayBaseOffset(byte[].class);

    private final long[] words = new long[BLOCK / Long.BYTES];
    private final byte[] scratch = new byte[BLOCK];
    private final CRC32 mirrored = new CRC32();

    /**
     * Takes octets into the register.
     *
     * @param register {@link Aal5Crc#INITIAL} or what the last call returned.
     * @param buffer   with the octets.
     * @param offset   of the first.
     * @param length   how many, 0 or more.
     * @return the register after them, as {@link Aal5Crc#update} returns it.
     * @throws IndexOutOfBoundsException when the range is not within the buffer.
     */
    public int update(final int register, final DirectBuffer buffer, final int offset, final int length)
    {
        if (length < WORTH_WHILE)
        {
            return Aal5Crc.update(register, buffer, offset, length);
        }
        buffer.boundsCheck(offset, length);
        final byte[] array = buffer.byteArray();
        final long start = buffer.addressOffset() + offset;
        mirrored.reset();
        for (int done = 0; done < length; done += BLOCK)
        {
            final int size = Math.min(BLOCK, length - done);
            mirror(array, start + done, size);
            if (done == 0)
            {
                startWith(register);
            }
            mirrored.update(scratch, 0, size);
        }
        return Integer.reverse(~(int)mirrored.getValue());
    }

    private void mirror(final byte[] array, final long address, final int size)
    {
        UnsafeApi.copyMemory(array, address, words, WORDS, size);
        final long[] w = words;
        final int count = size + Long.BYTES - 1 >> 3;
        for (int i = 0; i < count; i++)
        {
            w[i] = mirror(w[i]);
        }
        UnsafeApi.copyMemory(words, WORDS, scratch, SCRATCH, size);
    }

    private static long mirror(final long octets)
    {
        final long byOne = octets >>> 1 & 0x5555_5555_5555_5555L | (octets & 0x5555_5555_5555_5555L) << 1;
        final long byTwo = byOne >>> 2 & 0x3333_3333_3333_3333L | (byOne & 0x3333_3333_3333_3333L) << 2;
        return byTwo >>> 4 & 0x0F0F_0F0F_0F0F_0F0FL | (byTwo & 0x0F0F_0F0F_0F0F_0F0FL) << 4;
    }

    /** The library always starts with all ones: what the register has else is added to the first four octets. */
    private void startWith(final int register)
    {
        final int difference = Integer.reverse(register ^ Aal5Crc.INITIAL);
        for (int i = 0; i < Integer.BYTES; i++)
        {
            scratch[i] ^= (byte)(difference >>> 8 * i);
        }
    }
}
