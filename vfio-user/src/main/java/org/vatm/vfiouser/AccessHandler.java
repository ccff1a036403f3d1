package org.vatm.vfiouser;

/**
 * What the server does to a machine on behalf of a guest. The handler decides at which instant of the machine's time an access
 * happens. Between {@link #enter} and {@link #exit} nobody else touches the machine; everything else here is called in between.
 */
public interface AccessHandler
{
    /**
     * Takes hold of the machine and brings it to the present instant.
     */
    void enter();

    /**
     * Lets go of the machine.
     */
    void exit();

    /**
     * A read behind a base address register.
     *
     * @param bar    0 to 5.
     * @param offset a multiple of 4, inside the register's size.
     * @param lanes  mask of the byte lanes that are read: 1 to 4 neighbours.
     * @return the word; other lanes do not matter.
     */
    int read(int bar, int offset, int lanes);

    /**
     * A write behind a base address register.
     *
     * @param bar    0 to 5.
     * @param offset a multiple of 4, inside the register's size.
     * @param data   the word.
     * @param lanes  mask of the byte lanes that are written: 1 to 4 neighbours.
     */
    void write(int bar, int offset, int data, int lanes);

    /**
     * @param offset    in configuration space, a multiple of the size.
     * @param sizeBytes 1, 2 or 4.
     * @return the value.
     */
    int configRead(int offset, int sizeBytes);

    /**
     * @param offset    in configuration space, a multiple of the size.
     * @param sizeBytes 1, 2 or 4.
     * @param data      the value.
     */
    void configWrite(int offset, int sizeBytes, int data);

    /**
     * The device goes back to its state at power-on.
     */
    void reset();

    /**
     * A piece of the guest's memory has become reachable.
     *
     * @param busAddress  of its first byte.
     * @param lengthBytes of the piece.
     * @param writable    true if devices may write there.
     */
    default void mapped(final long busAddress, final long lengthBytes, final boolean writable)
    {
    }

    /**
     * A piece of the guest's memory has gone.
     *
     * @param busAddress at which it began.
     */
    default void unmapped(final long busAddress)
    {
    }

    /**
     * An answer of the guest's memory has come.
     *
     * @param retry to be run for the device to go on.
     */
    default void memoryReady(final Runnable retry)
    {
        retry.run();
    }
}
