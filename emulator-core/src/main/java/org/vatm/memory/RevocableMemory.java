package org.vatm.memory;

/**
 * Memory of this process that somebody else can take away at any instant, such as a file that a guest shares with us and then truncates.
 * Reads of what has gone give ones and writes are lost, as when nobody claims a transaction on PCI.
 */
public interface RevocableMemory
{
    /**
     * An access has found that memory gone. Called on the simulation's side, perhaps often; must not touch the address space.
     *
     * @param busAddress at which the access began.
     */
    void revoked(long busAddress);
}
