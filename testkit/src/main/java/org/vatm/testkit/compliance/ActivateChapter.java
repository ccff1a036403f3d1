package org.vatm.testkit.compliance;

import org.junit.jupiter.api.Test;
import org.vatm.ndis.AtmAalType;
import org.vatm.ndis.AtmMediaParameters;
import org.vatm.ndis.AtmServiceCategory;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisStatus;
import org.vatm.testkit.RuleBroken;
import org.vatm.testkit.TestAdapter;
import org.vatm.testkit.TestMachine;
import org.vatm.testkit.TestVc;
import org.vatm.testkit.VcSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/** Contract 2.11 and 6.6: each check of an activation; what was refused leaves nothing behind. */
abstract class ActivateChapter extends Chapter
{
    private static final int ALL_AALS = AtmAalType.AAL_TYPE_AAL0 | AtmAalType.AAL_TYPE_AAL1 |
        AtmAalType.AAL_TYPE_AAL34 | AtmAalType.AAL_TYPE_AAL5;
    private static final int ALL_CATEGORIES = 0xF;
    private static final int AAL5_LIMIT = 65_535;
    private static final int MOST_TO_OPEN = 5_000;
    private static final int CBR = AtmServiceCategory.ATM_SERVICE_CATEGORY_CBR;

    @Test
    void shouldActivateAndCarry(final TestMachine machine)
    {
        carries(machine, openPair(machine, VCI), "ACT-02");
    }

    @Test
    void shouldActivateAtDispatch(final TestMachine machine)
    {
        final TestAdapter adapter = machine.a();
        final TestVc vc = created(machine);
        final CoCallParameters parameters = vc.spec().parameters(adapter.mostCellsPerSecond());

        final int begun = adapter.callAtDispatch(() -> vc.activateNow(parameters));

        succeeds(begun == NDIS_STATUS_PENDING ? vc.awaitOperation("ACT-02", "activation") : begun, "IRQ-01",
            "activate at DISPATCH");
        final int ended = adapter.callAtDispatch(vc::deactivateNow);
        succeeds(ended == NDIS_STATUS_PENDING ? vc.awaitOperation("DEA-02", "deactivation") : ended, "IRQ-01",
            "deactivate at DISPATCH");
    }

    @Test
    void shouldRefuseParametersOfAnotherKind(final TestMachine machine) // P1
    {
        mutated(machine, "NULL MediaParameters", call -> call.mediaParameters = null);
        mutated(machine, "ParamType 2", call -> call.mediaParameters.mediaSpecific.paramType = 2);
        mutated(machine, "a Length of 151", call ->
            call.mediaParameters.mediaSpecific.length = AtmMediaParameters.LENGTH - 1);
    }

    @Test
    void shouldRefuseVpiAndVciOutOfRange(final TestMachine machine) // P2
    {
        final int vpis = limit(machine.a(), NdisOid.OID_ATM_MAX_ACTIVE_VPI_BITS);
        final int vcis = limit(machine.a(), NdisOid.OID_ATM_MAX_ACTIVE_VCI_BITS);
        mutated(machine, "VPI " + vpis, call -> atm(call).connectionId.vpi = vpis);
        mutated(machine, "VCI " + vcis, call -> atm(call).connectionId.vci = vcis);
        mutated(machine, "VCI -1", call -> atm(call).connectionId.vci = -1);
    }

    @Test
    void shouldActivateTheLastVci(final TestMachine machine)
    {
        final int vcis = limit(machine.a(), NdisOid.OID_ATM_MAX_ACTIVE_VCI_BITS);

        carries(machine, openPair(machine, vcis - 1), "ACT-05");
    }

    @Test
    void shouldRefuseAPairThatIsInUse(final TestMachine machine) // P3
    {
        final TestVc first = open(machine, VCI);
        final TestVc second = created(machine);

        final int status = second.activate();
        RuleBroken.unless(status != NDIS_STATUS_SUCCESS, "VC-15", "%s active twice", first.spec());
        refused(second, status, "a VPI/VCI that is in use");
        first.close();
        succeeds(second.activate(), "ACT-09", "activate when the other one has gone");
    }

    @Test
    void shouldRefuseAalsThatItDoesNotHave(final TestMachine machine) // P4
    {
        final int supported = word(machine.a(), NdisOid.OID_ATM_SUPPORTED_AAL_TYPES);
        for (int aal = 1; aal <= ALL_AALS; aal <<= 1)
        {
            final int type = aal;
            if ((supported & aal) == 0)
            {
                mutated(machine, "AAL type " + aal, call -> atm(call).aalType = type);
            }
        }
        mutated(machine, "two AALs at once",
            call -> atm(call).aalType = AtmAalType.AAL_TYPE_AAL0 | AtmAalType.AAL_TYPE_AAL5);
        mutated(machine, "no AAL", call -> atm(call).aalType = 0);
    }

    @Test
    void shouldRefuseCategoriesThatItDoesNotHave(final TestMachine machine) // P5
    {
        final int supported = word(machine.a(), NdisOid.OID_ATM_SUPPORTED_SERVICE_CATEGORY);
        for (int bit = 1; bit <= ALL_CATEGORIES; bit <<= 1)
        {
            if ((supported & bit) == 0)
            {
                category(machine, "service category " + bit, bit);
            }
        }
        category(machine, "two service categories at once", CBR | AtmServiceCategory.ATM_SERVICE_CATEGORY_UBR);
        category(machine, "no service category", 0);
    }

    private void category(final TestMachine machine, final String what, final int category)
    {
        mutated(machine, what, call ->
        {
            atm(call).transmit.serviceCategory = category;
            atm(call).receive.serviceCategory = category;
        });
    }

    @Test
    void shouldRefuseRatesThatMakeNoSense(final TestMachine machine) // P6
    {
        final int most = machine.a().mostCellsPerSecond();
        rates(machine, "a PCR of 0", 0, 0);
        rates(machine, "a negative PCR", -1, 0);
        if (machine.a().query(NdisOid.OID_ATM_SUPPORTED_VC_RATES).isSuccess())
        {
            rates(machine, "a PCR above the MaxCellRate of " + most, most + 1, 0);
        }
        final int categories = word(machine.a(), NdisOid.OID_ATM_SUPPORTED_SERVICE_CATEGORY);
        if ((categories & AtmServiceCategory.ATM_SERVICE_CATEGORY_VBR) != 0)
        {
            final TestVc vc = created(machine);
            refused(vc, vc.activate(vc.spec().at(VCI).vbr(most / 2, most, 10)), "an SCR above the PCR");
            delete(vc);
        }
    }

    private void rates(final TestMachine machine, final String what, final int peak, final int average)
    {
        mutated(machine, what, call ->
        {
            atm(call).transmit.peakCellRate = peak;
            atm(call).transmit.averageCellRate = average;
        });
    }

    @Test
    void shouldTakeRatesExactlyOrAsTheRoundingFlagsAllow(final TestMachine machine) // P7
    {
        final TestAdapter adapter = machine.a();
        for (final int category : new int[]{CBR, AtmServiceCategory.ATM_SERVICE_CATEGORY_UBR})
        {
            if ((word(adapter, NdisOid.OID_ATM_SUPPORTED_SERVICE_CATEGORY) & category) != 0)
            {
                rounds(machine, adapter.mostCellsPerSecond() / 3 + 1, category);
                rounds(machine, adapter.mostCellsPerSecond() / 100 + 7, category);
            }
        }
    }

    private static void rounds(final TestMachine machine, final int rate, final int category)
    {
        final TestVc vc = created(machine);
        final VcSpec wanted = vc.spec().category(category).pcr(rate);
        final int exact = vc.activate(wanted.exact());
        if (exact == NDIS_STATUS_SUCCESS)
        {
            RuleBroken.unless(vc.atm().transmit.peakCellRate == rate, "ACT-07",
                "rate changed %d->%d without permission", rate, vc.atm().transmit.peakCellRate);
        }
        else
        {
            refused(vc, exact, "a rate that is not there, unrounded");
            final int after = vc.atm().transmit.peakCellRate;
            RuleBroken.unless(after == rate, "ACT-07", "rate changed %d->%d by a refused activation", rate, after);
        }
        delete(vc);
        final TestVc down = created(machine);
        if (down.activate(down.spec().category(category).pcr(rate).exact().with(CoMediaParameters.ROUND_DOWN_FLOW)) ==
            NDIS_STATUS_SUCCESS)
        {
            final int rounded = down.atm().transmit.peakCellRate;
            RuleBroken.unless(rounded <= rate && rounded > 0, "ACT-07", "rate %d rounded down to %d", rate, rounded);
        }
        delete(down);
        final TestVc up = created(machine);
        if (up.activate(up.spec().category(category).pcr(rate).roundUp()) == NDIS_STATUS_SUCCESS)
        {
            final int rounded = up.atm().transmit.peakCellRate;
            RuleBroken.unless(rounded >= rate, "ACT-07", "rate %d rounded up to %d", rate, rounded);
        }
        delete(up);
    }

    @Test
    void shouldRefuseBothRoundingFlagsAtOnce(final TestMachine machine)
    {
        mutated(machine, "both rounding flags", call -> call.mediaParameters.flags |=
            CoMediaParameters.ROUND_DOWN_FLOW | CoMediaParameters.ROUND_UP_FLOW);
    }

    @Test
    void shouldNotPromiseMoreBandwidthThanThereIs(final TestMachine machine) // P8
    {
        final TestAdapter adapter = machine.a();
        assumeCategory(adapter, CBR);
        final int share = adapter.mostCellsPerSecond() / 4;
        final List<TestVc> vcs = new ArrayList<>();
        int status = NDIS_STATUS_SUCCESS;
        while (status == NDIS_STATUS_SUCCESS)
        {
            RuleBroken.unless(vcs.size() < 8, "ACT-05", "accepted 8 CBR VCs of a quarter of the link each");
            final TestVc vc = adapter.vc(spec(adapter, VCI + vcs.size()).cbr(share));
            succeeds(vc.create(), "VC-04", "create");
            status = vc.activate();
            vcs.add(vc);
        }
        final TestVc last = vcs.remove(vcs.size() - 1);
        refused(last, status, "more bandwidth than there is");
        RuleBroken.unless(vcs.size() >= 3, "ACT-09", "only %d CBR VCs of a quarter of the link", vcs.size());

        vcs.remove(0).close();

        succeeds(last.activate(), "ACT-09", "activate when bandwidth has come back");
    }

    @Test
    void shouldRefuseMoreActiveVcsThanItSays(final TestMachine machine) // P9
    {
        final TestAdapter adapter = machine.a();
        final int most = word(adapter, NdisOid.OID_ATM_MAX_ACTIVE_VCS);
        final int vcis = limit(adapter, NdisOid.OID_ATM_MAX_ACTIVE_VCI_BITS) - VCI;
        final int count = Math.min(Math.min(most, vcis), MOST_TO_OPEN);
        final List<TestVc> vcs = new ArrayList<>();
        final int rate = Math.max(1, adapter.mostCellsPerSecond() / 10_000);
        for (int i = 0; i < count; i++)
        {
            final TestVc vc = adapter.vc(spec(adapter, VCI + i).ubr(rate).roundUp());
            succeeds(vc.create(), "VC-04", "create");
            succeeds(vc.activate(), "OID-01", "activate " + (i + 1) + " of " + most + " VCs");
            vcs.add(vc);
        }
        if (count == most && count < vcis)
        {
            final TestVc oneMore = adapter.vc(spec(adapter, VCI + count).ubr(rate).roundUp());
            succeeds(oneMore.create(), "VC-04", "create");
            final int status = oneMore.activate();
            RuleBroken.unless(status != NDIS_STATUS_SUCCESS, "VC-16", "%d active VCs, reported max %d", count + 1,
                most);
            refused(oneMore, status, "one VC too many");
            vcs.remove(count / 2).close();
            succeeds(oneMore.activate(), "ACT-09", "activate when another one has gone");
        }
    }

    @Test
    void shouldRefuseSizesOutOfRange(final TestMachine machine) // P10
    {
        final int most = word(machine.a(), NdisOid.OID_ATM_MAX_AAL5_PACKET_SIZE);
        sizes(machine, 0);
        sizes(machine, -1);
        sizes(machine, most + 1);
        sizes(machine, AAL5_LIMIT + 1);
    }

    private void sizes(final TestMachine machine, final int size)
    {
        mutated(machine, "a MaxSduSize of " + size, call ->
        {
            atm(call).transmit.maxSduSize = size;
            atm(call).receive.maxSduSize = size;
        });
    }

    @Test
    void shouldActivateWithTheLargestSize(final TestMachine machine)
    {
        final int most = word(machine.a(), NdisOid.OID_ATM_MAX_AAL5_PACKET_SIZE);

        carries(machine, openPair(machine, spec(machine.a(), VCI).sdu(most)), "ACT-05");
    }

    @Test
    void shouldRefuseAVcWithoutDirection(final TestMachine machine) // P11
    {
        mutated(machine, "neither TRANSMIT_VC nor RECEIVE_VC", call -> call.mediaParameters.flags &=
            ~(CoMediaParameters.TRANSMIT_VC | CoMediaParameters.RECEIVE_VC));
    }

    @Test
    void shouldRefuseADefaultClpThatIsNoBit(final TestMachine machine) // 6.4
    {
        mutated(machine, "DefaultCLP 2", call -> atm(call).defaultClp = 2);
    }

    @Test
    void shouldTakeOneDirectionAlone(final TestMachine machine)
    {
        final TestAdapter adapter = machine.a();
        final TestVc out = adapter.vc(spec(adapter, VCI).transmitOnly()).open();
        final TestVc in = adapter.vc(spec(adapter, VCI + 1).receiveOnly()).open();

        out.send(machine.bytes(10));
        out.awaitSends();
        succeeds(out.sent().get(0).status(), "SND-01", "a packet on a VC that only transmits");
        in.close();
        out.close();
    }

    @Test
    void shouldIgnoreOrRefuseUnknownFlags(final TestMachine machine) // P13
    {
        final TestVc vc = created(machine);
        final int status = vc.activate(vc.spec().with(1 << 30));

        RuleBroken.unless(status == NDIS_STATUS_SUCCESS || status == NdisStatus.NDIS_STATUS_INVALID_DATA, "ACT-01",
            "unexpected activation status %s for unknown flags", NdisStatus.name(status));
    }

    @Test
    void shouldReserveResourcesByActivating(final TestMachine machine) // 13-A11
    {
        carries(machine, openPair(machine, spec(machine.a(), VCI).with(CoMediaParameters.RESERVE_RESOURCES_VC)),
            "ACT-02");
    }

    /** A valid activation with one thing changed is refused, and the same VC can then be activated as it should be. */
    private static void mutated(final TestMachine machine, final String what, final Consumer<CoCallParameters> change)
    {
        final TestVc vc = created(machine);
        final CoCallParameters call = vc.spec().parameters(machine.a().mostCellsPerSecond());
        change.accept(call);

        refused(vc, vc.activate(call), what);
        succeeds(vc.activate(), "ACT-09", "a valid activation after one with " + what);
        vc.close();
    }

    private static TestVc created(final TestMachine machine)
    {
        final TestVc vc = machine.a().vc(spec(machine.a(), VCI));
        succeeds(vc.create(), "VC-04", "create");
        return vc;
    }

    private static void delete(final TestVc vc)
    {
        if (vc.isActive())
        {
            succeeds(vc.deactivate(), "DEA-01", "deactivate");
        }
        succeeds(vc.delete(), "VC-08", "delete");
    }

    private static AtmMediaParameters atm(final CoCallParameters call)
    {
        return call.mediaParameters.mediaSpecific.parameters;
    }
}
