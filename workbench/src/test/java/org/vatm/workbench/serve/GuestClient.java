package org.vatm.workbench.serve;

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

/** As much of a vfio-user client as a guest's driver needs. */
final class GuestClient implements AutoCloseable
{
    static final int CONFIG = 7;

    private static final int VERSION = 1;
    private static final int REGION_INFO = 5;
    private static final int SET_IRQS = 8;
    private static final int REGION_READ = 9;
    private static final int REGION_WRITE = 10;
    private static final int EVENTFD_TRIGGER = 0x24;
    private static final int TIMEOUT_MS = 10_000;

    private final AFUNIXSocket socket;
    private final DataInputStream in;

    GuestClient(final Path path) throws IOException
    {
        socket = AFUNIXSocket.connectTo(AFUNIXSocketAddress.of(path));
        socket.setSoTimeout(TIMEOUT_MS);
        in = new DataInputStream(socket.getInputStream());
        call(VERSION, bytes(6).putInt(0).put("{}".getBytes(StandardCharsets.US_ASCII)), "\0");
    }

    long regionSize(final int region) throws IOException
    {
        return call(REGION_INFO, bytes(32).putInt(0, 32).putInt(8, region)).getLong(16);
    }

    int read(final int region, final int offset) throws IOException
    {
        return call(REGION_READ, bytes(16).putLong(0, offset).putInt(8, region).putInt(12, 4)).getInt(16);
    }

    void write(final int region, final int offset, final int value) throws IOException
    {
        call(REGION_WRITE, bytes(20).putLong(0, offset).putInt(8, region).putInt(12, 4).putInt(16, value));
    }

    void connectInterrupt(final FileDescriptor descriptor) throws IOException
    {
        socket.setOutboundFileDescriptors(descriptor);
        call(SET_IRQS, bytes(20).putInt(0, 20).putInt(4, EVENTFD_TRIGGER).putInt(16, 1));
    }

    private static ByteBuffer bytes(final int length)
    {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer call(final int command, final ByteBuffer payload, final String... tail) throws IOException
    {
        final byte[] end = String.join("", tail).getBytes(StandardCharsets.US_ASCII);
        final int size = 16 + payload.capacity() + end.length;
        socket.getOutputStream().write(bytes(size).putShort((short)1).putShort((short)command).putInt(size).putInt(0).putInt(0)
            .put(payload.array()).put(end).array());
        final byte[] header = new byte[16];
        in.readFully(header);
        final ByteBuffer reply = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        final byte[] answer = new byte[reply.getInt(4) - header.length];
        in.readFully(answer);
        assertEquals(0, reply.getInt(12), "errno");
        return ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException
    {
        socket.close();
    }
}
