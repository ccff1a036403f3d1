package org.vatm.idt77252;

/** The descriptors that end within the cell under construction, and ask for a status entry: it is written when the cell is complete. */
final class CompletedDescriptors
{
    /** Without room for their entries the cell waits, however many requests stand between its bytes. */
    private static final int MOST = TransmitStatusQueue.WAITING;

    private final TransmitStatusQueue statusQueue;
    private final int[] status = new int[MOST];
    private final int[] word = new int[MOST];
    private int count;

    CompletedDescriptors(final TransmitStatusQueue statusQueue)
    {
        this.statusQueue = statusQueue;
    }

    void clear()
    {
        count = 0;
    }

    /**
     * One more.
     *
     * @param w0      of the descriptor.
     * @param content of its status entry.
     * @return false if the queue has no room for its entry.
     */
    boolean add(final int w0, final int content)
    {
        if (statusQueue.room() <= count)
        {
            return false;
        }
        status[count] = w0;
        word[count++] = content;
        return true;
    }

    /** Hands the entries over. */
    void writeEntries(final long nowPs)
    {
        for (int i = 0; i < count; i++)
        {
            final int w0 = status[i];
            statusQueue.add(
                nowPs,
                TransmitBufferDescriptor.TSR.isSet(w0) ? TsqEntry.TYPE_TSR : TsqEntry.TYPE_TBD,
                TransmitBufferDescriptor.TAG.get(w0),
                word[i],
                TransmitBufferDescriptor.TSIF.isSet(w0));
        }
        count = 0;
    }
}
