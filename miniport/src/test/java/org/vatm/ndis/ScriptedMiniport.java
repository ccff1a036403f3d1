package org.vatm.ndis;


import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** A miniport without hardware that answers as its {@link Script} says and holds what is sent. */
final class ScriptedMiniport implements NdisMiniport, NdisMiniportDriver
{
    static final long CONTEXT = 0x70;

    final Script script;
    NdisMiniportCharacteristics characteristics = new NdisMiniportCharacteristics(this);
    final NdisHandleHolder wrapper = new NdisHandleHolder();
    final List<Long> vcs = new ArrayList<>();
    final ArrayDeque<NdisPacket> sent = new ArrayDeque<>();
    final ArrayDeque<NdisPacket> returned = new ArrayDeque<>();
    final NdisPacketPool packets = new NdisPacketPool(64);
    NdisMiniportLibrary ndis;
    long adapter;
    CoCallParameters activation;
    NdisRequest request;
    long vcContext;

    ScriptedMiniport(final Script script)
    {
        this.script = script;
    }

    /** The youngest VC. */
    long vc()
    {
        return vcs.get(vcs.size() - 1);
    }

    void completeActivation(final int status)
    {
        ndis.ndisMCoActivateVcComplete(status, vc(), activation);
    }

    void completeDeactivation(final int status)
    {
        ndis.ndisMCoDeactivateVcComplete(status, vc());
    }

    void completeSend(final int status)
    {
        ndis.ndisMCoSendComplete(status, vc(), sent.poll());
    }

    void indicate(final int status)
    {
        final NdisPacket packet = packets.allocatePacket();
        packet.status(status);
        ndis.ndisMCoIndicateReceivePacket(vc(), new NdisPacket[] { packet }, 1);
    }

    @Override
    public int driverEntry(final NdisMiniportLibrary library)
    {
        ndis = library;
        ndis.ndisMInitializeWrapper(wrapper);
        return ndis.ndisMRegisterMiniport(
            wrapper.value, characteristics, NdisMiniportCharacteristics.LENGTH_5_1);
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
        adapter = miniportAdapterHandle;
        selectedMediumIndex.value = mediumArraySize - 1;
        ndis.ndisMSetAttributesEx(miniportAdapterHandle, CONTEXT, 0, NdisAttribute.NDIS_ATTRIBUTE_BUS_MASTER);
        return script.call("Initialize");
    }

    @Override
    public void miniportHalt(final long miniportAdapterContext)
    {
        script.call("Halt");
    }

    @Override
    public int miniportReset(final NdisBooleanHolder addressingReset, final long miniportAdapterContext)
    {
        return script.call("Reset");
    }

    @Override
    public void miniportShutdown(final long shutdownContext)
    {
    }

    @Override
    public int miniportCoCreateVc(
        final long miniportAdapterContext, final long ndisVcHandle, final NdisHandleHolder miniportVcContext)
    {
        vcs.add(ndisVcHandle);
        miniportVcContext.value = vcs.size();
        return script.call("CoCreateVc");
    }

    @Override
    public int miniportCoDeleteVc(final long miniportVcContext)
    {
        return script.call("CoDeleteVc");
    }

    @Override
    public int miniportCoActivateVc(final long miniportVcContext, final CoCallParameters callParameters)
    {
        activation = callParameters;
        return script.call("CoActivateVc");
    }

    @Override
    public int miniportCoDeactivateVc(final long miniportVcContext)
    {
        return script.call("CoDeactivateVc");
    }

    @Override
    public void miniportCoSendPackets(
        final long miniportVcContext, final NdisPacket[] packetArray, final int numberOfPackets)
    {
        vcContext = miniportVcContext;
        for (int i = 0; i < numberOfPackets; i++)
        {
            sent.add(packetArray[i]);
        }
        script.call("CoSendPackets");
    }

    @Override
    public int miniportCoRequest(
        final long miniportAdapterContext, final long miniportVcContext, final NdisRequest ndisRequest)
    {
        request = ndisRequest;
        return script.call("CoRequest " + NdisOid.name(ndisRequest.oid));
    }

    @Override
    public void miniportReturnPacket(final long miniportAdapterContext, final NdisPacket packet)
    {
        returned.add(packet);
        script.call("ReturnPacket");
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
