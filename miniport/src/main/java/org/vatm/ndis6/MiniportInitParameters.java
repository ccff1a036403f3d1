package org.vatm.ndis6;

import org.vatm.ndis.NdisResourceList;

/**
 * {@code NDIS_MINIPORT_INIT_PARAMETERS}.
 *
 * @param allocatedResources what the system has assigned to the adapter.
 */
public record MiniportInitParameters(NdisResourceList allocatedResources)
{
}
