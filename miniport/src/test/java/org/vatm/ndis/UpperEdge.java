package org.vatm.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.List;
import java.util.function.IntSupplier;
import org.vatm.host.Host;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Simulation;

/** One host with a miniport, a call manager and a client that do as one {@link Script} says. */
final class UpperEdge implements AutoCloseable
{
    static final int SLOT = 2;

    final Simulation simulation = new Simulation();
    final Host host = new Host(simulation, "h", PciTiming.PCI33, 1 << 20);
    final Ndis ndis = new Ndis(host);
    final NdisProtocolLibrary library = ndis.protocolLibrary();
    final Script script = new Script();
    final ScriptedMiniport miniport = new ScriptedMiniport(script);
    final ScriptedCallManager callManager = new ScriptedCallManager(library, script);
    final ScriptedClient client = new ScriptedClient(library, script);
    final NdisHandleHolder adapter = new NdisHandleHolder();
    final NdisPacketPool packets = new NdisPacketPool(64);

    UpperEdge()
    {
        host.addDevice(new TestNic(host.cpu().events()), SLOT);
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

    void startAdapter(final NdisMiniportDriver driver)
    {
        final NdisHandleHolder handle = new NdisHandleHolder();
        assertEquals(NDIS_STATUS_SUCCESS, call(() -> ndis.load(driver, handle)));
        assertEquals(
            NDIS_STATUS_SUCCESS,
            call(() -> ndis.startAdapter(handle.value, SLOT, "ATM1", new NdisConfiguration(), adapter)));
    }

    void bindAll()
    {
        run(() -> library.ndisRegisterProtocol(callManager.protocol, callManager));
        run(() -> library.ndisRegisterProtocol(client.protocol, client));
    }

    /** Adapter, call manager, client, address family. */
    UpperEdge up()
    {
        startAdapter(miniport);
        bindAll();
        script.log.clear();
        return this;
    }

    /** With a VC of the client. */
    UpperEdge created()
    {
        assertEquals(NDIS_STATUS_SUCCESS, call(client::createVc));
        script.log.clear();
        return this;
    }

    /** With a call of the client that is connected. */
    UpperEdge connected(final boolean withParty)
    {
        created();
        script.answer("cm MakeCall", NDIS_STATUS_PENDING);
        run(() -> client.makeCall(TestSystem.parameters(), withParty));
        run(callManager::activate);
        run(() -> callManager.completeMakeCall(NDIS_STATUS_SUCCESS));
        script.log.clear();
        return this;
    }

    /** With a VC of the call manager for the client, which has a SAP. */
    UpperEdge withIncomingVc()
    {
        assertEquals(NDIS_STATUS_SUCCESS, call(client::registerSap));
        callManager.parameters = TestSystem.parameters();
        assertEquals(NDIS_STATUS_SUCCESS, call(() -> callManager.createVc(true)));
        run(callManager::activate);
        script.log.clear();
        return this;
    }

    void send()
    {
        run(() -> library.ndisCoSendPackets(client.vc.value, new NdisPacket[] { packets.allocatePacket() }, 1));
    }

    NdisVc vc()
    {
        return ndis.vc(callManager.vc);
    }

    void assertLog(final String... expected)
    {
        assertEquals(List.of(expected), script.take());
    }

    long violations(final NdisViolation violation)
    {
        return ndis.violations().count(violation);
    }

    void assertNoViolations()
    {
        assertEquals(0, ndis.violations().total());
    }

    @Override
    public void close()
    {
        simulation.close();
    }
}
