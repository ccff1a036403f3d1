package org.vatm.ndis.verifier;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vatm.ndis.NdisBugCheck;

/**
 * What was in a system when it stopped.
 * <pre>
 *   magic (8) | version (2) | code | message | host | time (8) | level (4) | adapters | VCs | findings | calls
 * </pre>
 * Big-endian; texts are modified UTF-8 with a length of two bytes before them, lists have a count of four bytes.
 */
public final class CrashDump
{
    private static final long MAGIC = 0x5641_544D_4455_4D50L; // VATMDUMP
    private static final int VERSION = 1;
    private static final int CALLS = 200;
    private static final int MAX_TEXT = 16_000;
    private static final int MAX_LINES = 1_000_000;
    private static final String[] TITLES = {"adapters", "VCs", "findings", "last calls, oldest first"};

    private final byte[] bytes;
    private final String code;
    private final String message;
    private final String host;
    private final long timePs;
    private final int irql;
    private final List<List<String>> lists = new ArrayList<>();

    private CrashDump(final byte[] bytes, final DataInputStream in) throws IOException
    {
        this.bytes = bytes;
        if (in.readLong() != MAGIC)
        {
            throw new IllegalArgumentException("no dump of vatm");
        }
        final int version = in.readShort();
        if (version != VERSION)
        {
            throw new IllegalArgumentException("a dump of version " + version + ", not " + VERSION);
        }
        code = in.readUTF();
        message = in.readUTF();
        host = in.readUTF();
        timePs = in.readLong();
        irql = in.readInt();
        for (int i = 0; i < TITLES.length; i++)
        {
            lists.add(readList(in));
        }
    }

    static CrashDump of(final Verifier verifier, final NdisBugCheck bugCheck)
    {
        final List<String> adapters = new ArrayList<>();
        for (final AdapterTrack adapter : verifier.adapters)
        {
            adapters.add(adapter + ", " + adapter.vcCount + " VCs, " + adapter.activeCount + " active, " +
                adapter.receivesOut + " receives out");
        }
        final List<String> vcs = new ArrayList<>();
        for (final VcTrack vc : verifier.tracks())
        {
            if (vc.isLive())
            {
                final VcUse use = vc.use();
                vcs.add(String.format("%s %s call %s, %d/%d, sends %d, receives %d, requests %d, context 0x%x",
                    vc, vc.state(), vc.call(), use.active.connectionId.vpi, use.active.connectionId.vci,
                    use.sendsOut, use.receivesOut, vc.requestsOut, vc.context));
            }
        }
        final List<String> findings = new ArrayList<>();
        verifier.findings().forEach(finding -> findings.add(finding.toString()));
        final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(buffer))
        {
            out.writeLong(MAGIC);
            out.writeShort(VERSION);
            out.writeUTF(bugCheck.code().name());
            out.writeUTF(cut(bugCheck.getMessage()));
            out.writeUTF(verifier.host.name());
            out.writeLong(verifier.nowPs());
            out.writeInt(verifier.irql());
            writeList(out, adapters);
            writeList(out, vcs);
            writeList(out, findings);
            writeList(out, verifier.history.about(0, null, CALLS));
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
        return of(buffer.toByteArray());
    }

    /**
     * Of the bytes of a dump file.
     *
     * @throws IllegalArgumentException if it is none.
     */
    public static CrashDump of(final byte[] bytes)
    {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes)))
        {
            return new CrashDump(bytes, in);
        }
        catch (final IOException e)
        {
            throw new IllegalArgumentException("a dump of vatm that is cut off or damaged", e);
        }
    }

    byte[] bytes()
    {
        return bytes.clone();
    }

    Path write(final Path directory, final String name)
    {
        try
        {
            Files.createDirectories(directory);
            return Files.write(directory.resolve(name), bytes);
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
    }

    /** Name of the bug check. */
    public String code()
    {
        return code;
    }

    /** For people. */
    public String text()
    {
        final StringBuilder out = new StringBuilder();
        out.append("*** STOP: ").append(code).append('\n')
            .append(message).append("\n\n")
            .append(String.format("host %s, %,d ps, IRQL %d%n", host, timePs, irql));
        for (int i = 0; i < TITLES.length; i++)
        {
            out.append('\n').append(TITLES[i]).append(": ").append(lists.get(i).size()).append('\n');
            for (final String line : lists.get(i))
            {
                out.append("  ").append(line).append('\n');
            }
        }
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    private static void writeList(final DataOutputStream out, final List<String> lines) throws IOException
    {
        out.writeInt(lines.size());
        for (final String line : lines)
        {
            out.writeUTF(cut(line));
        }
    }

    private static List<String> readList(final DataInputStream in) throws IOException
    {
        final int count = in.readInt();
        if (count < 0 || count > MAX_LINES)
        {
            throw new IOException("count=" + count);
        }
        final List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++)
        {
            lines.add(in.readUTF());
        }
        return lines;
    }

    private static String cut(final String text)
    {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
