package org.vatm.benchmarks;

/**
 * Arguments of the JVMs that JMH starts, so that nobody types them.
 */
public final class ForkJvm
{
    /** JDK 17 does not know {@link #QUIET} and would not start. */
    public static final String LENIENT = "-XX:+IgnoreUnrecognizedVMOptions";
    /** Without it Agrona does not run. */
    public static final String OPENS = "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED";
    /** JMH measures by means of sun.misc.Unsafe; from JDK 24 on each fork would warn of that. */
    public static final String QUIET = "--sun-misc-unsafe-memory-access=allow";
    /** A heap of one size whose pages are there from the start: otherwise page faults are measured. */
    public static final String HEAP_FROM = "-Xms2g";
    /** See {@link #HEAP_FROM}. */
    public static final String HEAP_TO = "-Xmx2g";
    /** See {@link #HEAP_FROM}. */
    public static final String PRE_TOUCH = "-XX:+AlwaysPreTouch";

    private ForkJvm()
    {
    }
}
