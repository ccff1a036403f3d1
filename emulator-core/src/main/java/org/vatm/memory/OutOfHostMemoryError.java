package org.vatm.memory;

/** A host's RAM, or its room for bus windows, is used up: what Netty's callers know as out of direct memory. */
public final class OutOfHostMemoryError extends OutOfMemoryError
{
    OutOfHostMemoryError(final String message)
    {
        super(message);
    }
}
