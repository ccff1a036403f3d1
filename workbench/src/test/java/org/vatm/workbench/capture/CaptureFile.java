package org.vatm.workbench.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes capture files of any kind, right and wrong ones, for tests. */
public final class CaptureFile
{
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 18);

    public CaptureFile(final ByteOrder order)
    {
        bytes.order(order);
    }

    public static CaptureFile pcap(final ByteOrder order, final int magic, final int typeWord)
    {
        final CaptureFile file = new CaptureFile(order);
        file.bytes.putInt(magic).putShort((short)2).putShort((short)4).putLong(0).putInt(65_535).putInt(typeWord);
        return file;
    }

    public static CaptureFile pcapng(final ByteOrder order)
    {
        return new CaptureFile(order).section(order);
    }

    public CaptureFile record(final int seconds, final int fraction, final int original, final byte... octets)
    {
        bytes.putInt(seconds).putInt(fraction).putInt(octets.length).putInt(original).put(octets);
        return this;
    }

    public CaptureFile section(final ByteOrder order)
    {
        bytes.order(order);
        bytes.putInt(0x0A0D_0D0A).putInt(28).putInt(0x1A2B_3C4D).putShort((short)1).putShort((short)0).putLong(-1)
            .putInt(28);
        return this;
    }

    /** An interface with options given as they lie in the file. */
    public CaptureFile face(final int linkType, final int snapLength, final byte... options)
    {
        final int total = 20 + options.length;
        bytes.putInt(1).putInt(total).putShort((short)linkType).putShort((short)0).putInt(snapLength).put(options)
            .putInt(total);
        return this;
    }

    public CaptureFile enhanced(final int face, final long time, final int original, final byte... octets)
    {
        final int padded = octets.length + 3 & ~3;
        bytes.putInt(6).putInt(32 + padded).putInt(face).putInt((int)(time >>> 32)).putInt((int)time);
        bytes.putInt(octets.length).putInt(original).put(octets).put(new byte[padded - octets.length]).putInt(
            32 + padded);
        return this;
    }

    public CaptureFile obsolete(final int face, final long time, final byte... octets)
    {
        final int padded = octets.length + 3 & ~3;
        bytes.putInt(2).putInt(32 + padded).putShort((short)face).putShort((short)7);
        bytes.putInt((int)(time >>> 32)).putInt((int)time).putInt(octets.length).putInt(octets.length);
        bytes.put(octets).put(new byte[padded - octets.length]).putInt(32 + padded);
        return this;
    }

    public CaptureFile simple(final int original, final byte... octets)
    {
        final int padded = octets.length + 3 & ~3;
        bytes.putInt(3).putInt(16 + padded).putInt(original).put(octets).put(new byte[padded - octets.length]);
        bytes.putInt(16 + padded);
        return this;
    }

    public CaptureFile ints(final int... values)
    {
        for (final int value : values)
        {
            bytes.putInt(value);
        }
        return this;
    }

    public CaptureFile cut(final int octets)
    {
        bytes.position(bytes.position() - octets);
        return this;
    }

    public CaptureFile poke(final int offset, final int value)
    {
        bytes.putInt(offset, value);
        return this;
    }

    public ByteBuffer bytes()
    {
        return bytes.duplicate().flip().slice();
    }

    public Capture read()
    {
        return CaptureReader.read("x.pcap", bytes());
    }
}
