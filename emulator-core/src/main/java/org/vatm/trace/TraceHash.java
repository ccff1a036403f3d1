package org.vatm.trace;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;

/**
 * The fingerprint of a run: one 64-bit hash for each stream over (time, kind, address, length, data) of its records,
 * combined in the order of the streams' names. Streams without a record do not count. The same on every machine and JDK.
 * <p>
 * Not cryptographic. Pairs of words are folded by a 64 x 64 bit multiplication (both halves of the product are kept). Data
 * is taken as stripes of three pairs, a cell's payload, each pair with its own constants; words are little-endian, the last
 * pair is filled up with zeros.
 */
public final class TraceHash implements TraceListener
{
    /** Changes whenever the same records would give another value. */
    public static final int VERSION = 1;

    private static final boolean BIG_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    private static final int PAIR_BYTES = 16;
    private static final int STRIPE_BYTES = 48;

    // Fractional bits of the square roots of the first eight primes.
    private static final long K0 = 0x6A09E667F3BCC908L;
    private static final long K1 = 0xBB67AE8584CAA73BL;
    private static final long K2 = 0x3C6EF372FE94F82BL;
    private static final long K3 = 0xA54FF53A5F1D36F1L;
    private static final long K4 = 0x510E527FADE682D1L;
    private static final long K5 = 0x9B05688C2B3E6C1FL;
    private static final long K6 = 0x1F83D9ABFB41BD6BL;
    private static final long K7 = 0x5BE0CD19137E2179L; // odd

    // Open addressing: a stream's place is at its name's hash or, when that is taken, soon after.
    private TraceStream[] streams = new TraceStream[32];
    private long[] hashes = new long[streams.length];
    private int count;

    @Override
    public void onRecord(
        final TraceStream stream,
        final long timePs,
        final int kind,
        final long address,
        final int lengthBytes,
        final DirectBuffer data,
        final int offset)
    {
        final int i = place(stream);
        final long what = (long)kind << 32 | lengthBytes & 0xFFFF_FFFFL;
        final long content = data == null ? K7 : content(data, offset, lengthBytes);
        hashes[i] = keep(hashes[i] ^ timePs, keep(address ^ K6, what ^ K7) ^ content);
    }

    /** The fingerprint of all records so far. */
    public long value()
    {
        return value(this);
    }

    /** The fingerprint of records that were heard by several hashes, each stream by one of them. */
    public static long value(final TraceHash... parts)
    {
        record NamedHash(String name, long hash)
        {
        }

        final List<NamedHash> all = new ArrayList<>();
        for (final TraceHash part : parts)
        {
            for (int i = 0; i < part.streams.length; i++)
            {
                if (part.streams[i] != null)
                {
                    all.add(new NamedHash(part.streams[i].name(), part.hashes[i]));
                }
            }
        }
        all.sort(Comparator.comparing(NamedHash::name));
        long value = keep(K2 ^ VERSION, K3 ^ all.size());
        String previous = "";
        for (final NamedHash stream : all)
        {
            requireOther(previous, stream.name);
            previous = stream.name;
            for (int i = 0; i < stream.name.length(); i++)
            {
                value = keep(value ^ stream.name.charAt(i), K4);
            }
            value = keep(value ^ stream.hash, K0);
        }
        return value;
    }

    /** {@link #value()} as 16 hexadecimal digits. */
    public String text()
    {
        return text(value());
    }

    /** A value as 16 hexadecimal digits. */
    public static String text(final long value)
    {
        return String.format("%016x", value);
    }

    /** The hash of one stream, to find the stream in which two runs part; 0 when it has no record. */
    public long value(final String streamName)
    {
        for (int i = 0; i < streams.length; i++)
        {
            if (streams[i] != null && streams[i].name().equals(streamName))
            {
                return hashes[i];
            }
        }
        return 0;
    }

    private static long content(final DirectBuffer data, final int offset, final int lengthBytes)
    {
        if (offset < 0 || lengthBytes < 0 || offset > data.capacity() - lengthBytes)
        {
            throw new IndexOutOfBoundsException(
                "offset=" + offset + " lengthBytes=" + lengthBytes + " capacity=" + data.capacity());
        }
        final byte[] array = data.byteArray();
        long from = data.addressOffset() + offset;
        long content = K6;
        int left = lengthBytes;
        while (left >= STRIPE_BYTES)
        {
            final long stripe = fold(word(array, from) ^ K0, word(array, from + 8) ^ K1) ^
                fold(word(array, from + 16) ^ K2, word(array, from + 24) ^ K3) ^
                fold(word(array, from + 32) ^ K4, word(array, from + 40) ^ K5);
            content = (content ^ stripe) * K7;
            from += STRIPE_BYTES;
            left -= STRIPE_BYTES;
        }
        return left > 0 ? (content ^ lastStripe(array, from, left)) * K7 : content;
    }

    private static long lastStripe(final byte[] array, final long from, final int lengthBytes)
    {
        long stripe = pair(array, from, lengthBytes, K0, K1);
        if (lengthBytes > PAIR_BYTES)
        {
            stripe ^= pair(array, from + PAIR_BYTES, lengthBytes - PAIR_BYTES, K2, K3);
            if (lengthBytes > 2 * PAIR_BYTES)
            {
                stripe ^= pair(array, from + 2 * PAIR_BYTES, lengthBytes - 2 * PAIR_BYTES, K4, K5);
            }
        }
        return stripe;
    }

    private static long pair(final byte[] array, final long from, final int lengthBytes, final long a, final long b)
    {
        final long first = lengthBytes >= 8 ? word(array, from) : part(array, from, lengthBytes);
        final long second = lengthBytes >= PAIR_BYTES ? word(array, from + 8) :
            lengthBytes > 8 ? part(array, from + 8, lengthBytes - 8) : 0;
        return fold(first ^ a, second ^ b);
    }

    private static long word(final byte[] array, final long from)
    {
        final long word = UnsafeApi.getLong(array, from);
        return BIG_ENDIAN ? Long.reverseBytes(word) : word;
    }

    /** The first 1 to 7 bytes of a word. */
    private static long part(final byte[] array, final long from, final int lengthBytes)
    {
        long part = 0;
        int i = 0;
        if (lengthBytes >= 4)
        {
            final int half = UnsafeApi.getInt(array, from);
            part = (BIG_ENDIAN ? Integer.reverseBytes(half) : half) & 0xFFFF_FFFFL;
            i = 4;
        }
        for (; i < lengthBytes; i++)
        {
            part |= (UnsafeApi.getByte(array, from + i) & 0xFFL) << 8 * i;
        }
        return part;
    }

    private static long fold(final long a, final long b)
    {
        return a * b ^ Math.multiplyHigh(a, b);
    }

    /** As {@link #fold}, but a factor of 0 does not hide the other one. */
    private static long keep(final long a, final long b)
    {
        return fold(a, b) ^ a + Long.rotateLeft(b, 32);
    }

    private int place(final TraceStream stream)
    {
        final int mask = streams.length - 1;
        int i = stream.nameHash & mask;
        while (streams[i] != stream)
        {
            if (streams[i] == null)
            {
                return adopt(stream);
            }
            i = i + 1 & mask;
        }
        return i;
    }

    private int adopt(final TraceStream stream)
    {
        for (final TraceStream other : streams)
        {
            if (other != null)
            {
                requireOther(other.name(), stream.name());
            }
        }
        if (count * 2 >= streams.length)
        {
            final TraceStream[] oldStreams = streams;
            final long[] oldHashes = hashes;
            streams = new TraceStream[oldStreams.length * 2];
            hashes = new long[streams.length];
            for (int i = 0; i < oldStreams.length; i++)
            {
                if (oldStreams[i] != null)
                {
                    hashes[insert(oldStreams[i])] = oldHashes[i];
                }
            }
        }
        count++;
        return insert(stream);
    }

    private int insert(final TraceStream stream)
    {
        final int mask = streams.length - 1;
        int i = stream.nameHash & mask;
        while (streams[i] != null)
        {
            i = i + 1 & mask;
        }
        streams[i] = stream;
        return i;
    }

    private static void requireOther(final String one, final String other)
    {
        if (one.equals(other))
        {
            throw new IllegalStateException("two trace streams are called \"" + one + "\"");
        }
    }
}
