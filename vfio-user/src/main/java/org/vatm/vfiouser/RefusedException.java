package org.vatm.vfiouser;

/**
 * A message that cannot be served, and the errno with which it is answered.
 */
final class RefusedException extends Exception
{
    private static final long serialVersionUID = 1L;

    private final int errno;

    RefusedException(final int errno, final String reason)
    {
        super(reason, null, false, false);
        this.errno = errno;
    }

    static RefusedException invalid(final String reason)
    {
        return new RefusedException(Protocol.EINVAL, reason);
    }

    int errno()
    {
        return errno;
    }
}
