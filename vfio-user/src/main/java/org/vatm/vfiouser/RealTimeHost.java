package org.vatm.vfiouser;

import org.vatm.guest.GuestCpu;
import org.vatm.guest.Recorder;
import org.vatm.host.Host;
import org.vatm.sim.Pacer;

/**
 * A host of a simulation that keeps step with the wall clock, with a guest for its CPU: each access begins at the later of the present
 * simulated instant and the one that the wall clock maps to, and takes its time on the bus.
 */
public final class RealTimeHost implements AccessHandler
{
    private final Pacer pacer;
    private final GuestCpu cpu;
    private final Recorder.HostRecorder recorder;

    /**
     * @param pacer of the simulation; several hosts of a simulation share it.
     * @param host  one of its hosts.
     * @param slot  of the device that the guest sees.
     */
    public RealTimeHost(final Pacer pacer, final Host host, final int slot)
    {
        this(pacer, host, slot, null);
    }

    /**
     * @param pacer    of the simulation; several hosts of a simulation share it.
     * @param host     one of its hosts.
     * @param slot     of the device that the guest sees.
     * @param recorder writes down what the guest does, null if nobody wants to know.
     */
    public RealTimeHost(final Pacer pacer, final Host host, final int slot, final Recorder recorder)
    {
        this.pacer = pacer;
        cpu = new GuestCpu(host, slot);
        this.recorder = recorder == null ? null : recorder.record(host);
    }

    /**
     * @return the host.
     */
    public Host host()
    {
        return cpu.host();
    }

    /**
     * Does something to the machine that no guest can do, such as pulling a cable, at the present instant.
     *
     * @param code   for the recording.
     * @param action to be done while nobody else touches the machine.
     */
    public void act(final int code, final Runnable action)
    {
        enter();
        try
        {
            final long timePs = nowPs();
            action.run();
            if (recorder != null)
            {
                recorder.action(timePs, code);
            }
        }
        finally
        {
            exit();
        }
    }

    /** The instant at which the next access begins. */
    private long nowPs()
    {
        return pacer.settle();
    }

    @Override
    public void enter()
    {
        pacer.enter();
    }

    @Override
    public void exit()
    {
        pacer.exit();
    }

    @Override
    public int read(final int bar, final int offset, final int lanes)
    {
        final long timePs = nowPs();
        final int word = cpu.read(bar, offset, lanes);
        if (recorder != null)
        {
            recorder.read(timePs, bar, offset, lanes, word);
        }
        return word;
    }

    @Override
    public void write(final int bar, final int offset, final int data, final int lanes)
    {
        final long timePs = nowPs();
        cpu.write(bar, offset, data, lanes);
        if (recorder != null)
        {
            recorder.write(timePs, bar, offset, lanes, data);
        }
    }

    @Override
    public int configRead(final int offset, final int sizeBytes)
    {
        final long timePs = nowPs();
        final int value = cpu.configRead(offset, sizeBytes);
        if (recorder != null)
        {
            recorder.config(timePs, false, offset, sizeBytes, value);
        }
        return value;
    }

    @Override
    public void configWrite(final int offset, final int sizeBytes, final int data)
    {
        final long timePs = nowPs();
        cpu.configWrite(offset, sizeBytes, data);
        if (recorder != null)
        {
            recorder.config(timePs, true, offset, sizeBytes, data);
        }
    }

    @Override
    public void reset()
    {
        final long timePs = nowPs();
        cpu.reset();
        if (recorder != null)
        {
            recorder.reset(timePs);
        }
    }

    @Override
    public void mapped(final long busAddress, final long lengthBytes, final boolean writable)
    {
        if (recorder != null)
        {
            recorder.mapped(nowPs(), busAddress, lengthBytes, writable);
        }
    }

    @Override
    public void unmapped(final long busAddress)
    {
        if (recorder != null)
        {
            recorder.unmapped(nowPs(), busAddress);
        }
    }

    @Override
    public void memoryReady(final Runnable retry)
    {
        if (recorder != null)
        {
            recorder.ready(nowPs());
        }
        retry.run();
    }
}
