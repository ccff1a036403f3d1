package org.vatm.ndis6;

import io.netty.buffer.ByteBuf;
import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisBufferPool;

/** {@code MDL}: describes memory, as one link of a {@link NetBuffer}'s chain. */
public final class Mdl
{
    /** Next of the chain. */
    public Mdl next;

    ByteBuf data;
    int offset;
    int byteCount;
    final NdisBufferPool pool; // null for one of a packet to be sent
    NdisBuffer descriptor; // what stands for it in a packet that is indicated

    Mdl(final NdisBufferPool pool)
    {
        this.pool = pool;
    }

    /** MmGetSystemAddressForMdlSafe: the Netty buffer; the memory begins at absolute index {@link #offset()}. */
    public ByteBuf data()
    {
        return data;
    }

    /** Absolute index of the first byte in {@link #data()}. */
    public int offset()
    {
        return offset;
    }

    /** MmGetMdlByteCount. */
    public int byteCount()
    {
        return byteCount;
    }

    /** Describes a part of the memory by the descriptor, which has been taken from the pool for that. */
    NdisBuffer describe(final int start, final int lengthBytes)
    {
        if (descriptor != null)
        {
            pool.freeBuffer(descriptor);
        }
        descriptor = pool.allocateBuffer(data, offset + start, lengthBytes);
        return descriptor;
    }
}
