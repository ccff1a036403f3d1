package org.vatm.memory;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Memory behind the bus that is not in this process: its content must be asked for. A master that comes too early is told to retry and
 * comes again when the answer is there, as with the delayed transactions of PCI 2.1; simulated time goes on meanwhile.
 */
public interface RemoteMemory
{
    /**
     * Reads.
     *
     * @param busAddress  first byte.
     * @param to          where the bytes shall be.
     * @param toOffset    in it.
     * @param lengthBytes 1 or more, all in this memory.
     * @param retry       run once, on the simulation's side, when the same read will succeed at least in part.
     * @return true if the bytes are there, false if they are on their way.
     */
    boolean read(long busAddress, MutableDirectBuffer to, int toOffset, int lengthBytes, Runnable retry);

    /**
     * Writes.
     *
     * @param busAddress  first byte.
     * @param from        the bytes.
     * @param fromOffset  in it.
     * @param lengthBytes 1 or more, all in this memory.
     * @param retry       run once, on the simulation's side, when the bytes have arrived.
     * @return true if the bytes have arrived, false if they are on their way.
     */
    boolean write(long busAddress, DirectBuffer from, int fromOffset, int lengthBytes, Runnable retry);
}
