package org.vatm.ndis.svc;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_ADDRESS;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_DATA;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import org.vatm.ndis.AtmAalType;
import org.vatm.ndis.AtmMediaParameters;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisProtocolLibrary;
import org.vatm.ndis.Q2931CallMgrParameters;

/**
 * A VC and the call on it.
 * <pre>
 *   made:   IDLE -> SETUP_SENT -CONNECT-> ACTIVATING -> CONNECTED -+-> RELEASE_SENT -----------> DEACTIVATING -> IDLE
 *   taken:  ACTIVATING -> OFFERED -> CONNECT_SENT -> CONNECTED ----+-RELEASE-> RELEASED -close-> DEACTIVATING -> gone
 * </pre>
 * A permanent VC goes from IDLE by ACTIVATING to CONNECTED, and back by DEACTIVATING, and nothing is signalled.
 */
final class SvcCall
{
    private enum State
    {
        IDLE, SETUP_SENT, ACTIVATING, CONNECTED, OFFERED, CONNECT_SENT, RELEASE_SENT, RELEASED, DEACTIVATING
    }

    final SvcPort port;
    final boolean isIncoming;
    long context;
    int reference;

    private final NdisProtocolLibrary ndis;
    private final SvcParties parties;
    private final AtmMediaParameters active = new AtmMediaParameters(); // as last activated
    private final NdisHandleHolder vc = new NdisHandleHolder();
    private State state = State.IDLE;
    private SvcSap sap;
    private CoCallParameters parameters; // of the operation on its way
    private CoCallParameters qosParameters; // the client's, while it changes them
    private CoCallParameters remoteParameters; // ours, while the remote end changes them
    private boolean isPermanent;
    private boolean closePends;
    private int releaseCause = SignallingMessage.NONE; // of a release that the client does not know of
    private int nextEndpoint;

    /** A VC that a client has created. */
    SvcCall(final SvcPort port, final long ndisVcHandle)
    {
        this.port = port;
        ndis = port.ndis;
        parties = new SvcParties(this);
        isIncoming = false;
        vc.value = ndisVcHandle;
    }

    /** A call that comes in. */
    SvcCall(final SvcPort port, final SvcSap sap, final int reference)
    {
        this.port = port;
        this.sap = sap;
        this.reference = reference;
        ndis = port.ndis;
        parties = new SvcParties(this);
        isIncoming = true;
    }

    SvcParties parties()
    {
        return parties;
    }

    /** Whether it is signalled and connected, as calls have to be that parties come to. */
    boolean takesParties()
    {
        return state == State.CONNECTED && !isPermanent;
    }

    boolean isIdle()
    {
        return state == State.IDLE;
    }

    /** Whether its VC has, or will have, that address. */
    boolean uses(final int vpi, final int vci)
    {
        return state != State.IDLE && active.connectionId.vpi == vpi && active.connectionId.vci == vci;
    }

    // What the client wants.

    int make(
        final CoCallParameters callParameters, final long ndisPartyHandle, final NdisHandleHolder callMgrPartyContext)
    {
        parameters = callParameters;
        isPermanent = (callParameters.flags & CoCallParameters.PERMANENT_VC) != 0;
        if (callParameters.mediaParameters == null)
        {
            return isPermanent ? NDIS_STATUS_FAILURE : NDIS_STATUS_INVALID_DATA;
        }
        if (isPermanent)
        {
            return makePermanent(ndisPartyHandle, callMgrPartyContext);
        }
        final Q2931CallMgrParameters parties2931 = SvcParameters.q2931(callParameters);
        final AtmMediaParameters atm = callParameters.mediaParameters.mediaSpecific.parameters;
        if (parties2931 == null || atm == null)
        {
            return NDIS_STATUS_INVALID_DATA;
        }
        if (parties2931.calledParty.numberOfDigits == 0)
        {
            return NDIS_STATUS_INVALID_ADDRESS;
        }

        reference = port.newReference();
        final SignallingMessage setUp = message(SignallingMessage.SETUP);
        SvcParameters.address(setUp, parties2931);
        setUp.forwardPeakCellRate = atm.transmit.peakCellRate;
        setUp.backwardPeakCellRate = atm.receive.peakCellRate;
        if (ndisPartyHandle != 0)
        {
            final SvcParty first = parties.enter(ndisPartyHandle);
            setUp.endpoint = first.endpoint;
            callMgrPartyContext.value = first.context;
        }
        if (!port.send(setUp))
        {
            parties.clear();
            return NDIS_STATUS_RESOURCES;
        }
        port.enter(this);
        state = State.SETUP_SENT;
        return NDIS_STATUS_PENDING;
    }

    private int makePermanent(final long ndisPartyHandle, final NdisHandleHolder callMgrPartyContext)
    {
        if (ndisPartyHandle != 0)
        {
            callMgrPartyContext.value = parties.enter(ndisPartyHandle).context;
        }
        state = State.ACTIVATING;
        final int status = ndis.ndisCmActivateVc(vc.value, parameters);
        if (status == NDIS_STATUS_SUCCESS)
        {
            state = State.CONNECTED;
        }
        else if (status != NDIS_STATUS_PENDING)
        {
            state = State.IDLE;
            parties.clear();
        }
        return status;
    }

    int close(final int closeDataSize)
    {
        if (closeDataSize != 0)
        {
            return NDIS_STATUS_INVALID_DATA;
        }
        if (parties.count() > 1)
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        closePends = true;
        if (isPermanent)
        {
            tearDown();
        }
        else if (state == State.RELEASED)
        {
            port.send(message(SignallingMessage.RELEASE_COMPLETE));
            tearDown();
        }
        else
        {
            state = State.RELEASE_SENT;
            if (!release(SignallingMessage.RELEASE, SignallingMessage.CAUSE_NORMAL))
            {
                tearDown();
            }
        }
        return NDIS_STATUS_PENDING;
    }

    int modify(final CoCallParameters callParameters)
    {
        if (state != State.CONNECTED || remoteParameters != null || callParameters.mediaParameters == null)
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        qosParameters = callParameters;
        if (isPermanent)
        {
            final int status = ndis.ndisCmActivateVc(vc.value, callParameters);
            if (status != NDIS_STATUS_PENDING)
            {
                qosParameters = null;
            }
            return status;
        }
        final AtmMediaParameters atm = callParameters.mediaParameters.mediaSpecific.parameters;
        final SignallingMessage request = message(SignallingMessage.MODIFY_REQUEST);
        request.forwardPeakCellRate = atm.transmit.peakCellRate;
        request.backwardPeakCellRate = atm.receive.peakCellRate;
        if (!port.send(request))
        {
            qosParameters = null;
            return NDIS_STATUS_RESOURCES;
        }
        return NDIS_STATUS_PENDING;
    }

    /** The client's answer to an incoming call. */
    void answered(final int status)
    {
        if (status != NDIS_STATUS_SUCCESS)
        {
            release(SignallingMessage.RELEASE_COMPLETE, SignallingMessage.CAUSE_REJECTED);
            tearDown();
        }
        else if (releaseCause != SignallingMessage.NONE)
        {
            tellOfRelease(releaseCause);
        }
        else
        {
            state = State.CONNECT_SENT;
            final SignallingMessage connect = message(SignallingMessage.CONNECT);
            connect.vpi = active.connectionId.vpi;
            connect.vci = active.connectionId.vci;
            port.send(connect);
        }
    }

    // What the miniport has done.

    void activated(final int status)
    {
        if (state == State.ACTIVATING)
        {
            if (isIncoming)
            {
                offer(status);
            }
            else
            {
                connect(status);
            }
        }
        else if (remoteParameters != null)
        {
            final CoCallParameters changed = remoteParameters;
            remoteParameters = null;
            port.send(message(status == NDIS_STATUS_SUCCESS ?
                SignallingMessage.MODIFY_ACKNOWLEDGE : SignallingMessage.MODIFY_REJECT));
            if (status == NDIS_STATUS_SUCCESS)
            {
                remember(changed);
                ndis.ndisCmDispatchIncomingCallQoSChange(vc.value, changed);
            }
        }
        else
        {
            modified(status);
        }
    }

    void deactivated(final int status)
    {
        if (status != NDIS_STATUS_SUCCESS && closePends)
        {
            closePends = false;
            state = isPermanent ? State.CONNECTED : State.RELEASED;
            ndis.ndisCmCloseCallComplete(status, vc.value, parties.firstHandle());
            return;
        }
        port.leave(this);
        final long partyHandle = parties.firstHandle();
        state = State.IDLE;
        releaseCause = SignallingMessage.NONE;
        parties.clear();
        if (closePends)
        {
            closePends = false;
            ndis.ndisCmCloseCallComplete(status, vc.value, partyHandle);
        }
        if (isIncoming)
        {
            ndis.ndisCoDeleteVc(vc.value);
            port.remove(this);
        }
    }

    // What the switch says.

    /** SETUP: creates and activates a VC for the client whose SAP is called. */
    void begin(final SignallingMessage setUp)
    {
        final int status = ndis.ndisCoCreateVc(port.bindingHandle(), sap.ndisAfHandle(), context, vc);
        if (status != NDIS_STATUS_SUCCESS)
        {
            release(SignallingMessage.RELEASE_COMPLETE, SignallingMessage.CAUSE_NO_RESOURCE);
            port.remove(this);
            return;
        }
        active.connectionId.vpi = setUp.vci == SignallingMessage.NONE ? 0 : setUp.vpi;
        active.connectionId.vci = setUp.vci == SignallingMessage.NONE ? port.newVci() : setUp.vci;
        active.aalType = AtmAalType.AAL_TYPE_AAL5;
        SvcParameters.flow(active.transmit, setUp.backwardPeakCellRate);
        SvcParameters.flow(active.receive, setUp.forwardPeakCellRate);
        parameters = SvcParameters.own(active, setUp);
        port.enter(this);
        state = State.ACTIVATING;
        activate(parameters);
    }

    void receive(final SignallingMessage message)
    {
        switch (message.type)
        {
            case SignallingMessage.CONNECT -> connected(message);
            case SignallingMessage.CONNECT_ACKNOWLEDGE -> acknowledged();
            case SignallingMessage.RELEASE -> released(message.cause);
            case SignallingMessage.RELEASE_COMPLETE -> releaseCompleted(message.cause);
            case SignallingMessage.MODIFY_REQUEST -> modifyRequested(message);
            case SignallingMessage.MODIFY_ACKNOWLEDGE ->
            {
                if (qosParameters != null)
                {
                    activate(qosParameters);
                }
            }
            case SignallingMessage.MODIFY_REJECT -> modified(NDIS_STATUS_FAILURE);
            default -> parties.receive(message); // or CALL PROCEEDING, or what is not for us
        }
    }

    private void connected(final SignallingMessage connect)
    {
        if (state != State.SETUP_SENT)
        {
            return;
        }
        if (connect.vci != SignallingMessage.NONE)
        {
            final AtmMediaParameters atm = parameters.mediaParameters.mediaSpecific.parameters;
            atm.connectionId.vpi = connect.vpi;
            atm.connectionId.vci = connect.vci;
            parameters.flags |= CoCallParameters.CALL_PARAMETERS_CHANGED;
        }
        state = State.ACTIVATING;
        activate(parameters);
    }

    private void connect(final int status)
    {
        final CoCallParameters given = parameters;
        final long partyHandle = parties.firstHandle();
        final long partyContext = parties.firstContext();
        if (status != NDIS_STATUS_SUCCESS)
        {
            if (!isPermanent)
            {
                release(SignallingMessage.RELEASE, SignallingMessage.CAUSE_NO_RESOURCE);
            }
            end(status);
            return;
        }
        state = State.CONNECTED;
        if (!isPermanent)
        {
            remember(given);
            port.send(message(SignallingMessage.CONNECT_ACKNOWLEDGE));
        }
        ndis.ndisCmMakeCallComplete(NDIS_STATUS_SUCCESS, vc.value, partyHandle, partyContext, given);
        if (releaseCause != SignallingMessage.NONE && state == State.CONNECTED)
        {
            tellOfRelease(releaseCause);
        }
    }

    /** The call that was being made fails. */
    private void end(final int status)
    {
        final CoCallParameters given = parameters;
        final long partyHandle = parties.firstHandle();
        port.leave(this);
        parties.clear();
        state = State.IDLE;
        releaseCause = SignallingMessage.NONE;
        ndis.ndisCmMakeCallComplete(status, vc.value, partyHandle, 0, given);
    }

    private void offer(final int status)
    {
        if (status != NDIS_STATUS_SUCCESS || releaseCause != SignallingMessage.NONE)
        {
            release(SignallingMessage.RELEASE_COMPLETE, SignallingMessage.CAUSE_NO_CELL_RATE);
            if (status == NDIS_STATUS_SUCCESS)
            {
                tearDown();
            }
            else
            {
                deactivated(NDIS_STATUS_SUCCESS);
            }
            return;
        }
        state = State.OFFERED;
        final int answer = ndis.ndisCmDispatchIncomingCall(sap.ndisSapHandle(), vc.value, parameters);
        if (answer != NDIS_STATUS_PENDING)
        {
            answered(answer);
        }
    }

    private void acknowledged()
    {
        if (state == State.CONNECT_SENT)
        {
            state = State.CONNECTED;
            ndis.ndisCmDispatchCallConnected(vc.value);
        }
    }

    private void released(final int cause)
    {
        switch (state)
        {
            case SETUP_SENT ->
            {
                port.send(message(SignallingMessage.RELEASE_COMPLETE));
                end(SvcCause.failure(cause));
            }
            case ACTIVATING, OFFERED -> releaseCause = cause; // miniport or client answer first
            case CONNECTED, CONNECT_SENT -> tellOfRelease(cause);
            case RELEASE_SENT ->
            {
                port.send(message(SignallingMessage.RELEASE_COMPLETE));
                tearDown();
            }
            default ->
            {
                // known already
            }
        }
    }

    private void tellOfRelease(final int cause)
    {
        state = State.RELEASED;
        releaseCause = SignallingMessage.NONE;
        ndis.ndisCmDispatchIncomingCloseCall(SvcCause.status(cause), vc.value, null, 0);
    }

    private void releaseCompleted(final int cause)
    {
        if (state == State.SETUP_SENT)
        {
            end(SvcCause.failure(cause));
        }
        else if (state == State.RELEASE_SENT)
        {
            tearDown();
        }
    }

    private void tearDown()
    {
        state = State.DEACTIVATING;
        final int status = ndis.ndisCmDeactivateVc(vc.value);
        if (status != NDIS_STATUS_PENDING)
        {
            deactivated(status);
        }
    }

    private void activate(final CoCallParameters callParameters)
    {
        final int status = ndis.ndisCmActivateVc(vc.value, callParameters);
        if (status != NDIS_STATUS_PENDING)
        {
            activated(status);
        }
    }

    private void modifyRequested(final SignallingMessage request)
    {
        if (state != State.CONNECTED || qosParameters != null || remoteParameters != null)
        {
            port.send(message(SignallingMessage.MODIFY_REJECT));
            return;
        }
        remoteParameters = SvcParameters.own(active, null);
        final AtmMediaParameters atm = remoteParameters.mediaParameters.mediaSpecific.parameters;
        atm.transmit.peakCellRate = request.backwardPeakCellRate;
        atm.receive.peakCellRate = request.forwardPeakCellRate;
        activate(remoteParameters);
    }

    private void modified(final int status)
    {
        if (qosParameters != null)
        {
            final CoCallParameters given = qosParameters;
            qosParameters = null;
            if (status == NDIS_STATUS_SUCCESS && !isPermanent)
            {
                remember(given);
            }
            ndis.ndisCmModifyCallQoSComplete(status, vc.value, given);
        }
    }

    // Messages and parameters.

    SignallingMessage message(final int type)
    {
        return port.message.clear(type, reference, isIncoming);
    }

    private boolean release(final int type, final int cause)
    {
        final SignallingMessage message = message(type);
        message.cause = cause;
        return port.send(message);
    }

    private void remember(final CoCallParameters activated)
    {
        active.copyFrom(activated.mediaParameters.mediaSpecific.parameters);
    }
}
