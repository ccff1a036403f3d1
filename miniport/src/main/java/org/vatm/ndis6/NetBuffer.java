package org.vatm.ndis6;

import org.vatm.ndis.NdisScatterGatherList;

/**
 * {@code NET_BUFFER}: one PDU, a range of the memory that a chain of {@link Mdl}s describes.
 * <pre>
 *   mdlChain --&gt; [ MDL ] --&gt; [ MDL ] --&gt; [ MDL ]
 *                |-- dataOffset --|------ dataLength ------|
 * </pre>
 */
public final class NetBuffer
{
    /** NET_BUFFER_FIRST_MDL. */
    public Mdl mdlChain;
    /** NET_BUFFER_DATA_OFFSET. */
    public int dataOffset;
    /** NET_BUFFER_DATA_LENGTH. */
    public int dataLength;
    /** NET_BUFFER_MINIPORT_RESERVED. */
    public long miniportReserved0;
    public long miniportReserved1;

    NdisScatterGatherList scatterGatherList; // of a packet to be sent
    boolean isMapped;

    NetBuffer()
    {
    }

    /** NdisAdvanceNetBufferDataStart: leaves the first bytes out. */
    public void advanceDataStart(final int bytes)
    {
        if (bytes < 0 || bytes > dataLength)
        {
            throw new IllegalArgumentException("bytes=" + bytes + ", must be 0 to " + dataLength);
        }
        dataOffset += bytes;
        dataLength -= bytes;
    }

    /** NdisRetreatNetBufferDataStart: takes bytes in front in again. */
    public void retreatDataStart(final int bytes)
    {
        if (bytes < 0 || bytes > dataOffset)
        {
            throw new IllegalArgumentException("bytes=" + bytes + ", must be 0 to " + dataOffset);
        }
        dataOffset -= bytes;
        dataLength += bytes;
    }
}
