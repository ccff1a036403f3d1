package org.vatm.ndis.verifier;

/** Operations of a call manager that may pend. */
enum Pended
{
    OPEN_AF, CLOSE_AF, REGISTER_SAP, DEREGISTER_SAP, MAKE_CALL, CLOSE_CALL, MODIFY, ADD_PARTY, DROP_PARTY, OFFER
}
