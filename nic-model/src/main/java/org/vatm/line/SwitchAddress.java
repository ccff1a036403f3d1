package org.vatm.line;

import org.vatm.atm.CellHeader;

/**
 * What a switch connects: a virtual channel at one of its ports, or all channels of a virtual path there.
 *
 * @param port 1 or more.
 * @param vpi  0..255.
 * @param vci  0..65535, or {@link #ALL} for the whole path.
 */
public record SwitchAddress(int port, int vpi, int vci)
{
    /** Every channel of a path. */
    public static final int ALL = -1;

    /**
     * @throws IllegalArgumentException if there cannot be such a channel.
     */
    public SwitchAddress
    {
        if (port < 1 || vpi < 0 || vpi > CellHeader.VPI_MAX || vci < ALL || vci > CellHeader.VCI_MAX)
        {
            throw new IllegalArgumentException("port=" + port + " vpi=" + vpi + " vci=" + vci);
        }
    }

    /**
     * @return true for a virtual path.
     */
    public boolean isPath()
    {
        return vci == ALL;
    }

    /**
     * @return the path that a channel is in.
     */
    public SwitchAddress path()
    {
        return isPath() ? this : new SwitchAddress(port, vpi, ALL);
    }

    /** The address as scenarios write it: {@code 1/0/100}, or {@code 1/5} for a path. */
    @Override
    public String toString()
    {
        return port + "/" + vpi + (isPath() ? "" : "/" + vci);
    }
}
