package org.vatm.miniport;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_ADAPTER_NOT_READY;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_CELLRATE_NOT_AVAILABLE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_DATA;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_LENGTH;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_PACKET;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_REQUEST_ABORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_VC_NOT_ACTIVATED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_VC_NOT_AVAILABLE;

import org.vatm.ndis.AtmAalType;
import org.vatm.ndis.AtmFlowParameters;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.ndis.NdisMiniportTimer;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisSpinLock;

/**
 * What NDIS does with VCs and their packets. The adapter's lock is held while rings, queues and the command unit are
 * used, and never across a call into NDIS.
 */
final class VcOperations
{
    private static final int BATCH = 32;
    /** With fewer buffers left of a kind, packets are lent to the client for the time of the call only. */
    private static final int FEW_BUFFERS = 64;
    /** How often packets are completed at one go that clients have sent, in vain, from their completions. */
    private static final int MAX_ROUNDS = 4;
    private static final int REST_MILLISECONDS = 1;

    private final NdisMiniportLibrary ndis;
    private final NdisSpinLock lock;
    private final AdapterHardware hardware;
    private final VcTable table;
    private final ScheduleTable schedule;
    private final TransmitUnit transmit;
    private final ReceiveBuffers buffers;
    private final ReceiveUnit receive;
    private final RawCells rawCells;
    private final VcProgrammer programmer;
    private final ActivationParameters parameters;
    private final NdisPacket[] batch = new NdisPacket[BATCH];
    private final LeavingPackets leaving;
    private final NdisMiniportTimer restTimer;
    private boolean completing;

    VcOperations(
        final NdisMiniportLibrary ndis,
        final NdisSpinLock lock,
        final AdapterHardware hardware,
        final BoardLayout layout,
        final VcTable table,
        final ScheduleTable schedule,
        final TransmitUnit transmit,
        final ReceiveBuffers buffers,
        final ReceiveUnit receive,
        final RawCells rawCells,
        final LeavingPackets leaving,
        final NdisMiniportTimer restTimer)
    {
        this.ndis = ndis;
        this.lock = lock;
        this.hardware = hardware;
        this.table = table;
        this.schedule = schedule;
        this.transmit = transmit;
        this.buffers = buffers;
        this.receive = receive;
        this.rawCells = rawCells;
        this.leaving = leaving;
        this.restTimer = restTimer;
        programmer = new VcProgrammer(hardware, layout, table, transmit);
        parameters = new ActivationParameters(layout, schedule);
    }

    VcProgrammer programmer()
    {
        return programmer;
    }

    int activate(final long context, final CoCallParameters callParameters)
    {
        ndis.ndisAcquireSpinLock(lock);
        final int status = hardware.isRemoved() ? NDIS_STATUS_NOT_ACCEPTED : activateLocked(context, callParameters);
        ndis.ndisReleaseSpinLock(lock);
        return status;
    }

    /** Writes what an activation with these parameters would come to into them; an NDIS status. Claims nothing. */
    int nearestFlow(final int index, final CoCallParameters callParameters)
    {
        ndis.ndisAcquireSpinLock(lock);
        final int status = parameters.checkNearest(callParameters, schedule.freeSlots() + heldSlots(index));
        if (status == NDIS_STATUS_SUCCESS)
        {
            parameters.writeBack();
        }
        ndis.ndisReleaseSpinLock(lock);
        return status;
    }

    int deactivate(final long context)
    {
        final int index = table.index(context);
        if (index == VcTable.NO_INDEX || !table.transition(context, VcState.ACTIVE, VcState.DEACTIVATING))
        {
            return NDIS_STATUS_FAILURE;
        }
        ndis.ndisAcquireSpinLock(lock);
        if (table.maxSduSize(index, Direction.RECEIVE) != 0)
        {
            programmer.closeReceive(index);
            receive.collect();
            rawCells.collect();
            receive.dropChain(table.vpiVci(index));
        }
        final boolean drained = table.isDrained(index);
        if (drained)
        {
            finishDeactivation(context, index);
        }
        ndis.ndisReleaseSpinLock(lock);
        return drained ? NDIS_STATUS_SUCCESS : NDIS_STATUS_PENDING;
    }

    void send(final long context, final NdisPacket[] packets, final int count)
    {
        final int index = table.index(context);
        if (index == VcTable.NO_INDEX)
        {
            throw new IllegalStateException(
                "send on VC context 0x" + Long.toHexString(context) + ", which does not exist");
        }
        ndis.ndisAcquireSpinLock(lock);
        final TransmitRing ring = table.ring(index) == VcTable.NO_RING ? null : transmit.ring(table.ring(index));
        for (int i = 0; i < count; i++)
        {
            final NdisPacket packet = packets[i];
            transmit.begun(index); // counted before the state is looked at: a deactivation sees it, or is seen
            final int status = checkPacket(index, ring, packet);
            if (status == NDIS_STATUS_SUCCESS)
            {
                transmit.accepted(index, packet.totalPacketLength());
                ring.send(packet);
            }
            else
            {
                transmit.refuse(packet, index, status);
            }
        }
        if (ring != null)
        {
            transmit.announce(ring);
        }
        transmit.burstEnded();
        ndis.ndisReleaseSpinLock(lock);
        completeSends();
    }

    void cancelSends(final long cancelId)
    {
        ndis.ndisAcquireSpinLock(lock);
        transmit.cancel(cancelId);
        ndis.ndisReleaseSpinLock(lock);
        completeSends();
    }

    /**
     * Gives packets that are done back to NDIS, or has them wait until they have left. The lock is not held. Does
     * nothing when called from a completion, and stops after some rounds; the timer then goes on.
     */
    void completeSends()
    {
        if (completing)
        {
            return;
        }
        completing = true;
        for (int round = 0; round < MAX_ROUNDS && transmit.hasDone(); round++)
        {
            complete(transmit.takeDone());
        }
        completing = false;
        if (transmit.hasDone())
        {
            ndis.ndisMSetTimer(restTimer, REST_MILLISECONDS);
        }
    }

    private void complete(final PacketList done)
    {
        for (NdisPacket packet = done.take(); packet != null; packet = done.take())
        {
            final int index = table.index(packet.miniportReserved(0));
            if ((int)packet.miniportReserved(1) == NDIS_STATUS_SUCCESS &&
                (table.mediaFlags(index) & CoMediaParameters.INDICATE_END_OF_TX) != 0)
            {
                leaving.add(packet);
            }
            else
            {
                completeSend(packet);
            }
        }
    }

    /** A millisecond has passed: what had been reported before it has left. */
    void completeSendsThatLeft()
    {
        final PacketList left = leaving.tick();
        for (NdisPacket packet = left.take(); packet != null; packet = left.take())
        {
            completeSend(packet);
        }
    }

    private void completeSend(final NdisPacket packet)
    {
        final long context = packet.miniportReserved(0);
        final int status = (int)packet.miniportReserved(1);
        final int index = table.index(context);
        if ((table.mediaFlags(index) & CoMediaParameters.USE_TIME_STAMPS) != 0)
        {
            packet.timeSent(ndis.ndisGetCurrentSystemTimePs());
        }
        transmit.ended(index);
        ndis.ndisMCoSendComplete(status, table.ndisVcHandle(index), packet);
        completeDeactivation(context);
    }

    /** Indicates packets that are ready; true if there were any. The lock is not held. */
    boolean indicateReceives()
    {
        final PacketList ready = receive.ready();
        boolean any = false;
        while (!ready.isEmpty())
        {
            final long context = ready.first().miniportReserved(0);
            final int index = table.index(context);
            if (index == VcTable.NO_INDEX || table.state(index) != VcState.ACTIVE)
            {
                reclaim(ready.take());
                continue;
            }
            int count = 0;
            final boolean few = buffers.freeCount(ReceiveBuffers.SMALL) < FEW_BUFFERS ||
                buffers.freeCount(ReceiveBuffers.LARGE) < FEW_BUFFERS;
            while (count < BATCH && !ready.isEmpty() && ready.first().miniportReserved(0) == context)
            {
                batch[count] = ready.take();
                batch[count++].status(few ? NDIS_STATUS_RESOURCES : NDIS_STATUS_SUCCESS);
            }
            if (!few)
            {
                table.addReceivesOut(index, count);
            }
            ndis.ndisMCoIndicateReceivePacket(table.ndisVcHandle(index), batch, count);
            for (int i = 0; i < count; i++)
            {
                if (few)
                {
                    reclaim(batch[i]);
                }
                batch[i] = null;
            }
            any = true;
        }
        return any;
    }

    void returned(final NdisPacket packet)
    {
        final long context = packet.miniportReserved(0);
        ndis.ndisAcquireSpinLock(lock);
        reclaim(packet);
        ndis.ndisReleaseSpinLock(lock);
        table.addReceivesOut(table.index(context), -1);
        completeDeactivation(context);
    }

    /** Drops packets that are ready but will not be indicated any more. */
    void dropReady()
    {
        for (NdisPacket packet = receive.ready().take(); packet != null; packet = receive.ready().take())
        {
            reclaim(packet);
        }
    }

    /** The chip has been stopped: collects all packets of all rings. */
    void abortSends()
    {
        for (int index = table.nextInUse(0); index != VcTable.NO_INDEX; index = table.nextInUse(index + 1))
        {
            if (table.ring(index) != VcTable.NO_RING)
            {
                transmit.abort(transmit.ring(table.ring(index)), NDIS_STATUS_REQUEST_ABORTED);
            }
        }
    }

    /** After a reset: writes all active VCs into the chip's tables again. */
    void reopen()
    {
        for (int index = table.nextInUse(0); index != VcTable.NO_INDEX; index = table.nextInUse(index + 1))
        {
            if (table.state(index) == VcState.ACTIVE)
            {
                programmer.prepareTransmit(index, rateIndex(index));
                programmer.open(index, rateIndex(index));
            }
        }
    }

    /** Deactivations that waited for packets which have been aborted. */
    void completeDeactivations()
    {
        for (int index = table.nextInUse(0); index != VcTable.NO_INDEX; index = table.nextInUse(index + 1))
        {
            completeDeactivation(table.context(index));
        }
    }

    /** Packets that clients still have. */
    int receivesOut()
    {
        int count = 0;
        for (int index = table.nextInUse(0); index != VcTable.NO_INDEX; index = table.nextInUse(index + 1))
        {
            count += table.receivesOut(index);
        }
        return count;
    }

    private int activateLocked(final long context, final CoCallParameters callParameters)
    {
        final int index = table.index(context);
        if (index == VcTable.NO_INDEX)
        {
            return NDIS_STATUS_INVALID_DATA;
        }
        final int status = parameters.check(callParameters);
        if (status != NDIS_STATUS_SUCCESS)
        {
            return status;
        }
        return table.state(index) == VcState.ACTIVE ? modify(index) : activateFirst(context, index);
    }

    private int activateFirst(final long context, final int index)
    {
        if (!table.transition(context, VcState.CREATED, VcState.ACTIVATING))
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        final int status = claim(index);
        if (status != NDIS_STATUS_SUCCESS)
        {
            table.transition(context, VcState.ACTIVATING, VcState.CREATED);
            return status;
        }
        table.clearCounters(index);
        store(index);
        parameters.writeBack();
        programmer.prepareTransmit(index, parameters.rateIndex);
        if (parameters.isCbr())
        {
            schedule.assign(parameters.vci, parameters.slots, 0);
        }
        programmer.open(index, parameters.rateIndex);
        table.transition(context, VcState.ACTIVATING, VcState.ACTIVE);
        return NDIS_STATUS_SUCCESS;
    }

    /** Takes VPI/VCI, bandwidth and a ring, or nothing. */
    private int claim(final int index)
    {
        if (!table.bind(index, parameters.vpi, parameters.vci))
        {
            return NDIS_STATUS_VC_NOT_AVAILABLE; // P3
        }
        if (parameters.slots > schedule.freeSlots())
        {
            table.unbind(index);
            return NDIS_STATUS_CELLRATE_NOT_AVAILABLE; // P8
        }
        table.traits(index, parameters.flags, parameters.media.aalType, parameters.media.defaultClp);
        if (parameters.transmits)
        {
            final TransmitRing ring = transmit.acquire(index, parameters.vci, parameters.vpi, parameters.vci);
            if (ring == null)
            {
                table.unbind(index);
                return NDIS_STATUS_RESOURCES; // P12
            }
            ring.defaultClp(parameters.media.defaultClp);
            table.ring(index, ring.number);
        }
        return NDIS_STATUS_SUCCESS;
    }

    private int modify(final int index)
    {
        final boolean same = table.vpiVci(index) == parameters.vci &&
            table.aalType(index) == parameters.media.aalType &&
            (table.ring(index) != VcTable.NO_RING) == parameters.transmits &&
            (table.maxSduSize(index, Direction.RECEIVE) != 0) == parameters.receives;
        final boolean wasCbr = heldSlots(index) != 0;
        if (!same || parameters.transmits && wasCbr != parameters.isCbr())
        {
            return NDIS_STATUS_INVALID_DATA;
        }
        if (wasCbr && !schedule.assign(parameters.vci, parameters.slots, heldSlots(index)))
        {
            return NDIS_STATUS_CELLRATE_NOT_AVAILABLE; // P8
        }
        if (parameters.transmits && !wasCbr)
        {
            programmer.changeRate(index, parameters.rateIndex);
        }
        if (parameters.transmits)
        {
            transmit.ring(table.ring(index)).defaultClp(parameters.media.defaultClp);
        }
        table.traits(index, parameters.flags, parameters.media.aalType, parameters.media.defaultClp);
        store(index);
        parameters.writeBack();
        return NDIS_STATUS_SUCCESS;
    }

    private void store(final int index)
    {
        table.parameters(index, Direction.TRANSMIT, parameters.transmits ? parameters.media.transmit : null,
            parameters.programmedCellRate);
        table.parameters(index, Direction.RECEIVE, parameters.receives ? parameters.media.receive : null, 0);
        if (parameters.transmits)
        {
            table.flow(index, Direction.TRANSMIT, FlowField.PEAK_CELL_RATE, parameters.programmedCellRate);
        }
    }

    private int heldSlots(final int index)
    {
        return table.flow(index, Direction.TRANSMIT, FlowField.SERVICE_CATEGORY) != ActivationParameters.CBR ? 0 :
            schedule.slotsAtLeast((int)table.flow(index, Direction.TRANSMIT, FlowField.PROGRAMMED_CELL_RATE));
    }

    private int rateIndex(final int index)
    {
        return heldSlots(index) != 0 ? 0 :
            RateTables.indexAtMost((int)table.flow(index, Direction.TRANSMIT, FlowField.PROGRAMMED_CELL_RATE));
    }

    private void completeDeactivation(final long context)
    {
        final int index = table.index(context);
        if (index == VcTable.NO_INDEX || !isOver(index))
        {
            return;
        }
        final long ndisVcHandle = table.ndisVcHandle(index);
        ndis.ndisAcquireSpinLock(lock);
        final boolean finishes = table.index(context) == index && isOver(index);
        if (finishes)
        {
            finishDeactivation(context, index);
        }
        ndis.ndisReleaseSpinLock(lock);
        if (finishes)
        {
            ndis.ndisMCoDeactivateVcComplete(NDIS_STATUS_SUCCESS, ndisVcHandle);
        }
    }

    private boolean isOver(final int index)
    {
        return table.state(index) == VcState.DEACTIVATING && table.isDrained(index);
    }

    private void finishDeactivation(final long context, final int index)
    {
        if (table.ring(index) != VcTable.NO_RING)
        {
            if (heldSlots(index) != 0)
            {
                schedule.remove(table.vpiVci(index));
            }
            programmer.closeTransmit(index);
            transmit.release(transmit.ring(table.ring(index)));
            table.ring(index, VcTable.NO_RING);
        }
        table.unbind(index);
        table.transition(context, VcState.DEACTIVATING, VcState.CREATED);
    }

    private int checkPacket(final int index, final TransmitRing ring, final NdisPacket packet)
    {
        if (!hardware.isReachable())
        {
            return hardware.isRemoved() ? NDIS_STATUS_REQUEST_ABORTED : NDIS_STATUS_ADAPTER_NOT_READY;
        }
        if (ring == null || table.state(index) != VcState.ACTIVE)
        {
            return NDIS_STATUS_VC_NOT_ACTIVATED;
        }
        final int length = packet.totalPacketLength();
        final boolean fits = table.aalType(index) == AtmAalType.AAL_TYPE_AAL0 ? length == Aal.AAL0_PACKET_BYTES :
            length > 0 && length <= table.maxSduSize(index, Direction.TRANSMIT);
        return !fits ? NDIS_STATUS_INVALID_LENGTH :
            ring.accepts(packet) ? NDIS_STATUS_SUCCESS : NDIS_STATUS_INVALID_PACKET;
    }

    private void reclaim(final NdisPacket packet)
    {
        if (RawCells.isRaw(packet))
        {
            rawCells.reclaim(packet);
        }
        else
        {
            receive.reclaim(packet);
        }
    }
}
