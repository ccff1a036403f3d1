package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_ADAPTER_NOT_FOUND;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.ArrayList;
import java.util.List;

/** Protocols and the adapters that they have opened. */
final class Bindings
{
    private final Ndis ndis;
    private final HandleTable<NdisProtocol> protocolHandles = new HandleTable<>(HandleTable.KIND_PROTOCOL);
    private final HandleTable<NdisBinding> handles = new HandleTable<>(HandleTable.KIND_BINDING);
    private final List<NdisProtocol> protocols = new ArrayList<>();
    private final List<NdisBinding> toNotify = new ArrayList<>();
    private boolean binding;

    Bindings(final Ndis ndis)
    {
        this.ndis = ndis;
    }

    NdisBinding get(final long handle)
    {
        final NdisBinding found = handles.get(handle);
        if (found == null)
        {
            throw ndis.bugCheck(NdisBugCheckCode.INVALID_NDIS_HANDLE, "binding 0x" + Long.toHexString(handle));
        }
        return found;
    }

    void register(final NdisHandleHolder ndisProtocolHandle, final NdisProtocol protocol)
    {
        ndisProtocolHandle.value = protocolHandles.add(protocol);
        protocols.add(protocol);
        for (final NdisAdapter adapter : List.copyOf(ndis.adapters))
        {
            bind(protocol, adapter);
        }
    }

    /** A new adapter is offered to every protocol, in the order of their registration. */
    void bindAll(final NdisAdapter adapter)
    {
        for (final NdisProtocol protocol : List.copyOf(protocols))
        {
            bind(protocol, adapter);
        }
    }

    private void bind(final NdisProtocol protocol, final NdisAdapter adapter)
    {
        if (adapter.stage == NdisAdapter.Stage.RUNNING)
        {
            binding = true;
            protocol.protocolBindAdapter(adapter.deviceName);
            binding = false;
            final List<NdisBinding> opened = List.copyOf(toNotify);
            toNotify.clear();
            opened.forEach(ndis.families::notifyOfAll);
        }
    }

    int open(
        final NdisHandleHolder ndisBindingHandle,
        final long ndisProtocolHandle,
        final long protocolBindingContext,
        final String deviceName)
    {
        final NdisProtocol protocol = protocolHandles.get(ndisProtocolHandle);
        if (protocol == null)
        {
            throw ndis.bugCheck(
                NdisBugCheckCode.INVALID_NDIS_HANDLE, "protocol 0x" + Long.toHexString(ndisProtocolHandle));
        }
        ndisBindingHandle.value = 0;
        final NdisAdapter adapter = ndis.runningAdapter(deviceName);
        if (adapter == null)
        {
            return NDIS_STATUS_ADAPTER_NOT_FOUND;
        }
        final NdisBinding opened = new NdisBinding(protocol, protocolBindingContext, adapter);
        opened.handle = handles.add(opened);
        adapter.bindings.add(opened);
        ndisBindingHandle.value = opened.handle;
        if (binding)
        {
            toNotify.add(opened); // when ProtocolBindAdapter has returned
        }
        else
        {
            ndis.families.notifyOfAll(opened);
        }
        return NDIS_STATUS_SUCCESS;
    }

    int close(final NdisBinding closing)
    {
        closing.closing = true;
        handles.remove(closing.handle);
        if (closing.isIdle())
        {
            finish(closing);
            return NDIS_STATUS_SUCCESS;
        }
        ndis.report(NdisViolation.VC_LEFT_AT_CLOSE, closing.handle, closing.vcCount);
        return NDIS_STATUS_PENDING;
    }

    /** Something of the binding has ended: perhaps it was the last that a close waited for. */
    void closeIfIdle(final NdisBinding candidate)
    {
        if (candidate.closing && candidate.isIdle() && !candidate.closed.isDone())
        {
            finish(candidate);
            candidate.protocol.protocolCloseAdapterComplete(candidate.protocolBindingContext, NDIS_STATUS_SUCCESS);
        }
    }

    /** PASSIVE. All protocols give the adapter up: clients first, because call managers wait for them. */
    void unbindAll(final NdisAdapter adapter)
    {
        for (final NdisBinding bound : List.copyOf(adapter.bindings))
        {
            if (bound.callManager == null)
            {
                unbind(bound);
            }
        }
        for (final NdisBinding bound : List.copyOf(adapter.bindings))
        {
            unbind(bound);
        }
    }

    private void unbind(final NdisBinding bound)
    {
        if (!bound.closed.isDone())
        {
            bound.protocol.protocolUnbindAdapter(bound.protocolBindingContext);
            ndis.cpu.await(bound.closed);
        }
    }

    private static void finish(final NdisBinding closing)
    {
        closing.adapter.bindings.remove(closing);
        closing.adapter.offers.removeIf(offer -> offer.binding == closing);
        closing.closed.complete();
    }
}
