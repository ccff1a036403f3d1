package org.vatm.ndis.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;
import static org.vatm.ndis.verifier.VerifierRule.*;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.vatm.atm.CellHeader;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.NdisBuffer;
import org.vatm.ndis.NdisClientVc;
import org.vatm.ndis.NdisPacket;
import org.vatm.trace.TraceStream;

class SendRulesTest extends RuleTest
{
    private static final int VCI = 77;
    private final TraceStream fibre = new TraceStream("fibre");

    /** A driver that completes its packets in its own way. */
    private abstract class Completing extends SoundMiniport
    {
        abstract void end(Vc vc, NdisPacket packet);

        @Override
        final void complete(final Vc vc, final NdisPacket packet, final int status)
        {
            vc.sends--;
            end(vc, packet);
        }

        final void done(final Vc vc, final NdisPacket packet)
        {
            ndis.ndisMCoSendComplete(NDIS_STATUS_SUCCESS, vc.ndisVcHandle, packet);
        }
    }

    private NdisClientVc connected(final int mediaFlags)
    {
        final NdisClientVc vc = created();
        final CoCallParameters parameters = parameters(VCI);
        parameters.mediaParameters.flags |= mediaFlags;
        run(() -> client.makeCall(vc, parameters));
        return vc;
    }

    @Test
    @Trips(SND_01)
    void shouldStopOnAPacketThatIsCompletedTwice()
    {
        up(new Completing()
        {
            @Override
            void end(final Vc vc, final NdisPacket packet)
            {
                done(vc, packet);
                done(vc, packet);
            }
        });
        send(connected(), 10);
    }

    @Test
    @Trips(SND_02)
    void shouldReportACompletionOnAnotherVc()
    {
        up(new Completing()
        {
            @Override
            void end(final Vc vc, final NdisPacket packet)
            {
                done(vcs.get(1), packet);
                done(vc, packet);
            }
        });
        final NdisClientVc vc = connected();
        connected();
        send(vc, 10);
    }

    @Test
    @Trips(SND_03)
    void shouldReportACompletionWithPending()
    {
        up(new SoundMiniport()).sendStatus = NDIS_STATUS_PENDING;
        send(connected(), 10);
    }

    @Test
    @Trips(SND_04)
    void shouldStopOnAPacketThatIsWrittenToAfterItsCompletion()
    {
        up(new Completing()
        {
            @Override
            void end(final Vc vc, final NdisPacket packet)
            {
                done(vc, packet);
                packet.miniportReserved(1, 5);
            }
        });
        send(connected(), 10);
    }

    @Test
    @Trips(SND_05)
    void shouldReportAnArrayThatIsKept()
    {
        up(new SoundMiniport()
        {
            private NdisPacket[] kept;

            @Override
            public void miniportCoSendPackets(
                final long miniportVcContext, final NdisPacket[] packetArray, final int numberOfPackets)
            {
                kept = packetArray;
                super.miniportCoSendPackets(miniportVcContext, packetArray, numberOfPackets);
            }

            @Override
            void finish(final NdisPacket packet)
            {
                final Vc vc = vc(packet.miniportReserved(0));
                ndis.ndisMCoSendComplete(NDIS_STATUS_SUCCESS, vc.ndisVcHandle, kept[0]);
                super.finish(packet);
            }
        });
        send(connected(), 10);
    }

    @Test
    @Trips(SND_06)
    void shouldReportAPacketThatIsChanged()
    {
        up(new Completing()
        {
            @Override
            void end(final Vc vc, final NdisPacket packet)
            {
                packet.firstBuffer().adjustLength(3);
                done(vc, packet);
            }
        });
        send(connected(), 10);
    }

    /** Puts a packet on the line as one cell; its trailer is that of AAL5 but for the CRC. */
    private void cell(final NdisPacket packet, final long endPs)
    {
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[CellHeader.PAYLOAD_LENGTH]);
        final NdisBuffer buffer = packet.firstBuffer();
        buffer.data().getBytes(buffer.offset(), payload.byteArray(), 0, buffer.length());
        payload.putShort(42, (short)packet.totalPacketLength(), java.nio.ByteOrder.BIG_ENDIAN);
        fibre.listener.onRecord(
            fibre, endPs, 1, CellHeader.of(0, VCI, 1, 0), CellHeader.PAYLOAD_LENGTH, payload, 0);
    }

    /** A driver whose packets leave in the order of its queue. */
    private final class Sending extends SoundMiniport
    {
        private final boolean reverses;
        private final long delayPs;

        Sending(final boolean reverses, final long delayPs)
        {
            this.reverses = reverses;
            this.delayPs = delayPs;
            verifier.wire().sends(fibre);
        }

        @Override
        void finish(final NdisPacket packet)
        {
            if (reverses && !queue.isEmpty())
            {
                final NdisPacket other = queue.poll();
                finish(other);
            }
            cell(packet, host.cpu().events().nowPs() + delayPs);
            super.finish(packet);
        }
    }

    @Test
    @Trips(SND_07)
    void shouldReportPdusThatOvertakeEachOther()
    {
        up(new Sending(true, 0));
        send(connected(0), 10, 20);
    }

    @Test
    void shouldNotReportPdusInTheirOrder()
    {
        up(new Sending(false, 0));
        send(connected(CoMediaParameters.INDICATE_END_OF_TX), 10, 20, 10);
    }

    @Test
    @Trips(SND_08)
    void shouldReportACompletionBeforeTheEnd()
    {
        up(new Sending(false, 7 * MICROSECOND));
        send(connected(CoMediaParameters.INDICATE_END_OF_TX), 10);
        assertEquals("early completion 7 us", verifier.findings().get(0).text());
    }

    @Test
    void shouldNotReportACompletionBeforeTheEndUnlessItWasAskedFor()
    {
        up(new Sending(false, 7 * MICROSECOND));
        send(connected(0), 10);
    }

    @Test
    @Trips(SND_09)
    void shouldReportPacketsThatAreBounced()
    {
        up(new SoundMiniport()).sendStatus = NDIS_STATUS_RESOURCES;
        final NdisClientVc vc = connected();
        for (int i = 0; i < 9; i++)
        {
            send(vc, 10);
        }
    }

    @Test
    @Trips(SND_10)
    void shouldReportAnSduThatIsTooLong()
    {
        final SoundMiniport miniport = up(new SoundMiniport()
        {
            @Override
            void loop(final Vc vc, final NdisPacket packet)
            {
            }
        });
        assertEquals(0, miniport.vcs.size());
        send(connected(), MAX_SDU + 1);
    }

    @Test
    @Trips(SND_11)
    void shouldReportAPacketThatDoesNotComeBack()
    {
        up(new SoundMiniport()).holds = true;
        send(connected(), 10);
        runFor(12 * SECOND);
    }

    @Test
    @Trips(SND_12)
    void shouldReportASendOnAnInactiveVc()
    {
        up(new SoundMiniport());
        send(created(), 10);
    }

    @Test
    @Trips(SND_13)
    void shouldReportACloseWithSendsOut()
    {
        up(new SoundMiniport()).holds = true;
        final NdisClientVc vc = connected();
        send(vc, 10);
        run(() -> library.ndisClCloseCall(vc.ndisVcHandle()));
    }

    @Test
    @Trips(SND_14)
    void shouldReportACancelledPacketOfAnotherStatus()
    {
        final SoundMiniport miniport = up(new SoundMiniport()
        {
            @Override
            public void miniportCancelSendPackets(final long miniportAdapterContext, final long cancelId)
            {
                complete(vcs.get(0), queue.poll(), NDIS_STATUS_FAILURE);
            }
        });
        miniport.holds = true;
        send(connected(), 10);
        run(() -> library.ndisCancelSendPackets(client.port.bindingHandle(), 0));
    }
}
