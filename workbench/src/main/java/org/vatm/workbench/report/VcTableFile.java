package org.vatm.workbench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.vatm.vctable.VcTableDifference;
import org.vatm.workbench.input.InputException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A {@code vctable.json} that was written before.
 */
public final class VcTableFile
{
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path file;
    private final Map<?, ?> document;

    private VcTableFile(final Path file, final Map<?, ?> document)
    {
        this.file = file;
        this.document = document;
    }

    /**
     * @param file to read.
     * @return it.
     * @throws InputException if it is no VC table.
     */
    public static VcTableFile read(final Path file)
    {
        if (!Files.isRegularFile(file))
        {
            throw InputException.of("%s: no such file, expected a vctable.json", file);
        }
        try
        {
            final Map<?, ?> document = MAPPER.readValue(Files.readString(file), Map.class);
            VcTableDifference.check(document);
            return new VcTableFile(file, document);
        }
        catch (final JsonProcessingException e)
        {
            throw InputException.of("%s:%d: no JSON, expected a vctable.json: %s", file,
                e.getLocation() == null ? 1 : e.getLocation().getLineNr(), e.getOriginalMessage());
        }
        catch (final IllegalArgumentException e)
        {
            throw InputException.of("%s: %s, expected a vctable.json", file, e.getMessage());
        }
        catch (final IOException e)
        {
            throw InputException.of("%s cannot be read (%s)", file, e.getMessage());
        }
    }

    public Path file()
    {
        return file;
    }

    public Map<?, ?> document()
    {
        return document;
    }

    /**
     * @param vcTable a document of {@link VcTableDocument}.
     * @return a line for each difference from this file.
     */
    public List<String> differences(final String vcTable)
    {
        try
        {
            return VcTableDifference.of(document, MAPPER.readValue(vcTable, Map.class));
        }
        catch (final JsonProcessingException e)
        {
            throw new IllegalStateException(e);
        }
    }
}
