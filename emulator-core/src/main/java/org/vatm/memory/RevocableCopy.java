package org.vatm.memory;

import org.agrona.UnsafeApi;

/**
 * Copies to and from memory that may be gone, which the processor tells by a fault. The JVM skips the faulting instruction and throws an
 * InternalError, but that of JDK 17 throws it some time later, wherever compiled code happens to enter the runtime: in the middle of the
 * model, or of what is done for another guest. So each copy ends with such an entry, and the error has no other place to come out.
 */
final class RevocableCopy
{
    /** 0, which the compilers do not know. */
    private static int none;
    private static Object lastEntry;

    private RevocableCopy()
    {
    }

    /** False if not all of it is there. */
    static boolean read(final long from, final byte[] array, final long to, final long lengthBytes)
    {
        try
        {
            UnsafeApi.copyMemory(null, from, array, to, lengthBytes);
            enterRuntime();
            return true;
        }
        catch (final InternalError e)
        {
            return false;
        }
    }

    /** False if not all of it is there. */
    static boolean write(final byte[] array, final long from, final long to, final long lengthBytes)
    {
        try
        {
            UnsafeApi.copyMemory(array, from, null, to, lengthBytes);
            enterRuntime();
            return true;
        }
        catch (final InternalError e)
        {
            return false;
        }
    }

    /**
     * A call of the runtime that looks for asynchronous exceptions, in the interpreter and in code of both compilers: to make an array
     * of two dimensions. It takes 80 ns and, without elements, 16 bytes. A system call that asked for the file's length would take
     * longer, and could be wrong already when it returns.
     */
    private static void enterRuntime()
    {
        lastEntry = new int[none][none];
    }
}
