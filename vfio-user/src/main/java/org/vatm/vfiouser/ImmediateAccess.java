package org.vatm.vfiouser;

import java.util.concurrent.locks.ReentrantLock;
import org.vatm.pci.PciFunction;

/**
 * For a device that has no time of its own: each access happens when it comes and takes none.
 */
public final class ImmediateAccess implements AccessHandler
{
    private final ReentrantLock lock = new ReentrantLock();
    private final PciFunction function;

    /**
     * @param function the device.
     */
    public ImmediateAccess(final PciFunction function)
    {
        this.function = function;
    }

    @Override
    public void enter()
    {
        lock.lock();
    }

    @Override
    public void exit()
    {
        lock.unlock();
    }

    @Override
    public int read(final int bar, final int offset, final int lanes)
    {
        return function.barRead(bar, offset, lanes);
    }

    @Override
    public void write(final int bar, final int offset, final int data, final int lanes)
    {
        function.barWrite(bar, offset, data, lanes);
    }

    @Override
    public int configRead(final int offset, final int sizeBytes)
    {
        return function.config().read(offset, sizeBytes);
    }

    @Override
    public void configWrite(final int offset, final int sizeBytes, final int data)
    {
        function.config().write(offset, sizeBytes, data);
    }

    @Override
    public void reset()
    {
        function.reset(0);
    }
}
