package org.vatm.ndis;

/** An address family that a call manager has registered on an adapter. */
final class NdisOffer
{
    final NdisAdapter adapter;
    /** The call manager's; null if it is inside the adapter's miniport. */
    final NdisBinding binding;
    final CoAddressFamily family;
    final NdisCallManager callManager;

    NdisOffer(
        final NdisAdapter adapter,
        final NdisBinding binding,
        final CoAddressFamily family,
        final NdisCallManager callManager)
    {
        this.adapter = adapter;
        this.binding = binding;
        this.family = family;
        this.callManager = callManager;
    }

    boolean isIntegrated()
    {
        return binding == null;
    }

    boolean isClosing()
    {
        return binding != null && binding.closing;
    }

    long callMgrBindingContext()
    {
        return binding == null ? adapter.miniportAdapterContext : binding.protocolBindingContext;
    }
}
