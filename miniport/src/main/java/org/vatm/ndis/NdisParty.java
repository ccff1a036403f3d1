package org.vatm.ndis;

/** A leaf of a point-to-multipoint VC. Pooled by {@link PartyMachine}. */
final class NdisParty
{
    enum State
    {
        /** Being called, by NdisClMakeCall or NdisClAddParty. */
        ADDING,
        ACTIVE,
        /** NdisClDropParty is pending. */
        DROPPING,
        /** The last one, with which NdisClCloseCall is pending. */
        CLOSING
    }

    final NdisHandleHolder contextHolder = new NdisHandleHolder();
    long handle;
    State state;
    NdisVc vc;
    long protocolPartyContext;
    long callMgrPartyContext;
    CoCallParameters callParameters; // of the pending call
    int epoch; // changes when an operation is over
    NdisParty next; // of the VC, or in the pool
}
