package org.vatm.guest;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.vatm.host.Host;
import org.vatm.pci.PciBus;
import org.vatm.trace.TraceFan;
import org.vatm.trace.TraceListener;
import org.vatm.trace.TraceStream;

/**
 * Writes down all that comes into a simulation from outside: accesses of guests with their instants, and what the devices' DMA read in
 * the guests' memory. Used by whoever holds the simulation, like the simulation itself.
 */
public final class Recorder implements AutoCloseable
{
    private static final int BUFFER_BYTES = 1 << 16;

    private final DataOutputStream out;
    private final List<HostRecorder> hosts = new ArrayList<>();
    private byte[] bytes = new byte[256];
    private boolean closed;

    /**
     * @param file        to write; replaced if it exists.
     * @param description what is needed to build the same simulation again; comes back from {@link Replay#description()}.
     * @throws IOException if that cannot be done.
     */
    public Recorder(final Path file, final String description) throws IOException
    {
        out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
        out.writeLong(RecordFormat.MAGIC);
        final byte[] text = description.getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length);
        out.write(text);
    }

    /**
     * Records a host and its memory traffic. A replay must name its hosts in the same order.
     *
     * @param host to record, before anything has happened.
     * @return what is to be told of the guest's accesses.
     */
    public HostRecorder record(final Host host)
    {
        final HostRecorder recorder = new HostRecorder(host, hosts.size());
        hosts.add(recorder);
        TraceFan.attach(host.bus().trace(), recorder);
        return recorder;
    }

    /**
     * Ends the recording.
     *
     * @param nowPs instant at which the simulation stops.
     * @throws IOException if it could not be written.
     */
    public void end(final long nowPs) throws IOException
    {
        out.writeByte(RecordFormat.END);
        out.writeByte(0);
        out.writeLong(nowPs);
        close();
    }

    @Override
    public void close() throws IOException
    {
        if (!closed)
        {
            closed = true;
            for (final HostRecorder recorder : hosts)
            {
                TraceFan.detach(recorder.host.bus().trace(), recorder);
            }
            out.close();
        }
    }

    /** What happens to one host. */
    public final class HostRecorder implements TraceListener
    {
        private final Host host;
        private final int index;

        private HostRecorder(final Host host, final int index)
        {
            this.host = host;
            this.index = index;
        }

        /**
         * An access was made.
         *
         * @param timePs when it began.
         * @param bar    0 to 5.
         * @param offset a multiple of 4.
         * @param lanes  mask of byte lanes.
         * @param word   that was read.
         */
        public void read(final long timePs, final int bar, final int offset, final int lanes, final int word)
        {
            access(RecordFormat.READ, timePs, bar, offset, lanes, word);
        }

        /**
         * An access was made.
         *
         * @param timePs when it began.
         * @param bar    0 to 5.
         * @param offset a multiple of 4.
         * @param lanes  mask of byte lanes.
         * @param word   that was written.
         */
        public void write(final long timePs, final int bar, final int offset, final int lanes, final int word)
        {
            access(RecordFormat.WRITE, timePs, bar, offset, lanes, word);
        }

        private void access(
            final int kind, final long timePs, final int bar, final int offset, final int lanes, final int word)
        {
            put(() ->
            {
                begin(kind, timePs);
                out.writeByte(bar);
                out.writeInt(offset);
                out.writeInt(lanes);
                out.writeInt(word);
            });
        }

        /**
         * An access was made.
         *
         * @param timePs    when it began.
         * @param isWrite   true for a write.
         * @param offset    in configuration space.
         * @param sizeBytes 1, 2 or 4.
         * @param value     that was read or written.
         */
        public void config(
            final long timePs, final boolean isWrite, final int offset, final int sizeBytes, final int value)
        {
            put(() ->
            {
                begin(isWrite ? RecordFormat.CONFIG_WRITE : RecordFormat.CONFIG_READ, timePs);
                out.writeByte(sizeBytes);
                out.writeInt(offset);
                out.writeInt(value);
            });
        }

        /**
         * The device was reset.
         *
         * @param timePs when.
         */
        public void reset(final long timePs)
        {
            put(() -> begin(RecordFormat.RESET, timePs));
        }

        /**
         * Memory that is elsewhere has answered.
         *
         * @param timePs when.
         */
        public void ready(final long timePs)
        {
            put(() -> begin(RecordFormat.READY, timePs));
        }

        /**
         * Memory has come.
         *
         * @param timePs      when.
         * @param busAddress  where.
         * @param lengthBytes of it.
         * @param writable    true if devices may write there.
         */
        public void mapped(
            final long timePs, final long busAddress, final long lengthBytes, final boolean writable)
        {
            put(() ->
            {
                begin(RecordFormat.MAP, timePs);
                out.writeLong(busAddress);
                out.writeLong(lengthBytes);
                out.writeBoolean(writable);
            });
        }

        /**
         * Memory has gone.
         *
         * @param timePs     when.
         * @param busAddress at which it began.
         */
        public void unmapped(final long timePs, final long busAddress)
        {
            put(() ->
            {
                begin(RecordFormat.UNMAP, timePs);
                out.writeLong(busAddress);
            });
        }

        /**
         * Somebody has done something to the machine that no guest can do, such as pulling a cable.
         *
         * @param timePs when.
         * @param code   what; comes back from {@link Replay.Actions}.
         */
        public void action(final long timePs, final int code)
        {
            put(() ->
            {
                begin(RecordFormat.ACTION, timePs);
                out.writeInt(code);
            });
        }

        @Override
        public void onRecord(
            final TraceStream stream,
            final long timePs,
            final int kind,
            final long address,
            final int lengthBytes,
            final DirectBuffer data,
            final int offset)
        {
            final boolean byDevice = (kind >>> PciBus.TRACE_AGENT_SHIFT & 0xFF) != 0;
            final boolean putOff = (kind & PciBus.TRACE_RETRY) != 0;
            // Without data: the device has given the transfer up, and memory was not asked.
            if (!byDevice || lengthBytes == 0 || (kind & PciBus.TRACE_MASTER_ABORT) != 0 || data == null && !putOff)
            {
                return;
            }
            final boolean isRead = (kind & PciBus.TRACE_COMMAND) == PciBus.MEMORY_READ;
            put(() ->
            {
                out.writeByte(putOff ? RecordFormat.PUT_OFF : isRead ? RecordFormat.DMA_READ : RecordFormat.DMA_WRITE);
                out.writeByte(index);
                out.writeLong(address);
                out.writeInt(lengthBytes);
                if (isRead && !putOff)
                {
                    bytes = bytes.length < lengthBytes ? new byte[lengthBytes] : bytes;
                    data.getBytes(offset, bytes, 0, lengthBytes);
                    out.write(bytes, 0, lengthBytes);
                }
            });
        }

        private void begin(final int kind, final long timePs) throws IOException
        {
            out.writeByte(kind);
            out.writeByte(index);
            out.writeLong(timePs);
        }

        private void put(final Entry entry)
        {
            if (!closed)
            {
                try
                {
                    entry.write();
                }
                catch (final IOException e)
                {
                    throw new UncheckedIOException("recording", e);
                }
            }
        }
    }

    private interface Entry
    {
        void write() throws IOException;
    }
}
