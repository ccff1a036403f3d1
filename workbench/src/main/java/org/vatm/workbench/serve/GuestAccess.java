package org.vatm.workbench.serve;

import org.vatm.host.Host;
import org.vatm.pci.HostBridge;
import org.vatm.vfiouser.AccessHandler;

import java.util.function.IntSupplier;

/**
 * A guest's accesses to one adapter: each begins on the adapter's bus at the instant at which it comes, and has ended when it is
 * answered.
 */
public final class GuestAccess implements AccessHandler
{
    private final RealTime time;
    private final Host host;
    private final HostBridge bridge;
    private final int slot;

    /**
     * @param time of the simulation.
     * @param host with the adapter.
     * @param slot of the adapter.
     */
    public GuestAccess(final RealTime time, final Host host, final int slot)
    {
        this.time = time;
        this.host = host;
        this.slot = slot;
        bridge = host.bridge();
    }

    @Override
    public void enter()
    {
        time.enter();
    }

    @Override
    public void exit()
    {
        time.exit();
    }

    @Override
    public int read(final int bar, final int offset, final int lanes)
    {
        return call(() -> bridge.barRead(slot, bar, offset, lanes));
    }

    @Override
    public void write(final int bar, final int offset, final int data, final int lanes)
    {
        call(() ->
        {
            bridge.barWrite(slot, bar, offset, data, lanes);
            return 0;
        });
        settle();
    }

    @Override
    public int configRead(final int offset, final int sizeBytes)
    {
        return call(() -> bridge.configRead(slot, offset, sizeBytes));
    }

    @Override
    public void configWrite(final int offset, final int sizeBytes, final int data)
    {
        call(() ->
        {
            bridge.configWrite(slot, offset, sizeBytes, data);
            return 0;
        });
        settle();
    }

    @Override
    public void reset()
    {
        settle();
        host.device(slot).reset(host.cpu().events().nowPs());
    }

    private int call(final IntSupplier driverCode)
    {
        return host.cpu().call(driverCode::getAsInt);
    }

    private void settle()
    {
        while (bridge.isBusy())
        {
            host.cpu().simulation().runUntil(host.cpu().simulation().nextActionPs());
        }
    }
}
