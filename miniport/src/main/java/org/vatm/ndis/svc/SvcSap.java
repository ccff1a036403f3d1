package org.vatm.ndis.svc;

import org.vatm.ndis.CoSap;

/**
 * A client's address on an adapter.
 *
 * @param port          the adapter.
 * @param ndisAfHandle  of the client.
 * @param ndisSapHandle to dispatch calls to.
 * @param sap           the address.
 */
record SvcSap(SvcPort port, long ndisAfHandle, long ndisSapHandle, CoSap sap)
{
}
