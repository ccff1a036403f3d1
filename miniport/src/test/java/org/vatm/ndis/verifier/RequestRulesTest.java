package org.vatm.ndis.verifier;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_BUFFER_TOO_SHORT;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_MEDIA_DISCONNECT;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;
import static org.vatm.ndis.verifier.VerifierRule.*;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vatm.ndis.NdisClientVc;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisRequest;

/** Requests, what they answer, and status indications. */
class RequestRulesTest extends RuleTest
{
    private static final int OID = NdisOid.OID_ATM_MAX_ACTIVE_VCI_BITS;
    private static final int VENDOR = 0xFF00_0001;

    /** A driver that answers one request otherwise. */
    private abstract static class Answering extends SoundMiniport
    {
        private final int oid;

        Answering(final int oid)
        {
            this.oid = oid;
        }

        abstract int otherwise(NdisRequest request, long vcContext);

        @Override
        final int answer(final NdisRequest request, final long vcContext)
        {
            return request.oid == oid ? otherwise(request, vcContext) : super.answer(request, vcContext);
        }

        final void complete(final NdisRequest request, final int status)
        {
            ndis.ndisMCoRequestComplete(status, adapterHandle, request);
        }
    }

    /** A driver that pends a request. */
    private Answering pending()
    {
        return up(new Answering(OID)
        {
            @Override
            int otherwise(final NdisRequest request, final long vcContext)
            {
                return NDIS_STATUS_PENDING;
            }
        });
    }

    /** A driver that has another value for an object. */
    private void valued(final int oid, final int lengthBytes, final long value)
    {
        final SoundMiniport miniport = new SoundMiniport();
        miniport.value(oid, lengthBytes, value);
        up(miniport);
        query(oid);
    }

    @Test
    @Trips(REQ_01)
    void shouldReportARequestThatIsCompletedTwice()
    {
        final Answering miniport = pending();
        final NdisRequest request = query(OID);
        run(() -> miniport.complete(request, NDIS_STATUS_FAILURE));
        run(() -> miniport.complete(request, NDIS_STATUS_FAILURE));
    }

    @Test
    @Trips(REQ_02)
    void shouldStopOnACompletionOfAFinishedRequest()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        final NdisRequest request = query(OID);
        run(() -> miniport.ndis.ndisMCoRequestComplete(NDIS_STATUS_SUCCESS, miniport.adapterHandle, request));
    }

    @Test
    @Trips(REQ_03)
    void shouldStopOnAnAnswerThatOverrunsItsBuffer()
    {
        up(new Answering(OID)
        {
            @Override
            int otherwise(final NdisRequest request, final long vcContext)
            {
                request.informationBuffer.putInt(request.informationBufferLength, 1);
                request.bytesWritten = 4;
                return NDIS_STATUS_SUCCESS;
            }
        });
        query(OID);
    }

    @Test
    @Trips(REQ_04)
    void shouldReportAShortBufferWithoutTheLengthNeeded()
    {
        up(new Answering(OID)
        {
            @Override
            int otherwise(final NdisRequest request, final long vcContext)
            {
                return NDIS_STATUS_BUFFER_TOO_SHORT;
            }
        });
        query(null, OID, 2);
    }

    @Test
    @Trips(REQ_05)
    void shouldReportAnUnknownObjectThatIsAccepted()
    {
        up(new Answering(0x0001_01FF)
        {
            @Override
            int otherwise(final NdisRequest request, final long vcContext)
            {
                return NDIS_STATUS_SUCCESS;
            }
        });
        query(0x0001_01FF);
    }

    @Test
    @Trips(REQ_06)
    void shouldReportAnInvalidValueThatIsAccepted()
    {
        up(new SoundMiniport()
        {
            @Override
            int options(final NdisRequest request)
            {
                final int status = super.options(request);
                return status == org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_DATA ? NDIS_STATUS_SUCCESS : status;
            }
        });
        run(() -> verifier.probes().sweepRequests("ATM1"));
    }

    /** Pends every request and answers it by a timer; mixes them up if told to. */
    private static final class Slow extends SoundMiniport
    {
        private final boolean mixes;
        private final java.util.ArrayDeque<NdisRequest> pended = new java.util.ArrayDeque<>();

        Slow(final boolean mixes)
        {
            this.mixes = mixes;
        }

        @Override
        int answer(final NdisRequest request, final long vcContext)
        {
            final boolean isSlow =
                request.oid == NdisOid.OID_ATM_MAX_ACTIVE_VCS || request.oid == NdisOid.OID_ATM_SUPPORTED_AAL_TYPES;
            if (!isSlow || request.informationBufferLength < Integer.BYTES)
            {
                return super.answer(request, vcContext);
            }
            pended.add(request);
            ndis.ndisMSetTimer(timer, 1);
            return NDIS_STATUS_PENDING;
        }

        @Override
        void expired(final long context)
        {
            final int last = pended.peekLast().oid;
            while (!pended.isEmpty())
            {
                final NdisRequest request = pended.poll();
                request.informationBuffer.putBytes(0, oids.get(mixes ? last : request.oid));
                request.bytesWritten = Integer.BYTES;
                ndis.ndisMCoRequestComplete(NDIS_STATUS_SUCCESS, adapterHandle, request);
            }
        }
    }

    @Test
    @Trips(REQ_07)
    void shouldReportRequestsThatDisturbEachOther()
    {
        up(new Slow(true));
        run(() -> verifier.probes().concurrentRequests("ATM1"));
    }

    @Test
    @Trips(REQ_08)
    void shouldReportCountersThatDoNotSum()
    {
        up(new Answering(NdisOid.OID_GEN_CO_XMIT_PDUS_OK)
        {
            @Override
            int otherwise(final NdisRequest request, final long vcContext)
            {
                request.informationBuffer.putInt(0, vcContext == 0 ? 1 : 2, java.nio.ByteOrder.LITTLE_ENDIAN);
                request.bytesWritten = Integer.BYTES;
                return NDIS_STATUS_SUCCESS;
            }
        });
        connected();
        run(() -> verifier.probes().sumCounters("ATM1", adapterHandle.value));
    }

    @Test
    @Trips(REQ_09)
    void shouldReportATimeThatPends()
    {
        final Answering miniport = up(new Answering(NdisOid.OID_GEN_CO_GET_NETCARD_TIME)
        {
            @Override
            int otherwise(final NdisRequest request, final long vcContext)
            {
                return NDIS_STATUS_PENDING;
            }
        });
        final NdisRequest request = query(NdisOid.OID_GEN_CO_GET_NETCARD_TIME);
        run(() -> miniport.complete(request, NDIS_STATUS_FAILURE));
    }

    @Test
    @Trips(REQ_10)
    void shouldStopOnARequestThatIsUsedAfterItsCompletion()
    {
        final Answering miniport = pending();
        final NdisRequest request = query(OID);
        dispatch(() ->
        {
            final long frame = verifier.enter(
                VerifierFunction.MINIPORT_TIMER, verifier.adapters.get(0), null, null, 0);
            miniport.complete(request, NDIS_STATUS_FAILURE);
            request.bytesWritten = 4;
            verifier.exit(frame);
        });
    }

    @Test
    @Trips(OID_01)
    void shouldReportAMissingMandatoryObject()
    {
        final SoundMiniport miniport = new SoundMiniport();
        miniport.oids.remove(NdisOid.OID_GEN_CO_VENDOR_ID);
        up(miniport);
    }

    @Test
    @Trips(OID_02)
    void shouldReportAnObjectThatIsListedOnly()
    {
        up(new SoundMiniport()
        {
            @Override
            List<Integer> supported()
            {
                final List<Integer> list = super.supported();
                list.add(VENDOR);
                return list;
            }
        });
        run(() -> verifier.probes().sweepRequests("ATM1"));
    }

    @Test
    @Trips(OID_02)
    void shouldReportAnObjectThatIsAnsweredOnly()
    {
        up(new SoundMiniport()
        {
            @Override
            List<Integer> supported()
            {
                final List<Integer> list = super.supported();
                list.remove(Integer.valueOf(NdisOid.OID_GEN_CO_RCV_CRC_ERROR));
                return list;
            }
        });
        run(() -> verifier.probes().sweepRequests("ATM1"));
    }

    @Test
    @Trips(OID_03)
    void shouldReportAnAnswerOfAnotherSize()
    {
        valued(NdisOid.OID_ATM_HW_CURRENT_ADDRESS, 8, 0);
    }

    @Test
    @Trips(OID_04)
    void shouldReportThatUbrIsMissing()
    {
        valued(NdisOid.OID_ATM_SUPPORTED_SERVICE_CATEGORY, 4, 1);
    }

    @Test
    @Trips(OID_05)
    void shouldReportTheReservedMacOption()
    {
        valued(NdisOid.OID_GEN_CO_MAC_OPTIONS, 4, 0x8000_0008L);
    }

    @Test
    @Trips(OID_06)
    void shouldReportACounterThatGoesBackwards()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        miniport.value(NdisOid.OID_GEN_CO_XMIT_PDUS_OK, 4, 7);
        query(NdisOid.OID_GEN_CO_XMIT_PDUS_OK);
        miniport.value(NdisOid.OID_GEN_CO_XMIT_PDUS_OK, 4, 6);
        query(NdisOid.OID_GEN_CO_XMIT_PDUS_OK);
    }

    @Test
    @Trips(OID_07)
    void shouldReportAFlowWithoutAVc()
    {
        valued(NdisOid.OID_ATM_GET_NEAREST_FLOW, 4, 0);
    }

    @Test
    @Trips(OID_08)
    void shouldReportAnotherVersion()
    {
        valued(NdisOid.OID_GEN_CO_DRIVER_VERSION, 2, 0x0500);
    }

    @Test
    void shouldNotReportADriverThatStandsTheSweeps()
    {
        up(new Slow(false));
        connected();
        run(() ->
        {
            verifier.probes().sweepRequests("ATM1");
            verifier.probes().concurrentRequests("ATM1");
            verifier.probes().sumCounters("ATM1", adapterHandle.value);
        });
    }

    // Status.

    private void indicate(final SoundMiniport miniport, final long vc, final int status, final int size)
    {
        run(() -> miniport.ndis.ndisMCoIndicateStatus(miniport.adapterHandle, vc, status, null, size));
    }

    @Test
    @Trips(STS_01)
    void shouldReportAStatusWithoutItsBuffer()
    {
        indicate(up(new SoundMiniport()), 0, NDIS_STATUS_MEDIA_DISCONNECT, 4);
    }

    @Test
    @Trips(STS_02)
    void shouldReportALineThatIsSaidToBeBoth()
    {
        indicate(up(new SoundMiniport()), 0, NDIS_STATUS_MEDIA_DISCONNECT, 0);
        query(NdisOid.OID_GEN_CO_MEDIA_CONNECT_STATUS);
    }

    @Test
    @Trips(STS_01)
    void shouldReportAStatusOfADeletedVc()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        final NdisClientVc vc = created();
        run(() -> client.deleteVc(vc));
        indicate(miniport, miniport.lastVc().ndisVcHandle,
            org.vatm.ndis.NdisStatus.NDIS_STATUS_MEDIA_SPECIFIC_INDICATION, 0);
    }

    @Test
    @Trips(RST_02)
    void shouldReportAResetThatTheMiniportIndicates()
    {
        indicate(up(new SoundMiniport()), 0, org.vatm.ndis.NdisStatus.NDIS_STATUS_RESET_START, 0);
    }
}
