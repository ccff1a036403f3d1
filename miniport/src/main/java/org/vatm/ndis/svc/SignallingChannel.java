package org.vatm.ndis.svc;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import org.vatm.ndis.AtmAalType;
import org.vatm.ndis.AtmFlowParameters;
import org.vatm.ndis.AtmMediaParameters;
import org.vatm.ndis.AtmServiceCategory;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisBufferPool;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisPacketPool;
import org.vatm.ndis.NdisProtocolLibrary;

/**
 * The signalling VC of an adapter: VPI 0, VCI 5, AAL5, a VC of the call manager alone. Messages that are to be sent
 * before it is active wait.
 */
final class SignallingChannel
{
    static final int VPI = 0;
    static final int VCI = 5;

    private static final int PACKETS = 64;
    private static final int PEAK_CELL_RATE = 4000;
    private static final int MAX_SDU_SIZE = 4096;

    private final NdisProtocolLibrary ndis;
    private final CoCallParameters parameters = new CoCallParameters();
    private final NdisHandleHolder vc = new NdisHandleHolder();
    private final NdisPacketPool packets;
    private final NdisBufferPool buffers;
    private final ArrayDeque<ByteBuf> free = new ArrayDeque<>();
    private final ArrayDeque<NdisPacket> waiting = new ArrayDeque<>();
    private final NdisPacket[] one = new NdisPacket[1];
    private final ByteBuf received = Unpooled.buffer(MAX_SDU_SIZE, MAX_SDU_SIZE);
    private boolean isActive;
    private boolean isClosing;
    private int sendsOut;

    SignallingChannel(final NdisProtocolLibrary ndis)
    {
        this.ndis = ndis;
        packets = ndis.ndisAllocatePacketPool(PACKETS);
        buffers = ndis.ndisAllocateBufferPool(PACKETS);
        for (int i = 0; i < PACKETS; i++)
        {
            free.add(Unpooled.buffer(SignallingMessage.MAX_LENGTH, SignallingMessage.MAX_LENGTH));
        }
        final AtmMediaParameters atm = new AtmMediaParameters();
        atm.connectionId.vpi = VPI;
        atm.connectionId.vci = VCI;
        atm.aalType = AtmAalType.AAL_TYPE_AAL5;
        ubr(atm.transmit);
        ubr(atm.receive);
        parameters.flags = CoCallParameters.PERMANENT_VC;
        parameters.mediaParameters = new CoMediaParameters();
        parameters.mediaParameters.flags = CoMediaParameters.TRANSMIT_VC | CoMediaParameters.RECEIVE_VC |
            CoMediaParameters.ROUND_DOWN_FLOW;
        parameters.mediaParameters.mediaSpecific.atm(atm);
    }

    private static void ubr(final AtmFlowParameters flow)
    {
        flow.serviceCategory = AtmServiceCategory.ATM_SERVICE_CATEGORY_UBR;
        flow.peakCellRate = PEAK_CELL_RATE;
        flow.maxSduSize = MAX_SDU_SIZE;
    }

    /** Creates and activates the VC: SUCCESS, PENDING, or why not. */
    int open(final long bindingHandle, final long vcContext)
    {
        int status = ndis.ndisCoCreateVc(bindingHandle, 0, vcContext, vc);
        if (status == NDIS_STATUS_SUCCESS)
        {
            status = ndis.ndisCmActivateVc(vc.value, parameters);
            if (status != NDIS_STATUS_PENDING)
            {
                activated(status);
            }
        }
        return status;
    }

    void activated(final int status)
    {
        isActive = status == NDIS_STATUS_SUCCESS;
        if (isClosing)
        {
            close();
            return;
        }
        while (isActive && !waiting.isEmpty())
        {
            send(waiting.poll());
        }
    }

    /** False if there is no packet left. */
    boolean send(final SignallingMessage message)
    {
        final ByteBuf data = free.poll();
        if (data == null)
        {
            return false;
        }
        final NdisPacket packet = packets.allocatePacket();
        packet.chainBufferAtBack(buffers.allocateBuffer(data, 0, message.encode(data)));
        if (isActive && !isClosing)
        {
            send(packet);
        }
        else
        {
            waiting.add(packet);
        }
        return true;
    }

    private void send(final NdisPacket packet)
    {
        sendsOut++;
        one[0] = packet;
        ndis.ndisCoSendPackets(vc.value, one, 1);
    }

    void sent(final NdisPacket packet)
    {
        recycle(packet);
        sendsOut--;
        if (isClosing)
        {
            close();
        }
    }

    private void recycle(final NdisPacket packet)
    {
        final NdisBuffer buffer = packet.unchainBufferAtFront();
        final ByteBuf data = buffer.data();
        buffers.freeBuffer(buffer);
        free.add(data);
        packets.freePacket(packet);
    }

    /** False if the packet holds no message. */
    boolean receive(final NdisPacket packet, final SignallingMessage message)
    {
        int length = 0;
        for (NdisBuffer b = packet.firstBuffer(); b != null; b = b.next())
        {
            if (length + b.length() > MAX_SDU_SIZE)
            {
                return false;
            }
            received.setBytes(length, b.data(), b.offset(), b.length());
            length += b.length();
        }
        return message.decode(received, length);
    }

    /** Takes the VC down, when all that is out has come back; what waits is not sent any more. */
    void close()
    {
        isClosing = true;
        while (!waiting.isEmpty())
        {
            recycle(waiting.poll());
        }
        if (vc.value != 0 && sendsOut == 0)
        {
            if (isActive)
            {
                isActive = false;
                final int status = ndis.ndisCmDeactivateVc(vc.value);
                if (status == NDIS_STATUS_PENDING)
                {
                    return;
                }
            }
            deactivated();
        }
    }

    void deactivated()
    {
        if (ndis.ndisCoDeleteVc(vc.value) == NDIS_STATUS_SUCCESS)
        {
            vc.value = 0;
        }
    }
}
