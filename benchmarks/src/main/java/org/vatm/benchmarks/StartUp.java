package org.vatm.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.vatm.line.Fibre;
import org.vatm.sim.Simulation;

/**
 * How long does it take from the command to the first cell on the wire, and how much memory does an adapter or a VC take? Starts an
 * empty JVM and {@code vatm run --first-cell} in turn, then machines of different sizes.
 * <pre>
 *   ./vatm bench --start-up [rounds=11]
 * </pre>
 */
public final class StartUp
{
    private static final int ROUNDS = 11;
    private static final int MOST_VCS = 16_352; // of a board with 2 MB
    private static final int PDU_BYTES = 1_500;
    private static final double NS_PER_MS = 1e6;
    private static final String HOME = "vatm.home";
    private static Path directory;

    private StartUp()
    {
    }

    /** A process that is timed from its start to its end. */
    public enum Process
    {
        /** A JVM with a main method that does nothing. */
        EMPTY_JVM
        {
            @Override
            List<String> arguments() throws IOException
            {
                return List.of(java(), "-Xshare:auto", "-cp", emptyClass().toString(), Empty.class.getName());
            }

            @Override
            public String command()
            {
                return "java -Xshare:auto -cp DIRECTORY Empty";
            }
        },
        /** {@code vatm run} up to its first cell. */
        FIRST_CELL
        {
            @Override
            List<String> arguments() throws IOException
            {
                return List.of(Path.of(System.getProperty(HOME, "")).resolve("vatm").toAbsolutePath().toString(), "run", "--first-cell",
                    "--out", directory().toString());
            }

            @Override
            public String command()
            {
                return "./vatm run --first-cell";
            }
        };

        abstract List<String> arguments() throws IOException;

        /**
         * @return what a user types for it.
         */
        public abstract String command();

        /**
         * Runs it.
         *
         * @return milliseconds from start to end.
         */
        public double milliseconds()
        {
            try
            {
                final ProcessBuilder process = new ProcessBuilder(arguments())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT);
                final long start = System.nanoTime();
                final int status = process.start().waitFor();
                final double milliseconds = (System.nanoTime() - start) / NS_PER_MS;
                if (status != 0)
                {
                    throw new IllegalStateException(command() + ": status " + status);
                }
                return milliseconds;
            }
            catch (final IOException e)
            {
                throw new UncheckedIOException(e);
            }
            catch (final InterruptedException e)
            {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Does nothing. */
    public static final class Empty
    {
        private Empty()
        {
        }

        /**
         * @param args none.
         */
        public static void main(final String[] args)
        {
            // nothing: that is what is timed
        }
    }

    /** Builds a machine with open VCs and prints its resident memory in kilobytes. */
    public static final class Resident
    {
        private Resident()
        {
        }

        /**
         * @param args pairs of adapters, VCs of each pair.
         * @throws IOException if the system does not tell.
         */
        public static void main(final String[] args) throws IOException
        {
            final int vcs = Integer.parseInt(args[1]);
            final Simulation simulation = new Simulation();
            for (int pair = 0; pair < Integer.parseInt(args[0]); pair++)
            {
                final Station a = new Station(simulation, "a" + pair, MOST_VCS, Station.Watched.NOBODY);
                final Station b = new Station(simulation, "b" + pair, MOST_VCS, Station.Watched.NOBODY);
                Fibre.connect(a.board.port(), b.board.port(), Fibre.PS_PER_METRE);
                for (final Station station : List.of(a, b))
                {
                    station.start();
                    new PvcClient(station).call(vcs, PDU_BYTES);
                }
            }
            System.gc();
            for (final String line : Files.readAllLines(Path.of("/proc/self/status")))
            {
                if (line.startsWith("VmRSS:"))
                {
                    System.out.println(line.replaceAll("\\D", ""));
                }
            }
            simulation.close();
        }
    }

    /**
     * Measures and prints.
     *
     * @param args rounds=N, or nothing.
     * @throws Exception if a process cannot be started.
     */
    public static void main(final String[] args) throws Exception
    {
        Arguments.check(() -> print(args));
    }

    private static void print(final String[] args) throws IOException
    {
        final int rounds = rounds(args);
        final double[] empty = new double[rounds];
        final double[] vatm = new double[rounds];
        final double[] ratios = new double[rounds];
        for (int i = 0; i < rounds; i++)
        {
            empty[i] = Process.EMPTY_JVM.milliseconds();
            vatm[i] = Process.FIRST_CELL.milliseconds();
            ratios[i] = vatm[i] / empty[i];
        }
        System.out.printf("%-42s %8.1f ms%n", Process.EMPTY_JVM.command(), quartile(empty, 2));
        System.out.printf("%-42s %8.1f ms%n", Process.FIRST_CELL.command(), quartile(vatm, 2));
        System.out.printf("ratio of each turn, median and quartiles   %8.2f (%.2f to %.2f)%n",
            quartile(ratios, 2), quartile(ratios, 1), quartile(ratios, 3));
        if (Files.exists(Path.of("/proc/self/status")))
        {
            printMemory();
        }
    }

    private static void printMemory() throws IOException
    {
        final int many = 1_000;
        final long one = resident(1, 1);
        System.out.printf("resident, two adapters, one VC             %8.1f MB%n", one / 1024.0);
        System.out.printf("a further adapter                          %8.1f MB%n", (resident(2, 1) - one) / 2048.0);
        System.out.printf("a VC, at both ends, 1 to 1,000             %8.1f KB%n", (resident(1, many) - one) / (many - 1.0));
        final long large = resident(1, many * 5);
        System.out.printf("a VC, at both ends, 5,000 to 16,352        %8.1f KB%n",
            (resident(1, MOST_VCS) - large) / (double)(MOST_VCS - many * 5));
    }

    private static long resident(final int pairs, final int vcs) throws IOException
    {
        final int rounds = 3;
        final double[] kilobytes = new double[rounds];
        for (int i = 0; i < rounds; i++)
        {
            final java.lang.Process process = new ProcessBuilder(java(), "-XX:+UseSerialGC", ForkJvm.LENIENT, ForkJvm.OPENS, ForkJvm.QUIET,
                "-cp", System.getProperty("java.class.path"), Resident.class.getName(), Integer.toString(pairs), Integer.toString(vcs))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try (InputStream output = process.getInputStream())
            {
                kilobytes[i] = Long.parseLong(new String(output.readAllBytes()).strip());
            }
        }
        return (long)quartile(kilobytes, 2);
    }

    private static double quartile(final double[] values, final int quartile)
    {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) * quartile / 4];
    }

    private static int rounds(final String[] args)
    {
        final String setting = "rounds=";
        if (args.length == 0)
        {
            return ROUNDS;
        }
        if (args.length > 1 || !args[0].matches(setting + "[1-9]\\d{0,4}"))
        {
            throw new IllegalArgumentException("bench --start-up " + String.join(" ", args) + ": expected rounds=N or nothing");
        }
        return Integer.parseInt(args[0].substring(setting.length()));
    }

    private static String java()
    {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Takes what the processes leave. */
    private static synchronized Path directory() throws IOException
    {
        if (directory == null)
        {
            directory = Files.createTempDirectory("vatm-start");
            final Path made = directory;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(made)));
        }
        return directory;
    }

    /** A directory with nothing but the empty class: a jar would take time of its own. */
    private static Path emptyClass() throws IOException
    {
        final String file = Empty.class.getName().replace('.', '/') + ".class";
        final Path copy = directory().resolve(file);
        if (!Files.exists(copy))
        {
            Files.createDirectories(copy.getParent());
            try (InputStream original = StartUp.class.getResourceAsStream("/" + file))
            {
                Files.copy(original, copy);
            }
        }
        return directory();
    }

    private static void delete(final Path tree)
    {
        try (Stream<Path> files = Files.walk(tree))
        {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
        catch (final IOException e)
        {
            // a directory in the system's temporary one stays
        }
    }
}
