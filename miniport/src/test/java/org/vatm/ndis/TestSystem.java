package org.vatm.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import org.vatm.host.Host;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Simulation;

/** One host with a {@link TestNic}, its miniport, the PVC call manager and a client. */
final class TestSystem implements AutoCloseable
{
    static final int SLOT = 3;
    static final long MICROSECOND = 1_000_000;
    static final long SECOND = 1_000_000 * MICROSECOND;

    final Simulation simulation = new Simulation();
    final Host host = new Host(simulation, "h", PciTiming.PCI33, 16 << 20);
    final TestNic nic = new TestNic(host.cpu().events());
    final Ndis ndis = new Ndis(host);
    final LoopMiniport miniport = new LoopMiniport(host.cpu());
    final PvcCallManager callManager = new PvcCallManager(ndis.protocolLibrary());
    final RecordingClient client = new RecordingClient(ndis.protocolLibrary());
    final NdisConfiguration configuration = new NdisConfiguration();
    final NdisHandleHolder driverHandle = new NdisHandleHolder();
    final NdisHandleHolder adapterHandle = new NdisHandleHolder();
    final NdisPacketPool packets = new NdisPacketPool(64);
    final NdisBufferPool buffers = new NdisBufferPool(64);

    TestSystem()
    {
        host.addDevice(nic, SLOT);
        host.assignResources();
    }

    int call(final IntSupplier driverCode)
    {
        return host.cpu().call(driverCode::getAsInt);
    }

    void run(final Runnable driverCode)
    {
        host.cpu().call(() ->
        {
            driverCode.run();
            return null;
        });
    }

    void runFor(final long ps)
    {
        simulation.runUntil(simulation.nowPs() + ps);
    }

    int load()
    {
        return call(() -> ndis.load(miniport, driverHandle));
    }

    int start()
    {
        return call(() -> ndis.startAdapter(driverHandle.value, SLOT, "ATM1", configuration, adapterHandle));
    }

    /** Everything up: adapter, call manager, client. */
    TestSystem up()
    {
        assertEquals(NDIS_STATUS_SUCCESS, load());
        assertEquals(NDIS_STATUS_SUCCESS, start());
        run(callManager::register);
        run(client::register);
        client.events.clear();
        miniport.calls.clear();
        return this;
    }

    NdisClientVc created()
    {
        final NdisClientVc vc = new NdisClientVc();
        assertEquals(NDIS_STATUS_SUCCESS, call(() -> client.createVc(client.port, vc)));
        return vc;
    }

    NdisClientVc connected()
    {
        final NdisClientVc vc = created();
        run(() -> client.makeCall(vc, parameters()));
        assertEquals(NdisClientVc.Stage.CONNECTED, vc.stage());
        client.events.clear();
        miniport.calls.clear();
        return vc;
    }

    /** The call manager's handle of the client's VC. */
    long callManagerHandle(final NdisClientVc vc)
    {
        return ndis.vc(vc.ndisVcHandle()).handle(NdisVc.CALL_MANAGER);
    }

    static CoCallParameters parameters()
    {
        final CoCallParameters parameters = new CoCallParameters();
        parameters.flags = CoCallParameters.PERMANENT_VC;
        parameters.mediaParameters = new CoMediaParameters();
        parameters.mediaParameters.flags = CoMediaParameters.TRANSMIT_VC | CoMediaParameters.RECEIVE_VC;
        parameters.mediaParameters.mediaSpecific.atm(new AtmMediaParameters());
        return parameters;
    }

    ByteBuf text(final String text)
    {
        final ByteBuf data = host.memory().allocator().directBuffer(Math.max(1, text.length()));
        data.writeCharSequence(text, StandardCharsets.US_ASCII);
        return data;
    }

    NdisPacket packet(final ByteBuf... parts)
    {
        final NdisPacket packet = packets.allocatePacket();
        for (final ByteBuf part : parts)
        {
            packet.chainBufferAtBack(buffers.allocateBuffer(part, part.readerIndex(), part.readableBytes()));
        }
        return packet;
    }

    long violations(final NdisViolation violation)
    {
        return ndis.violations().count(violation);
    }

    @Override
    public void close()
    {
        simulation.close();
    }
}
