package org.vatm.ndis.verifier;

import org.vatm.ndis.AtmMediaParameters;
import org.vatm.ndis.CoCallParameters;

/** What was done with a VC after it was created: activation, packets, calls. */
final class VcUse
{
    boolean everActive;

    CoCallParameters pending; // of the activation that has not ended
    final AtmMediaParameters asked = new AtmMediaParameters();
    int askedFlags;
    boolean inActivate; // MiniportCoActivateVc has not returned yet
    boolean inDeactivate;
    boolean completedInside;
    int activationCompletions = -1; // of the last activation that pended; -1: it did not
    int deactivationCompletions = -1;
    long sincePs; // when the pending operation began
    boolean isOverdue;

    final AtmMediaParameters active = new AtmMediaParameters();
    int activeFlags;
    boolean isRegistered; // its VPI/VCI are in the adapter's table
    int sendsOut; // at the miniport
    int receivesOut; // at protocols
    int resourcesHeld; // of the library, before the first activation
    boolean modifyFailed; // and nothing was sent since
    boolean wasReset; // while active, and nothing was sent since
    int sends;
    int bounced; // sends completed with RESOURCES

    // Upper edge.
    int upperSendsOut;
    CoCallParameters making;
    Object makingMedia;
    long callSincePs;
    boolean callOverdue;
    int parties;
    int lateDeactivation; // asked for while an activation was pending

    /** As if nothing had been done; parameters stay, as they are written before they are read. */
    void clear()
    {
        everActive = false;
        pending = null;
        inActivate = false;
        inDeactivate = false;
        completedInside = false;
        activationCompletions = -1;
        deactivationCompletions = -1;
        isOverdue = false;
        isRegistered = false;
        sendsOut = 0;
        receivesOut = 0;
        modifyFailed = false;
        wasReset = false;
        sends = 0;
        bounced = 0;
        upperSendsOut = 0;
        making = null;
        makingMedia = null;
        callOverdue = false;
        parties = 0;
        lateDeactivation = 0;
    }
}
