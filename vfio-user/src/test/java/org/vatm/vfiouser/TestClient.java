package org.vatm.vfiouser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** The client side of the protocol, byte by byte. */
final class TestClient implements AutoCloseable
{
    static final int TIMEOUT_MS = 10_000;

    private final AFUNIXSocket socket;
    private final DataInputStream in;
    private int nextId = 0x1234;

    TestClient(final Path path) throws IOException
    {
        socket = AFUNIXSocket.connectTo(AFUNIXSocketAddress.of(path));
        socket.setSoTimeout(TIMEOUT_MS);
        in = new DataInputStream(socket.getInputStream());
    }

    static TestClient connect(final Path path) throws IOException
    {
        final TestClient client = new TestClient(path);
        client.negotiate();
        return client;
    }

    record Message(int id, int command, int flags, int errno, ByteBuffer payload)
    {
    }

    static ByteBuffer bytes(final int length)
    {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    static ByteBuffer message(
        final int id, final int command, final int size, final int flags, final int errno, final byte[] payload)
    {
        return bytes(16 + payload.length).putShort((short)id).putShort((short)command).putInt(size).putInt(flags)
            .putInt(errno).put(payload).flip();
    }

    void negotiate() throws IOException
    {
        final Message reply = call(Protocol.VERSION, version("{\"capabilities\":{\"max_msg_fds\":16}}\0"));
        assertEquals(0, reply.errno);
        assertEquals(0, reply.payload.getInt(0));
    }

    static byte[] version(final String json)
    {
        final byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return bytes(4 + text.length).putInt(0).put(text).array();
    }

    void sendRaw(final byte[] data, final FileDescriptor... descriptors) throws IOException
    {
        if (descriptors.length > 0)
        {
            socket.setOutboundFileDescriptors(descriptors);
        }
        socket.getOutputStream().write(data);
    }

    int send(final int command, final int flags, final byte[] payload, final FileDescriptor... descriptors)
        throws IOException
    {
        final int id = nextId++ & 0xFFFF;
        sendRaw(message(id, command, 16 + payload.length, flags, 0, payload).array(), descriptors);
        return id;
    }

    void reply(final Message to, final int flags, final byte[] payload) throws IOException
    {
        sendRaw(message(to.id, to.command, 16 + payload.length, flags, 0, payload).array());
    }

    Message receive() throws IOException
    {
        final byte[] header = new byte[16];
        in.readFully(header);
        final ByteBuffer h = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        final byte[] payload = new byte[h.getInt(4) - 16];
        in.readFully(payload);
        return new Message(h.getShort(0) & 0xFFFF, h.getShort(2), h.getInt(8), h.getInt(12),
            ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN));
    }

    Message call(final int command, final byte[] payload, final FileDescriptor... descriptors) throws IOException
    {
        final int id = send(command, 0, payload, descriptors);
        final Message reply = receive();
        assertEquals(id, reply.id);
        assertEquals(command, reply.command);
        assertEquals(reply.errno == 0 ? 1 : 0x21, reply.flags);
        return reply;
    }

    int errno(final int command, final byte[] payload, final FileDescriptor... descriptors) throws IOException
    {
        return call(command, payload, descriptors).errno;
    }

    static byte[] access(final int region, final long offset, final byte... data)
    {
        return access(region, offset, data.length, data);
    }

    static byte[] access(final int region, final long offset, final int count, final byte[] data)
    {
        return bytes(16 + data.length).putLong(offset).putInt(region).putInt(count).put(data).array();
    }

    byte[] read(final int region, final long offset, final int count) throws IOException
    {
        final Message reply = call(Protocol.REGION_READ, access(region, offset, count, new byte[0]));
        assertEquals(0, reply.errno);
        assertEquals(16 + count, reply.payload.capacity());
        assertEquals(offset, reply.payload.getLong(0));
        assertEquals(region, reply.payload.getInt(8));
        assertEquals(count, reply.payload.getInt(12));
        final byte[] data = new byte[count];
        reply.payload.position(16).get(data);
        return data;
    }

    int read32(final int region, final long offset) throws IOException
    {
        return ByteBuffer.wrap(read(region, offset, 4)).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    void write(final int region, final long offset, final byte... data) throws IOException
    {
        final Message reply = call(Protocol.REGION_WRITE, access(region, offset, data));
        assertEquals(0, reply.errno);
        assertEquals(16, reply.payload.capacity());
        assertEquals(data.length, reply.payload.getInt(12));
    }

    void write32(final int region, final long offset, final int value) throws IOException
    {
        write(region, offset, bytes(4).putInt(value).array());
    }

    void post32(final int region, final long offset, final int value) throws IOException
    {
        send(Protocol.REGION_WRITE, Protocol.NO_REPLY, access(region, offset, bytes(4).putInt(value).array()));
    }

    static byte[] dmaMap(final int flags, final long fileOffset, final long address, final long size)
    {
        return bytes(32).putInt(32).putInt(flags).putLong(fileOffset).putLong(address).putLong(size).array();
    }

    static byte[] dmaUnmap(final int flags, final long address, final long size)
    {
        return bytes(24).putInt(24).putInt(flags).putLong(address).putLong(size).array();
    }

    static byte[] setIrqs(final int flags, final int index, final int start, final int count, final byte... data)
    {
        return bytes(20 + data.length).putInt(20).putInt(flags).putInt(index).putInt(start).putInt(count).put(data)
            .array();
    }

    boolean isClosedByPeer() throws IOException
    {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException
    {
        socket.close();
    }
}
