package org.vatm.benchmarks;

/**
 * What is wrong with a command line is told in one line.
 */
public final class Arguments
{
    private static final int WRONG_INPUT = 2;

    private Arguments()
    {
    }

    /** What a main method does. */
    public interface Task
    {
        /**
         * @throws Exception when it fails; an IllegalArgumentException for a wrong argument.
         */
        void run() throws Exception;
    }

    /**
     * Runs a program; ends the JVM with a status of 2 if its arguments are wrong.
     *
     * @param program of a main method.
     * @throws Exception when it fails otherwise.
     */
    public static void check(final Task program) throws Exception
    {
        try
        {
            program.run();
        }
        catch (final IllegalArgumentException e)
        {
            System.err.println("vatm: " + e.getMessage());
            System.exit(WRONG_INPUT);
        }
    }
}
