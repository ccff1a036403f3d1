package org.vatm.register;

/** What the guest can do with a field. */
public enum Access
{
    /** Reads back what was written. */
    RW("read and write"),
    /** Writes are ignored. */
    RO("read only"),
    /** Writing 1 clears the bit, writing 0 leaves it. */
    W1C("write 1 to clear"),
    /** Reading clears it, writes are ignored. */
    RC("cleared by reading"),
    /** Reads as 0. */
    WO("write only");

    private final String meaning;

    Access(final String meaning)
    {
        this.meaning = meaning;
    }

    public String meaning()
    {
        return meaning;
    }
}
