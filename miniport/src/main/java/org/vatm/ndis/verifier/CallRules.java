package org.vatm.ndis.verifier;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.vatm.ndis.CoCallParameters;

/** Calls, and the operations of call managers that pend: rules CM. */
final class CallRules
{
    private static final int RUNNING = 0;
    private static final int PENDED = 1;
    private static final int COMPLETED_INSIDE = 2;

    private final Verifier verifier;
    private final Map<Pended, Map<Long, Integer>> open = new EnumMap<>(Pended.class);
    private final Map<Pended, Map<Long, Integer>> completions = new EnumMap<>(Pended.class);
    private final Map<CoCallParameters, VcTrack> busy = new IdentityHashMap<>(); // of operations that have not ended
    private final Map<Long, Long> familyOfSap = new HashMap<>();
    private final Map<Long, Long> vcOfParty = new HashMap<>();

    CallRules(final Verifier verifier)
    {
        this.verifier = verifier;
        for (final Pended operation : Pended.values())
        {
            open.put(operation, new HashMap<>());
            completions.put(operation, new HashMap<>());
        }
    }

    // Operations that pend.

    /** A handler that may pend is next. */
    void starts(final Pended operation, final long handle)
    {
        open.get(operation).put(handle, RUNNING);
        completions.get(operation).remove(handle);
    }

    /** It has returned. */
    void started(final Pended operation, final long handle, final int status, final Frame frame)
    {
        final Integer state = open.get(operation).remove(handle);
        if (status == NDIS_STATUS_PENDING)
        {
            if (state != null && state == RUNNING)
            {
                open.get(operation).put(handle, PENDED);
            }
        }
        else if (state == null || state == COMPLETED_INSIDE)
        {
            verifier.report(VerifierRule.CM_02, frame.vc(), null, frame.function(), "without PENDING");
        }
    }

    /** Its completion routine is called. */
    void completes(final Pended operation, final long handle, final int status, final Frame frame)
    {
        final Integer state = open.get(operation).get(handle);
        final int count = completions.get(operation).merge(handle, 1, Integer::sum);
        if (status == NDIS_STATUS_PENDING)
        {
            verifier.report(VerifierRule.CM_02, frame.vc(), null, frame.function(), "with PENDING");
        }
        else if (state == null || state == COMPLETED_INSIDE)
        {
            verifier.report(VerifierRule.CM_02, frame.vc(), null, frame.function(), count);
        }
        if (state != null && state == PENDED)
        {
            open.get(operation).remove(handle);
        }
        else if (state != null)
        {
            open.get(operation).put(handle, COMPLETED_INSIDE);
        }
    }

    // Calls.

    /** NdisClMakeCall is next. */
    void making(final VcTrack vc, final CoCallParameters parameters)
    {
        kept(vc, parameters);
        if (vc.call() == VcTrack.Call.IDLE)
        {
            vc.call(VcTrack.Call.MAKING);
            vc.use().making = parameters;
            vc.use().makingMedia = parameters == null ? null : parameters.mediaParameters;
            begins(vc, parameters);
        }
    }

    /** It has returned. */
    void made(final VcTrack vc, final int status)
    {
        if (status != NDIS_STATUS_PENDING && vc.call() == VcTrack.Call.MAKING)
        {
            ends(vc, status);
        }
    }

    /** NdisCmMakeCallComplete, or ProtocolCmMakeCall returns SUCCESS. */
    void makeCompletes(final VcTrack vc, final int status)
    {
        if (status == NDIS_STATUS_SUCCESS && !vc.isUsable())
        {
            verifier.report(VerifierRule.CM_01, vc, null);
        }
        if (vc.call() == VcTrack.Call.MAKING)
        {
            ends(vc, status);
        }
    }

    private void ends(final VcTrack vc, final int status)
    {
        final VcUse use = vc.use();
        final CoCallParameters parameters = use.making;
        if (parameters != null && use.makingMedia != parameters.mediaParameters && parameters.mediaParameters == null)
        {
            verifier.report(VerifierRule.CM_05, vc, null);
        }
        use.making = null;
        use.makingMedia = null;
        ends(vc, parameters);
        vc.call(status == NDIS_STATUS_SUCCESS ? VcTrack.Call.CONNECTED : VcTrack.Call.IDLE);
        if (status == NDIS_STATUS_SUCCESS && vc.use().parties == 0)
        {
            vc.use().parties = 1;
        }
    }

    /** Parameters of an operation that may pend must not be those of another that still does. */
    void kept(final VcTrack vc, final CoCallParameters parameters)
    {
        final VcTrack other = busy.get(parameters);
        if (other != null && other != vc && other.isLive() &&
            (other.use().making == parameters || other.use().pending == parameters))
        {
            verifier.report(VerifierRule.CM_05, other, null);
        }
    }

    /** An operation with these parameters begins. */
    void begins(final VcTrack vc, final CoCallParameters parameters)
    {
        if (parameters != null)
        {
            busy.putIfAbsent(parameters, vc);
        }
    }

    /** It has ended. */
    void ends(final VcTrack vc, final CoCallParameters parameters)
    {
        if (vc.use().making != parameters && vc.use().pending != parameters)
        {
            busy.remove(parameters, vc);
        }
    }

    /** NdisClCloseCall is next. */
    void closing(final VcTrack vc)
    {
        verifier.sends.closes(vc);
        if (vc.use().parties > 1)
        {
            verifier.report(VerifierRule.CM_03, vc, null, vc.use().parties);
        }
        if (vc.call() == VcTrack.Call.CONNECTED || vc.call() == VcTrack.Call.CLOSE_INDICATED)
        {
            vc.call(VcTrack.Call.CLOSING);
        }
    }

    /** It has returned, or NdisCmCloseCallComplete is called. */
    void closed(final VcTrack vc, final int status)
    {
        if (status != NDIS_STATUS_PENDING && vc.call() == VcTrack.Call.CLOSING)
        {
            vc.call(status == NDIS_STATUS_SUCCESS ? VcTrack.Call.IDLE : VcTrack.Call.CONNECTED);
            vc.use().parties = vc.call() == VcTrack.Call.IDLE ? 0 : vc.use().parties;
        }
    }

    // Incoming calls.

    void offered(final VcTrack vc)
    {
        vc.call(VcTrack.Call.OFFERED);
    }

    void offerAnswered(final VcTrack vc, final int status)
    {
        if (status != NDIS_STATUS_PENDING && vc.call() == VcTrack.Call.OFFERED)
        {
            vc.call(status == NDIS_STATUS_SUCCESS ? VcTrack.Call.CONNECTED : VcTrack.Call.IDLE);
        }
    }

    /** NdisCmDispatchCallConnected. */
    void connected(final VcTrack vc)
    {
        if (!vc.isUsable())
        {
            verifier.report(VerifierRule.CM_01, vc, null);
        }
        vc.call(VcTrack.Call.CONNECTED);
    }

    /** NdisCmDispatchIncomingCloseCall is next. */
    void closeIndicated(final VcTrack vc)
    {
        vc.call(VcTrack.Call.CLOSE_INDICATED);
        vc.use().callSincePs = verifier.nowPs();
        vc.use().callOverdue = false;
        verifier.audit.arm();
    }

    void audit(final VcTrack vc, final long nowPs)
    {
        if (isWaiting(vc) && nowPs - vc.use().callSincePs > Audit.OPERATION_PS)
        {
            vc.use().callOverdue = true;
            verifier.report(VerifierRule.CM_04, vc, null);
        }
    }

    static boolean isWaiting(final VcTrack vc)
    {
        return vc.call() == VcTrack.Call.CLOSE_INDICATED && !vc.use().callOverdue;
    }

    // Parties.

    /** ProtocolCmMakeCall or ProtocolCmAddParty names it. */
    void partyComes(final long party, final VcTrack vc)
    {
        if (party != 0 && vc != null)
        {
            vcOfParty.put(party, vc.key);
        }
    }

    /** It was added to a call. */
    void partyAdded(final long party, final int status)
    {
        final VcTrack vc = vcOfParty(party);
        if (vc != null && status == NDIS_STATUS_SUCCESS)
        {
            vc.use().parties++;
        }
    }

    VcTrack vcOfParty(final long party)
    {
        final Long key = vcOfParty.get(party);
        return key == null ? null : verifier.vc(key);
    }

    void partyDropped(final long party, final int status)
    {
        final VcTrack vc = vcOfParty(party);
        if (vc != null && status == NDIS_STATUS_SUCCESS && vcOfParty.remove(party) != null)
        {
            vc.use().parties = Math.max(0, vc.use().parties - 1);
        }
    }

    // Address families.

    void sapJoins(final long family, final long sap)
    {
        familyOfSap.put(sap, family);
    }

    void sapLeaves(final long sap)
    {
        familyOfSap.remove(sap);
    }

    /** NdisClCloseAddressFamily is next. */
    void familyCloses(final long family)
    {
        int objects = 0;
        for (final VcTrack vc : verifier.tracks())
        {
            objects += vc.isLive() && vc.family == family ? 1 : 0;
        }
        for (final long familyOfOne : familyOfSap.values())
        {
            objects += familyOfOne == family ? 1 : 0;
        }
        if (objects != 0)
        {
            verifier.report(VerifierRule.CM_06, null, null, objects);
        }
    }

    // Who may call what.

    /** A routine NdisMCm*. */
    void mcmRoutine(final VerifierFunction function, final AdapterTrack adapter, final VcTrack vc)
    {
        if (adapter != null && !adapter.isCallManager || vc != null && vc.adapter() != null && !vc.adapter().isCallManager)
        {
            verifier.report(VerifierRule.CM_07, vc, null, function);
        }
    }

    /** A routine NdisCm*, NdisCoCreateVc, NdisCoDeleteVc, NdisCoSendPackets or NdisCoRequest. */
    void protocolRoutine(final long frame)
    {
        if (Frame.adapterPlace(frame) != Frame.NONE && verifier.frame(frame).adapter().isCallManager)
        {
            final Frame call = verifier.frame(frame);
            verifier.report(VerifierRule.CM_07, call.vc(), null, call.function());
        }
    }
}
