package org.vatm.workbench;

import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * Where the project lies.
 */
final class Home
{
    private static final String PROPERTY = "vatm.home"; // set by the launcher script

    private Home()
    {
    }

    /**
     * @return the directory of the launcher script; for a jar started without it, three above the jar.
     */
    static Path directory()
    {
        final String home = System.getProperty(PROPERTY);
        if (home != null)
        {
            return Path.of(home);
        }
        try
        {
            return Path.of(Home.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                .resolve("../../..").normalize();
        }
        catch (final URISyntaxException e)
        {
            throw new IllegalStateException(e);
        }
    }
}
