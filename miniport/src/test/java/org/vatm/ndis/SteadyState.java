package org.vatm.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import org.agrona.DirectBuffer;
import org.vatm.host.Host;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Simulation;

/** Create, call, send, complete, close, delete over a miniport and a client that themselves allocate nothing. */
final class SteadyState implements AutoCloseable
{
    private final Simulation simulation = new Simulation();
    private final Host host = new Host(simulation, "h", PciTiming.PCI33, 16 << 20);
    private final Ndis ndis = new Ndis(host);
    private final Client client = new Client(ndis.protocolLibrary());
    private final NdisClientVc vc = new NdisClientVc();
    private final CoCallParameters parameters = TestSystem.parameters();
    private final NdisPacketPool packets = new NdisPacketPool(1);
    private final NdisBufferPool buffers = new NdisBufferPool(1);
    private final NdisPacket[] array = new NdisPacket[1];

    SteadyState()
    {
        host.addDevice(new TestNic(host.cpu().events()), 0);
        host.assignResources();
        final NdisHandleHolder driver = new NdisHandleHolder();
        final Miniport miniport = new Miniport();
        host.cpu().call(() ->
        {
            ndis.load(miniport, driver);
            new PvcCallManager(ndis.protocolLibrary()).register();
            client.register();
            return ndis.startAdapter(driver.value, 0, "ATM1", new NdisConfiguration(), new NdisHandleHolder());
        });
        array[0] = packets.allocatePacket();
        array[0].chainBufferAtBack(
            buffers.allocateBuffer(host.memory().allocator().directBuffer(64), 0, 64));
    }

    void rounds(final int count)
    {
        host.cpu().call(() ->
        {
            for (int i = 0; i < count; i++)
            {
                assertEquals(NDIS_STATUS_SUCCESS, client.createVc(client.port, vc));
                client.makeCall(vc, parameters);
                client.send(vc, array, 1);
                client.closeCall(vc);
                assertEquals(NDIS_STATUS_SUCCESS, client.deleteVc(vc));
            }
            return null;
        });
    }

    @Override
    public void close()
    {
        simulation.close();
    }

    private static final class Client extends NdisCoClient
    {
        NdisClientPort port;

        Client(final NdisProtocolLibrary ndis)
        {
            super(ndis);
        }

        @Override
        protected void onReady(final NdisClientPort ready)
        {
            port = ready;
        }

        @Override
        protected void onCallMade(final NdisClientVc made, final int status, final CoCallParameters callParameters)
        {
        }

        @Override
        protected void onCallClosed(final NdisClientVc closed, final int status)
        {
        }

        @Override
        protected void onSendComplete(final NdisClientVc sender, final int status, final NdisPacket packet)
        {
        }

        @Override
        protected int onReceive(final NdisClientVc receiver, final NdisPacket packet)
        {
            return 0;
        }
    }

    /** Completes every send inside the call, and gives the packet up as received. */
    private static final class Miniport implements NdisMiniport, NdisMiniportDriver
    {
        private final NdisHandleHolder wrapper = new NdisHandleHolder();
        private NdisMiniportLibrary ndis;
        private long ndisVcHandle;

        @Override
        public int driverEntry(final NdisMiniportLibrary library)
        {
            ndis = library;
            ndis.ndisMInitializeWrapper(wrapper);
            return ndis.ndisMRegisterMiniport(
                wrapper.value, new NdisMiniportCharacteristics(this), NdisMiniportCharacteristics.LENGTH_5_1);
        }

        @Override
        public int miniportInitialize(
            final NdisIntHolder openErrorStatus,
            final NdisIntHolder selectedMediumIndex,
            final int[] mediumArray,
            final int mediumArraySize,
            final long miniportAdapterHandle,
            final long wrapperConfigurationContext)
        {
            selectedMediumIndex.value = mediumArraySize - 1;
            ndis.ndisMSetAttributesEx(miniportAdapterHandle, 1, 0, NdisAttribute.NDIS_ATTRIBUTE_BUS_MASTER);
            return ndis.ndisMInitializeScatterGatherDma(miniportAdapterHandle, false, 65536);
        }

        @Override
        public void miniportHalt(final long miniportAdapterContext)
        {
        }

        @Override
        public int miniportReset(final NdisBooleanHolder addressingReset, final long miniportAdapterContext)
        {
            return NDIS_STATUS_SUCCESS;
        }

        @Override
        public void miniportShutdown(final long shutdownContext)
        {
        }

        @Override
        public int miniportCoCreateVc(
            final long miniportAdapterContext, final long vcHandle, final NdisHandleHolder miniportVcContext)
        {
            ndisVcHandle = vcHandle;
            miniportVcContext.value = 1;
            return NDIS_STATUS_SUCCESS;
        }

        @Override
        public int miniportCoDeleteVc(final long miniportVcContext)
        {
            return NDIS_STATUS_SUCCESS;
        }

        @Override
        public int miniportCoActivateVc(final long miniportVcContext, final CoCallParameters callParameters)
        {
            return NDIS_STATUS_SUCCESS;
        }

        @Override
        public int miniportCoDeactivateVc(final long miniportVcContext)
        {
            return NDIS_STATUS_SUCCESS;
        }

        @Override
        public void miniportCoSendPackets(
            final long miniportVcContext, final NdisPacket[] packetArray, final int numberOfPackets)
        {
            for (int i = 0; i < numberOfPackets; i++)
            {
                final NdisPacket packet = packetArray[i];
                ndis.ndisMCoSendComplete(NDIS_STATUS_SUCCESS, ndisVcHandle, packet);
                ndis.ndisMCoIndicateReceivePacket(ndisVcHandle, packetArray, 1);
            }
        }

        @Override
        public int miniportCoRequest(
            final long miniportAdapterContext, final long miniportVcContext, final NdisRequest ndisRequest)
        {
            return NdisStatus.NDIS_STATUS_INVALID_OID;
        }

        @Override
        public void miniportReturnPacket(final long miniportAdapterContext, final NdisPacket packet)
        {
        }

        @Override
        public void miniportPnPEventNotify(
            final long miniportAdapterContext,
            final int pnPEvent,
            final DirectBuffer informationBuffer,
            final int informationBufferLength)
        {
        }
    }
}
