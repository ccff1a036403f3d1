package org.vatm.guest;

/**
 * A replay does not do what was recorded: the model is not the one that it was.
 */
public final class ReplayDivergedException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    ReplayDivergedException(final String message)
    {
        super(message);
    }
}
