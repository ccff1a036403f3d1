package org.vatm.ndis.verifier;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_INVALID_OID;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_NOT_SUPPORTED;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.ndis.AtmMediaParameters;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.NdisBooleanHolder;
import org.vatm.ndis.NdisBugCheck;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisRequest;
import org.vatm.ndis.NdisStatus;
import org.vatm.sim.HostCpu;

/**
 * Active tests of a running adapter, for rules that no driver breaks by itself: what it does about wrong requests and
 * parameters, foreign interrupts, no buffers. Methods are driver code at PASSIVE unless they say otherwise; what they
 * find is reported as ever. VCs and requests are those of a protocol of the probes' own, which is bound to the adapter
 * from their first use on.
 */
public final class VerifierProbes
{
    private static final int BUFFER_BYTES = 4096;
    private static final int UNKNOWN_OIDS = 32;
    private static final int MIX = 0x9E37_79B9;
    private static final int VENDOR_BITS = 0xFF00_0000;
    private static final int BEYOND_VCI = 0x1_0000;
    private static final int BEYOND_AAL5 = 65_536;

    private final Verifier verifier;
    private final ArrayDeque<NdisPacket> starved = new ArrayDeque<>();
    private ProbeProtocol protocol;
    private boolean holds;
    private long indicationsAtRelease = -1;

    VerifierProbes(final Verifier verifier)
    {
        this.verifier = verifier;
    }

    private AdapterTrack adapter(final long adapterHandle)
    {
        final AdapterTrack adapter = verifier.adapter(adapterHandle);
        if (adapter == null || adapter.stage != AdapterTrack.Stage.RUNNING)
        {
            throw new IllegalArgumentException(
                "adapterHandle=0x" + Long.toHexString(adapterHandle) + " is no running adapter that is watched");
        }
        return adapter;
    }

    private ProbeProtocol protocol()
    {
        if (protocol == null)
        {
            protocol = new ProbeProtocol(verifier);
        }
        return protocol;
    }

    // Initialization.

    /**
     * Rule INI-10. At any time: an integer of the configuration has an extreme value from now on.
     *
     * @param keyword of it; null ends that.
     */
    public void extremeValue(final String keyword)
    {
        verifier.registration.injectsInto(keyword);
    }

    /** Integers that drivers have read from their configuration so far: candidates for {@link #extremeValue}. */
    public List<String> integerKeywords()
    {
        return verifier.registration.integerKeywords();
    }

    /** Rule INI-11. At any time: from now on, an interrupt of another device comes as soon as one is registered. */
    public void earlyInterrupts(final boolean injects)
    {
        verifier.interrupts.injectsEarly(injects);
    }

    // Interrupts.

    /** Rules INT-01 and INT-02: interrupts of another device on the same line. */
    public void foreignInterrupt(final long adapterHandle)
    {
        final AdapterTrack adapter = adapter(adapterHandle);
        for (int i = 0; i < 4; i++)
        {
            final int level = verifier.cpu.raise(HostCpu.DEVICE);
            adapter.miniport.miniportIsr(new NdisBooleanHolder(), new NdisBooleanHolder(), adapter.context);
            verifier.cpu.lower(level);
        }
    }

    /** Rule INT-07, at DISPATCH: MiniportHandleInterrupt without work. */
    public void spuriousDeferredProcedure(final long adapterHandle)
    {
        final AdapterTrack adapter = adapter(adapterHandle);
        tolerates(VerifierRule.INT_07, () -> adapter.miniport.miniportHandleInterrupt(adapter.context));
    }

    /** Reports the rule if the driver code fails. */
    void tolerates(final VerifierRule rule, final Runnable driverCode)
    {
        final int depth = verifier.depth();
        try
        {
            driverCode.run();
        }
        catch (final NdisBugCheck e)
        {
            if (e.code() != org.vatm.ndis.NdisBugCheckCode.REGISTER_ACCESS_UNMAPPED)
            {
                throw e;
            }
            verifier.unwind(depth);
            verifier.report(rule, null, null);
        }
        catch (final IllegalStateException | IndexOutOfBoundsException | NullPointerException |
            java.util.NoSuchElementException e)
        {
            verifier.unwind(depth);
            verifier.report(rule, null, null);
        }
    }

    // Requests.

    /** Rules REQ-04 to REQ-06, OID-01 to OID-05, OID-07 and OID-08: every query, at every length up to its own. */
    public void sweepRequests(final String deviceName)
    {
        final ProbeProtocol probe = protocol();
        probe.bind(deviceName);
        final UnsafeBuffer list = new UnsafeBuffer(new byte[BUFFER_BYTES]);
        final NdisRequest request = new NdisRequest();
        probe.request(0, request.query(NdisOid.OID_GEN_CO_SUPPORTED_LIST, list, BUFFER_BYTES));
        final int listed = request.bytesWritten / Integer.BYTES;
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[BUFFER_BYTES]);
        for (int i = 0; i < listed; i++)
        {
            final int oid = list.getInt(i * Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
            final int status = probe.request(0, request.query(oid, buffer, BUFFER_BYTES));
            if (!isSettable(oid) && (status == NDIS_STATUS_INVALID_OID || status == NDIS_STATUS_NOT_SUPPORTED))
            {
                verifier.report(VerifierRule.OID_02, null, verifier.track(request), NdisOid.name(oid));
            }
            if (status == NDIS_STATUS_SUCCESS)
            {
                final int written = Math.min(request.bytesWritten, OidRules.size(oid));
                for (int length = 0; length < written; length++)
                {
                    probe.request(0, request.query(oid, buffer, length));
                }
            }
        }
        for (final int oid : NdisOid.all())
        {
            final boolean isPeers = oid >>> 24 == NdisOid.OID_CO_ADD_PVC >>> 24;
            if (!isPeers && !OidRules.contains(list, listed, oid) && oid != NdisOid.OID_ATM_GET_NEAREST_FLOW &&
                probe.request(0, request.query(oid, buffer, BUFFER_BYTES)) == NDIS_STATUS_SUCCESS)
            {
                verifier.report(VerifierRule.OID_02, null, verifier.track(request), NdisOid.name(oid));
            }
        }
        probe.request(0, request.query(NdisOid.OID_ATM_GET_NEAREST_FLOW, buffer, AtmMediaParameters.LENGTH));
        unknownRequests(probe, request, buffer);
        invalidSets(probe, request, buffer);
    }

    private static boolean isSettable(final int oid)
    {
        return oid == NdisOid.OID_GEN_CO_PROTOCOL_OPTIONS || oid == NdisOid.OID_PNP_SET_POWER ||
            oid == NdisOid.OID_ATM_GET_NEAREST_FLOW || oid == NdisOid.OID_ATM_ACQUIRE_ACCESS_NET_RESOURCES ||
            oid == NdisOid.OID_ATM_RELEASE_ACCESS_NET_RESOURCES;
    }

    private static void unknownRequests(
        final ProbeProtocol probe, final NdisRequest request, final UnsafeBuffer buffer)
    {
        int oid = 1;
        for (int i = 0; i < UNKNOWN_OIDS; i++)
        {
            oid = oid * MIX + i & ~VENDOR_BITS;
            if (NdisOid.name(oid).startsWith("0x"))
            {
                probe.request(0, request.query(oid, buffer, BUFFER_BYTES));
                probe.request(0, request.set(oid, buffer, Integer.BYTES));
            }
        }
    }

    private void invalidSets(final ProbeProtocol probe, final NdisRequest request, final UnsafeBuffer buffer)
    {
        buffer.putInt(0, -1, ByteOrder.LITTLE_ENDIAN);
        final int oid = NdisOid.OID_GEN_CO_PROTOCOL_OPTIONS;
        if (probe.request(0, request.set(oid, buffer, Integer.BYTES)) == NDIS_STATUS_SUCCESS)
        {
            verifier.report(VerifierRule.REQ_06, null, verifier.track(request), NdisOid.name(oid));
        }
    }

    /** Rule REQ-07: requests that are outstanding at the same time are answered as they are one by one. */
    public void concurrentRequests(final String deviceName)
    {
        final ProbeProtocol probe = protocol();
        probe.bind(deviceName);
        final int[] oids = {
            NdisOid.OID_ATM_MAX_ACTIVE_VCS, NdisOid.OID_GEN_CO_LINK_SPEED, NdisOid.OID_ATM_SUPPORTED_AAL_TYPES};
        final NdisRequest[] requests = new NdisRequest[oids.length];
        final byte[][] expected = new byte[oids.length][];
        for (int i = 0; i < oids.length; i++)
        {
            requests[i] = new NdisRequest();
            expected[i] = new byte[Long.BYTES];
            probe.request(0, requests[i].query(oids[i], new UnsafeBuffer(expected[i]), Long.BYTES));
        }
        final byte[][] answers = new byte[oids.length][Long.BYTES];
        for (int i = 0; i < oids.length; i++)
        {
            probe.start(0, requests[i].query(oids[i], new UnsafeBuffer(answers[i]), Long.BYTES));
        }
        for (int i = 0; i < oids.length; i++)
        {
            if (!probe.waitFor(requests[i]) || !java.util.Arrays.equals(expected[i], answers[i]))
            {
                verifier.report(VerifierRule.REQ_07, null, verifier.track(requests[i]), NdisOid.name(oids[i]));
            }
        }
    }

    /** Rule REQ-08: the counters of the VCs that exist are part of the adapter's. */
    public void sumCounters(final String deviceName, final long adapterHandle)
    {
        final AdapterTrack adapter = adapter(adapterHandle);
        final ProbeProtocol probe = protocol();
        probe.bind(deviceName);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Long.BYTES]);
        final NdisRequest request = new NdisRequest();
        for (final int oid : new int[] {
            NdisOid.OID_GEN_CO_XMIT_PDUS_OK, NdisOid.OID_GEN_CO_RCV_PDUS_OK, NdisOid.OID_GEN_CO_XMIT_PDUS_ERROR})
        {
            long sum = 0;
            for (final VcTrack vc : verifier.tracks())
            {
                if (vc.isLive() && vc.adapter() == adapter && vc.creatorHandle != 0 &&
                    probe.request(vc.creatorHandle, request.query(oid, buffer, Integer.BYTES)) == NDIS_STATUS_SUCCESS)
                {
                    sum += buffer.getInt(0, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
                }
            }
            if (probe.request(0, request.query(oid, buffer, Integer.BYTES)) == NDIS_STATUS_SUCCESS &&
                sum > (buffer.getInt(0, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL))
            {
                verifier.report(VerifierRule.REQ_08, null, verifier.track(request), NdisOid.name(oid));
            }
        }
    }

    // Activation.

    /**
     * Rule ACT-05: parameters with one fault each are refused, on a VC of the probes' own.
     *
     * @param sound a factory of parameters that the miniport accepts.
     */
    public void mutateActivation(final String deviceName, final java.util.function.Supplier<CoCallParameters> sound)
    {
        final ProbeProtocol probe = protocol();
        probe.bind(deviceName);
        for (final Mutation mutation : mutations())
        {
            final CoCallParameters parameters = sound.get();
            mutation.change.accept(parameters);
            if (probe.activates(parameters))
            {
                verifier.report(VerifierRule.ACT_05, null, null, mutation.field, mutation.value);
            }
        }
    }

    private record Mutation(String field, Object value, Consumer<CoCallParameters> change)
    {
    }

    private static List<Mutation> mutations()
    {
        final List<Mutation> mutations = new ArrayList<>();
        mutations.add(new Mutation("MediaParameters", "NULL", call -> call.mediaParameters = null));
        mutations.add(new Mutation("MediaSpecific.ParamType", 2,
            call -> call.mediaParameters.mediaSpecific.paramType = 2));
        mutations.add(new Mutation("MediaSpecific.Length", AtmMediaParameters.LENGTH - 1,
            call -> call.mediaParameters.mediaSpecific.length = AtmMediaParameters.LENGTH - 1));
        mutations.add(new Mutation("Flags", "neither direction", call -> call.mediaParameters.flags &=
            ~(CoMediaParameters.TRANSMIT_VC | CoMediaParameters.RECEIVE_VC)));
        mutations.add(new Mutation("Flags", "both roundings", call -> call.mediaParameters.flags |=
            CoMediaParameters.ROUND_UP_FLOW | CoMediaParameters.ROUND_DOWN_FLOW));
        mutations.add(atm("ConnectionId.Vci", BEYOND_VCI, atm -> atm.connectionId.vci = BEYOND_VCI));
        mutations.add(atm("ConnectionId.Vpi", BEYOND_VCI, atm -> atm.connectionId.vpi = BEYOND_VCI));
        mutations.add(atm("AALType", 0, atm -> atm.aalType = 0));
        mutations.add(atm("AALType", 0xF, atm -> atm.aalType = 0xF));
        mutations.add(atm("DefaultCLP", 2, atm -> atm.defaultClp = 2));
        mutations.add(atm("Transmit.ServiceCategory", 0, atm -> atm.transmit.serviceCategory = 0));
        mutations.add(atm("Transmit.MaxSduSize", 0, atm -> atm.transmit.maxSduSize = 0));
        mutations.add(atm("Transmit.MaxSduSize", BEYOND_AAL5, atm -> atm.transmit.maxSduSize = BEYOND_AAL5));
        mutations.add(atm("Receive.MaxSduSize", BEYOND_AAL5, atm -> atm.receive.maxSduSize = BEYOND_AAL5));
        return mutations;
    }

    private static Mutation atm(final String field, final int value, final Consumer<AtmMediaParameters> change)
    {
        return new Mutation(field, value, call -> change.accept(call.mediaParameters.mediaSpecific.parameters));
    }

    // Receive buffers.

    /** Rule RCV-13. At any time: from now on every packet that protocols are done with is kept from the miniport. */
    public void starve()
    {
        holds = true;
    }

    /** All these packets go back; from now on packets have to be indicated again. */
    public void feed()
    {
        holds = false;
        indicationsAtRelease = verifier.receives.indications();
        while (!starved.isEmpty())
        {
            verifier.ndis.protocolLibrary().ndisReturnPackets(new NdisPacket[] {starved.poll()}, 1);
        }
    }

    /** At any time, when packets have been sent to the adapter since {@link #feed}: some must have arrived. */
    public void checkFed()
    {
        if (indicationsAtRelease >= 0 && verifier.receives.indications() == indicationsAtRelease)
        {
            verifier.report(VerifierRule.RCV_13, null, null);
        }
    }

    /** A protocol is done with a packet; true if it is kept from the miniport. */
    boolean keeps(final NdisPacket packet)
    {
        if (holds && packet.status() == NDIS_STATUS_SUCCESS)
        {
            starved.add(packet);
            return true;
        }
        return false;
    }

    @Override
    public String toString()
    {
        return "probes, last status " + NdisStatus.name(protocol == null ? 0 : protocol.lastStatus());
    }
}
