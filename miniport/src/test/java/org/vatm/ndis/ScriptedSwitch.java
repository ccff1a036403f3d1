package org.vatm.ndis;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.vatm.ndis.svc.SignallingMessage;

/** The other end of the signalling VC of a {@link ScriptedMiniport}: writes down what it hears, and answers. */
final class ScriptedSwitch
{
    private static final long SIGNALLING_VC = 1; // the call manager's first VC

    final SignallingMessage heard = new SignallingMessage();
    final SignallingMessage said = new SignallingMessage();
    private final ScriptedMiniport miniport;
    private final Script script;
    private final ByteBuf data = Unpooled.buffer(SignallingMessage.MAX_LENGTH);
    private final NdisBufferPool buffers = new NdisBufferPool(64);

    ScriptedSwitch(final ScriptedMiniport miniport)
    {
        this.miniport = miniport;
        script = miniport.script;
        script.on("CoSendPackets", this::listen);
    }

    private void listen()
    {
        if (miniport.vcContext != SIGNALLING_VC)
        {
            return;
        }
        script.log.remove(script.log.size() - 1);
        final NdisPacket packet = miniport.sent.pollLast();
        final NdisBuffer buffer = packet.firstBuffer();
        heard.decode(buffer.data(), buffer.length());
        script.call("-> " + name(heard.type));
        miniport.ndis.ndisMCoSendComplete(NdisStatus.NDIS_STATUS_SUCCESS, miniport.vcs.get(0), packet);
    }

    /** An answer to the last message, or another one about the same call. */
    SignallingMessage answer(final int type)
    {
        return said.clear(type, heard.callReference, !heard.isToOriginator);
    }

    void say(final SignallingMessage message)
    {
        script.log.add("<- " + name(message.type));
        final int length = message.encode(data);
        say(data, length);
    }

    void say(final ByteBuf bytes, final int length)
    {
        final NdisPacket packet = miniport.packets.allocatePacket();
        packet.chainBufferAtBack(buffers.allocateBuffer(bytes, 0, length));
        packet.status(NdisStatus.NDIS_STATUS_RESOURCES);
        miniport.ndis.ndisMCoIndicateReceivePacket(miniport.vcs.get(0), new NdisPacket[] { packet }, 1);
        buffers.freeBuffer(packet.unchainBufferAtFront());
        miniport.packets.freePacket(packet);
    }

    private static String name(final int type)
    {
        return switch (type)
        {
            case SignallingMessage.SETUP -> "SETUP";
            case SignallingMessage.CALL_PROCEEDING -> "CALL PROCEEDING";
            case SignallingMessage.CONNECT -> "CONNECT";
            case SignallingMessage.CONNECT_ACKNOWLEDGE -> "CONNECT ACK";
            case SignallingMessage.RELEASE -> "RELEASE";
            case SignallingMessage.RELEASE_COMPLETE -> "RELEASE COMPLETE";
            case SignallingMessage.ADD_PARTY -> "ADD PARTY";
            case SignallingMessage.ADD_PARTY_ACKNOWLEDGE -> "ADD PARTY ACK";
            case SignallingMessage.ADD_PARTY_REJECT -> "ADD PARTY REJECT";
            case SignallingMessage.DROP_PARTY -> "DROP PARTY";
            case SignallingMessage.DROP_PARTY_ACKNOWLEDGE -> "DROP PARTY ACK";
            case SignallingMessage.MODIFY_REQUEST -> "MODIFY REQUEST";
            case SignallingMessage.MODIFY_ACKNOWLEDGE -> "MODIFY ACK";
            case SignallingMessage.MODIFY_REJECT -> "MODIFY REJECT";
            default -> "message " + type;
        };
    }
}
