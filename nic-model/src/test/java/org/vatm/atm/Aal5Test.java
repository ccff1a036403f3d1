package org.vatm.atm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Random;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vatm.atm.Aal5.Verdict;

class Aal5Test
{
    @ParameterizedTest
    @CsvSource({ "0,1,40", "1,1,39", "40,1,0", "41,2,47", "48,2,40", "88,2,0", "1500,32,28", "65535,1366,25" })
    void shouldFillCells(final int length, final int cells, final int padding)
    {
        assertEquals(cells, Aal5.cells(length));
        assertEquals(padding, Aal5.padding(length));
        assertEquals(cells * 48, Aal5.pduLength(length));
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 40, 41, 48, 65535 })
    void shouldReassembleWhatWasSegmented(final int length)
    {
        final byte[] payload = new byte[length];
        new Random(length).nextBytes(payload);
        final UnsafeBuffer pdu = new UnsafeBuffer(new byte[Aal5.pduLength(length) + 2]);
        pdu.setMemory(0, pdu.capacity(), (byte)0x5A);
        pdu.putBytes(1, payload);

        final int pduLength = Aal5.encapsulate(pdu, 1, length, 0x12, 0x34);

        final UnsafeBuffer cell = new UnsafeBuffer(new byte[48]);
        final UnsafeBuffer received = new UnsafeBuffer(new byte[pduLength]);
        int sent = Aal5Crc.INITIAL;
        int register = Aal5Crc.INITIAL;
        final int cells = Aal5.cells(length);
        for (int i = 0; i < cells; i++)
        {
            cell.setMemory(0, 48, (byte)0);
            cell.putBytes(0, payload, Math.min(i * 48, length), Math.max(0, Math.min(48, length - i * 48)));
            sent = i < cells - 1 ?
                Aal5Crc.updateCell(sent, cell, 0) : Aal5.finishLastCell(sent, cell, 0, 0x12, 0x34, length);
            register = Aal5Crc.updateCell(register, cell, 0);
            received.putBytes(i * 48, cell, 0, 48);
        }

        assertEquals(0, received.compareTo(new UnsafeBuffer(pdu, 1, pduLength)));
        assertEquals(0x5A, pdu.getByte(pduLength + 1));
        assertEquals(Aal5Crc.RESIDUE, sent);
        assertEquals(Verdict.GOOD, Aal5.judge(register, Aal5.length(received, pduLength), cells));
        assertEquals(Verdict.GOOD, Aal5.judge(received, 0, pduLength));
        assertEquals(length, Aal5.length(received, pduLength));
        assertEquals(0x12, Aal5.uu(received, pduLength));
        assertEquals(0x34, Aal5.cpi(received, pduLength));
    }

    @Test
    void shouldFindEveryChangedOctet()
    {
        final UnsafeBuffer pdu = new UnsafeBuffer(new byte[96]);
        Aal5.encapsulate(pdu, 0, 60, 0, 0);

        for (int i = 0; i < 96; i++)
        {
            pdu.putByte(i, (byte)(pdu.getByte(i) ^ 0x10));
            assertEquals(Verdict.CRC_ERROR, Aal5.judge(pdu, 0, 96), "octet " + i);
            pdu.putByte(i, (byte)(pdu.getByte(i) ^ 0x10));
        }
        assertEquals(Verdict.GOOD, Aal5.judge(pdu, 0, 96));
    }

    @Test
    void shouldTellALengthThatDoesNotFitFromAnAbort()
    {
        final UnsafeBuffer cell = new UnsafeBuffer(new byte[48]);

        Aal5.finishLastCell(Aal5Crc.INITIAL, cell, 0, 0, 0, 41);
        assertEquals(Verdict.LENGTH_ERROR, Aal5.judge(cell, 0, 48));

        Aal5.finishLastCell(Aal5Crc.INITIAL, cell, 0, 0, 0, 0);
        assertEquals(Verdict.ABORTED, Aal5.judge(cell, 0, 48));
        assertNotEquals(0, Aal5.crc(cell, 48));
    }
}
