package org.vatm.workbench;

import picocli.CommandLine.IVersionProvider;

/**
 * Version of vatm, from the manifest of its jar.
 */
final class Version implements IVersionProvider
{
    static String text()
    {
        final String version = Vatm.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion()
    {
        return new String[]{"vatm " + text()};
    }
}
