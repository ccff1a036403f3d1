package org.vatm.vfiouser;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.newsclub.net.unix.FileDescriptorCast;

/**
 * File descriptors that came with messages.
 */
final class Descriptors
{
    static final FileDescriptor[] NONE = {};

    private static final int O_NONBLOCK = 04000;

    private Descriptors()
    {
    }

    /** Closes descriptors that nobody has taken; null elements are taken ones. */
    static void close(final FileDescriptor[] descriptors)
    {
        for (final FileDescriptor descriptor : descriptors)
        {
            if (descriptor != null)
            {
                close(descriptor);
            }
        }
    }

    static void close(final FileDescriptor descriptor)
    {
        try
        {
            new FileOutputStream(descriptor).close();
        }
        catch (final IOException e)
        {
            return; // The kernel has closed it all the same.
        }
    }

    /** True if a write of 8 bytes will not block whoever makes it: an eventfd, or anything in non-blocking mode. */
    static boolean isSignal(final FileDescriptor descriptor)
    {
        try
        {
            return Files.readSymbolicLink(path(descriptor)).toString().contains("[eventfd]") || isNonBlocking(descriptor);
        }
        catch (final IOException e)
        {
            return false;
        }
    }

    /** The name under which Linux opens the file once more. */
    static Path path(final FileDescriptor descriptor) throws IOException
    {
        return Path.of("/proc/self/fd/" + number(descriptor));
    }

    private static int number(final FileDescriptor descriptor) throws IOException
    {
        return FileDescriptorCast.using(descriptor).as(Integer.class);
    }

    private static boolean isNonBlocking(final FileDescriptor descriptor) throws IOException
    {
        for (final String line : Files.readAllLines(Path.of("/proc/self/fdinfo/" + number(descriptor))))
        {
            if (line.startsWith("flags:"))
            {
                return (Long.parseLong(line.substring(6).trim(), 8) & O_NONBLOCK) != 0;
            }
        }
        return false;
    }
}
