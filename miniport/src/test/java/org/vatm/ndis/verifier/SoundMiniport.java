package org.vatm.ndis.verifier;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_DATA;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_LENGTH;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_OID;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_REQUEST_ABORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.MiniportHandler;
import org.vatm.ndis.NdisAttribute;
import org.vatm.ndis.NdisBooleanHolder;
import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisBufferPool;
import org.vatm.ndis.NdisConfigurationParameter;
import org.vatm.ndis.NdisErrorCode;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisIntHolder;
import org.vatm.ndis.NdisMemory;
import org.vatm.ndis.NdisMiniport;
import org.vatm.ndis.NdisMiniportCharacteristics;
import org.vatm.ndis.NdisMiniportDriver;
import org.vatm.ndis.NdisMiniportInterrupt;
import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.ndis.NdisMiniportTimer;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisPacketPool;
import org.vatm.ndis.NdisRequest;
import org.vatm.ndis.NdisResourceList;
import org.vatm.ndis.NdisSharedMemory;

/**
 * A driver of the {@link SoundNic} without a fault: it gives every packet back to the VC that sent it. Tests override
 * the method in which their driver fails.
 */
class SoundMiniport implements NdisMiniport, NdisMiniportDriver
{
    static final long CONTEXT = 0x70;
    static final int BUFFER_LENGTH = 2048;
    static final int RECEIVE_BUFFERS = 4;
    static final int VC_BYTES = 64;
    static final int VC_TAG = 0x20634354;
    static final int UBR_CBR = 5;
    static final int CHARACTERISTICS = NdisMiniportCharacteristics.LENGTH_5_1;

    /** The driver's state of a VC. */
    static final class Vc
    {
        long context;
        long ndisVcHandle;
        NdisMemory memory = new NdisMemory();
        CoCallParameters activation;
        boolean draining;
        int sends;
        int receives;
    }

    final List<Vc> vcs = new ArrayList<>();
    final ArrayDeque<NdisPacket> queue = new ArrayDeque<>();
    final ArrayDeque<NdisPacket> receivePackets = new ArrayDeque<>();
    final NdisMiniportInterrupt interrupt = new NdisMiniportInterrupt();
    final NdisMiniportTimer timer = new NdisMiniportTimer();
    final NdisSharedMemory shared = new NdisSharedMemory();
    final NdisResourceList resources = new NdisResourceList();
    final NdisHandleHolder out = new NdisHandleHolder();
    final Map<Integer, byte[]> oids = new TreeMap<>(Integer::compareUnsigned);
    NdisMiniportLibrary ndis;
    NdisPacketPool packetPool;
    NdisBufferPool bufferPool;
    long adapterHandle;
    long registers;
    int activateStatus = NDIS_STATUS_SUCCESS;
    int resetStatus = NDIS_STATUS_SUCCESS;
    int initializeStatus = NDIS_STATUS_SUCCESS;
    int sendStatus = NDIS_STATUS_SUCCESS;
    int receiveStatus = NDIS_STATUS_SUCCESS;
    boolean holds; // packets stay in the queue
    boolean isRemoved;
    boolean isStarted;
    NdisRequest lastRequest;

    SoundMiniport()
    {
        for (final int oid : OidRules.MANDATORY)
        {
            value(oid, 4, 0);
        }
        for (final int oid : OidRules.counters())
        {
            value(oid, 4, 0);
        }
        value(NdisOid.OID_GEN_CO_DRIVER_VERSION, 2, 0x0501);
        value(NdisOid.OID_GEN_CO_MAC_OPTIONS, 4, 8);
        value(NdisOid.OID_GEN_CO_LINK_SPEED, 8, 1_555_200);
        value(NdisOid.OID_GEN_CO_MINIMUM_LINK_SPEED, 8, 1_555_200);
        value(NdisOid.OID_GEN_CO_MEDIA_SUPPORTED, 4, 8);
        value(NdisOid.OID_GEN_CO_MEDIA_IN_USE, 4, 8);
        value(NdisOid.OID_ATM_SUPPORTED_SERVICE_CATEGORY, 4, UBR_CBR);
        value(NdisOid.OID_ATM_SUPPORTED_AAL_TYPES, 4, 8);
        value(NdisOid.OID_ATM_HW_CURRENT_ADDRESS, 6, 1);
        value(NdisOid.OID_ATM_MAX_ACTIVE_VCS, 4, 2);
        value(NdisOid.OID_ATM_MAX_ACTIVE_VCI_BITS, 4, 10);
        value(NdisOid.OID_ATM_MAX_AAL5_PACKET_SIZE, 4, BUFFER_LENGTH);
    }

    /** A little-endian answer. */
    final void value(final int oid, final int lengthBytes, final long value)
    {
        final byte[] bytes = new byte[lengthBytes];
        for (int i = 0; i < lengthBytes; i++)
        {
            bytes[i] = (byte)(value >>> 8 * i);
        }
        oids.put(oid, bytes);
    }

    NdisMiniportCharacteristics characteristics()
    {
        return new NdisMiniportCharacteristics(this)
            .with(MiniportHandler.CHECK_FOR_HANG)
            .with(MiniportHandler.CANCEL_SEND_PACKETS)
            .with(MiniportHandler.ALLOCATE_COMPLETE);
    }

    @Override
    public int driverEntry(final NdisMiniportLibrary library)
    {
        ndis = library;
        ndis.ndisMInitializeWrapper(out);
        return ndis.ndisMRegisterMiniport(out.value, characteristics(), CHARACTERISTICS);
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
        adapterHandle = miniportAdapterHandle;
        selectedMediumIndex.value = java.util.Arrays.binarySearch(mediumArray, 8);
        configure(wrapperConfigurationContext);
        attributes();
        ndis.ndisMQueryAdapterResources(wrapperConfigurationContext, resources);
        claim();
        connect();
        isStarted = true;
        if (initializeStatus != NDIS_STATUS_SUCCESS)
        {
            log();
            release();
        }
        return initializeStatus;
    }

    void configure(final long context)
    {
        ndis.ndisOpenConfiguration(out, context);
        ndis.ndisReadConfiguration(new NdisConfigurationParameter(), out.value, "Buffers", 0);
        ndis.ndisCloseConfiguration(out.value);
    }

    void attributes()
    {
        ndis.ndisMSetAttributesEx(adapterHandle, CONTEXT, 0, NdisAttribute.NDIS_ATTRIBUTE_BUS_MASTER |
            NdisAttribute.NDIS_ATTRIBUTE_DESERIALIZE | NdisAttribute.NDIS_ATTRIBUTE_SURPRISE_REMOVE_OK);
    }

    void log()
    {
        ndis.ndisWriteErrorLogEntry(adapterHandle, NdisErrorCode.NDIS_ERROR_CODE_DRIVER_FAILURE);
    }

    void claim()
    {
        map();
        ndis.ndisMInitializeScatterGatherDma(adapterHandle, false, 65_535);
        ndis.ndisMAllocateSharedMemory(adapterHandle, RECEIVE_BUFFERS * BUFFER_LENGTH, true, shared);
        packetPool = ndis.ndisAllocatePacketPool(RECEIVE_BUFFERS);
        bufferPool = ndis.ndisAllocateBufferPool(RECEIVE_BUFFERS);
        for (int i = 0; i < RECEIVE_BUFFERS; i++)
        {
            final NdisPacket packet = packetPool.allocatePacket();
            packet.chainBufferAtBack(bufferPool.allocateBuffer(shared.data(), i * BUFFER_LENGTH, BUFFER_LENGTH));
            receivePackets.add(packet);
        }
        ndis.ndisMInitializeTimer(timer, adapterHandle, this::expired, 0);
    }

    void map()
    {
        final NdisResourceList.Descriptor memory = resources.first(NdisResourceList.Type.MEMORY);
        ndis.ndisMMapIoSpace(out, adapterHandle, memory.start(), memory.length());
        registers = out.value;
    }

    void expired(final long context)
    {
    }

    void connect()
    {
        final int line = (int)resources.first(NdisResourceList.Type.INTERRUPT).start();
        ndis.ndisMRegisterInterrupt(
            interrupt, adapterHandle, line, line, true, true, NdisMiniportLibrary.NDIS_INTERRUPT_LEVEL_SENSITIVE);
        write(SoundNic.MASK, 1);
    }

    final void write(final int register, final int data)
    {
        if (!isRemoved)
        {
            ndis.ndisWriteRegisterUlong(registers + register, data);
        }
    }

    final int read(final int register)
    {
        return isRemoved ? 0 : ndis.ndisReadRegisterUlong(registers + register);
    }

    @Override
    public void miniportHalt(final long miniportAdapterContext)
    {
        ndis.ndisMCancelTimer(timer);
        release();
    }

    void release()
    {
        write(SoundNic.MASK, 0);
        read(SoundNic.MASK);
        ndis.ndisMDeregisterInterrupt(interrupt);
        unmap();
    }

    void unmap()
    {
        freePools();
        freeShared();
        ndis.ndisMUnmapIoSpace(adapterHandle, registers, SoundNic.LENGTH);
    }

    void freePools()
    {
        for (final NdisPacket packet : receivePackets)
        {
            bufferPool.freeBuffer(packet.unchainBufferAtFront());
            packetPool.freePacket(packet);
        }
        receivePackets.clear();
        ndis.ndisFreeBufferPool(bufferPool);
        ndis.ndisFreePacketPool(packetPool);
    }

    void freeShared()
    {
        ndis.ndisMFreeSharedMemory(adapterHandle, shared);
    }

    @Override
    public int miniportReset(final NdisBooleanHolder addressingReset, final long miniportAdapterContext)
    {
        addressingReset.value = false;
        return resetStatus;
    }

    @Override
    public void miniportShutdown(final long shutdownContext)
    {
        write(SoundNic.MASK, 0);
    }

    @Override
    public void miniportIsr(
        final NdisBooleanHolder interruptRecognized,
        final NdisBooleanHolder queueMiniportHandleInterrupt,
        final long miniportAdapterContext)
    {
        final boolean isOurs = (read(SoundNic.CAUSE) & read(SoundNic.MASK)) != 0;
        interruptRecognized.value = isOurs;
        queueMiniportHandleInterrupt.value = isOurs;
        if (isOurs)
        {
            quiesce();
        }
    }

    void quiesce()
    {
        write(SoundNic.MASK, 0);
        write(SoundNic.CAUSE, 1);
        read(SoundNic.CAUSE);
    }

    @Override
    public void miniportHandleInterrupt(final long miniportAdapterContext)
    {
        while (!queue.isEmpty() && !holds)
        {
            finish(queue.poll());
        }
        received();
        unmask();
    }

    void received()
    {
        ndis.ndisMCoReceiveComplete(adapterHandle);
    }

    void unmask()
    {
        write(SoundNic.MASK, 1);
        read(SoundNic.MASK);
    }

    void finish(final NdisPacket packet)
    {
        final Vc vc = vc(packet.miniportReserved(0));
        if (!isRemoved)
        {
            loop(vc, packet);
        }
        complete(vc, packet, isRemoved ? NDIS_STATUS_REQUEST_ABORTED : sendStatus);
    }

    void loop(final Vc vc, final NdisPacket packet)
    {
        final NdisPacket copy = receivePackets.poll();
        if (copy == null || packet.totalPacketLength() > BUFFER_LENGTH)
        {
            return;
        }
        final NdisBuffer target = copy.firstBuffer();
        target.adjustLength(packet.totalPacketLength());
        int at = target.offset();
        for (NdisBuffer b = packet.firstBuffer(); b != null; b = b.next())
        {
            b.data().getBytes(b.offset(), target.data().duplicate().setIndex(at, at), b.length());
            at += b.length();
        }
        copy.status(receiveStatus);
        copy.miniportReserved(0, vc.context);
        indicate(vc, copy);
    }

    void indicate(final Vc vc, final NdisPacket packet)
    {
        vc.receives++;
        final int status = packet.status();
        ndis.ndisMCoIndicateReceivePacket(vc.ndisVcHandle, new NdisPacket[] {packet}, 1);
        if (status != NDIS_STATUS_SUCCESS)
        {
            reclaim(packet);
        }
    }

    void complete(final Vc vc, final NdisPacket packet, final int status)
    {
        vc.sends--;
        ndis.ndisMCoSendComplete(status, vc.ndisVcHandle, packet);
        drained(vc);
    }

    void reclaim(final NdisPacket packet)
    {
        final Vc vc = vc(packet.miniportReserved(0));
        vc.receives--;
        packet.firstBuffer().adjustLength(BUFFER_LENGTH);
        receivePackets.add(packet);
        drained(vc);
    }

    void drained(final Vc vc)
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
        final Vc vc = new Vc();
        if (ndis.ndisAllocateMemoryWithTag(vc.memory, VC_BYTES, VC_TAG) != NDIS_STATUS_SUCCESS)
        {
            return NDIS_STATUS_RESOURCES;
        }
        vc.ndisVcHandle = ndisVcHandle;
        vcs.add(vc);
        vc.context = vcs.size();
        miniportVcContext.value = vc.context;
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public int miniportCoDeleteVc(final long miniportVcContext)
    {
        free(vc(miniportVcContext));
        return NDIS_STATUS_SUCCESS;
    }

    void free(final Vc vc)
    {
        ndis.ndisFreeMemory(vc.memory, VC_BYTES, 0);
    }

    @Override
    public int miniportCoActivateVc(final long miniportVcContext, final CoCallParameters callParameters)
    {
        vc(miniportVcContext).activation = callParameters;
        return activateStatus;
    }

    /** Completes the pended activation. */
    void activated(final Vc vc, final int status)
    {
        ndis.ndisMCoActivateVcComplete(status, vc.ndisVcHandle, vc.activation);
    }

    @Override
    public int miniportCoDeactivateVc(final long miniportVcContext)
    {
        final Vc vc = vc(miniportVcContext);
        vc.draining = vc.sends != 0 || vc.receives != 0;
        return vc.draining ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS;
    }

    @Override
    public void miniportCoSendPackets(
        final long miniportVcContext, final NdisPacket[] packetArray, final int numberOfPackets)
    {
        for (int i = 0; i < numberOfPackets; i++)
        {
            packetArray[i].miniportReserved(0, miniportVcContext);
            vc(miniportVcContext).sends++;
            queue.add(packetArray[i]);
        }
        write(SoundNic.BELL, 1);
    }

    @Override
    public int miniportCoRequest(
        final long miniportAdapterContext, final long miniportVcContext, final NdisRequest ndisRequest)
    {
        lastRequest = ndisRequest;
        return answer(ndisRequest, miniportVcContext);
    }

    int answer(final NdisRequest request, final long vcContext)
    {
        if (request.oid == NdisOid.OID_GEN_CO_SUPPORTED_LIST)
        {
            return list(request);
        }
        if (request.oid == NdisOid.OID_GEN_CO_PROTOCOL_OPTIONS)
        {
            return options(request);
        }
        final byte[] value = oids.get(request.oid);
        if (value == null || request.requestType == NdisRequest.NDIS_REQUEST_SET_INFORMATION)
        {
            return NDIS_STATUS_INVALID_OID;
        }
        if (request.informationBufferLength < value.length)
        {
            request.bytesNeeded = value.length;
            return NDIS_STATUS_INVALID_LENGTH;
        }
        request.informationBuffer.putBytes(0, value);
        request.bytesWritten = value.length;
        return NDIS_STATUS_SUCCESS;
    }

    int options(final NdisRequest request)
    {
        if (request.requestType != NdisRequest.NDIS_REQUEST_SET_INFORMATION)
        {
            return NDIS_STATUS_INVALID_OID;
        }
        if (request.informationBufferLength < Integer.BYTES)
        {
            request.bytesNeeded = Integer.BYTES;
            return NDIS_STATUS_INVALID_LENGTH;
        }
        request.bytesRead = Integer.BYTES;
        final int options = request.informationBuffer.getInt(0, ByteOrder.LITTLE_ENDIAN);
        return (options & ~7) == 0 ? NDIS_STATUS_SUCCESS : NDIS_STATUS_INVALID_DATA;
    }

    int list(final NdisRequest request)
    {
        final List<Integer> list = supported();
        if (request.informationBufferLength < list.size() * Integer.BYTES)
        {
            request.bytesNeeded = list.size() * Integer.BYTES;
            return NDIS_STATUS_INVALID_LENGTH;
        }
        int at = 0;
        for (final int oid : list)
        {
            request.informationBuffer.putInt(at, oid, ByteOrder.LITTLE_ENDIAN);
            at += Integer.BYTES;
        }
        request.bytesWritten = at;
        return NDIS_STATUS_SUCCESS;
    }

    List<Integer> supported()
    {
        return new ArrayList<>(oids.keySet());
    }

    @Override
    public void miniportReturnPacket(final long miniportAdapterContext, final NdisPacket packet)
    {
        reclaim(packet);
    }

    @Override
    public void miniportCancelSendPackets(final long miniportAdapterContext, final long cancelId)
    {
        for (final NdisPacket packet : List.copyOf(queue))
        {
            if (packet.packetCancelId() == cancelId)
            {
                queue.remove(packet);
                complete(vc(packet.miniportReserved(0)), packet, NDIS_STATUS_REQUEST_ABORTED);
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
        if (pnPEvent == NDIS_DEVICE_PNP_EVENT_SURPRISE_REMOVED)
        {
            isRemoved = true;
            flush();
        }
    }

    void flush()
    {
        while (!queue.isEmpty())
        {
            finish(queue.poll());
        }
    }

    final Vc vc(final long context)
    {
        return vcs.get((int)context - 1);
    }

    final Vc lastVc()
    {
        return vcs.get(vcs.size() - 1);
    }
}
