package org.vatm.workbench.writer;

import org.agrona.DirectBuffer;
import org.vatm.workbench.input.InputException;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The capture files of a run: those that the user wants, for every link. With one link they are called
 * {@code line.pcapng}, {@code pdus.erf} and {@code cells.erf}; with several, {@code line-LINK.pcapng} and so on.
 */
public final class LineCaptures implements Closeable
{
    private final Path directory;
    private final Set<Kind> kinds;
    private final boolean namesLinks;
    private final String software;
    private final List<OfLink> links = new ArrayList<>();

    /** A capture file. */
    public enum Kind
    {
        /** line.pcapng: PDUs. */
        LINE,
        /** pdus.erf: PDUs. */
        PDUS,
        /** cells.erf: cells. */
        CELLS;

        @Override
        public String toString()
        {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * @param text what the user wrote.
         * @return the kind.
         * @throws InputException if there is no such kind.
         */
        public static Kind of(final String text)
        {
            for (final Kind kind : values())
            {
                if (kind.toString().equals(text))
                {
                    return kind;
                }
            }
            throw InputException.of("--captures '%s' must be all, none, or some of line,pdus,cells", text);
        }
    }

    /**
     * @param directory that exists.
     * @param kinds     files to write.
     * @param linkCount links that will be opened.
     * @param software  name and version of the writer.
     */
    public LineCaptures(final Path directory, final Set<Kind> kinds, final int linkCount, final String software)
    {
        this.directory = directory;
        this.kinds = Set.copyOf(kinds);
        namesLinks = linkCount > 1;
        this.software = software;
    }

    /**
     * Begins the files of the next link.
     *
     * @param name of the link.
     * @param a    name of its end A.
     * @param b    name of its end B.
     */
    public void open(final String name, final String a, final String b)
    {
        links.add(new OfLink(namesLinks ? "-" + name : "", a, b));
    }

    /**
     * @param link number of the link, in the order of {@link #open}.
     * @return takes its cells; null if no file wants any.
     */
    public CellListener listener(final int link)
    {
        return kinds.isEmpty() ? null : links.get(link).merger;
    }

    /**
     * Every cell up to an instant has been told: both directions of each link go to the files as one.
     *
     * @param timePs the instant.
     */
    public void upTo(final long timePs)
    {
        links.forEach(link -> link.merger.upTo(timePs));
    }

    /**
     * Completes all files.
     *
     * @return their names.
     */
    public List<Path> commit()
    {
        upTo(Long.MAX_VALUE);
        final List<Path> files = new ArrayList<>();
        links.forEach(link -> link.commit(files));
        return files;
    }

    @Override
    public void close()
    {
        links.forEach(OfLink::close);
    }

    private final class OfLink implements CellListener, Closeable
    {
        private final PcapngPduWriter line;
        private final ErfPduWriter pdus;
        private final ErfCellWriter cells;
        private final PduAssembler assembler;
        private final String suffix;
        private final CellMerger merger = new CellMerger(this);

        OfLink(final String suffix, final String a, final String b)
        {
            this.suffix = suffix;
            line = kinds.contains(Kind.LINE) ? new PcapngPduWriter(path("line", "pcapng"), a, b, software) : null;
            pdus = kinds.contains(Kind.PDUS) ? new ErfPduWriter(path("pdus", "erf")) : null;
            cells = kinds.contains(Kind.CELLS) ? new ErfCellWriter(path("cells", "erf")) : null;
            if (line != null && pdus != null)
            {
                assembler = new PduAssembler(line, pdus);
            }
            else if (line != null || pdus != null)
            {
                assembler = new PduAssembler(line != null ? line : pdus);
            }
            else
            {
                assembler = null;
            }
        }

        @Override
        public void onCell(
            final int direction, final long timePs, final int header, final DirectBuffer payload, final int offset)
        {
            if (cells != null)
            {
                cells.onCell(direction, timePs, header, payload, offset);
            }
            if (assembler != null)
            {
                assembler.onCell(direction, timePs, header, payload, offset);
            }
        }

        private Path path(final String name, final String extension)
        {
            return directory.resolve(name + suffix + "." + extension);
        }

        private void commit(final List<Path> files)
        {
            if (line != null)
            {
                line.commit();
                files.add(path("line", "pcapng"));
            }
            if (pdus != null)
            {
                pdus.commit();
                files.add(path("pdus", "erf"));
            }
            if (cells != null)
            {
                cells.commit();
                files.add(path("cells", "erf"));
            }
        }

        @Override
        public void close()
        {
            if (line != null)
            {
                line.close();
            }
            if (pdus != null)
            {
                pdus.close();
            }
            if (cells != null)
            {
                cells.close();
            }
        }
    }
}
