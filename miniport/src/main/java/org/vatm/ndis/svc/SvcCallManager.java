package org.vatm.ndis.svc;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_SAP;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_ACCEPTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SAP_IN_USE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.vatm.ndis.CoAddressFamily;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoSap;
import org.vatm.ndis.NdisCallManager;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisProtocol;
import org.vatm.ndis.NdisProtocolLibrary;

/**
 * A call manager for switched and permanent VCs: signals with a switch, or with its like at the other end of a fibre.
 * The side that is called chooses the VPI/VCI, unless the SETUP says which. Two without a switch between them have
 * VCIs of their own, so that calls in both directions do not meet.
 */
public final class SvcCallManager implements NdisProtocol, NdisCallManager
{
    /** Largest PDU of an incoming call, in bytes. */
    static final int INCOMING_SDU_SIZE = 9188;

    private static final int FIRST_VCI = 32;

    private final NdisProtocolLibrary ndis;
    private final int firstVci;
    private final NdisHandleHolder protocolHandle = new NdisHandleHolder();
    private final List<SvcPort> ports = new ArrayList<>();
    private final Contexts<SvcAf> afs = new Contexts<>();
    private final Contexts<SvcSap> saps = new Contexts<>();
    private final Contexts<SvcCall> calls = new Contexts<>();
    private final Contexts<SvcParty> parties = new Contexts<>();

    public SvcCallManager(final NdisProtocolLibrary ndis)
    {
        this(ndis, FIRST_VCI);
    }

    /** With the first VCI that it gives to incoming calls: 32 to 1023. */
    public SvcCallManager(final NdisProtocolLibrary ndis, final int firstVci)
    {
        this.ndis = ndis;
        this.firstVci = firstVci;
    }

    /** NdisRegisterProtocol, at PASSIVE: offers ATM's address family on every adapter. */
    public void register()
    {
        ndis.ndisRegisterProtocol(protocolHandle, this);
    }

    @Override
    public int protocolBindAdapter(final String deviceName)
    {
        final SvcPort port = new SvcPort(ndis, firstVci, calls, saps, parties);
        ports.add(port);
        int status = ndis.ndisOpenAdapter(port.binding, protocolHandle.value, ports.size(), deviceName);
        if (status == NDIS_STATUS_SUCCESS)
        {
            status = ndis.ndisCmRegisterAddressFamily(port.binding.value, CoAddressFamily.Q2931, this);
        }
        return status == NDIS_STATUS_SUCCESS ? port.open(-ports.indexOf(port) - 1) : status;
    }

    @Override
    public void protocolUnbindAdapter(final long protocolBindingContext)
    {
        port(protocolBindingContext).close();
    }

    @Override
    public int protocolCmOpenAf(
        final long callMgrBindingContext,
        final CoAddressFamily family,
        final long ndisAfHandle,
        final NdisHandleHolder callMgrAfContext)
    {
        callMgrAfContext.value = afs.add(new SvcAf(port(callMgrBindingContext), ndisAfHandle));
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public int protocolCmCloseAf(final long callMgrAfContext)
    {
        afs.remove(callMgrAfContext);
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public int protocolCmRegisterSap(
        final long callMgrAfContext,
        final CoSap sap,
        final long ndisSapHandle,
        final NdisHandleHolder callMgrSapContext)
    {
        final SvcAf af = afs.get(callMgrAfContext);
        if (sap.sapType != CoSap.SAP_TYPE_NSAP || sap.address.numberOfDigits == 0)
        {
            return NDIS_STATUS_INVALID_SAP;
        }
        if (af.port().isTaken(sap.address))
        {
            return NDIS_STATUS_SAP_IN_USE;
        }
        callMgrSapContext.value = saps.add(new SvcSap(af.port(), af.ndisAfHandle(), ndisSapHandle, sap));
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public int protocolCmDeregisterSap(final long callMgrSapContext)
    {
        saps.remove(callMgrSapContext);
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public int protocolCoCreateVc(
        final long callMgrAfContext, final long ndisVcHandle, final NdisHandleHolder callMgrVcContext)
    {
        final SvcCall call = new SvcCall(afs.get(callMgrAfContext).port(), ndisVcHandle);
        call.context = calls.add(call);
        callMgrVcContext.value = call.context;
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public int protocolCoDeleteVc(final long callMgrVcContext)
    {
        if (!calls.get(callMgrVcContext).isIdle())
        {
            return NDIS_STATUS_NOT_ACCEPTED;
        }
        calls.remove(callMgrVcContext);
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public int protocolCmMakeCall(
        final long callMgrVcContext,
        final CoCallParameters callParameters,
        final long ndisPartyHandle,
        final NdisHandleHolder callMgrPartyContext)
    {
        return calls.get(callMgrVcContext).make(callParameters, ndisPartyHandle, callMgrPartyContext);
    }

    @Override
    public int protocolCmCloseCall(
        final long callMgrVcContext, final long callMgrPartyContext, final DirectBuffer closeData, final int size)
    {
        return calls.get(callMgrVcContext).close(size);
    }

    @Override
    public void protocolCmIncomingCallComplete(
        final int status, final long callMgrVcContext, final CoCallParameters callParameters)
    {
        calls.get(callMgrVcContext).answered(status);
    }

    @Override
    public int protocolCmAddParty(
        final long callMgrVcContext,
        final CoCallParameters callParameters,
        final long ndisPartyHandle,
        final NdisHandleHolder callMgrPartyContext)
    {
        return calls.get(callMgrVcContext).parties().add(callParameters, ndisPartyHandle, callMgrPartyContext);
    }

    @Override
    public int protocolCmDropParty(final long callMgrPartyContext, final DirectBuffer closeData, final int size)
    {
        final SvcParty party = parties.get(callMgrPartyContext);
        return party.siblings.drop(party);
    }

    @Override
    public int protocolCmModifyCallQoS(final long callMgrVcContext, final CoCallParameters callParameters)
    {
        return calls.get(callMgrVcContext).modify(callParameters);
    }

    @Override
    public void protocolCmActivateVcComplete(
        final int status, final long callMgrVcContext, final CoCallParameters callParameters)
    {
        if (callMgrVcContext < 0)
        {
            port(-callMgrVcContext).channel.activated(status);
        }
        else
        {
            calls.get(callMgrVcContext).activated(status);
        }
    }

    @Override
    public void protocolCmDeactivateVcComplete(final int status, final long callMgrVcContext)
    {
        if (callMgrVcContext < 0)
        {
            port(-callMgrVcContext).channel.deactivated();
        }
        else
        {
            calls.get(callMgrVcContext).deactivated(status);
        }
    }

    @Override
    public void protocolCoSendComplete(final int status, final long protocolVcContext, final NdisPacket packet)
    {
        port(-protocolVcContext).channel.sent(packet);
    }

    @Override
    public int protocolCoReceivePacket(
        final long protocolBindingContext, final long protocolVcContext, final NdisPacket packet)
    {
        port(protocolBindingContext).receive(packet);
        return 0;
    }

    private SvcPort port(final long context)
    {
        return ports.get((int)context - 1);
    }

    /**
     * A client of an adapter.
     *
     * @param port         the adapter.
     * @param ndisAfHandle of the client.
     */
    private record SvcAf(SvcPort port, long ndisAfHandle)
    {
    }
}
