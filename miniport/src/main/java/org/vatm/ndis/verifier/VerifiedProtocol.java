package org.vatm.ndis.verifier;

import org.agrona.DirectBuffer;
import org.vatm.ndis.CoAddressFamily;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisProtocol;
import org.vatm.ndis.NdisRequest;

/** Stands before the handlers that call managers and clients have in common. */
final class VerifiedProtocol implements NdisProtocol
{
    private final Verifier verifier;
    private final NdisProtocol protocol;

    VerifiedProtocol(final Verifier verifier, final NdisProtocol protocol)
    {
        this.verifier = verifier;
        this.protocol = protocol;
    }

    private long enter(final VerifierFunction function, final VcTrack vc, final Object object, final long argument)
    {
        return verifier.enter(function, null, vc, object, argument);
    }

    @Override
    public int protocolBindAdapter(final String deviceName)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_BIND_ADAPTER, null, null, 0);
        final int status = protocol.protocolBindAdapter(deviceName);
        verifier.exit(frame, status);
        return status;
    }

    @Override
    public void protocolUnbindAdapter(final long protocolBindingContext)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_UNBIND_ADAPTER, null, null, 0);
        protocol.protocolUnbindAdapter(protocolBindingContext);
        verifier.exit(frame);
    }

    @Override
    public void protocolCloseAdapterComplete(final long protocolBindingContext, final int status)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CLOSE_ADAPTER_COMPLETE, null, null, 0);
        verifier.status(frame, status);
        protocol.protocolCloseAdapterComplete(protocolBindingContext, status);
        verifier.exit(frame);
    }

    @Override
    public void protocolResetComplete(final long protocolBindingContext, final int status)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_RESET_COMPLETE, null, null, 0);
        verifier.status(frame, status);
        protocol.protocolResetComplete(protocolBindingContext, status);
        verifier.exit(frame);
    }

    @Override
    public void protocolCoAfRegisterNotify(final long protocolBindingContext, final CoAddressFamily family)
    {
        final long frame = enter(
            VerifierFunction.PROTOCOL_CO_AF_REGISTER_NOTIFY, null, null, family.addressFamily());
        protocol.protocolCoAfRegisterNotify(protocolBindingContext, family);
        verifier.exit(frame);
    }

    @Override
    public void protocolCoSendComplete(final int status, final long protocolVcContext, final NdisPacket packet)
    {
        final PacketTrack track = verifier.track(packet);
        final long frame = enter(VerifierFunction.PROTOCOL_CO_SEND_COMPLETE, track.sender, track, 0);
        verifier.status(frame, status);
        verifier.sends.completedTo(track);
        protocol.protocolCoSendComplete(status, protocolVcContext, packet);
        verifier.exit(frame);
    }

    @Override
    public int protocolCoReceivePacket(
        final long protocolBindingContext, final long protocolVcContext, final NdisPacket packet)
    {
        final PacketTrack track = verifier.track(packet);
        final long frame = enter(VerifierFunction.PROTOCOL_CO_RECEIVE_PACKET, track.vc, track, 0);
        final boolean wasInside = track.inReceive;
        track.inReceive = true;
        track.returnsDue = 0;
        final int kept = protocol.protocolCoReceivePacket(protocolBindingContext, protocolVcContext, packet);
        track.inReceive = wasInside;
        verifier.receives.received(track.vc, track, kept);
        verifier.exit(frame);
        return kept == 0 && verifier.probes().keeps(packet) ? 1 : kept;
    }

    @Override
    public void protocolReceiveComplete(final long protocolBindingContext)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_RECEIVE_COMPLETE, null, null, 0);
        protocol.protocolReceiveComplete(protocolBindingContext);
        verifier.exit(frame);
    }

    @Override
    public void protocolCoStatus(
        final long protocolBindingContext,
        final long protocolVcContext,
        final int generalStatus,
        final DirectBuffer statusBuffer,
        final int statusBufferSize)
    {
        final long frame = enter(VerifierFunction.PROTOCOL_CO_STATUS, null, null, 0);
        verifier.status(frame, generalStatus);
        protocol.protocolCoStatus(
            protocolBindingContext, protocolVcContext, generalStatus, statusBuffer, statusBufferSize);
        verifier.exit(frame);
    }

    @Override
    public void protocolCoRequestComplete(
        final int status,
        final long protocolBindingContext,
        final long protocolVcContext,
        final NdisRequest request)
    {
        final long frame =
            enter(VerifierFunction.PROTOCOL_CO_REQUEST_COMPLETE, null, verifier.track(request), 0);
        verifier.status(frame, status);
        protocol.protocolCoRequestComplete(status, protocolBindingContext, protocolVcContext, request);
        verifier.exit(frame);
    }
}
