package org.vatm.ndis;

/** The emulated system has stopped: a driver did what stops a real system. Ends the run of the simulation. */
public final class NdisBugCheck extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    private final NdisBugCheckCode code;

    public NdisBugCheck(final NdisBugCheckCode code, final long timePs, final String detail)
    {
        super(code + ": " + code.meaning() + "; " + detail + "; at " + timePs + " ps");
        this.code = code;
    }

    public NdisBugCheckCode code()
    {
        return code;
    }
}
