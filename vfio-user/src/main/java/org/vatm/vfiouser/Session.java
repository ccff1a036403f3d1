package org.vatm.vfiouser;

import static org.vatm.vfiouser.Protocol.COMMAND_OFFSET;
import static org.vatm.vfiouser.Protocol.ERRNO_OFFSET;
import static org.vatm.vfiouser.Protocol.ERROR;
import static org.vatm.vfiouser.Protocol.FLAGS_OFFSET;
import static org.vatm.vfiouser.Protocol.HEADER_LENGTH;
import static org.vatm.vfiouser.Protocol.ID_OFFSET;
import static org.vatm.vfiouser.Protocol.REGION_ACCESS_LENGTH;
import static org.vatm.vfiouser.Protocol.SIZE_OFFSET;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.vatm.memory.HostMemory;
import org.vatm.pci.PciFunction;

/**
 * One client, from its connection to its end.
 */
final class Session
{
    private static final int MIN_REPLY_BYTES = 4096;

    private final MessageSocket socket;
    private final AccessHandler handler;
    private final InterruptPin pin;
    private final RegionAccess regions;
    private final DmaMessages messages;
    private final GuestMemory memory;
    private final ServerStatistics statistics;
    private final ServerListener listener;

    private final ByteBuffer in;
    private ByteBuffer out = ByteBuffer.allocateDirect(MIN_REPLY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    /** Payload of the present message. */
    private int at;
    private int length;
    private FileDescriptor[] descriptors;
    private boolean negotiated;
    /** Where the client's memory has gone, by whoever held the machine; negative if it has not. */
    private volatile long truncatedAt = -1;

    Session(
        final MessageSocket socket,
        final PciFunction function,
        final HostMemory hostMemory,
        final AccessHandler handler,
        final InterruptPin pin,
        final ServerStatistics statistics,
        final ServerListener listener)
    {
        this.socket = socket;
        this.handler = handler;
        this.pin = pin;
        this.statistics = statistics;
        this.listener = listener;
        regions = new RegionAccess(function, handler);
        messages = new DmaMessages(socket, handler, statistics);
        memory = new GuestMemory(hostMemory, handler, messages, this::truncated);
        in = socket.buffer();
    }

    /** Serves until the stream ends. */
    void run() throws IOException
    {
        try
        {
            while (socket.next())
            {
                serve();
            }
        }
        catch (final IOException e)
        {
            requireMemory();
            throw e;
        }
        finally
        {
            end();
        }
        requireMemory();
    }

    /** The client has made a file shorter than it said. A guest that has lost its memory cannot go on. */
    private void truncated(final long busAddress)
    {
        if (truncatedAt < 0)
        {
            truncatedAt = busAddress;
            statistics.truncations.incrementAndGet();
            socket.shutdown();
        }
    }

    private void requireMemory() throws IOException
    {
        if (truncatedAt >= 0)
        {
            throw new IOException(
                "the client's memory at " + Long.toHexString(truncatedAt) + " has gone: its file was truncated");
        }
    }

    private void end()
    {
        handler.enter();
        try
        {
            pin.connect(null);
            memory.clear();
            messages.close();
            handler.reset();
        }
        finally
        {
            handler.exit();
        }
    }

    private void serve() throws IOException
    {
        final int begin = socket.offset();
        final int flags = in.getInt(begin + FLAGS_OFFSET);
        final int command = in.getShort(begin + COMMAND_OFFSET) & 0xFFFF;
        at = begin + HEADER_LENGTH;
        length = socket.size() - HEADER_LENGTH;
        descriptors = socket.takeDescriptors();
        statistics.messages.incrementAndGet();
        int replyLength = 0;
        int errno = 0;
        try
        {
            if (in.getInt(begin + SIZE_OFFSET) != socket.size())
            {
                throw RefusedException.invalid(
                    "message size " + Integer.toUnsignedString(in.getInt(begin + SIZE_OFFSET)));
            }
            if ((flags & Protocol.TYPE_MASK) == Protocol.TYPE_REPLY)
            {
                answered(begin);
                return;
            }
            if ((flags & Protocol.TYPE_MASK) != Protocol.TYPE_COMMAND)
            {
                throw RefusedException.invalid("message type " + (flags & Protocol.TYPE_MASK));
            }
            replyLength = dispatch(command);
        }
        catch (final RefusedException e)
        {
            errno = e.errno();
            statistics.refused.incrementAndGet();
            listener.refused(Protocol.commandName(command), errno, e.getMessage());
        }
        finally
        {
            Descriptors.close(descriptors);
        }
        if ((flags & Protocol.NO_REPLY) == 0)
        {
            reply(begin, command, errno == 0 ? replyLength : 0, errno);
        }
    }

    private void reply(final int begin, final int command, final int payload, final int errno) throws IOException
    {
        final int size = HEADER_LENGTH + payload;
        out.putShort(ID_OFFSET, in.getShort(begin + ID_OFFSET));
        out.putShort(COMMAND_OFFSET, (short)command);
        out.putInt(SIZE_OFFSET, size);
        out.putInt(FLAGS_OFFSET, errno == 0 ? Protocol.TYPE_REPLY : Protocol.TYPE_REPLY | ERROR);
        out.putInt(ERRNO_OFFSET, errno);
        out.limit(size).position(0);
        socket.send(out);
        out.clear();
    }

    private void answered(final int begin) throws RefusedException
    {
        handler.enter();
        try
        {
            messages.answered(in, begin, socket.size());
        }
        finally
        {
            handler.exit();
        }
    }

    /** Returns the length of the reply's payload, which is in {@link #out} behind the header. */
    private int dispatch(final int command) throws RefusedException
    {
        if (command == Protocol.VERSION)
        {
            return version();
        }
        if (!negotiated)
        {
            throw RefusedException.invalid("not VERSION, the first message");
        }
        switch (command)
        {
            case Protocol.REGION_READ:
                return regionRead();
            case Protocol.REGION_WRITE:
                return regionWrite();
            case Protocol.DMA_MAP:
                return dmaMap();
            case Protocol.DMA_UNMAP:
                return dmaUnmap();
            case Protocol.DEVICE_GET_INFO:
                return deviceInfo();
            case Protocol.DEVICE_GET_REGION_INFO:
                return regionInfo();
            case Protocol.DEVICE_GET_IRQ_INFO:
                return irqInfo();
            case Protocol.DEVICE_SET_IRQS:
                return setIrqs();
            case Protocol.DEVICE_RESET:
                return reset();
            default:
                throw new RefusedException(Protocol.ENOTSUP, "not served");
        }
    }

    private void requireLength(final int bytes) throws RefusedException
    {
        if (length < bytes)
        {
            throw RefusedException.invalid("payload of " + length + " bytes, " + bytes + " expected");
        }
    }

    /** The payload begins with its own size. */
    private void requireArgument(final int bytes) throws RefusedException
    {
        requireLength(bytes);
        if (Integer.compareUnsigned(in.getInt(at), bytes) < 0)
        {
            throw RefusedException.invalid(
                "argsz=" + Integer.toUnsignedString(in.getInt(at)) + ", " + bytes + " expected");
        }
    }

    private int version() throws RefusedException
    {
        if (negotiated)
        {
            throw RefusedException.invalid("a second VERSION");
        }
        requireLength(Protocol.VERSION_LENGTH);
        if (in.getShort(at) != 0)
        {
            throw RefusedException.invalid("major version " + (in.getShort(at) & 0xFFFF));
        }
        if (descriptors.length != 0)
        {
            throw RefusedException.invalid("descriptors");
        }
        if (length > Protocol.VERSION_LENGTH)
        {
            capabilities();
        }
        final byte[] ours = Protocol.CAPABILITIES.getBytes(StandardCharsets.US_ASCII);
        out.putInt(HEADER_LENGTH, 0);
        out.position(HEADER_LENGTH + Protocol.VERSION_LENGTH);
        out.put(ours).put((byte)0);
        negotiated = true;
        return Protocol.VERSION_LENGTH + ours.length + 1;
    }

    private void capabilities() throws RefusedException
    {
        final byte[] text = new byte[length - Protocol.VERSION_LENGTH];
        for (int i = 0; i < text.length; i++)
        {
            text[i] = in.get(at + Protocol.VERSION_LENGTH + i);
        }
        if (text[text.length - 1] != 0)
        {
            throw RefusedException.invalid("JSON does not end with NUL");
        }
        final Object json = Json.parse(new String(text, 0, text.length - 1, StandardCharsets.UTF_8));
        if (!(json instanceof Map<?, ?> top))
        {
            throw RefusedException.invalid("JSON is not an object");
        }
        if (top.get("capabilities") == null)
        {
            return;
        }
        if (!(top.get("capabilities") instanceof Map<?, ?> theirs))
        {
            throw RefusedException.invalid("capabilities are not an object");
        }
        number(theirs, "max_msg_fds", 0);
        messages.maxData((int)Math.min(number(theirs, "max_data_xfer_size", 1), Protocol.MAX_DATA));
    }

    private static long number(final Map<?, ?> from, final String name, final long least) throws RefusedException
    {
        final Object value = from.get(name);
        if (value == null)
        {
            return Long.MAX_VALUE;
        }
        if (!(value instanceof Long number) || number < least)
        {
            throw RefusedException.invalid(name + " is not a number of " + least + " or more");
        }
        return number;
    }

    private int dmaMap() throws RefusedException
    {
        requireArgument(Protocol.DMA_MAP_LENGTH);
        if (descriptors.length > 1)
        {
            throw RefusedException.invalid(descriptors.length + " descriptors for a DMA region");
        }
        handler.enter();
        try
        {
            memory.map(in.getLong(at + 16), in.getLong(at + 24), in.getInt(at + 4), in.getLong(at + 8),
                descriptors.length == 0 ? null : descriptors[0]);
        }
        finally
        {
            handler.exit();
        }
        return 0;
    }

    private int dmaUnmap() throws RefusedException
    {
        requireArgument(Protocol.DMA_UNMAP_LENGTH);
        final int flags = in.getInt(at + 4);
        final long address = in.getLong(at + 8);
        final long lengthBytes = in.getLong(at + 16);
        if (flags != 0 && (flags != Protocol.UNMAP_ALL || address != 0 || lengthBytes != 0))
        {
            throw RefusedException.invalid("DMA_UNMAP with flags " + Integer.toHexString(flags));
        }
        handler.enter();
        try
        {
            if (flags == 0)
            {
                memory.unmap(address, lengthBytes);
            }
            else
            {
                memory.clear();
            }
        }
        finally
        {
            handler.exit();
        }
        return echo(Protocol.DMA_UNMAP_LENGTH);
    }

    private int deviceInfo() throws RefusedException
    {
        requireArgument(Protocol.DEVICE_INFO_LENGTH);
        out.putInt(HEADER_LENGTH, Protocol.DEVICE_INFO_LENGTH);
        out.putInt(HEADER_LENGTH + 4, Protocol.DEVICE_RESETS | Protocol.DEVICE_IS_PCI);
        out.putInt(HEADER_LENGTH + 8, Protocol.REGIONS);
        out.putInt(HEADER_LENGTH + 12, Protocol.IRQS);
        return Protocol.DEVICE_INFO_LENGTH;
    }

    private int regionInfo() throws RefusedException
    {
        requireArgument(Protocol.REGION_INFO_LENGTH);
        final int region = in.getInt(at + 8);
        if (region < 0 || region >= Protocol.REGIONS)
        {
            throw RefusedException.invalid("region " + Integer.toUnsignedString(region));
        }
        final int size = regions.size(region);
        out.putInt(HEADER_LENGTH, Protocol.REGION_INFO_LENGTH);
        out.putInt(HEADER_LENGTH + 4, size == 0 ? 0 : Protocol.REGION_READABLE | Protocol.REGION_WRITABLE);
        out.putInt(HEADER_LENGTH + 8, region);
        out.putInt(HEADER_LENGTH + 12, 0);
        out.putLong(HEADER_LENGTH + 16, size);
        out.putLong(HEADER_LENGTH + 24, 0);
        return Protocol.REGION_INFO_LENGTH;
    }

    private int irqCount(final int index)
    {
        return index == Protocol.IRQ_INTX && pin.exists() ? 1 : 0;
    }

    private int irqInfo() throws RefusedException
    {
        requireArgument(Protocol.IRQ_INFO_LENGTH);
        final int index = in.getInt(at + 8);
        if (index < 0 || index >= Protocol.IRQS)
        {
            throw RefusedException.invalid("interrupt index " + Integer.toUnsignedString(index));
        }
        out.putInt(HEADER_LENGTH, Protocol.IRQ_INFO_LENGTH);
        out.putInt(HEADER_LENGTH + 4, irqCount(index) == 0 ? 0 : Protocol.IRQ_INTX_FLAGS);
        out.putInt(HEADER_LENGTH + 8, index);
        out.putInt(HEADER_LENGTH + 12, irqCount(index));
        return Protocol.IRQ_INFO_LENGTH;
    }

    private int setIrqs() throws RefusedException
    {
        requireArgument(Protocol.SET_IRQS_LENGTH);
        final int flags = in.getInt(at + 4);
        final int action = flags & Protocol.IRQ_ACTIONS;
        final int data = flags & Protocol.IRQ_DATA_MASK;
        final int count = in.getInt(at + 16);
        requireIrqs(flags, in.getInt(at + 8), in.getInt(at + 12), count);
        if (data == Protocol.IRQ_DATA_EVENTFD && action != Protocol.IRQ_ACTION_TRIGGER)
        {
            throw new RefusedException(Protocol.ENOTSUP, "masking by an eventfd");
        }
        if (descriptors.length == 1 && !Descriptors.isSignal(descriptors[0]))
        {
            throw RefusedException.invalid("an interrupt descriptor that may block");
        }
        handler.enter();
        try
        {
            if (data != Protocol.IRQ_DATA_BOOL || in.get(at + Protocol.SET_IRQS_LENGTH) != 0)
            {
                interrupt(action, data, count);
            }
            pin.evaluate();
        }
        finally
        {
            handler.exit();
        }
        return 0;
    }

    private void interrupt(final int action, final int data, final int count)
    {
        if (action == Protocol.IRQ_ACTION_MASK)
        {
            pin.mask();
        }
        else if (action == Protocol.IRQ_ACTION_UNMASK)
        {
            pin.unmask();
        }
        else if (data == Protocol.IRQ_DATA_EVENTFD && descriptors.length == 1)
        {
            pin.connect(descriptors[0]);
            descriptors[0] = null;
        }
        else if (count == 0 || data == Protocol.IRQ_DATA_EVENTFD)
        {
            pin.connect(null);
        }
        else
        {
            pin.test();
        }
    }

    private void requireIrqs(final int flags, final int index, final int start, final int count)
        throws RefusedException
    {
        final int action = flags & Protocol.IRQ_ACTIONS;
        final int data = flags & Protocol.IRQ_DATA_MASK;
        final boolean off = action == Protocol.IRQ_ACTION_TRIGGER && data == Protocol.IRQ_DATA_NONE;
        if (Integer.bitCount(action) != 1 || Integer.bitCount(data) != 1 || (flags & ~(action | data)) != 0)
        {
            throw RefusedException.invalid("SET_IRQS with flags " + Integer.toHexString(flags));
        }
        if (index < 0 || index >= Protocol.IRQS || start != 0 || irqCount(index) == 0 ||
            count != 1 && (count != 0 || !off))
        {
            throw RefusedException.invalid("SET_IRQS of interrupts " + Integer.toUnsignedString(start) + " + " +
                Integer.toUnsignedString(count) + " of index " + Integer.toUnsignedString(index));
        }
        if (data == Protocol.IRQ_DATA_BOOL && length != Protocol.SET_IRQS_LENGTH + count)
        {
            throw RefusedException.invalid("SET_IRQS with " + (length - Protocol.SET_IRQS_LENGTH) + " bytes of data");
        }
        if (descriptors.length > (data == Protocol.IRQ_DATA_EVENTFD ? count : 0))
        {
            throw RefusedException.invalid("SET_IRQS with " + descriptors.length + " descriptors");
        }
    }

    private int reset() throws RefusedException
    {
        if (length != 0)
        {
            throw RefusedException.invalid("payload of " + length + " bytes");
        }
        handler.enter();
        try
        {
            handler.reset();
            pin.evaluate();
        }
        finally
        {
            handler.exit();
        }
        statistics.resets.incrementAndGet();
        return 0;
    }

    private void requireAccess(final boolean write) throws RefusedException
    {
        requireLength(REGION_ACCESS_LENGTH);
        final long offset = in.getLong(at);
        final int region = in.getInt(at + 8);
        final int count = in.getInt(at + 12);
        final long size = region < 0 || region >= Protocol.REGIONS ? -1 : regions.size(region);
        if (size < 0 || count < 0 || offset < 0 || offset > size - count || count > Protocol.MAX_DATA)
        {
            throw RefusedException.invalid(Integer.toUnsignedString(count) + " bytes at " +
                Long.toHexString(offset) + " of region " + Integer.toUnsignedString(region));
        }
        if (length != REGION_ACCESS_LENGTH + (write ? count : 0))
        {
            throw RefusedException.invalid("payload of " + length + " bytes for " + count + " bytes of data");
        }
    }

    private int regionRead() throws RefusedException
    {
        requireAccess(false);
        final int count = in.getInt(at + 12);
        reserve(HEADER_LENGTH + REGION_ACCESS_LENGTH + count);
        final int region = in.getInt(at + 8);
        handler.enter();
        try
        {
            regions.read(region, (int)in.getLong(at), count, out, HEADER_LENGTH + REGION_ACCESS_LENGTH);
            pin.evaluate();
        }
        finally
        {
            handler.exit();
        }
        return echo(REGION_ACCESS_LENGTH) + count;
    }

    private int regionWrite() throws RefusedException
    {
        requireAccess(true);
        handler.enter();
        try
        {
            regions.write(
                in.getInt(at + 8), (int)in.getLong(at), in.getInt(at + 12), in, at + REGION_ACCESS_LENGTH);
            pin.evaluate();
        }
        finally
        {
            handler.exit();
        }
        return echo(REGION_ACCESS_LENGTH);
    }

    private void reserve(final int bytes)
    {
        if (out.capacity() < bytes)
        {
            out = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private int echo(final int bytes)
    {
        for (int i = 0; i < bytes; i += 8)
        {
            out.putLong(HEADER_LENGTH + i, in.getLong(at + i));
        }
        return bytes;
    }
}
