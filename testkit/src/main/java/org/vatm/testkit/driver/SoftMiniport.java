package org.vatm.testkit.driver;

import org.agrona.DirectBuffer;
import org.vatm.ndis.AtmMediaParameters;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.MiniportHandler;
import org.vatm.ndis.NdisAttribute;
import org.vatm.ndis.NdisBooleanHolder;
import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisConfigurationParameter;
import org.vatm.ndis.NdisErrorCode;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisIntHolder;
import org.vatm.ndis.NdisMedium;
import org.vatm.ndis.NdisMiniport;
import org.vatm.ndis.NdisMiniportCharacteristics;
import org.vatm.ndis.NdisMiniportDriver;
import org.vatm.ndis.NdisMiniportInterrupt;
import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisRequest;
import org.vatm.ndis.NdisResourceList;
import org.vatm.testkit.PlainDevice;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_ADAPTER_NOT_FOUND;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_DATA;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_LENGTH;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_REQUEST_ABORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_UNSUPPORTED_MEDIA;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_VC_NOT_ACTIVATED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_VC_NOT_AVAILABLE;

/**
 * A whole miniport of a {@link PlainDevice} whose network is software: what is sent on a VC comes back on it, by way of
 * bell, interrupt and deferred procedure. A driver of one's own begins as a subclass and overrides what it does better:
 * {@link #transmit} first. It serves one adapter, on one processor: a real driver would hold spin locks.
 * <pre>
 *   CoSendPackets -> queue -> BELL ... interrupt -> HandleInterrupt -> transmit -> indicate, complete
 * </pre>
 */
public class SoftMiniport implements NdisMiniportDriver, NdisMiniport
{
    private static final long ADAPTER_CONTEXT = 1;

    protected NdisMiniportLibrary ndis;
    protected long miniportAdapterHandle;
    /** Where the device's registers are mapped. */
    protected final NdisHandleHolder registers = new NdisHandleHolder();
    /** Packets that wait for their turn; the VC's context is in MiniportReserved. */
    protected final ArrayDeque<NdisPacket> queue = new ArrayDeque<>();
    /** Whether there were indications since the last NdisMCoReceiveComplete. */
    protected boolean indicated;

    private final NdisMiniportInterrupt interrupt = new NdisMiniportInterrupt();
    private final SoftBuffers buffers = new SoftBuffers();
    private final NdisResourceList resources = new NdisResourceList();
    private final NdisHandleHolder configuration = new NdisHandleHolder();
    private final NdisPacket[] one = new NdisPacket[1];
    private final Map<Long, SoftVc> vcs = new TreeMap<>();
    private final SoftVc former = new SoftVc(0);
    private final SoftRequests requests = new SoftRequests(vcs.values(), former);
    private long lastVcContext;
    private boolean registered;
    private boolean removed;

    @Override
    public int driverEntry(final NdisMiniportLibrary library)
    {
        ndis = library;
        final NdisHandleHolder wrapper = new NdisHandleHolder();
        ndis.ndisMInitializeWrapper(wrapper);
        final int status = ndis.ndisMRegisterMiniport(
            wrapper.value, characteristics(), NdisMiniportCharacteristics.LENGTH_5_1);
        if (status != NDIS_STATUS_SUCCESS)
        {
            ndis.ndisTerminateWrapper(wrapper.value);
        }
        return status;
    }

    /** What it registers. */
    protected NdisMiniportCharacteristics characteristics()
    {
        return new NdisMiniportCharacteristics(this).with(MiniportHandler.CANCEL_SEND_PACKETS);
    }

    @Override
    public int miniportInitialize(
        final NdisIntHolder openErrorStatus,
        final NdisIntHolder selectedMediumIndex,
        final int[] mediumArray,
        final int mediumArraySize,
        final long adapterHandle,
        final long wrapperConfigurationContext)
    {
        int medium = 0;
        while (medium < mediumArraySize && mediumArray[medium] != NdisMedium.NDIS_MEDIUM_ATM)
        {
            medium++;
        }
        if (medium == mediumArraySize)
        {
            return NDIS_STATUS_UNSUPPORTED_MEDIA;
        }
        selectedMediumIndex.value = medium;
        readParameters(wrapperConfigurationContext);
        miniportAdapterHandle = adapterHandle;
        removed = false;
        ndis.ndisMSetAttributesEx(adapterHandle, ADAPTER_CONTEXT, 0, NdisAttribute.NDIS_ATTRIBUTE_BUS_MASTER |
            NdisAttribute.NDIS_ATTRIBUTE_DESERIALIZE | NdisAttribute.NDIS_ATTRIBUTE_SURPRISE_REMOVE_OK);
        final int status = claim(wrapperConfigurationContext);
        if (status != NDIS_STATUS_SUCCESS)
        {
            ndis.ndisWriteErrorLogEntry(adapterHandle, NdisErrorCode.NDIS_ERROR_CODE_RESOURCE_CONFLICT, status);
            release();
        }
        return status;
    }

    private void readParameters(final long wrapperConfigurationContext)
    {
        if (ndis.ndisOpenConfiguration(configuration, wrapperConfigurationContext) == NDIS_STATUS_SUCCESS)
        {
            configure();
            ndis.ndisCloseConfiguration(configuration.value);
        }
        configuration.value = 0;
    }

    /** PASSIVE, when the adapter starts: reads its parameters with {@link #parameter}. Here there are none. */
    protected void configure()
    {
        // nothing to be read
    }

    /** From {@link #configure}: a parameter that is a number, or another value if there is none. */
    protected final int parameter(final String keyword, final int otherwise)
    {
        final NdisConfigurationParameter value = new NdisConfigurationParameter();
        return ndis.ndisReadConfiguration(value, configuration.value, keyword,
            NdisConfigurationParameter.NDIS_PARAMETER_INTEGER) == NDIS_STATUS_SUCCESS ? value.integerData : otherwise;
    }

    /** Claims what the adapter needs, the interrupt last; what was claimed before a failure stays. */
    private int claim(final long wrapperConfigurationContext)
    {
        int status = ndis.ndisMQueryAdapterResources(wrapperConfigurationContext, resources);
        if (status != NDIS_STATUS_SUCCESS)
        {
            return status;
        }
        final NdisResourceList.Descriptor memory = resources.first(NdisResourceList.Type.MEMORY);
        status = ndis.ndisMMapIoSpace(registers, miniportAdapterHandle, memory.start(), memory.length());
        if (status != NDIS_STATUS_SUCCESS)
        {
            return status;
        }
        if (ndis.ndisReadRegisterUlong(registers.value + PlainDevice.ID) != PlainDevice.IDENTITY)
        {
            return NDIS_STATUS_ADAPTER_NOT_FOUND;
        }
        status = ndis.ndisMInitializeScatterGatherDma(miniportAdapterHandle, false, SoftActivation.MOST_SDU_BYTES);
        if (status != NDIS_STATUS_SUCCESS)
        {
            return status;
        }
        status = buffers.allocate(ndis, miniportAdapterHandle);
        if (status != NDIS_STATUS_SUCCESS)
        {
            return status;
        }
        final int line = (int)resources.first(NdisResourceList.Type.INTERRUPT).start();
        status = ndis.ndisMRegisterInterrupt(interrupt, miniportAdapterHandle, line, line, true, true,
            NdisMiniportLibrary.NDIS_INTERRUPT_LEVEL_SENSITIVE);
        if (status == NDIS_STATUS_SUCCESS)
        {
            registered = true;
            ndis.ndisWriteRegisterUlong(registers.value + PlainDevice.MASK, 1);
        }
        return status;
    }

    @Override
    public void miniportHalt(final long miniportAdapterContext)
    {
        release();
    }

    /** Gives back whatever is claimed, in reverse order. */
    private void release()
    {
        if (registered)
        {
            mask();
            ndis.ndisMDeregisterInterrupt(interrupt);
            registered = false;
        }
        buffers.free(ndis, miniportAdapterHandle);
        if (registers.value != 0)
        {
            ndis.ndisMUnmapIoSpace(
                miniportAdapterHandle, registers.value, resources.first(NdisResourceList.Type.MEMORY).length());
            registers.value = 0;
        }
    }

    private void mask()
    {
        if (!removed)
        {
            ndis.ndisWriteRegisterUlong(registers.value + PlainDevice.MASK, 0);
            ndis.ndisReadRegisterUlong(registers.value + PlainDevice.MASK); // the write has arrived
        }
    }

    @Override
    public int miniportReset(final NdisBooleanHolder addressingReset, final long miniportAdapterContext)
    {
        addressingReset.value = false;
        abortQueued(NDIS_STATUS_REQUEST_ABORTED);
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public void miniportShutdown(final long shutdownContext)
    {
        mask();
    }

    @Override
    public void miniportIsr(
        final NdisBooleanHolder interruptRecognized,
        final NdisBooleanHolder queueMiniportHandleInterrupt,
        final long miniportAdapterContext)
    {
        final boolean isOurs = !removed && (ndis.ndisReadRegisterUlong(registers.value + PlainDevice.CAUSE) &
            ndis.ndisReadRegisterUlong(registers.value + PlainDevice.MASK) & 1) != 0;
        interruptRecognized.value = isOurs;
        queueMiniportHandleInterrupt.value = isOurs;
        if (isOurs)
        {
            mask();
        }
    }

    @Override
    public void miniportHandleInterrupt(final long miniportAdapterContext)
    {
        if (removed)
        {
            return;
        }
        ndis.ndisWriteRegisterUlong(registers.value + PlainDevice.CAUSE, 1);
        for (int left = queue.size(); left > 0 && !queue.isEmpty(); left--) // not what comes meanwhile
        {
            final NdisPacket packet = queue.remove();
            final SoftVc vc = vcs.get(packet.miniportReserved(0));
            transmit(vc, packet);
        }
        if (indicated)
        {
            indicated = false;
            ndis.ndisMCoReceiveComplete(miniportAdapterHandle);
        }
        if (!removed)
        {
            ring();
            ndis.ndisWriteRegisterUlong(registers.value + PlainDevice.MASK, 1);
        }
    }

    private void ring()
    {
        if (!queue.isEmpty())
        {
            ndis.ndisWriteRegisterUlong(registers.value + PlainDevice.BELL, 1);
        }
    }

    /** DISPATCH. A packet's turn to be sent: must {@link #complete} it, now or later. Here it comes back on its VC. */
    protected void transmit(final SoftVc vc, final NdisPacket packet)
    {
        receive(vc, packet);
        complete(vc, packet, NDIS_STATUS_SUCCESS);
    }

    /** DISPATCH. Indicates a copy of a packet on a VC, unless that does not receive, or there is no buffer. */
    protected final void receive(final SoftVc vc, final NdisPacket packet)
    {
        final int length = packet.totalPacketLength();
        if (!vc.active || !vc.receives() || length > vc.media.receive.maxSduSize)
        {
            return;
        }
        final NdisPacket copy = buffers.take();
        if (copy == null)
        {
            vc.noBuffer++;
            return;
        }
        final NdisBuffer target = copy.firstBuffer();
        int at = target.offset();
        for (NdisBuffer b = packet.firstBuffer(); b != null; b = b.next())
        {
            target.data().setBytes(at, b.data(), b.offset(), b.length());
            at += b.length();
        }
        target.adjustLength(length);
        copy.miniportReserved(0, vc.context);
        copy.timeReceived((vc.flags & CoMediaParameters.RECEIVE_TIME_INDICATION) != 0 ?
            ndis.ndisGetCurrentSystemTimePs() : 0);
        final boolean lent = buffers.areFew();
        copy.status(lent ? NDIS_STATUS_RESOURCES : NDIS_STATUS_SUCCESS);
        vc.pdusReceived++;
        vc.bytesReceived += length;
        indicate(vc, copy);
        if (lent)
        {
            takeBack(copy);
        }
    }

    /** DISPATCH. The packet's status is set: it is ours again when this returns if that is RESOURCES. */
    protected void indicate(final SoftVc vc, final NdisPacket packet)
    {
        vc.receivesOut++;
        indicated = true;
        one[0] = packet;
        ndis.ndisMCoIndicateReceivePacket(vc.ndisVcHandle, one, 1);
    }

    @Override
    public void miniportReturnPacket(final long miniportAdapterContext, final NdisPacket packet)
    {
        takeBack(packet);
    }

    /** A receive packet is ours again. */
    protected void takeBack(final NdisPacket packet)
    {
        final SoftVc vc = vcs.get(packet.miniportReserved(0));
        buffers.give(packet);
        vc.receivesOut--;
        endDraining(vc);
    }

    /** At most DISPATCH. Gives a packet back to its sender. */
    protected void complete(final SoftVc vc, final NdisPacket packet, final int status)
    {
        final int length = packet.totalPacketLength();
        vc.pdusSent += status == NDIS_STATUS_SUCCESS ? 1 : 0;
        vc.bytesSent += status == NDIS_STATUS_SUCCESS ? length : 0;
        vc.sendErrors += status == NDIS_STATUS_SUCCESS ? 0 : 1;
        vc.bytesQueued -= length;
        if ((vc.flags & CoMediaParameters.USE_TIME_STAMPS) != 0)
        {
            packet.timeSent(ndis.ndisGetCurrentSystemTimePs());
        }
        vc.sendsOut--;
        ndis.ndisMCoSendComplete(status, vc.ndisVcHandle, packet);
        endDraining(vc);
    }

    /** Completes a deactivation that waits for what was out, if nothing is any more. */
    protected void endDraining(final SoftVc vc)
    {
        if (vc.draining && isDrained(vc))
        {
            vc.draining = false;
            ndis.ndisMCoDeactivateVcComplete(NDIS_STATUS_SUCCESS, vc.ndisVcHandle);
        }
    }

    /** The VC of a MiniportVcContext. */
    protected final SoftVc vc(final long miniportVcContext)
    {
        return vcs.get(miniportVcContext);
    }

    /** Whether nothing of a VC is out. */
    protected boolean isDrained(final SoftVc vc)
    {
        return (vc.sendsOut | vc.receivesOut) == 0;
    }

    @Override
    public int miniportCoCreateVc(
        final long miniportAdapterContext, final long ndisVcHandle, final NdisHandleHolder miniportVcContext)
    {
        if (removed)
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        final SoftVc vc = new SoftVc(++lastVcContext);
        vc.ndisVcHandle = ndisVcHandle;
        vcs.put(vc.context, vc);
        miniportVcContext.value = vc.context;
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public int miniportCoDeleteVc(final long miniportVcContext)
    {
        final SoftVc vc = vc(miniportVcContext);
        if (vc.active || !isDrained(vc))
        {
            return NDIS_STATUS_FAILURE;
        }
        vcs.remove(miniportVcContext);
        vc.moveCountersTo(former);
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public int miniportCoActivateVc(final long miniportVcContext, final CoCallParameters callParameters)
    {
        if (removed)
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        final SoftVc vc = vc(miniportVcContext);
        final int status = check(vc, callParameters);
        if (status == NDIS_STATUS_SUCCESS)
        {
            if (!vc.active)
            {
                vc.moveCountersTo(former);
            }
            vc.active = true;
            vc.flags = callParameters.mediaParameters.flags;
            vc.media.copyFrom(callParameters.mediaParameters.mediaSpecific.parameters);
        }
        return status;
    }

    /** Whether a VC may be activated so; changes nothing. */
    protected int check(final SoftVc vc, final CoCallParameters callParameters)
    {
        final int status = SoftActivation.check(callParameters);
        if (status != NDIS_STATUS_SUCCESS)
        {
            return status;
        }
        final AtmMediaParameters media = callParameters.mediaParameters.mediaSpecific.parameters;
        if (vc.active)
        {
            return vc.isBoundTo(media) ? NDIS_STATUS_SUCCESS : NDIS_STATUS_INVALID_DATA;
        }
        int activeCount = 0;
        for (final SoftVc other : vcs.values())
        {
            if (other.isBoundTo(media))
            {
                return NDIS_STATUS_VC_NOT_AVAILABLE; // P3
            }
            activeCount += other.active ? 1 : 0;
        }
        return activeCount < SoftRequests.MAX_ACTIVE_VCS ? NDIS_STATUS_SUCCESS : NDIS_STATUS_RESOURCES; // P9
    }

    @Override
    public int miniportCoDeactivateVc(final long miniportVcContext)
    {
        final SoftVc vc = vc(miniportVcContext);
        vc.active = false;
        vc.draining = !isDrained(vc);
        return vc.draining ? NDIS_STATUS_PENDING : NDIS_STATUS_SUCCESS;
    }

    @Override
    public void miniportCoSendPackets(
        final long miniportVcContext, final NdisPacket[] packetArray, final int numberOfPackets)
    {
        final SoftVc vc = vc(miniportVcContext);
        for (int i = 0; i < numberOfPackets; i++)
        {
            final NdisPacket packet = packetArray[i];
            vc.sendsOut++;
            vc.bytesQueued += packet.totalPacketLength();
            final int status = refusal(vc, packet);
            if (status == NDIS_STATUS_SUCCESS)
            {
                packet.miniportReserved(0, miniportVcContext);
                queue.add(packet);
            }
            else
            {
                complete(vc, packet, status);
            }
        }
        if (!removed)
        {
            ring();
        }
    }

    /** Why a packet cannot be sent, or SUCCESS. */
    protected int refusal(final SoftVc vc, final NdisPacket packet)
    {
        if (removed)
        {
            return NDIS_STATUS_FAILURE;
        }
        if (!vc.active || !vc.transmits())
        {
            return NDIS_STATUS_VC_NOT_ACTIVATED;
        }
        return packet.totalPacketLength() > vc.media.transmit.maxSduSize ?
            NDIS_STATUS_INVALID_LENGTH : NDIS_STATUS_SUCCESS;
    }

    @Override
    public int miniportCoRequest(
        final long miniportAdapterContext, final long miniportVcContext, final NdisRequest ndisRequest)
    {
        return removed ? NDIS_STATUS_NOT_ACCEPTED :
            requests.handle(miniportVcContext == 0 ? null : vcs.get(miniportVcContext), ndisRequest);
    }

    @Override
    public void miniportCancelSendPackets(final long miniportAdapterContext, final long cancelId)
    {
        for (int left = queue.size(); left > 0; left--)
        {
            final NdisPacket packet = queue.remove();
            if (packet.packetCancelId() == cancelId)
            {
                complete(vcs.get(packet.miniportReserved(0)), packet, NDIS_STATUS_REQUEST_ABORTED);
            }
            else
            {
                queue.add(packet);
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
            removed = true;
            abortQueued(NDIS_STATUS_FAILURE);
        }
    }

    private void abortQueued(final int status)
    {
        for (int left = queue.size(); left > 0; left--)
        {
            final NdisPacket packet = queue.remove();
            complete(vcs.get(packet.miniportReserved(0)), packet, status);
        }
    }
}
