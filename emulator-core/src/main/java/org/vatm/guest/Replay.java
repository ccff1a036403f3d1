package org.vatm.guest;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vatm.host.Host;
import org.vatm.sim.Simulation;

/**
 * Runs a recording again, as fast as it goes: the same accesses at the same instants, the same data for the same DMA. The simulation must
 * be built as it was, its hosts without RAM; then every trace is the same to the bit.
 */
public final class Replay implements AutoCloseable
{
    /** Does again what was recorded by {@link Recorder.HostRecorder#action}. */
    @FunctionalInterface
    public interface Actions
    {
        /**
         * @param host number of the host.
         * @param code what was done; an IllegalArgumentException says that there is no such thing.
         */
        void act(int host, int code);
    }

    private static final int LONGEST_DESCRIPTION = 1 << 26;

    private final Path file;
    private final DataInputStream in;
    private final String description;
    private long accesses;

    /**
     * @param file a recording.
     * @throws IOException if it cannot be read, or is none.
     */
    public Replay(final Path file) throws IOException
    {
        this.file = file;
        in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
        boolean done = false;
        try
        {
            final long magic = in.readLong();
            if (magic != RecordFormat.MAGIC && magic != RecordFormat.MAGIC_1)
            {
                throw new IOException(file + " is not a recording");
            }
            description = magic == RecordFormat.MAGIC_1 ? in.readUTF() : longText();
            done = true;
        }
        catch (final EOFException e)
        {
            throw new IOException(file + " is not a recording", e);
        }
        finally
        {
            if (!done)
            {
                in.close();
            }
        }
    }

    private String longText() throws IOException
    {
        final int length = in.readInt();
        if (length < 0 || length > LONGEST_DESCRIPTION)
        {
            throw new IOException(file + " is not a recording");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /**
     * @return what the recorder was given.
     */
    public String description()
    {
        return description;
    }

    /**
     * @return accesses that were replayed.
     */
    public long accessCount()
    {
        return accesses;
    }

    /**
     * Runs a recording without actions to its end.
     *
     * @param simulation built as it was when the recording began.
     * @param cpus       of the recorded hosts, in the order of {@link Recorder#record}.
     * @return true if the recording was ended properly; false if it breaks off, which it does where its writer was killed.
     * @throws IOException             if it cannot be read.
     * @throws ReplayDivergedException if the simulation does something else than it did.
     */
    public boolean run(final Simulation simulation, final GuestCpu... cpus) throws IOException
    {
        return run(simulation, (host, code) ->
        {
            throw new IllegalArgumentException("action " + code + " of host " + host);
        }, cpus);
    }

    /**
     * Runs it to its end.
     *
     * @param simulation built as it was when the recording began.
     * @param actions    does what was done from outside.
     * @param cpus       of the recorded hosts, in the order of {@link Recorder#record}.
     * @return true if the recording was ended properly; false if it breaks off, which it does where its writer was killed.
     * @throws IOException             if it cannot be read.
     * @throws ReplayDivergedException if the simulation does something else than it did.
     */
    public boolean run(final Simulation simulation, final Actions actions, final GuestCpu... cpus) throws IOException
    {
        final ReplayMemory[] memories = new ReplayMemory[cpus.length];
        for (int i = 0; i < cpus.length; i++)
        {
            memories[i] = new ReplayMemory(cpus[i].host());
        }
        try
        {
            while (true)
            {
                final int kind = in.readUnsignedByte();
                final int host = in.readUnsignedByte();
                if (host >= cpus.length)
                {
                    throw new IOException(file + ": host " + host + " of " + cpus.length);
                }
                if (kind >= RecordFormat.DMA_READ)
                {
                    memories[host].add(transaction(kind));
                }
                else
                {
                    final long timePs = in.readLong();
                    if (kind == RecordFormat.END)
                    {
                        simulation.runUntil(timePs);
                        requireUsedUp(memories, cpus);
                        return true;
                    }
                    if (kind == RecordFormat.ACTION)
                    {
                        action(simulation, timePs, actions, host);
                        continue;
                    }
                    entry(simulation, kind, timePs, cpus[host], memories[host]);
                }
            }
        }
        catch (final EOFException e)
        {
            return false;
        }
    }

    private void action(final Simulation simulation, final long timePs, final Actions actions, final int host)
        throws IOException
    {
        final int code = in.readInt();
        simulation.runUntil(timePs);
        try
        {
            actions.act(host, code);
        }
        catch (final IllegalArgumentException e)
        {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static void requireUsedUp(final ReplayMemory[] memories, final GuestCpu[] cpus)
    {
        for (int i = 0; i < memories.length; i++)
        {
            if (!memories[i].isUsedUp())
            {
                throw new ReplayDivergedException(cpus[i].host().name() + ": recorded DMA did not happen again");
            }
        }
    }

    private ReplayMemory.Transaction transaction(final int kind) throws IOException
    {
        final long address = in.readLong();
        final int length = in.readInt();
        return new ReplayMemory.Transaction(
            kind, address, length, kind == RecordFormat.DMA_READ ? in.readNBytes(length) : null);
    }

    private void entry(
        final Simulation simulation,
        final int kind,
        final long timePs,
        final GuestCpu cpu,
        final ReplayMemory memory) throws IOException
    {
        // Read wholly first: what a broken end leaves out must not be made half.
        final int small = kind <= RecordFormat.CONFIG_WRITE ? in.readByte() : 0;
        final int offset = kind <= RecordFormat.CONFIG_WRITE ? in.readInt() : 0;
        final int lanes = kind <= RecordFormat.WRITE ? in.readInt() : 0;
        final int value = kind <= RecordFormat.CONFIG_WRITE ? in.readInt() : 0;
        final long address = kind == RecordFormat.MAP || kind == RecordFormat.UNMAP ? in.readLong() : 0;
        final long length = kind == RecordFormat.MAP ? in.readLong() : 0;
        final boolean writable = kind == RecordFormat.MAP && in.readBoolean();
        simulation.runUntil(timePs);
        switch (kind)
        {
            case RecordFormat.READ -> requireSame(cpu, kind, small, offset, value, cpu.read(small, offset, lanes));
            case RecordFormat.WRITE -> cpu.write(small, offset, value, lanes);
            case RecordFormat.CONFIG_READ -> requireSame(cpu, kind, 7, offset, value, cpu.configRead(offset, small));
            case RecordFormat.CONFIG_WRITE -> cpu.configWrite(offset, small, value);
            case RecordFormat.RESET -> cpu.reset();
            case RecordFormat.READY -> memory.ready();
            case RecordFormat.MAP -> cpu.host().memory().mapRegion(address, length, writable, memory);
            case RecordFormat.UNMAP -> cpu.host().memory().unmapRegion(address);
            default -> throw new IOException(file + ": entry of kind " + kind);
        }
        accesses += kind <= RecordFormat.CONFIG_WRITE ? 1 : 0;
    }

    private static void requireSame(
        final GuestCpu cpu, final int kind, final int region, final int offset, final int recorded, final int value)
    {
        if (recorded != value)
        {
            throw new ReplayDivergedException(String.format("%s at %d ps: read of region %d offset 0x%X gave 0x%X, recorded was 0x%X",
                cpu.host().name(), cpu.host().cpu().events().nowPs(), region, offset, value, recorded));
        }
    }

    @Override
    public void close() throws IOException
    {
        in.close();
    }
}
