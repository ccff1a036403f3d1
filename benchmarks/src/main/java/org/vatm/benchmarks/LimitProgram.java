package org.vatm.benchmarks;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A limit in C or C++: compiled on first use by the compiler of the machine, and run as a process of its own that does so
 * many operations whenever it is asked, and answers with a line that begins with the nanoseconds they took.
 */
public class LimitProgram implements AutoCloseable
{
    private static final Map<String, Path> PROGRAMS = new HashMap<>();

    private final String source;
    private final Process process;
    private final Writer requests;
    private final BufferedReader answers;

    /**
     * Starts the program.
     *
     * @param source    its name, ending in .c or .cpp: a resource beside this class.
     * @param arguments for it.
     */
    public LimitProgram(final String source, final String... arguments)
    {
        this.source = source;
        final List<String> command = new ArrayList<>();
        try
        {
            command.add(program(source).toString());
            command.addAll(Arrays.asList(arguments));
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
        requests = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    /**
     * @return name of a C compiler, null if there is none on the path.
     */
    public static String compiler()
    {
        return compiler(compilers(".c"));
    }

    /**
     * @return name of a C++ compiler, null if there is none on the path.
     */
    public static String cppCompiler()
    {
        return compiler(compilers(".cpp"));
    }

    /**
     * Writes a line to the program that is not answered.
     *
     * @param line numbers, or whatever the program expects.
     */
    public final void tell(final String line)
    {
        try
        {
            requests.write(line + "\n");
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * Has it do so many operations, and waits until they are done.
     *
     * @param operations how many.
     * @return its answer.
     */
    public final String run(final int operations)
    {
        tell(Integer.toString(operations));
        try
        {
            requests.flush();
            final String answer = answers.readLine();
            if (answer == null)
            {
                throw new IllegalStateException(source + " has ended");
            }
            return answer;
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public final void close()
    {
        process.destroy();
    }

    private static List<String> compilers(final String source)
    {
        return source.endsWith(".cpp") ? List.of("c++", "g++", "clang++") : List.of("cc", "gcc", "clang");
    }

    private static String compiler(final List<String> compilers)
    {
        for (final String compiler : compilers)
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

    private static Path program(final String source) throws IOException
    {
        synchronized (PROGRAMS)
        {
            Path program = PROGRAMS.get(source);
            if (program == null)
            {
                program = compile(source);
                PROGRAMS.put(source, program);
            }
            return program;
        }
    }

    private static Path compile(final String source) throws IOException
    {
        final String compiler = compiler(compilers(source));
        if (compiler == null)
        {
            throw new IllegalStateException("no compiler on the path for " + source + ", expected one of " + compilers(source));
        }
        final Path directory = Files.createTempDirectory("vatm-benchmarks");
        final Path copy = directory.resolve(Path.of(source).getFileName());
        try (InputStream in = LimitProgram.class.getResourceAsStream(source))
        {
            Files.copy(in, copy);
        }
        final Path program = directory.resolve("program");
        final String standard = source.endsWith(".cpp") ? "-std=c++17" : "-std=c11";
        try
        {
            final int status = new ProcessBuilder(compiler, standard, "-O2", "-o", program.toString(), copy.toString())
                .inheritIO().start().waitFor();
            if (status != 0)
            {
                throw new IllegalStateException(compiler + " has failed with status " + status);
            }
        }
        catch (final InterruptedException ex)
        {
            throw new IllegalStateException(ex);
        }
        Files.delete(copy);
        // Deleted in the reverse order.
        directory.toFile().deleteOnExit();
        program.toFile().deleteOnExit();
        return program;
    }
}
