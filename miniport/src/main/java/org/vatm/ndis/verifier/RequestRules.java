package org.vatm.ndis.verifier;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_BUFFER_TOO_SHORT;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_LENGTH;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_OID;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_SUPPORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.ArrayList;
import java.util.List;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisRequest;
import org.vatm.ndis.NdisStatus;

/** Requests to the miniport: rules REQ. */
final class RequestRules
{
    private static final int VENDOR_OIDS = 0xFF00_0000;

    final List<RequestTrack> all = new ArrayList<>();
    private final Verifier verifier;

    RequestRules(final Verifier verifier)
    {
        this.verifier = verifier;
    }

    /** MiniportCoRequest is next. */
    RequestTrack requesting(final AdapterTrack adapter, final VcTrack vc, final NdisRequest request)
    {
        final RequestTrack track = verifier.track(request);
        track.adapter = adapter;
        track.vc = vc;
        track.oid = request.oid;
        track.type = request.requestType;
        track.length = request.informationBufferLength;
        track.isOut = true;
        track.inCall = true;
        track.pended = false;
        track.completions = -1;
        track.sincePs = verifier.nowPs();
        track.isOverdue = false;
        track.guard = track.behind();
        if (vc != null)
        {
            vc.requestsOut++;
        }
        return track;
    }

    /** It has returned. */
    void requested(final RequestTrack track, final int status)
    {
        track.inCall = false;
        if (status == NDIS_STATUS_PENDING)
        {
            track.pended = true;
            if (track.isOut)
            {
                track.completions = 0;
                verifier.audit.arm();
            }
            if (track.oid == NdisOid.OID_GEN_CO_GET_NETCARD_TIME)
            {
                verifier.report(VerifierRule.REQ_09, track.vc, track, name(track));
            }
            return;
        }
        if (!track.isOut)
        {
            verifier.report(VerifierRule.REQ_02, track.vc, track);
            return;
        }
        finished(track, status);
    }

    /** NdisMCoRequestComplete; false if NDIS should not hear of it. */
    boolean completes(final NdisRequest request, final int status, final Frame call)
    {
        final RequestTrack track = verifier.track(request);
        verifier.history.object(call.record(), track);
        final boolean isDue = track.isOut && (track.inCall || track.pended);
        if (!isDue)
        {
            if (track.completions > 0)
            {
                verifier.report(VerifierRule.REQ_01, track.vc, track, name(track), ++track.completions);
            }
            else
            {
                verifier.report(VerifierRule.REQ_02, track.vc, track);
            }
            return true;
        }
        if (status == NDIS_STATUS_PENDING)
        {
            verifier.report(VerifierRule.REQ_02, track.vc, track);
        }
        track.completions = 1;
        finished(track, status);
        return true;
    }

    /** The call has returned: from now on the miniport does not touch the request. */
    void completed(final NdisRequest request)
    {
        final RequestTrack track = verifier.track(request);
        if (!track.isOut)
        {
            verifier.watch.add(track);
        }
    }

    private void finished(final RequestTrack track, final int status)
    {
        track.isOut = false;
        if (track.vc != null)
        {
            track.vc.requestsOut--;
        }
        final NdisRequest request = track.request;
        final boolean isQuery = track.type != NdisRequest.NDIS_REQUEST_SET_INFORMATION;
        if (isQuery && request.bytesWritten > track.length || track.guard != track.behind())
        {
            verifier.report(
                VerifierRule.REQ_03, track.vc, track, name(track), request.bytesWritten, track.length);
        }
        final boolean isShort = status == NDIS_STATUS_INVALID_LENGTH || status == NDIS_STATUS_BUFFER_TOO_SHORT;
        final int size = OidRules.size(track.oid);
        if (isQuery && isShort && request.bytesNeeded <= track.length ||
            isQuery && size > track.length && size > 0 && status == NDIS_STATUS_SUCCESS)
        {
            verifier.report(VerifierRule.REQ_04, track.vc, track, name(track), NdisStatus.name(status));
            return;
        }
        final boolean isRefused = status == NDIS_STATUS_INVALID_OID || status == NDIS_STATUS_NOT_SUPPORTED ||
            status == NDIS_STATUS_NOT_ACCEPTED;
        if (isUnknown(track.oid) && (!isRefused || isQuery && request.bytesWritten != 0))
        {
            verifier.report(VerifierRule.REQ_05, track.vc, track, NdisStatus.name(status));
            return;
        }
        if (isQuery && status == NDIS_STATUS_SUCCESS && request.bytesWritten <= track.length)
        {
            verifier.oids.answered(track);
        }
        verifier.oids.flow(track, status);
    }

    private static boolean isUnknown(final int oid)
    {
        return NdisOid.name(oid).startsWith("0x") && (oid & VENDOR_OIDS) != VENDOR_OIDS;
    }

    private static String name(final RequestTrack track)
    {
        return NdisOid.name(track.oid);
    }

    void audit(final RequestTrack track, final long nowPs)
    {
        if (!isWaiting(track))
        {
            return;
        }
        final AdapterTrack adapter = track.adapter;
        final long fromPs = adapter.isRemoved ? Math.max(adapter.removedPs, track.sincePs) : track.sincePs;
        if (nowPs - fromPs > Audit.OPERATION_PS)
        {
            track.isOverdue = true;
            if (adapter.isRemoved)
            {
                verifier.report(VerifierRule.PNP_02, track.vc, track, 1);
            }
            else
            {
                verifier.report(VerifierRule.REQ_01, track.vc, track, name(track), 0);
            }
        }
    }

    static boolean isWaiting(final RequestTrack track)
    {
        return track.isOut && track.pended && !track.isOverdue;
    }
}
