package org.vatm.atm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Random;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class Crc10Test
{
    @Test
    void shouldAgreeWithTheCatalogues()
    {
        // "123456789" as the last 72 of the 374 bits; what leads is zero and leaves no trace
        final byte[] message = new BigInteger(1, "123456789".getBytes(US_ASCII)).shiftLeft(10).toByteArray();
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[48]);
        payload.putBytes(48 - message.length, message);

        Crc10.insert(payload, 0);

        assertEquals(0x199, ((payload.getByte(46) & 3) << 8) | payload.getByte(47) & 0xFF);
    }

    @Test
    void shouldFindEverySingleBitErrorAndKeepWhatIsNotItsField()
    {
        final byte[] bytes = new byte[50];
        new Random(1).nextBytes(bytes);
        final UnsafeBuffer payload = new UnsafeBuffer(bytes);
        final byte[] before = bytes.clone();

        Crc10.insert(payload, 1);

        for (int i = 0; i < 47; i++)
        {
            assertEquals(before[i], bytes[i]);
        }
        assertEquals(before[47] & 0xFC, bytes[47] & 0xFC);
        assertEquals(before[49], bytes[49]);
        assertTrue(Crc10.check(payload, 1));
        for (int bit = 0; bit < 384; bit++)
        {
            bytes[1 + bit / 8] ^= (byte)(1 << bit % 8);
            assertFalse(Crc10.check(payload, 1), "bit " + bit);
            bytes[1 + bit / 8] ^= (byte)(1 << bit % 8);
        }
    }

    @Test
    void shouldWriteAndReadSegmentsOfAal34()
    {
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[48]);
        payload.setMemory(Aal34.PAYLOAD_OFFSET, Aal34.PAYLOAD_LENGTH, (byte)0xA5);

        Aal34.write(payload, 0, Aal34.BOM, 13, 0x2AB, 44);

        assertEquals(Aal34.BOM, Aal34.segmentType(payload, 0));
        assertEquals(13, Aal34.sequenceNumber(payload, 0));
        assertEquals(0x2AB, Aal34.mid(payload, 0));
        assertEquals(44, Aal34.lengthIndication(payload, 0));
        assertEquals((byte)0xA5, payload.getByte(45));
        assertTrue(Crc10.check(payload, 0));
    }

    @Test
    void shouldTurnALoopbackCell()
    {
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[48]);
        Oam.writeLoopback(payload, 0, 0xCAFE_F00D);
        assertTrue(Oam.isLoopbackRequest(payload, 0));
        assertTrue(Crc10.check(payload, 0));
        assertEquals(0x18, payload.getByte(0));
        assertEquals(0x6A, payload.getByte(45));

        Oam.turnLoopback(payload, 0);

        assertFalse(Oam.isLoopbackRequest(payload, 0));
        assertTrue(Crc10.check(payload, 0));
        assertEquals(Oam.LOOPBACK, Oam.function(payload, 0));
        assertEquals(0xCAFE_F00D, Oam.correlationTag(payload, 0));
    }
}
