package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.vatm.sim.HostCpu;

/**
 * A miniport of the {@link TestNic} that gives every packet back to the VC that sent it, from its deferred procedure.
 * It does as it is told: whatever a test sets as a status is what the handler returns.
 */
final class LoopMiniport implements NdisMiniport, NdisMiniportDriver
{
    static final long CONTEXT = 0x70;
    private static final int RECEIVE_BUFFERS = 8;
    private static final int BUFFER_LENGTH = 2048;

    /** The driver's state of a VC. */
    static final class Vc
    {
        long ndisVcHandle;
        CoCallParameters pendingActivation;
        boolean draining;
        int sends;
        int receives;
    }

    final HostCpu cpu;
    final List<String> calls = new ArrayList<>();
    final List<Vc> vcs = new ArrayList<>();
    final ArrayDeque<NdisPacket> queue = new ArrayDeque<>();
    final NdisMiniportInterrupt interrupt = new NdisMiniportInterrupt();
    final NdisMiniportTimer timer = new NdisMiniportTimer();
    final NdisSharedMemory shared = new NdisSharedMemory();
    final NdisResourceList resources = new NdisResourceList();
    final NdisConfigurationParameter parameter = new NdisConfigurationParameter();
    NdisMiniportLibrary ndis;
    NdisMiniportCharacteristics characteristics = new NdisMiniportCharacteristics(this);
    int characteristicsLength = NdisMiniportCharacteristics.LENGTH_5_1;
    Runnable inInitialize = () -> { };

    int initializeStatus = NDIS_STATUS_SUCCESS;
    int createStatus = NDIS_STATUS_SUCCESS;
    int deleteStatus = NDIS_STATUS_SUCCESS;
    int activateStatus = NDIS_STATUS_SUCCESS;
    int requestStatus = NDIS_STATUS_SUCCESS;
    int resetStatus = NDIS_STATUS_SUCCESS;
    int receiveStatus = NDIS_STATUS_SUCCESS;
    boolean completesInside;
    boolean holdsSends;
    boolean hangs;
    boolean leaks;
    long adapterHandle;
    long configurationContext;
    long registers;
    NdisRequest lastRequest;
    int timerRuns;
    long isrEndPs;
    long dpcStartPs;

    private NdisPacketPool packetPool;
    private NdisBufferPool bufferPool;
    private final ArrayDeque<NdisPacket> receivePackets = new ArrayDeque<>();
    private final NdisHandleHolder out = new NdisHandleHolder();

    LoopMiniport(final HostCpu cpu)
    {
        this.cpu = cpu;
    }

    @Override
    public int driverEntry(final NdisMiniportLibrary library)
    {
        ndis = library;
        ndis.ndisMInitializeWrapper(out);
        return ndis.ndisMRegisterMiniport(out.value, characteristics, characteristicsLength);
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
        log("Initialize");
        adapterHandle = miniportAdapterHandle;
        configurationContext = wrapperConfigurationContext;
        selectedMediumIndex.value = Arrays.binarySearch(mediumArray, NdisMedium.NDIS_MEDIUM_ATM);
        ndis.ndisMSetAttributesEx(adapterHandle, CONTEXT, 0,
            NdisAttribute.NDIS_ATTRIBUTE_BUS_MASTER | NdisAttribute.NDIS_ATTRIBUTE_DESERIALIZE);
        ndis.ndisMQueryAdapterResources(wrapperConfigurationContext, resources);
        final NdisResourceList.Descriptor memory = resources.first(NdisResourceList.Type.MEMORY);
        ndis.ndisMMapIoSpace(out, adapterHandle, memory.start(), memory.length());
        registers = out.value;
        ndis.ndisMInitializeScatterGatherDma(adapterHandle, false, BUFFER_LENGTH);
        ndis.ndisMAllocateSharedMemory(adapterHandle, RECEIVE_BUFFERS * BUFFER_LENGTH, true, shared);
        packetPool = ndis.ndisAllocatePacketPool(RECEIVE_BUFFERS);
        bufferPool = ndis.ndisAllocateBufferPool(RECEIVE_BUFFERS);
        for (int i = 0; i < RECEIVE_BUFFERS; i++)
        {
            final NdisPacket packet = packetPool.allocatePacket();
            packet.chainBufferAtBack(bufferPool.allocateBuffer(shared.data(), i * BUFFER_LENGTH, BUFFER_LENGTH));
            receivePackets.add(packet);
        }
        ndis.ndisMInitializeTimer(timer, adapterHandle, context -> timerRuns++, 0);
        inInitialize.run();
        final int line = (int)resources.first(NdisResourceList.Type.INTERRUPT).start();
        ndis.ndisMRegisterInterrupt(
            interrupt, adapterHandle, line, line, true, true, NdisMiniportLibrary.NDIS_INTERRUPT_LEVEL_SENSITIVE);
        ndis.ndisWriteRegisterUlong(registers + TestNic.MASK, 1);
        if (initializeStatus != NDIS_STATUS_SUCCESS && !leaks)
        {
            release();
        }
        return initializeStatus;
    }

    @Override
    public void miniportHalt(final long miniportAdapterContext)
    {
        log("Halt");
        ndis.ndisMCancelTimer(timer);
        if (!leaks)
        {
            release();
        }
    }

    private void release()
    {
        ndis.ndisWriteRegisterUlong(registers + TestNic.MASK, 0);
        ndis.ndisReadRegisterUlong(registers + TestNic.MASK);
        ndis.ndisMDeregisterInterrupt(interrupt);
        for (final NdisPacket packet : receivePackets)
        {
            bufferPool.freeBuffer(packet.unchainBufferAtFront());
            packetPool.freePacket(packet);
        }
        receivePackets.clear();
        ndis.ndisFreeBufferPool(bufferPool);
        ndis.ndisFreePacketPool(packetPool);
        ndis.ndisMFreeSharedMemory(adapterHandle, shared);
        ndis.ndisMUnmapIoSpace(adapterHandle, registers, resources.first(NdisResourceList.Type.MEMORY).length());
    }

    @Override
    public int miniportReset(final NdisBooleanHolder addressingReset, final long miniportAdapterContext)
    {
        log("Reset");
        hangs = false;
        if (completesInside)
        {
            ndis.ndisMResetComplete(adapterHandle, NDIS_STATUS_SUCCESS, false);
        }
        return resetStatus;
    }

    @Override
    public boolean miniportCheckForHang(final long miniportAdapterContext)
    {
        return hangs;
    }

    @Override
    public void miniportShutdown(final long shutdownContext)
    {
        log("Shutdown");
        ndis.ndisWriteRegisterUlong(registers + TestNic.MASK, 0);
    }

    @Override
    public void miniportIsr(
        final NdisBooleanHolder interruptRecognized,
        final NdisBooleanHolder queueMiniportHandleInterrupt,
        final long miniportAdapterContext)
    {
        final boolean isOurs = ndis.ndisReadRegisterUlong(registers + TestNic.CAUSE) != 0;
        interruptRecognized.value = isOurs;
        queueMiniportHandleInterrupt.value = isOurs;
        if (isOurs)
        {
            log("ISR");
            ndis.ndisWriteRegisterUlong(registers + TestNic.CAUSE, 1);
            ndis.ndisReadRegisterUlong(registers + TestNic.CAUSE);
            isrEndPs = ndis.ndisGetCurrentSystemTimePs();
        }
    }

    @Override
    public void miniportHandleInterrupt(final long miniportAdapterContext)
    {
        log("HandleInterrupt");
        dpcStartPs = ndis.ndisGetCurrentSystemTimePs();
        while (!queue.isEmpty() && !holdsSends)
        {
            finish(queue.poll());
        }
        ndis.ndisMCoReceiveComplete(adapterHandle);
    }

    private void finish(final NdisPacket packet)
    {
        final Vc vc = vcs.get((int)packet.miniportReserved(0));
        final NdisPacket copy = receivePackets.poll();
        if (copy != null)
        {
            final NdisBuffer target = copy.firstBuffer();
            target.adjustLength(packet.totalPacketLength());
            int at = target.offset();
            for (NdisBuffer b = packet.firstBuffer(); b != null; b = b.next())
            {
                b.data().getBytes(b.offset(), target.data().duplicate().setIndex(at, at), b.length());
                at += b.length();
            }
            copy.status(receiveStatus);
            copy.miniportReserved(0, packet.miniportReserved(0));
            indicate(vc, copy);
        }
        complete(vc, packet);
    }

    void indicate(final Vc vc, final NdisPacket packet)
    {
        vc.receives++;
        final int status = packet.status();
        ndis.ndisMCoIndicateReceivePacket(vc.ndisVcHandle, new NdisPacket[] { packet }, 1);
        if (status != NDIS_STATUS_SUCCESS)
        {
            reclaim(packet);
        }
    }

    NdisPacket receivePacket()
    {
        return receivePackets.poll();
    }

    private void complete(final Vc vc, final NdisPacket packet)
    {
        vc.sends--;
        ndis.ndisMCoSendComplete(NDIS_STATUS_SUCCESS, vc.ndisVcHandle, packet);
        endDraining(vc);
    }

    private void reclaim(final NdisPacket packet)
    {
        final Vc vc = vcs.get((int)packet.miniportReserved(0));
        vc.receives--;
        packet.firstBuffer().adjustLength(BUFFER_LENGTH);
        receivePackets.add(packet);
        endDraining(vc);
    }

    private void endDraining(final Vc vc)
    {
        if (vc.draining && vc.sends == 0 && vc.receives == 0)
        {
            vc.draining = false;
            ndis.ndisMCoDeactivateVcComplete(NDIS_STATUS_SUCCESS, vc.ndisVcHandle);
        }
    }

    @Override
    public int miniportCoCreateVc(
        final long miniportAdapterContext, final long ndisVcHandle, final NdisHandleHolder miniportVcContext)
    {
        log("CoCreateVc");
        if (createStatus == NDIS_STATUS_SUCCESS)
        {
            final Vc vc = new Vc();
            vc.ndisVcHandle = ndisVcHandle;
            vcs.add(vc);
            miniportVcContext.value = vcs.size();
        }
        return createStatus;
    }

    @Override
    public int miniportCoDeleteVc(final long miniportVcContext)
    {
        log("CoDeleteVc");
        return deleteStatus;
    }

    @Override
    public int miniportCoActivateVc(final long miniportVcContext, final CoCallParameters callParameters)
    {
        log("CoActivateVc");
        final Vc vc = vc(miniportVcContext);
        vc.pendingActivation = callParameters;
        if (completesInside)
        {
            ndis.ndisMCoActivateVcComplete(NDIS_STATUS_SUCCESS, vc.ndisVcHandle, callParameters);
        }
        return activateStatus;
    }

    @Override
    public int miniportCoDeactivateVc(final long miniportVcContext)
    {
        log("CoDeactivateVc");
        final Vc vc = vc(miniportVcContext);
        vc.draining = vc.sends != 0 || vc.receives != 0;
        return vc.draining ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS;
    }

    @Override
    public void miniportCoSendPackets(
        final long miniportVcContext, final NdisPacket[] packetArray, final int numberOfPackets)
    {
        log("CoSendPackets " + numberOfPackets);
        for (int i = 0; i < numberOfPackets; i++)
        {
            packetArray[i].miniportReserved(0, miniportVcContext - 1);
            vc(miniportVcContext).sends++;
            queue.add(packetArray[i]);
        }
        ndis.ndisWriteRegisterUlong(registers + TestNic.BELL, 1);
    }

    @Override
    public int miniportCoRequest(
        final long miniportAdapterContext, final long miniportVcContext, final NdisRequest ndisRequest)
    {
        lastRequest = ndisRequest;
        if (requestStatus == NDIS_STATUS_SUCCESS)
        {
            ndisRequest.informationBuffer.putInt(0, (int)miniportVcContext);
            ndisRequest.bytesWritten = Integer.BYTES;
        }
        log("CoRequest " + NdisOid.name(ndisRequest.oid));
        return requestStatus;
    }

    @Override
    public void miniportReturnPacket(final long miniportAdapterContext, final NdisPacket packet)
    {
        log("ReturnPacket");
        reclaim(packet);
    }

    @Override
    public void miniportCancelSendPackets(final long miniportAdapterContext, final long cancelId)
    {
        log("CancelSendPackets");
        for (final NdisPacket packet : List.copyOf(queue))
        {
            if (packet.packetCancelId() == cancelId)
            {
                queue.remove(packet);
                final Vc vc = vcs.get((int)packet.miniportReserved(0));
                vc.sends--;
                ndis.ndisMCoSendComplete(NdisStatus.NDIS_STATUS_REQUEST_ABORTED, vc.ndisVcHandle, packet);
            }
        }
    }

    @Override
    public void miniportPnPEventNotify(
        final long miniportAdapterContext,
        final int pnPEvent,
        final DirectBuffer informationBuffer,
        final int informationBufferLength)
    {
        log("PnPEventNotify");
    }

    private Vc vc(final long miniportVcContext)
    {
        return vcs.get((int)miniportVcContext - 1);
    }

    private void log(final String call)
    {
        calls.add(cpu.level() + " " + call);
    }
}
