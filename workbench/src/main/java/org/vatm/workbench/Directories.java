package org.vatm.workbench;

import org.vatm.workbench.input.InputException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where results go.
 */
final class Directories
{
    private Directories()
    {
    }

    /**
     * @param out directory for results, made if it is not there.
     * @throws InputException if it cannot be written to.
     */
    static void create(final Path out)
    {
        if (Files.exists(out) && !Files.isDirectory(out))
        {
            throw InputException.of("--out %s is a file, expected a directory", out);
        }
        try
        {
            Files.createDirectories(out);
        }
        catch (final IOException e)
        {
            throw InputException.of("--out %s cannot be created (%s), expected a directory", out, e);
        }
        if (!Files.isWritable(out))
        {
            throw InputException.of("--out %s cannot be written, expected a directory that can", out);
        }
    }
}
