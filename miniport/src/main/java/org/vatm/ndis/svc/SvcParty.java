package org.vatm.ndis.svc;

import org.vatm.ndis.CoCallParameters;

/** A party of a point-to-multipoint call. */
final class SvcParty
{
    final SvcParties siblings;
    final long ndisPartyHandle;
    final int endpoint;
    long context;
    CoCallParameters parameters; // while it is being added
    boolean isDropping; // by the client
    boolean isLeaving; // the switch has dropped it

    SvcParty(final SvcParties siblings, final long ndisPartyHandle, final int endpoint)
    {
        this.siblings = siblings;
        this.ndisPartyHandle = ndisPartyHandle;
        this.endpoint = endpoint;
    }
}
