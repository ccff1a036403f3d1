package org.vatm.workbench.capture;

import org.vatm.workbench.input.InputException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads pcap and pcapng, whichever the file turns out to be. What is wrong with a file is told in one line: file,
 * offset, what is there, what was expected.
 */
public final class CaptureReader
{
    private static final int SECTION_HEADER = 0x0A0D_0D0A; // the same in both byte orders
    private static final int SMALLEST_MAGIC = 4;

    private CaptureReader()
    {
    }

    /**
     * @param file a regular file of at most 2^31 - 1 octets; it must not shrink while the capture is in use.
     * @return its frames.
     * @throws InputException if it cannot be read or is not a whole capture.
     */
    public static Capture read(final Path file)
    {
        final String name = file.toString();
        if (!Files.exists(file))
        {
            throw InputException.of("%s: no such file, expected a pcap or pcapng capture", name);
        }
        if (!Files.isRegularFile(file))
        {
            throw InputException.of("%s: not a regular file, expected a pcap or pcapng capture", name);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ))
        {
            final long size = channel.size();
            if (size > Integer.MAX_VALUE)
            {
                throw InputException.of("%s: %,d octets, expected at most %,d (cut it with editcap -c)",
                    name, size, Integer.MAX_VALUE);
            }
            return read(name, channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
        }
        catch (final IOException e)
        {
            throw InputException.of("%s: cannot be read (%s), expected a pcap or pcapng capture", name, reason(e));
        }
    }

    /**
     * @param name  what messages call it.
     * @param arena the whole file, from 0 to its capacity; the capture keeps it.
     * @return its frames.
     */
    public static Capture read(final String name, final ByteBuffer arena)
    {
        if (arena.capacity() == 0)
        {
            throw InputException.of("%s: empty file, expected a pcap or pcapng capture", name);
        }
        if (arena.capacity() < SMALLEST_MAGIC)
        {
            throw bad(name, 0, arena.capacity() + " octets in all", "a pcap or pcapng header");
        }
        final ByteBuffer view = arena.duplicate().clear().order(ByteOrder.BIG_ENDIAN);
        final int magic = view.getInt(0);
        final Capture.Builder frames = new Capture.Builder(name, arena);
        switch (magic)
        {
            case SECTION_HEADER -> new PcapngReader(name, view, frames).read();
            case PcapReader.MICROSECONDS, PcapReader.NANOSECONDS -> new PcapReader(name, view, frames).read();
            default ->
            {
                final int swapped = Integer.reverseBytes(magic);
                if (swapped != PcapReader.MICROSECONDS && swapped != PcapReader.NANOSECONDS)
                {
                    throw bad(name, 0, describeMagic(magic), "a pcap or pcapng header");
                }
                new PcapReader(name, view.order(ByteOrder.LITTLE_ENDIAN), frames).read();
            }
        }
        return frames.build();
    }

    static InputException bad(final String name, final long offset, final String is, final String expected)
    {
        return InputException.of("%s: offset %d: %s, expected %s", name, offset, is, expected);
    }

    private static String describeMagic(final int magic)
    {
        if (magic >>> 16 == 0x1F8B)
        {
            return "gzip-compressed data (gunzip it first)";
        }
        if (magic == 0x28B5_2FFD)
        {
            return "zstd-compressed data (unzstd it first)";
        }
        return switch (magic)
        {
            case 0x736E_6F6F -> "a snoop capture (convert it with editcap -F pcapng)";
            case 0x5254_5353, 0x5852_5353, 0x474D_4255 ->
                "a capture of another tool (convert it with editcap -F pcapng)";
            case 0xA1B2_CD34, 0x34CD_B2A1 -> "a pcap of Kuznetzov's variant (convert it with editcap -F pcapng)";
            default -> String.format("0x%08X", magic);
        };
    }

    private static String reason(final IOException e)
    {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
