package org.vatm.testkit;

import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisStatus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The answer to an OID request.
 *
 * @param oid         that was asked for.
 * @param status      of the request, never PENDING.
 * @param data        bytes written by a query, empty after a set.
 * @param bytesNeeded by a buffer that was too short.
 * @param pended      whether the miniport answered later.
 */
public record RequestResult(int oid, int status, byte[] data, int bytesNeeded, boolean pended)
{
    public boolean isSuccess()
    {
        return status == NdisStatus.NDIS_STATUS_SUCCESS;
    }

    /** The 32-bit word at a byte offset. */
    public int word(final int offset)
    {
        return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).getInt(offset);
    }

    /** A counter of 4 or 8 bytes. */
    public long counter()
    {
        final ByteBuffer bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        return data.length >= Long.BYTES ? bytes.getLong(0) : bytes.getInt(0) & 0xFFFF_FFFFL;
    }

    @Override
    public String toString()
    {
        return NdisOid.name(oid) + ": " + NdisStatus.name(status) + ", " + data.length + " bytes";
    }
}
