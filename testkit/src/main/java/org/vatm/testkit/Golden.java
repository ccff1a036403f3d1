package org.vatm.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import org.opentest4j.AssertionFailedError;
import org.vatm.vctable.VcTableDifference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Files that hold what was approved once and must stay so. They are committed beside the test. Run with
 * {@code -Dvatm.approve=true} to write what is there now into them, then look at what has changed.
 */
public final class Golden
{
    /** System property that approves whatever is there. */
    public static final String APPROVE = "vatm.approve";

    private static final Path RECEIVED = Path.of("target", "vatm");
    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter WRITER = MAPPER.writer(
        new DefaultPrettyPrinter().withObjectIndenter(INDENTER).withArrayIndenter(INDENTER));

    private final Path file;

    private Golden(final Path file)
    {
        this.file = file;
    }

    /** @param path relative to the module, such as {@code src/test/golden/vctable.json}. */
    public static Golden file(final String path)
    {
        return new Golden(Path.of(path));
    }

    /** The machine's VC table is as in the file: differences are told by VC and field. */
    public void approves(final Map<String, Object> vcTable)
    {
        try
        {
            final String text = WRITER.writeValueAsString(vcTable) + "\n";
            if (!isApproved(text))
            {
                final List<String> differences = VcTableDifference.of(
                    MAPPER.readValue(Files.readString(file), Map.class), MAPPER.readValue(text, Map.class));
                if (!differences.isEmpty())
                {
                    throw notAsApproved(text,
                        differences.stream().map(line -> "  " + line + "\n").collect(Collectors.joining()));
                }
            }
        }
        catch (final JsonProcessingException e)
        {
            throw new AssertionFailedError(file + " is no VC table: " + e.getOriginalMessage(), e);
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
    }

    /** A trace, or any other text, is as in the file: differences are told by line. */
    public void approves(final String text)
    {
        if (!isApproved(text))
        {
            final String difference;
            try
            {
                difference = TextDifference.of(Files.readAllLines(file), text.lines().toList());
            }
            catch (final IOException e)
            {
                throw new UncheckedIOException(e);
            }
            if (!difference.isEmpty())
            {
                throw notAsApproved(text, difference);
            }
        }
    }

    /** True if the file was written just now. */
    private boolean isApproved(final String text)
    {
        if (Boolean.getBoolean(APPROVE))
        {
            write(file, text);
            return true;
        }
        if (!Files.isRegularFile(file))
        {
            throw new AssertionFailedError(file + " is not there; received " + received(text) + howToApprove());
        }
        return false;
    }

    private AssertionFailedError notAsApproved(final String text, final String difference)
    {
        return new AssertionFailedError("not as in " + file + ":\n" + difference + "received " + received(text) +
            howToApprove());
    }

    private static String howToApprove()
    {
        return "; to approve it, run again with -D" + APPROVE + "=true";
    }

    private Path received(final String text)
    {
        final Path received = RECEIVED.resolve(file.getFileName() + ".received");
        write(received, text);
        return received;
    }

    private static void write(final Path to, final String text)
    {
        try
        {
            if (to.getParent() != null)
            {
                Files.createDirectories(to.getParent());
            }
            Files.writeString(to, text);
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
    }
}
