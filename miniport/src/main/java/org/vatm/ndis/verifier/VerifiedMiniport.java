package org.vatm.ndis.verifier;

import org.agrona.DirectBuffer;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisBooleanHolder;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisIntHolder;
import org.vatm.ndis.NdisMiniport;
import org.vatm.ndis.NdisMiniportCharacteristics;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisRequest;
import org.vatm.ndis.NdisSharedMemory;

/** Stands before a miniport: what NDIS calls passes through it. */
final class VerifiedMiniport implements NdisMiniport
{
    private final Verifier verifier;
    private final NdisMiniport miniport;
    private final NdisMiniportCharacteristics characteristics;
    private final ContextMap vcs;
    private AdapterTrack recent; // whose context was asked for last

    VerifiedMiniport(final Verifier verifier, final NdisMiniportCharacteristics characteristics)
    {
        this.verifier = verifier;
        this.characteristics = characteristics;
        miniport = characteristics.miniport();
        vcs = new ContextMap(verifier);
        verifier.interrupts.shares(miniport);
    }

    NdisMiniportCharacteristics characteristics()
    {
        return characteristics;
    }

    /** Live VCs by the driver's own contexts. */
    ContextMap vcs()
    {
        return vcs;
    }

    private AdapterTrack adapter(final long context)
    {
        if (recent != null && recent.context == context && recent.stage != AdapterTrack.Stage.DEAD)
        {
            return recent;
        }
        for (int i = verifier.adapters.size() - 1; i >= 0; i--)
        {
            final AdapterTrack adapter = verifier.adapters.get(i);
            if (adapter.miniport == this && adapter.context == context &&
                adapter.stage != AdapterTrack.Stage.DEAD)
            {
                recent = adapter;
                return adapter;
            }
        }
        throw new IllegalStateException("no adapter has the context 0x" + Long.toHexString(context));
    }

    private VcTrack vc(final long context)
    {
        final VcTrack running = verifier.runningVc(); // the call that NDIS passes on
        if (running != null && running.context == context && running.adapter().miniport == this)
        {
            return running;
        }
        final VcTrack vc = vcs.get(context);
        if (vc == null)
        {
            throw new IllegalStateException("no VC has the context 0x" + Long.toHexString(context));
        }
        return vc;
    }

    private long enter(
        final VerifierFunction function,
        final AdapterTrack adapter,
        final VcTrack vc,
        final Object object,
        final long argument)
    {
        return verifier.enter(function, adapter, vc, object, argument);
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
        final AdapterTrack adapter = new AdapterTrack(
            this, verifier.adapters.size(), miniportAdapterHandle, wrapperConfigurationContext);
        adapter.version = characteristics.majorNdisVersion() << 8 | characteristics.minorNdisVersion();
        verifier.adapters.add(adapter);
        final long frame = enter(VerifierFunction.MINIPORT_INITIALIZE, adapter, null, null, miniportAdapterHandle);
        final int status = miniport.miniportInitialize(
            openErrorStatus,
            selectedMediumIndex,
            mediumArray,
            mediumArraySize,
            miniportAdapterHandle,
            wrapperConfigurationContext);
        verifier.registration.initialized(adapter, status, selectedMediumIndex.value, mediumArray);
        if (status != 0)
        {
            verifier.timers.stopped(adapter, VerifierRule.INI_06);
        }
        verifier.exit(frame, status);
        adapter.stage = status == 0 ? AdapterTrack.Stage.RUNNING : AdapterTrack.Stage.DEAD;
        return status;
    }

    @Override
    public void miniportHalt(final long miniportAdapterContext)
    {
        final AdapterTrack adapter = adapter(miniportAdapterContext);
        final long frame = enter(VerifierFunction.MINIPORT_HALT, adapter, null, null, 0);
        verifier.life.halting(adapter);
        miniport.miniportHalt(miniportAdapterContext);
        verifier.life.halted(adapter);
        verifier.exit(frame);
    }

    @Override
    public int miniportReset(final NdisBooleanHolder addressingReset, final long miniportAdapterContext)
    {
        final AdapterTrack adapter = adapter(miniportAdapterContext);
        final long frame = enter(VerifierFunction.MINIPORT_RESET, adapter, null, null, 0);
        verifier.life.resetting(adapter);
        final int status = miniport.miniportReset(addressingReset, miniportAdapterContext);
        verifier.life.reset(adapter, status);
        verifier.exit(frame, status);
        return status;
    }

    @Override
    public boolean miniportCheckForHang(final long miniportAdapterContext)
    {
        final long frame =
            enter(VerifierFunction.MINIPORT_CHECK_FOR_HANG, adapter(miniportAdapterContext), null, null, 0);
        final boolean hangs = miniport.miniportCheckForHang(miniportAdapterContext);
        verifier.exit(frame);
        return hangs;
    }

    @Override
    public void miniportShutdown(final long shutdownContext)
    {
        final AdapterTrack adapter = adapter(shutdownContext);
        final long frame = enter(VerifierFunction.MINIPORT_SHUTDOWN, adapter, null, null, 0);
        verifier.life.shutDown(true);
        miniport.miniportShutdown(shutdownContext);
        verifier.life.shutDown(false);
        verifier.exit(frame);
        adapter.isShutDown = true;
    }

    @Override
    public void miniportIsr(
        final NdisBooleanHolder interruptRecognized,
        final NdisBooleanHolder queueMiniportHandleInterrupt,
        final long miniportAdapterContext)
    {
        final AdapterTrack adapter = adapter(miniportAdapterContext);
        verifier.interrupts.check();
        final long frame = enter(VerifierFunction.MINIPORT_ISR, adapter, null, null, 0);
        verifier.frame(frame).clearStall();
        verifier.interrupts.isrBegins(adapter, interruptRecognized, queueMiniportHandleInterrupt);
        miniport.miniportIsr(interruptRecognized, queueMiniportHandleInterrupt, miniportAdapterContext);
        verifier.interrupts.isrEnds(adapter, interruptRecognized.value, queueMiniportHandleInterrupt.value);
        verifier.exit(frame);
        verifier.interrupts.remember();
    }

    @Override
    public void miniportDisableInterrupt(final long miniportAdapterContext)
    {
        verifier.interrupts.check();
        final long frame =
            enter(VerifierFunction.MINIPORT_DISABLE_INTERRUPT, adapter(miniportAdapterContext), null, null, 0);
        miniport.miniportDisableInterrupt(miniportAdapterContext);
        verifier.exit(frame);
        verifier.interrupts.remember();
    }

    @Override
    public void miniportEnableInterrupt(final long miniportAdapterContext)
    {
        final AdapterTrack adapter = adapter(miniportAdapterContext);
        final long frame = enter(VerifierFunction.MINIPORT_ENABLE_INTERRUPT, adapter, null, null, 0);
        miniport.miniportEnableInterrupt(miniportAdapterContext);
        verifier.interrupts.handled(adapter, VerifierFunction.MINIPORT_ENABLE_INTERRUPT);
        verifier.exit(frame);
    }

    @Override
    public void miniportHandleInterrupt(final long miniportAdapterContext)
    {
        final AdapterTrack adapter = adapter(miniportAdapterContext);
        final long frame = enter(VerifierFunction.MINIPORT_HANDLE_INTERRUPT, adapter, null, null, 0);
        try
        {
            miniport.miniportHandleInterrupt(miniportAdapterContext);
        }
        catch (final IndexOutOfBoundsException e)
        {
            throw verifier.memory.crashed(e);
        }
        verifier.receives.deferredProcedureEnds(adapter);
        if (!characteristics.has(org.vatm.ndis.MiniportHandler.ENABLE_INTERRUPT))
        {
            verifier.interrupts.handled(adapter, VerifierFunction.MINIPORT_HANDLE_INTERRUPT);
        }
        verifier.exit(frame);
    }

    @Override
    public int miniportCoCreateVc(
        final long miniportAdapterContext, final long ndisVcHandle, final NdisHandleHolder miniportVcContext)
    {
        final AdapterTrack adapter = adapter(miniportAdapterContext);
        final VcTrack vc = verifier.vcs.creating(adapter, ndisVcHandle);
        final long frame = enter(VerifierFunction.MINIPORT_CO_CREATE_VC, adapter, vc, null, 0);
        final int resources = verifier.ledger.count();
        final long bytes = verifier.ledger.bytes();
        final int status = miniport.miniportCoCreateVc(miniportAdapterContext, ndisVcHandle, miniportVcContext);
        verifier.status(frame, status);
        verifier.vcs.created(adapter, vc, status, miniportVcContext.value, resources, bytes);
        verifier.exit(frame);
        return status;
    }

    @Override
    public int miniportCoDeleteVc(final long miniportVcContext)
    {
        final VcTrack vc = vc(miniportVcContext);
        final AdapterTrack adapter = vc.adapter();
        vc.state(VcTrack.State.DELETING);
        final long frame = enter(VerifierFunction.MINIPORT_CO_DELETE_VC, adapter, vc, null, 0);
        final int status = miniport.miniportCoDeleteVc(miniportVcContext);
        verifier.status(frame, status);
        verifier.vcs.deleted(adapter, vc, status);
        verifier.exit(frame);
        return status;
    }

    @Override
    public int miniportCoActivateVc(final long miniportVcContext, final CoCallParameters callParameters)
    {
        final VcTrack vc = vc(miniportVcContext);
        final long frame = enter(VerifierFunction.MINIPORT_CO_ACTIVATE_VC, vc.adapter(), vc, null, 0);
        verifier.activations.activating(vc, callParameters);
        final int status = miniport.miniportCoActivateVc(miniportVcContext, callParameters);
        verifier.status(frame, status);
        verifier.activations.activated(vc, status);
        verifier.exit(frame);
        return status;
    }

    @Override
    public int miniportCoDeactivateVc(final long miniportVcContext)
    {
        final VcTrack vc = vc(miniportVcContext);
        final long frame = enter(VerifierFunction.MINIPORT_CO_DEACTIVATE_VC, vc.adapter(), vc, null, 0);
        final long startPs = verifier.nowPs();
        verifier.activations.deactivating(vc);
        final int status = miniport.miniportCoDeactivateVc(miniportVcContext);
        verifier.status(frame, status);
        verifier.activations.deactivated(vc, status, startPs);
        verifier.exit(frame);
        return status;
    }

    @Override
    public void miniportCoSendPackets(
        final long miniportVcContext, final NdisPacket[] packetArray, final int numberOfPackets)
    {
        final VcTrack vc = vc(miniportVcContext);
        final long frame =
            enter(VerifierFunction.MINIPORT_CO_SEND_PACKETS, vc.adapter(), vc, null, numberOfPackets);
        final NdisPacket[] array = verifier.sends.sending(vc, packetArray, numberOfPackets);
        try
        {
            miniport.miniportCoSendPackets(miniportVcContext, array, numberOfPackets);
        }
        catch (final IndexOutOfBoundsException e)
        {
            throw verifier.memory.crashed(e);
        }
        verifier.sends.sent(numberOfPackets);
        verifier.exit(frame);
    }

    @Override
    public int miniportCoRequest(
        final long miniportAdapterContext, final long miniportVcContext, final NdisRequest ndisRequest)
    {
        final AdapterTrack adapter = adapter(miniportAdapterContext);
        final VcTrack vc = miniportVcContext == 0 ? null : vc(miniportVcContext);
        final RequestTrack track = verifier.requests.requesting(adapter, vc, ndisRequest);
        final long frame = enter(VerifierFunction.MINIPORT_CO_REQUEST, adapter, vc, track, 0);
        final int status = miniport.miniportCoRequest(miniportAdapterContext, miniportVcContext, ndisRequest);
        verifier.status(frame, status);
        verifier.requests.requested(track, status);
        verifier.exit(frame);
        return status;
    }

    @Override
    public void miniportReturnPacket(final long miniportAdapterContext, final NdisPacket packet)
    {
        final AdapterTrack adapter = adapter(miniportAdapterContext);
        final PacketTrack track = verifier.track(packet);
        final long frame = enter(VerifierFunction.MINIPORT_RETURN_PACKET, adapter, track.vc, track, 0);
        verifier.receives.returns(track);
        miniport.miniportReturnPacket(miniportAdapterContext, packet);
        verifier.exit(frame);
    }

    @Override
    public void miniportAllocateComplete(
        final long miniportAdapterContext, final NdisSharedMemory sharedMemory, final long context)
    {
        final AdapterTrack adapter = adapter(miniportAdapterContext);
        final long frame =
            enter(VerifierFunction.MINIPORT_ALLOCATE_COMPLETE, adapter, null, null, sharedMemory.length());
        verifier.memory.allocatedLater(sharedMemory);
        try
        {
            miniport.miniportAllocateComplete(miniportAdapterContext, sharedMemory, context);
        }
        catch (final NullPointerException e)
        {
            if (sharedMemory.virtualAddress() == null)
            {
                verifier.report(VerifierRule.DMA_07, null, null, "a failed allocation was not tolerated");
            }
            throw e;
        }
        verifier.exit(frame);
    }

    @Override
    public void miniportCancelSendPackets(final long miniportAdapterContext, final long cancelId)
    {
        final AdapterTrack adapter = adapter(miniportAdapterContext);
        final long frame = enter(VerifierFunction.MINIPORT_CANCEL_SEND_PACKETS, adapter, null, null, cancelId);
        verifier.sends.cancelling(cancelId);
        miniport.miniportCancelSendPackets(miniportAdapterContext, cancelId);
        verifier.sends.cancelled();
        verifier.exit(frame);
    }

    @Override
    public void miniportPnPEventNotify(
        final long miniportAdapterContext,
        final int pnPEvent,
        final DirectBuffer informationBuffer,
        final int informationBufferLength)
    {
        final AdapterTrack adapter = adapter(miniportAdapterContext);
        final long frame = enter(VerifierFunction.MINIPORT_PNP_EVENT_NOTIFY, adapter, null, null, pnPEvent);
        verifier.life.notified(adapter, pnPEvent);
        miniport.miniportPnPEventNotify(
            miniportAdapterContext, pnPEvent, informationBuffer, informationBufferLength);
        verifier.exit(frame);
    }

    /** Whether the miniport tolerates its deferred procedure, or a foreign interrupt: for probes. */
    NdisMiniport unwatched()
    {
        return miniport;
    }
}
