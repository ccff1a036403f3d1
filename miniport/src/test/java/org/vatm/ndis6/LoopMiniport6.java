package org.vatm.ndis6;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_SUPPORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_REQUEST_ABORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisBooleanHolder;
import org.vatm.ndis.NdisErrorCode;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisMedium;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisResourceList;
import org.vatm.ndis.NdisScatterGatherList;
import org.vatm.ndis.NdisSharedMemory;
import org.vatm.ndis.TestNic;
import org.vatm.sim.HostCpu;

/**
 * An NDIS 6.x miniport of the {@link TestNic}, written against the 6.x names only, that gives every PDU back to the VC
 * that sent it, from its DPC. Leaves 16 bytes in front of received data, as drivers with headers do.
 */
final class LoopMiniport6 implements Ndis6Driver, MiniportHandlers, MiniportCoHandlers, MiniportInterruptHandlers,
    MiniportDmaHandlers
{
    static final long CONTEXT = 0x66;
    static final int BUFFER_LENGTH = 2048;
    static final int HEADER_LENGTH = 16;
    private static final int RECEIVE_BUFFERS = 8;
    private static final int MAX_VCS = 8;

    final HostCpu cpu;
    final List<String> calls = new ArrayList<>();
    boolean logs = true;
    final MiniportDriverCharacteristics characteristics = new MiniportDriverCharacteristics(this);
    final MiniportAdapterAttributes attributes = new MiniportAdapterAttributes();
    final NdisSharedMemory shared = new NdisSharedMemory();
    final List<NdisSharedMemory> allocated = new ArrayList<>();
    Ndis6Library ndis;
    boolean setsCoHandlers = true;
    int initializeStatus = NDIS_STATUS_SUCCESS;
    int restartStatus = NDIS_STATUS_SUCCESS;
    int pauseStatus = NDIS_STATUS_SUCCESS;
    int requestStatus = NDIS_STATUS_SUCCESS;
    boolean lends;
    boolean hangs;
    boolean holds;
    int timerRuns;
    long adapterHandle;
    long driverHandle;
    long dmaHandle;
    long interruptHandle;
    long registers;
    NdisOidRequest pendedRequest;
    NdisTimerObject timer;
    int receivesOut;
    long lastAddress;

    private final long[] ndisVcHandles = new long[MAX_VCS + 1];
    private final NdisHandleHolder out = new NdisHandleHolder();
    private NdisResourceList resources;
    private NetBufferListPool pool;
    private Mdl[] mdls;
    private NetBufferList freeReceives;
    private NetBufferList queueHead;
    private NetBufferList queueTail;

    LoopMiniport6(final HostCpu cpu)
    {
        this.cpu = cpu;
        attributes.miniportAdapterContext = CONTEXT;
        attributes.attributeFlags = MiniportAdapterAttributes.NDIS_MINIPORT_ATTRIBUTES_HARDWARE_DEVICE |
            MiniportAdapterAttributes.NDIS_MINIPORT_ATTRIBUTES_BUS_MASTER |
            MiniportAdapterAttributes.NDIS_MINIPORT_ATTRIBUTES_SURPRISE_REMOVE_OK;
        attributes.mediaType = NdisMedium.NDIS_MEDIUM_ATM;
        characteristics.hasCheckForHang = true;
        characteristics.hasCancelSend = true;
        characteristics.hasDriverUnload = true;
    }

    @Override
    public int driverEntry(final Ndis6Library library)
    {
        ndis = library;
        final int status = ndis.ndisMRegisterMiniportDriver(5, characteristics, out);
        driverHandle = out.value;
        return status;
    }

    @Override
    public int miniportSetOptions(final long ndisDriverHandle, final long miniportDriverContext)
    {
        log("SetOptions " + miniportDriverContext);
        return setsCoHandlers ? ndis.ndisSetOptionalHandlers(ndisDriverHandle, this) : NDIS_STATUS_SUCCESS;
    }

    @Override
    public int miniportInitializeEx(
        final long ndisMiniportHandle,
        final long miniportDriverContext,
        final MiniportInitParameters miniportInitParameters)
    {
        log("InitializeEx");
        if (initializeStatus != NDIS_STATUS_SUCCESS)
        {
            ndis.ndisWriteErrorLogEntry(ndisMiniportHandle, NdisErrorCode.NDIS_ERROR_CODE_DRIVER_FAILURE);
            return initializeStatus;
        }
        adapterHandle = ndisMiniportHandle;
        resources = miniportInitParameters.allocatedResources();
        ndis.ndisMSetMiniportAttributes(adapterHandle, attributes);
        final NdisResourceList.Descriptor memory = resources.first(NdisResourceList.Type.MEMORY);
        ndis.ndisMMapIoSpace(out, adapterHandle, memory.start(), memory.length());
        registers = out.value;
        ndis.ndisMRegisterScatterGatherDma(adapterHandle, BUFFER_LENGTH, this, out);
        dmaHandle = out.value;
        ndis.ndisMAllocateSharedMemory(adapterHandle, RECEIVE_BUFFERS * BUFFER_LENGTH, true, shared);
        pool = ndis.ndisAllocateNetBufferListPool(adapterHandle, RECEIVE_BUFFERS);
        mdls = new Mdl[RECEIVE_BUFFERS];
        for (int i = 0; i < RECEIVE_BUFFERS; i++)
        {
            mdls[i] = ndis.ndisAllocateMdl(adapterHandle, shared.data(), i * BUFFER_LENGTH, BUFFER_LENGTH);
            final NetBufferList list = ndis.ndisAllocateNetBufferAndNetBufferList(pool, mdls[i], 0, 0);
            list.next = freeReceives;
            freeReceives = list;
        }
        timer = ndis.ndisAllocateTimerObject(adapterHandle, context -> timerRuns++, 0);
        final int status = ndis.ndisMRegisterInterruptEx(adapterHandle, CONTEXT, this, out);
        interruptHandle = out.value;
        ndis.ndisWriteRegisterUlong(registers + TestNic.MASK, 1);
        return status;
    }

    @Override
    public void miniportHaltEx(final long miniportAdapterContext, final int haltAction)
    {
        log("HaltEx " + haltAction);
        ndis.ndisFreeTimerObject(timer);
        if (haltAction != NDIS_HALT_DEVICE_SURPRISE_REMOVED)
        {
            ndis.ndisWriteRegisterUlong(registers + TestNic.MASK, 0);
            ndis.ndisReadRegisterUlong(registers + TestNic.MASK);
        }
        for (final NdisSharedMemory memory : allocated)
        {
            if (memory.virtualAddress() != null)
            {
                ndis.ndisMFreeSharedMemory(adapterHandle, memory);
            }
        }
        ndis.ndisMDeregisterInterruptEx(interruptHandle);
        while (freeReceives != null)
        {
            final NetBufferList list = freeReceives;
            freeReceives = list.next;
            ndis.ndisFreeNetBufferList(list);
        }
        for (int i = RECEIVE_BUFFERS - 1; i >= 0; i--)
        {
            ndis.ndisFreeMdl(mdls[i]);
        }
        ndis.ndisFreeNetBufferListPool(pool);
        ndis.ndisMFreeSharedMemory(adapterHandle, shared);
        ndis.ndisMDeregisterScatterGatherDma(dmaHandle);
        ndis.ndisMUnmapIoSpace(adapterHandle, registers, resources.first(NdisResourceList.Type.MEMORY).length());
    }

    @Override
    public int miniportPause(final long miniportAdapterContext)
    {
        log("Pause with " + receivesOut + " out");
        return pauseStatus;
    }

    @Override
    public int miniportRestart(final long miniportAdapterContext)
    {
        log("Restart");
        if (restartStatus != NDIS_STATUS_SUCCESS)
        {
            ndis.ndisWriteErrorLogEntry(adapterHandle, NdisErrorCode.NDIS_ERROR_CODE_DRIVER_FAILURE);
        }
        return restartStatus;
    }

    @Override
    public int miniportResetEx(final long miniportAdapterContext, final NdisBooleanHolder addressingReset)
    {
        log("ResetEx");
        hangs = false;
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public boolean miniportCheckForHangEx(final long miniportAdapterContext)
    {
        log("CheckForHangEx");
        return hangs;
    }

    @Override
    public void miniportShutdownEx(final long miniportAdapterContext, final int shutdownAction)
    {
        log("ShutdownEx " + shutdownAction);
    }

    @Override
    public void miniportDevicePnPEventNotify(
        final long miniportAdapterContext,
        final int devicePnPEvent,
        final DirectBuffer informationBuffer,
        final int informationBufferLength)
    {
        log("DevicePnPEventNotify " + devicePnPEvent);
    }

    @Override
    public void miniportDriverUnload()
    {
        log("DriverUnload");
        ndis.ndisMDeregisterMiniportDriver(driverHandle);
    }

    @Override
    public boolean miniportInterrupt(
        final long miniportInterruptContext, final NdisBooleanHolder queueDefaultInterruptDpc)
    {
        final boolean isOurs = ndis.ndisReadRegisterUlong(registers + TestNic.CAUSE) == 1;
        queueDefaultInterruptDpc.value = isOurs;
        if (isOurs)
        {
            log("Interrupt");
            ndis.ndisWriteRegisterUlong(registers + TestNic.CAUSE, 1);
            ndis.ndisReadRegisterUlong(registers + TestNic.CAUSE);
        }
        return isOurs;
    }

    @Override
    public void miniportInterruptDpc(final long miniportInterruptContext)
    {
        log("InterruptDPC");
        NetBufferList list = holds ? null : queueHead; // what is sent meanwhile rings again
        if (list != null)
        {
            queueHead = null;
        }
        while (list != null)
        {
            NetBufferList last = list; // of those of one VC
            while (last.next != null && last.next.miniportReserved0 == list.miniportReserved0)
            {
                last = last.next;
            }
            final NetBufferList following = last.next;
            last.next = null;
            loop(list);
            list = following;
        }
    }

    @Override
    public void miniportProcessSgList(final NdisScatterGatherList scatterGatherList, final long context)
    {
        lastAddress = scatterGatherList.address(0);
    }

    @Override
    public void miniportSharedMemoryAllocateComplete(
        final long miniportAdapterContext, final NdisSharedMemory sharedMemory, final long context)
    {
        log("SharedMemoryAllocateComplete " + context + " of " + sharedMemory.length());
        allocated.add(sharedMemory);
    }

    @Override
    public int miniportCoCreateVc(
        final long miniportAdapterContext, final long ndisVcHandle, final NdisHandleHolder miniportVcContext)
    {
        log("CoCreateVc");
        int i = 1;
        while (ndisVcHandles[i] != 0)
        {
            i++;
        }
        ndisVcHandles[i] = ndisVcHandle;
        miniportVcContext.value = i;
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public int miniportCoDeleteVc(final long miniportVcContext)
    {
        log("CoDeleteVc");
        ndisVcHandles[(int)miniportVcContext] = 0;
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public int miniportCoActivateVc(final long miniportVcContext, final CoCallParameters callParameters)
    {
        log("CoActivateVc");
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public int miniportCoDeactivateVc(final long miniportVcContext)
    {
        log("CoDeactivateVc");
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public void miniportCoSendNetBufferLists(
        final long miniportVcContext, final NetBufferList netBufferLists, final int sendFlags)
    {
        log("CoSendNetBufferLists");
        for (NetBufferList list = netBufferLists; list != null;)
        {
            final NetBufferList following = list.next;
            list.next = null;
            list.miniportReserved0 = miniportVcContext;
            ndis.ndisMAllocateNetBufferSgList(dmaHandle, list.firstNetBuffer(), 0);
            if (queueHead == null)
            {
                queueHead = list;
            }
            else
            {
                queueTail.next = list;
            }
            queueTail = list;
            list = following;
        }
        ndis.ndisWriteRegisterUlong(registers + TestNic.BELL, 1);
    }

    @Override
    public void miniportCancelSend(final long miniportAdapterContext, final long cancelId)
    {
        log("CancelSend " + cancelId);
        NetBufferList kept = null;
        while (queueHead != null)
        {
            final NetBufferList list = takeQueued();
            if (list.cancelId() == cancelId)
            {
                abort(list);
            }
            else
            {
                list.next = kept;
                kept = list;
            }
        }
        queueHead = kept;
        queueTail = kept;
    }

    @Override
    public int miniportCoOidRequest(
        final long miniportAdapterContext, final long miniportVcContext, final NdisOidRequest oidRequest)
    {
        log("CoOidRequest " + NdisOid.name(oidRequest.oid()));
        if (oidRequest.oid() != NdisOid.OID_GEN_CO_XMIT_PDUS_OK)
        {
            return NDIS_STATUS_NOT_SUPPORTED;
        }
        if (requestStatus == NDIS_STATUS_PENDING)
        {
            pendedRequest = oidRequest;
        }
        oidRequest.informationBuffer().putInt(0, 77, ByteOrder.LITTLE_ENDIAN);
        oidRequest.bytesWritten(4);
        return requestStatus;
    }

    @Override
    public void miniportReturnNetBufferLists(
        final long miniportAdapterContext, final NetBufferList netBufferLists, final int returnFlags)
    {
        for (NetBufferList list = netBufferLists; list != null;)
        {
            final NetBufferList following = list.next;
            receivesOut--;
            reclaim(list);
            list = following;
        }
        log("ReturnNetBufferLists");
        if (pauseStatus == NDIS_STATUS_PENDING && receivesOut == 0)
        {
            ndis.ndisMPauseComplete(adapterHandle);
        }
    }

    /** Indicates copies of all lists of a chain together, and then completes the chain. */
    private void loop(final NetBufferList sent)
    {
        final long vcHandle = ndisVcHandles[(int)sent.miniportReserved0];
        NetBufferList head = null;
        NetBufferList tail = null;
        int count = 0;
        for (NetBufferList list = sent; list != null; list = list.next)
        {
            final NetBufferList copy = freeReceives;
            if (copy != null)
            {
                freeReceives = copy.next;
                copy.next = null;
                final NetBuffer target = copy.firstNetBuffer();
                target.dataOffset = 0;
                target.dataLength = HEADER_LENGTH + list.firstNetBuffer().dataLength;
                target.advanceDataStart(HEADER_LENGTH);
                copy(list.firstNetBuffer(), target.mdlChain);
                if (head == null)
                {
                    head = copy;
                }
                else
                {
                    tail.next = copy;
                }
                tail = copy;
                count++;
            }
            ndis.ndisMFreeNetBufferSgList(dmaHandle, list.firstNetBuffer());
            list.status = NDIS_STATUS_SUCCESS;
        }
        if (head != null)
        {
            indicate(vcHandle, head, count);
        }
        ndis.ndisMCoSendNetBufferListsComplete(vcHandle, sent, 0);
    }

    private void indicate(final long vcHandle, final NetBufferList head, final int count)
    {
        receivesOut += lends ? 0 : count;
        ndis.ndisMCoIndicateReceiveNetBufferLists(
            vcHandle, head, count, lends ? NetBufferList.NDIS_RECEIVE_FLAGS_RESOURCES : 0);
        for (NetBufferList list = lends ? head : null; list != null;)
        {
            final NetBufferList following = list.next;
            reclaim(list);
            list = following;
        }
    }

    private void abort(final NetBufferList sent)
    {
        ndis.ndisMFreeNetBufferSgList(dmaHandle, sent.firstNetBuffer());
        sent.status = NDIS_STATUS_REQUEST_ABORTED;
        ndis.ndisMCoSendNetBufferListsComplete(ndisVcHandles[(int)sent.miniportReserved0], sent, 0);
    }

    private static void copy(final NetBuffer from, final Mdl to)
    {
        int at = to.offset() + HEADER_LENGTH;
        for (Mdl mdl = from.mdlChain; mdl != null; mdl = mdl.next)
        {
            for (int i = 0; i < mdl.byteCount(); i++)
            {
                to.data().setByte(at++, mdl.data().getByte(mdl.offset() + i));
            }
        }
    }

    private NetBufferList takeQueued()
    {
        final NetBufferList list = queueHead;
        queueHead = list.next;
        list.next = null;
        return list;
    }

    private void reclaim(final NetBufferList list)
    {
        list.next = freeReceives;
        freeReceives = list;
    }

    private void log(final String call)
    {
        if (logs)
        {
            calls.add(cpu.level() + " " + call);
        }
    }
}
