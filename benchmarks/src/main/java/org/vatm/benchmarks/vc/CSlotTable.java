package org.vatm.benchmarks.vc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The slot table in C ({@code vc_slot_table.c}): compiled on first use by the C compiler of the machine, and run as a
 * process of its own that does so many operations whenever it is asked.
 */
final class CSlotTable implements AutoCloseable
{
    private static final String SOURCE = "vc_slot_table.c";
    private static final List<String> COMPILERS = List.of("cc", "gcc", "clang");

    private static Path program;

    private final Process process;
    private final Writer requests;
    private final BufferedReader answers;

    CSlotTable(final String work, final int entries, final String vcis, final String form)
    {
        try
        {
            process = new ProcessBuilder(program().toString(), work, Integer.toString(entries), vcis, form)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
        requests = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** Name of a C compiler, null if there is none. */
    static String compiler()
    {
        for (final String compiler : COMPILERS)
        {
            for (final String directory : System.getenv().getOrDefault("PATH", "").split(":"))
            {
                if (Files.isExecutable(Path.of(directory, compiler)))
                {
                    return compiler;
                }
            }
        }
        return null;
    }

    /** Has it do so many operations, and waits until they are done. */
    String run(final int operations)
    {
        try
        {
            requests.write(operations + "\n");
            requests.flush();
            final String answer = answers.readLine();
            if (answer == null)
            {
                throw new IllegalStateException(SOURCE + " has ended");
            }
            return answer;
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close()
    {
        process.destroy();
    }

    private static synchronized Path program() throws IOException
    {
        if (program == null)
        {
            final String compiler = compiler();
            if (compiler == null)
            {
                throw new IllegalStateException("no C compiler on the path, expected one of " + COMPILERS);
            }
            final Path directory = Files.createTempDirectory("vatm-benchmarks");
            final Path source = directory.resolve(SOURCE);
            try (InputStream in = CSlotTable.class.getResourceAsStream(SOURCE))
            {
                Files.copy(in, source);
            }
            final Path result = directory.resolve("vc_slot_table");
            result.toFile().deleteOnExit();
            compile(compiler, source, result);
            Files.delete(source);
            program = result;
            directory.toFile().deleteOnExit();
        }
        return program;
    }

    private static void compile(final String compiler, final Path source, final Path result) throws IOException
    {
        try
        {
            final int status = new ProcessBuilder(
                compiler, "-std=c11", "-O2", "-o", result.toString(), source.toString()).inheritIO().start().waitFor();
            if (status != 0)
            {
                throw new IllegalStateException(compiler + " has failed with status " + status);
            }
        }
        catch (final InterruptedException ex)
        {
            throw new IllegalStateException(ex);
        }
    }
}
