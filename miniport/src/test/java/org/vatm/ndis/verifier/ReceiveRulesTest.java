package org.vatm.ndis.verifier;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NO_CABLE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;
import static org.vatm.ndis.verifier.VerifierRule.*;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.vatm.atm.CellHeader;
import org.vatm.ndis.AtmAalType;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisClientVc;
import org.vatm.ndis.NdisPacket;

class ReceiveRulesTest extends RuleTest
{
    /** A driver that changes what it indicates. */
    private abstract static class Indicating extends SoundMiniport
    {
        abstract void change(Vc vc, NdisPacket packet);

        @Override
        final void indicate(final Vc vc, final NdisPacket packet)
        {
            change(vc, packet);
            super.indicate(vc, packet);
        }
    }

    private void indicating(final java.util.function.Consumer<NdisPacket> change)
    {
        up(new Indicating()
        {
            @Override
            void change(final Vc vc, final NdisPacket packet)
            {
                change.accept(packet);
            }
        });
        send(connected(), 10);
    }

    @Test
    @Trips(RCV_01)
    void shouldReportAnOddStatus()
    {
        indicating(packet -> packet.status(NDIS_STATUS_NO_CABLE));
    }

    @Test
    @Trips(RCV_02)
    void shouldStopOnAPacketThatIsTouchedWhileItIsOut()
    {
        client.keeps = true;
        up(new SoundMiniport()
        {
            @Override
            void indicate(final Vc vc, final NdisPacket packet)
            {
                super.indicate(vc, packet);
                packet.firstBuffer().data().setByte(packet.firstBuffer().offset(), 99);
            }
        });
        send(connected(), 10);
    }

    @Test
    @Trips(RCV_03)
    void shouldStopOnAPacketThatIsIndicatedTwice()
    {
        client.keeps = true;
        up(new SoundMiniport()
        {
            @Override
            void indicate(final Vc vc, final NdisPacket packet)
            {
                super.indicate(vc, packet);
                super.indicate(vc, packet);
            }
        });
        send(connected(), 10);
    }

    @Test
    @Trips(RCV_04)
    void shouldReportALentPacketThatIsLost()
    {
        final SoundMiniport miniport = up(new SoundMiniport()
        {
            @Override
            void reclaim(final NdisPacket packet)
            {
                vc(packet.miniportReserved(0)).receives--;
                bufferPool.freeBuffer(packet.unchainBufferAtFront());
            }
        });
        miniport.receiveStatus = NDIS_STATUS_RESOURCES;
        send(connected(), 10);
        halt();
    }

    @Test
    @Trips(RCV_05)
    void shouldReportADescriptorThatIsFree()
    {
        final SoundMiniport miniport = up(new SoundMiniport()
        {
            @Override
            void indicate(final Vc vc, final NdisPacket packet)
            {
                final NdisBuffer buffer = packet.unchainBufferAtFront();
                packetPool.freePacket(packet);
                packet.chainBufferAtBack(buffer);
                ndis.ndisMCoIndicateReceivePacket(vc.ndisVcHandle, new NdisPacket[] {packet}, 1);
            }
        });
        miniport.receiveStatus = NDIS_STATUS_SUCCESS;
        send(connected(), 10);
    }

    @Test
    @Trips(RCV_06)
    void shouldReportABadArray()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        connected();
        dispatch(() -> miniport.ndis.ndisMCoIndicateReceivePacket(
            miniport.lastVc().ndisVcHandle, new NdisPacket[1], 1));
    }

    @Test
    @Trips(RCV_07)
    void shouldReportIndicationsWithoutAnEnd()
    {
        up(new SoundMiniport()
        {
            @Override
            void received()
            {
            }
        });
        send(connected(), 10);
    }

    @Test
    @Trips(RCV_08)
    void shouldReportAPduThatIsTooLong()
    {
        indicating(packet -> packet.firstBuffer().adjustLength(MAX_SDU + 1));
    }

    private void damagedPdu(final int vci, final int lengthBytes)
    {
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[CellHeader.PAYLOAD_LENGTH]);
        for (int i = 0; i < lengthBytes; i++)
        {
            payload.putByte(i, (byte)(i + lengthBytes));
        }
        payload.putShort(42, (short)lengthBytes, java.nio.ByteOrder.BIG_ENDIAN);
        verifier.wire().received(CellHeader.of(0, vci, 1, 0), payload, 0);
    }

    @Test
    @Trips(RCV_09)
    void shouldReportADamagedPdu()
    {
        up(new SoundMiniport());
        final NdisClientVc vc = connected();
        damagedPdu(32, 10);
        send(vc, 10);
    }

    private NdisClientVc connected(final int flags)
    {
        final NdisClientVc vc = created();
        final CoCallParameters parameters = parameters();
        parameters.mediaParameters.flags |= flags;
        run(() -> client.makeCall(vc, parameters));
        return vc;
    }

    @Test
    void shouldNotReportADamagedPduThatWasAskedFor()
    {
        up(new SoundMiniport());
        final NdisClientVc vc = connected(CoMediaParameters.INDICATE_ERRED_PACKETS);
        damagedPdu(32, 10);
        send(vc, 10);
    }

    @Test
    @Trips(RCV_10)
    void shouldReportAMissingTime()
    {
        up(new SoundMiniport());
        send(connected(CoMediaParameters.RECEIVE_TIME_INDICATION), 10);
    }

    @Test
    @Trips(RCV_11)
    void shouldReportAProtocolThatReturnsWhatItDoesNotHave()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        final NdisClientVc vc = connected();
        send(vc, 10);
        run(() -> library.ndisReturnPackets(new NdisPacket[] {miniport.receivePackets.peekLast()}, 1));
    }

    @Test
    @Trips(RCV_11)
    void shouldReportAProtocolThatKeepsALentPacket()
    {
        final SoundClient greedy = new SoundClient(library)
        {
            @Override
            protected int onReceive(final NdisClientVc vc, final NdisPacket packet)
            {
                return 1;
            }
        };
        up(new SoundMiniport()).receiveStatus = NDIS_STATUS_RESOURCES;
        run(greedy::register);
        final NdisClientVc vc = new NdisClientVc();
        call(() -> greedy.createVc(greedy.port, vc));
        run(() -> greedy.makeCall(vc, parameters()));
        final NdisPacket packet = packet(greedy, 10);
        run(() -> greedy.send(vc, new NdisPacket[] {packet}, 1));
        runFor(100 * MICROSECOND);
    }

    @Test
    @Trips(RCV_12)
    void shouldReportARecordOfAnotherAal()
    {
        indicating(packet ->
        {
            packet.aalInfo().present = true;
            packet.aalInfo().aalType = AtmAalType.AAL_TYPE_AAL0;
        });
    }

    private void starve(final SoundMiniport miniport)
    {
        up(miniport);
        final NdisClientVc vc = connected();
        verifier.probes().starve();
        for (int i = 0; i < 2 * SoundMiniport.RECEIVE_BUFFERS; i++)
        {
            send(vc, 10);
        }
        run(() -> verifier.probes().feed());
        send(vc, 10);
        verifier.probes().checkFed();
    }

    @Test
    @Trips(RCV_13)
    void shouldReportADriverThatDoesNotRecoverFromLackOfBuffers()
    {
        starve(new SoundMiniport()
        {
            private boolean isStuck;

            @Override
            void loop(final Vc vc, final NdisPacket packet)
            {
                isStuck |= receivePackets.isEmpty();
                if (!isStuck)
                {
                    super.loop(vc, packet);
                }
            }
        });
    }

    @Test
    void shouldNotReportADriverThatRecoversFromLackOfBuffers()
    {
        starve(new SoundMiniport());
    }
}
