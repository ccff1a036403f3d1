package org.vatm.ndis;

import java.nio.file.Path;

/** The emulated system has stopped: a driver did what stops a real system. Ends the run of the simulation. */
public final class NdisBugCheck extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    private final NdisBugCheckCode code;
    private transient byte[] dump;
    private transient Path dumpFile;

    public NdisBugCheck(final NdisBugCheckCode code, final long timePs, final String detail)
    {
        super(code + ": " + code.meaning() + "; " + detail + "; at " + timePs + " ps");
        this.code = code;
    }

    public NdisBugCheckCode code()
    {
        return code;
    }

    /** What was in the system when it stopped, as a verifier knows it; null without one. */
    public byte[] dump()
    {
        return dump == null ? null : dump.clone();
    }

    /** Where that was written to; null if it was not. */
    public Path dumpFile()
    {
        return dumpFile;
    }

    /** Keeps a dump; file is null if it was not written. */
    public void dump(final byte[] bytes, final Path file)
    {
        dump = bytes.clone();
        dumpFile = file;
    }
}
