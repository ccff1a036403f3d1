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
 * Peers: the table of 256 words that the textbooks have, and sixteen of them, as published (slicing). Limits: the JDK's CRC32 on the same bytes, which is what
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
    private static final int STEP = 16;
    private static final int CELL = 48;

    /** One cell; an Ethernet packet, an IP over ATM packet (RFC 1626), the longest PDU. */
    @Param({"48", "1500", "9188", "65535"})
    int lengthBytes;

    /** Table k: what an octet does to the register once k further octets have followed. */
    private final int[][] tables = new int[STEP][OCTETS];
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
            tables[0][octet] = crc;
        }
        for (int k = 1; k < STEP; k++)
        {
            for (int octet = 0; octet < OCTETS; octet++)
            {
                final int before = tables[k - 1][octet];
                tables[k][octet] = before << 8 ^ tables[0][before >>> 24];
            }
        }
        if (slicing() != byteTable() || cells() != byteTable() || wholePdu() != byteTable())
        {
            throw new IllegalStateException("CRCs differ");
        }
    }

    /**
     * What a cell takes: sixteen octets a step, by tables.
     *
     * @return the register.
     */
    @Benchmark
    public int cells()
    {
        return lengthBytes == CELL ? Aal5Crc.updateCell(Aal5Crc.INITIAL, pdu, 0) :
            Aal5Crc.update(Aal5Crc.INITIAL, pdu, 0, lengthBytes);
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
     * Peer: sixteen octets a step, by sixteen tables.
     *
     * @return the register.
     */
    @Benchmark
    public int slicing()
    {
        final int[][] t = tables;
        int crc = Aal5Crc.INITIAL;
        int i = 0;
        for (; i <= lengthBytes - STEP; i += STEP)
        {
            crc =
                t[15][bytes[i] & 0xFF ^ crc >>> 24] ^ t[14][bytes[i + 1] & 0xFF ^ crc >>> 16 & 0xFF] ^
                t[13][bytes[i + 2] & 0xFF ^ crc >>> 8 & 0xFF] ^ t[12][bytes[i + 3] & 0xFF ^ crc & 0xFF] ^
                t[11][bytes[i + 4] & 0xFF] ^ t[10][bytes[i + 5] & 0xFF] ^ t[9][bytes[i + 6] & 0xFF] ^
                t[8][bytes[i + 7] & 0xFF] ^ t[7][bytes[i + 8] & 0xFF] ^ t[6][bytes[i + 9] & 0xFF] ^
                t[5][bytes[i + 10] & 0xFF] ^ t[4][bytes[i + 11] & 0xFF] ^ t[3][bytes[i + 12] & 0xFF] ^
                t[2][bytes[i + 13] & 0xFF] ^ t[1][bytes[i + 14] & 0xFF] ^ t[0][bytes[i + 15] & 0xFF];
        }
        return byOctets(crc, i);
    }

    /**
     * Peer: an octet a step, by a table.
     *
     * @return the register.
     */
    @Benchmark
    public int byteTable()
    {
        return byOctets(Aal5Crc.INITIAL, 0);
    }

    private int byOctets(final int register, final int from)
    {
        final int[] t = tables[0];
        int crc = register;
        for (int i = from; i < lengthBytes; i++)
        {
            crc = crc << 8 ^ t[crc >>> 24 ^ bytes[i] & 0xFF];
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
