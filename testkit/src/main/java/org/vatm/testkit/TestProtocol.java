package org.vatm.testkit;

import io.netty.buffer.ByteBuf;
import org.agrona.DirectBuffer;
import org.vatm.memory.HostBufferAllocator;
import org.vatm.ndis.AtmAalOobInfo;
import org.vatm.ndis.CoAddressFamily;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisBufferPool;
import org.vatm.ndis.NdisCallManager;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisPacketPool;
import org.vatm.ndis.NdisProtocol;
import org.vatm.ndis.NdisProtocolLibrary;
import org.vatm.ndis.NdisRequest;
import org.vatm.ndis.NdisStatus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_SUPPORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/**
 * The protocol driver through which a test sees a miniport: a call manager whose VCs are its own, as signalling VCs
 * are, so that nobody stands between it and the miniport but NDIS. Its address family is one that no client knows.
 */
final class TestProtocol implements NdisProtocol, NdisCallManager
{
    private static final CoAddressFamily FAMILY = new CoAddressFamily(0x7E57, 1, 0);
    private static final int PACKETS = 4_096;
    private static final int BUFFERS = 8_192;

    final NdisProtocolLibrary ndis;
    final NdisHandleHolder binding = new NdisHandleHolder();

    private final TestAdapter adapter;
    private final HostBufferAllocator memory;
    private final NdisHandleHolder protocolHandle = new NdisHandleHolder();
    private final List<TestVc> vcs = new ArrayList<>();
    private final NdisPacketPool packets;
    private final NdisBufferPool buffers;
    private NdisRequest completedRequest;
    private int completedRequestStatus;
    private int resetStatus = NdisStatus.NDIS_STATUS_PENDING;
    private boolean unbinding;

    TestProtocol(final TestAdapter adapter, final NdisProtocolLibrary ndis, final HostBufferAllocator memory)
    {
        this.adapter = adapter;
        this.ndis = ndis;
        this.memory = memory;
        packets = ndis.ndisAllocatePacketPool(PACKETS);
        buffers = ndis.ndisAllocateBufferPool(BUFFERS);
    }

    /** Driver code at PASSIVE. */
    void register()
    {
        ndis.ndisRegisterProtocol(protocolHandle, this);
    }

    /** A number for a new VC, not used before, for {@link #leave}. */
    long enter(final TestVc vc)
    {
        vcs.add(vc);
        return vcs.size();
    }

    void leave(final long context)
    {
        vcs.set((int)context - 1, null);
    }

    List<TestVc> vcs()
    {
        return vcs.stream().filter(vc -> vc != null).toList();
    }

    int packetsOut()
    {
        return packets.usage();
    }

    NdisPacket packet(final SentPacket sent, final byte[]... pieces)
    {
        final NdisPacket packet = packets.allocatePacket();
        for (final byte[] piece : pieces)
        {
            final ByteBuf data = memory.directBuffer(piece.length).writeBytes(piece);
            packet.chainBufferAtBack(buffers.allocateBuffer(data, 0, piece.length));
        }
        packet.protocolReference(sent);
        return packet;
    }

    private void free(final NdisPacket packet)
    {
        for (NdisBuffer buffer = packet.unchainBufferAtFront(); buffer != null; buffer = packet.unchainBufferAtFront())
        {
            buffer.data().release();
            buffers.freeBuffer(buffer);
        }
        packets.freePacket(packet);
    }

    boolean isCompleted(final NdisRequest request)
    {
        return completedRequest == request;
    }

    int completedRequestStatus()
    {
        return completedRequestStatus;
    }

    void forgetCompletions()
    {
        completedRequest = null;
        resetStatus = NdisStatus.NDIS_STATUS_PENDING;
    }

    int resetStatus()
    {
        return resetStatus;
    }

    @Override
    public int protocolBindAdapter(final String deviceName)
    {
        unbinding = false;
        final int status = ndis.ndisOpenAdapter(binding, protocolHandle.value, 1, deviceName);
        return status != NDIS_STATUS_SUCCESS ? status :
            ndis.ndisCmRegisterAddressFamily(binding.value, FAMILY, this);
    }

    @Override
    public void protocolUnbindAdapter(final long protocolBindingContext)
    {
        unbinding = true;
        vcs().forEach(TestVc::dismantle);
        closeIfEmpty();
    }

    /** When the adapter goes away and the last VC has gone, the binding goes. */
    void closeIfEmpty()
    {
        if (unbinding && vcs().stream().noneMatch(TestVc::exists) && binding.value != 0)
        {
            final long closing = binding.value;
            binding.value = 0;
            ndis.ndisCloseAdapter(closing);
        }
    }

    boolean isUnbinding()
    {
        return unbinding;
    }

    @Override
    public void protocolResetComplete(final long protocolBindingContext, final int status)
    {
        resetStatus = status;
        adapter.note("NdisReset completed: " + NdisStatus.name(status));
    }

    @Override
    public void protocolCoSendComplete(final int status, final long protocolVcContext, final NdisPacket packet)
    {
        final SentPacket sent = (SentPacket)packet.protocolReference();
        sent.completed(status, packet.timeSent(), adapter.nowPs(), Arrays.equals(sent.data(), bytes(packet)));
        free(packet);
        vc(protocolVcContext).sendCompleted(sent);
    }

    @Override
    public int protocolCoReceivePacket(
        final long protocolBindingContext, final long protocolVcContext, final NdisPacket packet)
    {
        final byte[] bytes = bytes(packet);
        final AtmAalOobInfo info = packet.aalInfo();
        return vc(protocolVcContext).receive(packet, new ReceivedPacket(bytes, packet.status(),
            info.present ? info.userToUserIndication : -1, info.present ? info.cellLossPriority : -1,
            packet.timeReceived(), adapter.nowPs()));
    }

    private static byte[] bytes(final NdisPacket packet)
    {
        final byte[] bytes = new byte[packet.totalPacketLength()];
        int at = 0;
        for (NdisBuffer buffer = packet.firstBuffer(); buffer != null; buffer = buffer.next())
        {
            buffer.data().getBytes(buffer.offset(), bytes, at, buffer.length());
            at += buffer.length();
        }
        return bytes;
    }

    @Override
    public void protocolReceiveComplete(final long protocolBindingContext)
    {
        adapter.receiveCompleted();
    }

    @Override
    public void protocolCoStatus(
        final long protocolBindingContext,
        final long protocolVcContext,
        final int generalStatus,
        final DirectBuffer statusBuffer,
        final int statusBufferSize)
    {
        final byte[] bytes = new byte[statusBuffer == null ? 0 : statusBufferSize];
        if (statusBuffer != null)
        {
            statusBuffer.getBytes(0, bytes);
        }
        adapter.indicated(new IndicatedStatus(
            protocolVcContext == 0 ? null : vc(protocolVcContext), generalStatus, bytes, adapter.nowPs()));
    }

    @Override
    public void protocolCoRequestComplete(
        final int status, final long protocolBindingContext, final long protocolVcContext, final NdisRequest request)
    {
        completedRequest = request;
        completedRequestStatus = status;
    }

    @Override
    public void protocolCmActivateVcComplete(
        final int status, final long callMgrVcContext, final CoCallParameters callParameters)
    {
        vc(callMgrVcContext).activateCompleted(status);
    }

    @Override
    public void protocolCmDeactivateVcComplete(final int status, final long callMgrVcContext)
    {
        vc(callMgrVcContext).deactivateCompleted(status);
    }

    private TestVc vc(final long context)
    {
        return vcs.get((int)context - 1);
    }

    @Override
    public int protocolCoCreateVc(
        final long callMgrAfContext, final long ndisVcHandle, final NdisHandleHolder callMgrVcContext)
    {
        return NDIS_STATUS_NOT_SUPPORTED; // no client opens the family
    }

    @Override
    public int protocolCoDeleteVc(final long callMgrVcContext)
    {
        return NDIS_STATUS_NOT_SUPPORTED;
    }

    @Override
    public int protocolCmOpenAf(
        final long callMgrBindingContext,
        final CoAddressFamily family,
        final long ndisAfHandle,
        final NdisHandleHolder callMgrAfContext)
    {
        return NDIS_STATUS_NOT_SUPPORTED;
    }

    @Override
    public int protocolCmCloseAf(final long callMgrAfContext)
    {
        return NDIS_STATUS_NOT_SUPPORTED;
    }

    @Override
    public int protocolCmMakeCall(
        final long callMgrVcContext,
        final CoCallParameters callParameters,
        final long ndisPartyHandle,
        final NdisHandleHolder callMgrPartyContext)
    {
        return NDIS_STATUS_NOT_SUPPORTED;
    }

    @Override
    public int protocolCmCloseCall(
        final long callMgrVcContext, final long callMgrPartyContext, final DirectBuffer closeData, final int size)
    {
        return NDIS_STATUS_NOT_SUPPORTED;
    }
}
