package org.vatm.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.vatm.atm.Aal5Crc;
import org.vatm.atm.Aal5PduCrc;

/**
 * What does the CRC-32 of an AAL5 PDU cost, from a single cell to the longest PDU, in cache?
 * <p>
 * Peer: the table of 256 words that the textbooks have. Limits: the JDK's CRC32 on the same bytes, which is what
 * remains when mirroring the bits costs nothing, and copying them, which the model has to do anyway.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = {ForkJvm.LENIENT, ForkJvm.OPENS, ForkJvm.QUIET})
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class Aal5CrcBenchmark
{
    private static final int POLYNOMIAL = 0x04C1_1DB7;
    private static final int OCTETS = 256;

    /** One cell; an Ethernet packet, an IP over ATM packet (RFC 1626), the longest PDU. */
    @Param({"48", "1500", "9188", "65535"})
    int lengthBytes;

    private final int[] table = new int[OCTETS];
    private final CRC32 crc32 = new CRC32();
    private final Aal5PduCrc pduCrc = new Aal5PduCrc();
    private byte[] bytes;
    private byte[] copy;
    private UnsafeBuffer pdu;

    /** Makes the PDU and the peer's table, and compares what is compared. */
    @Setup
    public void setUp()
    {
        bytes = new byte[lengthBytes];
        copy = new byte[lengthBytes];
        pdu = new UnsafeBuffer(bytes);
        new SplittableRandom(lengthBytes).nextBytes(bytes);
        for (int octet = 0; octet < OCTETS; octet++)
        {
            int crc = octet << 24;
            for (int bit = 0; bit < Byte.SIZE; bit++)
            {
                crc = crc << 1 ^ crc >> 31 & POLYNOMIAL;
            }
            table[octet] = crc;
        }
        if (slicing() != byteTable() || wholePdu() != byteTable())
        {
            throw new IllegalStateException("CRCs differ");
        }
    }

    /**
     * Sixteen octets a step, by tables.
     *
     * @return the register.
     */
    @Benchmark
    public int slicing()
    {
        return Aal5Crc.update(Aal5Crc.INITIAL, pdu, 0, lengthBytes);
    }

    /**
     * The JDK's CRC32 on mirrored octets.
     *
     * @return the register.
     */
    @Benchmark
    public int wholePdu()
    {
        return pduCrc.update(Aal5Crc.INITIAL, pdu, 0, lengthBytes);
    }

    /**
     * Peer: an octet a step, by a table.
     *
     * @return the register.
     */
    @Benchmark
    public int byteTable()
    {
        int crc = Aal5Crc.INITIAL;
        for (final byte octet : bytes)
        {
            crc = crc << 8 ^ table[crc >>> 24 ^ octet & 0xFF];
        }
        return crc;
    }

    /**
     * Limit: the JDK's CRC32 as it is.
     *
     * @return another CRC than AAL5's.
     */
    @Benchmark
    public long jdkCrc32()
    {
        crc32.reset();
        crc32.update(bytes, 0, lengthBytes);
        return crc32.getValue();
    }

    /**
     * Floor: copying.
     *
     * @return the copy.
     */
    @Benchmark
    public byte[] copying()
    {
        System.arraycopy(bytes, 0, copy, 0, lengthBytes);
        return copy;
    }
}
