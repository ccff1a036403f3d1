package org.vatm.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.vatm.atm.Hec;

/**
 * What does the header error control of a cell cost? A stream of headers that do not wait for each other, and a chain in
 * which each header depends on the HEC before: how long until one is known.
 * <p>
 * Peers: bit by bit, as the recommendation draws it, and octet by octet with one table, as most have it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = {ForkJvm.LENIENT, ForkJvm.OPENS, ForkJvm.QUIET})
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class HecBenchmark
{
    private static final int HEADERS = 1024;
    private static final int POLYNOMIAL = 0x107;

    private final int[] headers = new int[HEADERS];
    private final byte[] table = new byte[256];

    /** Makes headers and the peer's table, and compares what is compared. */
    @Setup
    public void setUp()
    {
        final SplittableRandom random = new SplittableRandom(53);
        for (int octet = 0; octet < table.length; octet++)
        {
            table[octet] = (byte)(bitwise(octet) ^ Hec.COSET);
        }
        for (int i = 0; i < HEADERS; i++)
        {
            headers[i] = random.nextInt();
            if (bitwise(headers[i]) != Hec.compute(headers[i]) || octetwise(headers[i]) != Hec.compute(headers[i]))
            {
                throw new IllegalStateException("HECs differ");
            }
        }
    }

    /**
     * @return sum of all.
     */
    @Benchmark
    @OperationsPerInvocation(HEADERS)
    public int stream()
    {
        int sum = 0;
        for (final int header : headers)
        {
            sum += Hec.compute(header);
        }
        return sum;
    }

    /**
     * @return sum of all.
     */
    @Benchmark
    @OperationsPerInvocation(HEADERS)
    public int streamOctetwise()
    {
        int sum = 0;
        for (final int header : headers)
        {
            sum += octetwise(header);
        }
        return sum;
    }

    /**
     * @return sum of all.
     */
    @Benchmark
    @OperationsPerInvocation(HEADERS)
    public int streamBitwise()
    {
        int sum = 0;
        for (final int header : headers)
        {
            sum += bitwise(header);
        }
        return sum;
    }

    /**
     * @return the last.
     */
    @Benchmark
    @OperationsPerInvocation(HEADERS)
    public int chain()
    {
        int hec = 0;
        for (final int header : headers)
        {
            hec = Hec.compute(header ^ hec);
        }
        return hec;
    }

    /**
     * @return the last.
     */
    @Benchmark
    @OperationsPerInvocation(HEADERS)
    public int chainOctetwise()
    {
        int hec = 0;
        for (final int header : headers)
        {
            hec = octetwise(header ^ hec);
        }
        return hec;
    }

    /**
     * @return the last.
     */
    @Benchmark
    @OperationsPerInvocation(HEADERS)
    public int chainBitwise()
    {
        int hec = 0;
        for (final int header : headers)
        {
            hec = bitwise(header ^ hec);
        }
        return hec;
    }

    private int octetwise(final int header)
    {
        int hec = 0;
        for (int shift = 24; shift >= 0; shift -= Byte.SIZE)
        {
            hec = table[hec ^ header >>> shift & 0xFF] & 0xFF;
        }
        return hec ^ Hec.COSET;
    }

    private static int bitwise(final int header)
    {
        int hec = 0;
        for (int shift = 24; shift >= 0; shift -= Byte.SIZE)
        {
            hec ^= header >>> shift & 0xFF;
            for (int bit = 0; bit < Byte.SIZE; bit++)
            {
                hec = hec << 1 ^ (hec >>> 7) * POLYNOMIAL;
            }
        }
        return hec ^ Hec.COSET;
    }
}
