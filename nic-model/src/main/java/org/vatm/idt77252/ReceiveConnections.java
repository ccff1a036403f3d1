package org.vatm.idt77252;

import org.vatm.register.GuestErrors;

/**
 * Open and close connection commands (data sheet 4.3). Drivers also open and close by writing the RCT entry: nothing
 * is kept beside it.
 */
final class ReceiveConnections
{
    private final Sram sram;
    private final ConnectionLookup lookup;
    private final FreeBufferQueues freeBuffers;
    private final GuestErrors errors;

    ReceiveConnections(
        final Sram sram, final ConnectionLookup lookup, final FreeBufferQueues freeBuffers, final GuestErrors errors)
    {
        this.sram = sram;
        this.lookup = lookup;
        this.freeBuffers = freeBuffers;
        this.errors = errors;
    }

    /**
     * Opens a connection, with the reassembly state of one that is between PDUs.
     *
     * @param nowPs       instant.
     * @param byteAddress operand of the command: of the RCT entry in SRAM, absolute.
     */
    void open(final long nowPs, final int byteAddress)
    {
        final int entry = entry(byteAddress);
        if (entry >= 0)
        {
            sram.write(entry, sram.read(entry) & ~RctEntry.W0_REASSEMBLY_STATE | RctEntry.W0_OPEN.mask());
            sram.write(entry + 3, RctEntry.CRC_BETWEEN_PDUS);
        }
    }

    /**
     * Closes a connection. A buffer in progress goes back to the queue that it came from.
     *
     * @param nowPs       instant.
     * @param byteAddress operand of the command: of the RCT entry in SRAM, absolute.
     */
    void close(final long nowPs, final int byteAddress)
    {
        final int entry = entry(byteAddress);
        if (entry >= 0)
        {
            final int w0 = sram.read(entry);
            sram.write(entry, w0 & ~(RctEntry.W0_REASSEMBLY_STATE | RctEntry.W0_OPEN.mask()));
            sram.write(entry + 3, RctEntry.CRC_BETWEEN_PDUS);
            if (RctEntry.W0_ATTACHED.isSet(w0))
            {
                freeBuffers.append(nowPs, FreeBufferQueues.queueOf(w0), sram.read(entry + 1), sram.read(entry + 2));
            }
        }
    }

    private int entry(final int byteAddress)
    {
        final int word = SarCommand.CONNECTION_RCT_WORD.get(byteAddress);
        final int connection = lookup.connectionOfWord(word);
        if (connection < 0)
        {
            errors.report(SarGuestError.CONNECTION_OUTSIDE_RCT, word, byteAddress);
            return -1;
        }
        return lookup.entry(connection);
    }
}
