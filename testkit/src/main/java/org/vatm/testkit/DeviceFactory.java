package org.vatm.testkit;

import org.vatm.host.Host;
import org.vatm.pci.PciFunction;

/**
 * Makes the device that a driver under test serves, where that is not the ATM board. A class that is named in
 * {@link VirtualAtm#device} has a constructor without parameters.
 */
@FunctionalInterface
public interface DeviceFactory
{
    /**
     * @param host that it will be plugged into.
     * @param name that it must have.
     * @return the device.
     */
    PciFunction create(Host host, String name);

    /** The ATM board with its IDT77252: plugged in by the machine itself. */
    final class AtmBoard implements DeviceFactory
    {
        @Override
        public PciFunction create(final Host host, final String name)
        {
            throw new UnsupportedOperationException("the machine plugs ATM boards in itself");
        }
    }

    /** A {@link PlainDevice}. */
    final class Plain implements DeviceFactory
    {
        @Override
        public PciFunction create(final Host host, final String name)
        {
            return new PlainDevice(name, host.cpu().events());
        }
    }
}
