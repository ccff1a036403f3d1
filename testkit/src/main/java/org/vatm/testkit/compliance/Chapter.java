package org.vatm.testkit.compliance;

import org.junit.jupiter.api.Assumptions;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisStatus;
import org.vatm.testkit.AtmAssertions;
import org.vatm.testkit.MachineSource;
import org.vatm.testkit.MachineSpec;
import org.vatm.testkit.RequestResult;
import org.vatm.testkit.RuleBroken;
import org.vatm.testkit.TestAdapter;
import org.vatm.testkit.TestMachine;
import org.vatm.testkit.TestVc;
import org.vatm.testkit.VcPair;
import org.vatm.testkit.VcSpec;
import org.vatm.testkit.VirtualAtm;

import java.util.Arrays;
import java.util.Set;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/** What the chapters of the suite have in common: the machine of each test, and questions to the subject. */
@VirtualAtm
abstract class Chapter implements MachineSource
{
    /** First VCI that no standard has reserved. */
    static final int VCI = 32;
    static final int SDU_BYTES = 1_500;

    private static final int BITS_OF_A_VCI = 16;

    /** Contract 6.6, both columns. */
    private static final Set<Integer> REFUSALS = Set.of(
        NdisStatus.NDIS_STATUS_INVALID_DATA, NdisStatus.NDIS_STATUS_RESOURCES, NdisStatus.NDIS_STATUS_INVALID_LENGTH,
        NdisStatus.NDIS_STATUS_VC_NOT_AVAILABLE, NdisStatus.NDIS_STATUS_AAL_PARAMS_UNSUPPORTED,
        NdisStatus.NDIS_STATUS_INCOMPATABLE_QOS, NdisStatus.NDIS_STATUS_CELLRATE_NOT_AVAILABLE,
        NdisStatus.NDIS_STATUS_FAILURE, NdisStatus.NDIS_STATUS_NOT_ACCEPTED, NdisStatus.NDIS_STATUS_ADAPTER_REMOVED,
        NdisStatus.NDIS_STATUS_RESET_IN_PROGRESS);

    abstract Subject subject();

    @Override
    public final MachineSpec machine()
    {
        return subject().machine();
    }

    /** A VC that every miniport must have: AAL5, UBR. */
    static VcSpec spec(final TestAdapter adapter, final int vci)
    {
        final RequestResult assigned = adapter.query(NdisOid.OID_ATM_ASSIGNED_VPI);
        final int vpi = assigned.isSuccess() ? assigned.word(0) : 0;
        return VcSpec.vc(vpi, vci).aal5().ubr().sdu(sduBytes(adapter));
    }

    /** A size that every AAL5 adapter of some use has. */
    static int sduBytes(final TestAdapter adapter)
    {
        return Math.min(SDU_BYTES, word(adapter, NdisOid.OID_ATM_MAX_AAL5_PACKET_SIZE));
    }

    /** An active VC of the first adapter alone. */
    static TestVc open(final TestMachine machine, final int vci)
    {
        return machine.a().vc(spec(machine.a(), vci)).open();
    }

    /** An active VC with both its ends, which are the same where packets come back. */
    final VcPair openPair(final TestMachine machine, final VcSpec spec)
    {
        if (subject().path() == Subject.Path.PEER)
        {
            return machine.open(spec);
        }
        final TestVc vc = machine.a().vc(spec).open();
        return new VcPair(vc, vc);
    }

    final VcPair openPair(final TestMachine machine, final int vci)
    {
        return openPair(machine, spec(machine.a(), vci));
    }

    static void close(final VcPair pair)
    {
        pair.a().close();
        if (pair.b() != pair.a())
        {
            pair.b().close();
        }
    }

    final void assumeReceives()
    {
        Assumptions.assumeTrue(subject().path() != Subject.Path.NOWHERE, "nothing is ever received");
    }

    final void assumePeer()
    {
        Assumptions.assumeTrue(subject().path() == Subject.Path.PEER, "there is no other adapter");
    }

    /** The answer to an OID that a miniport must have. */
    static int word(final TestAdapter adapter, final int oid)
    {
        final RequestResult result = adapter.query(oid);
        RuleBroken.unless(result.isSuccess() && result.data().length >= Integer.BYTES, "OID-01",
            "mandatory %s", result);
        return result.word(0);
    }

    /** 2 to the usable bits of a VPI or VCI. */
    static int limit(final TestAdapter adapter, final int oid)
    {
        return 1 << Math.min(word(adapter, oid), BITS_OF_A_VCI);
    }

    static void assumeCategory(final TestAdapter adapter, final int category)
    {
        Assumptions.assumeTrue((word(adapter, NdisOid.OID_ATM_SUPPORTED_SERVICE_CATEGORY) & category) != 0,
            "the service category is not supported");
    }

    /** Checks an activation that may not succeed, and that nothing of it is left. */
    static void refused(final TestVc vc, final int status, final String what)
    {
        final TestVc.Stage stage = vc.stage();
        RuleBroken.unless(status != NDIS_STATUS_SUCCESS && !vc.isActive(), "ACT-05", "accepted %s", what);
        RuleBroken.unless(REFUSALS.contains(status), "ACT-01",
            "unexpected activation status %s for %s", NdisStatus.name(status), what);
        RuleBroken.unless(stage == TestVc.Stage.CREATED, "ACT-09", "%s left the VC %s", what, stage);
    }

    static void succeeds(final int status, final String rule, final String what)
    {
        RuleBroken.unless(status == NDIS_STATUS_SUCCESS, rule, "%s: %s", what, NdisStatus.name(status));
    }

    /** Packets go through it, both ways where there are two ends. */
    final void carries(final TestMachine machine, final VcPair pair, final String rule)
    {
        probe(machine, pair.a(), pair.b(), rule);
        if (pair.a() != pair.b())
        {
            probe(machine, pair.b(), pair.a(), rule);
        }
    }

    private void probe(final TestMachine machine, final TestVc from, final TestVc to, final String rule)
    {
        final int before = to.received().size();
        final byte[] bytes = machine.bytes(Math.min(100, from.atm().transmit.maxSduSize));
        from.send(bytes);
        from.awaitSends();
        final int status = from.sent().get(from.sent().size() - 1).status();
        RuleBroken.unless(status == NDIS_STATUS_SUCCESS, rule, "a packet on %s came back with %s", from,
            NdisStatus.name(status));
        if (subject().path() != Subject.Path.NOWHERE)
        {
            final boolean arrives = machine.await(() -> to.received().stream().skip(before)
                .anyMatch(packet -> Arrays.equals(bytes, packet.data())), TestMachine.DELIVERY_TIMEOUT_PS);
            RuleBroken.unless(arrives, rule, "a packet on %s did not arrive unchanged", from);
        }
    }

    /** Nothing was broken so far. */
    static void clean(final TestMachine machine)
    {
        machine.adapters().forEach(adapter -> AtmAssertions.assertThat(adapter).isClean());
    }
}
