package org.vatm.testkit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.vatm.line.Fibre;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisStatus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.vatm.testkit.AtmAssertions.assertThat;
import static org.vatm.testkit.AtmAssertions.microseconds;

/** Assertions hold when they should, and say why when they do not. */
@VirtualAtm
class AtmAssertionsTest
{
    private static final int CBR_RATE = 50_000;

    @Test
    void shouldTellPacketsApart(final TestMachine machine)
    {
        final VcPair vc = machine.open(VcSpec.vc(40));
        final byte[] first = {1, 2, 3};
        final byte[] second = {4, 5};
        vc.a().send(first, second);

        assertThat(vc.b()).isActive().hasReceived(first, second).counts(NdisOid.OID_GEN_CO_RCV_PDUS_OK, 2);
        assertThat(vc.a()).hasSentAll().hasReceivedNothing().counts(NdisOid.OID_GEN_CO_BYTES_XMIT, 5);
        assertThat(machine.a()).counts(NdisOid.OID_GEN_CO_XMIT_PDUS_OK, 2).isClean();
        fails("VC 0/40 on B: received packet 0 of 1 has 3 bytes, differs from byte 2 on: expected 09, was 03",
            () -> assertThat(vc.b()).hasReceived(new byte[]{1, 2, 9}));
        fails("VC 0/40 on B: received packet 1 of 2 has 2 bytes instead of 3",
            () -> assertThat(vc.b()).hasReceived(first, new byte[]{4, 5, 6}));
        fails("VC 0/40 on B received 2 packets", () -> assertThat(vc.b()).hasReceived(first));
        fails("VC 0/40 on B received packets", () -> assertThat(vc.b()).hasReceivedNothing());
        fails("VC 0/40 on A is ACTIVE", () -> assertThat(vc.a()).is(TestVc.Stage.CREATED));
        fails("VC 0/40 on A: packet 0 of 2 came back with NDIS_STATUS_SUCCESS",
            () -> assertThat(vc.a()).hasCompletedAllWith(NdisStatus.NDIS_STATUS_FAILURE));
        fails("VC 0/40 on A: OID_GEN_CO_XMIT_PDUS_OK: NDIS_STATUS_SUCCESS, 8 bytes",
            () -> assertThat(vc.a()).counts(NdisOid.OID_GEN_CO_XMIT_PDUS_OK, 1));
    }

    @Test
    void shouldMeasureRatesByTheGenericCellRateAlgorithm(final TestMachine machine)
    {
        final VcPair vc = machine.open(VcSpec.vc(41).cbr(CBR_RATE).clp(1));
        vc.a().send(machine.bytes(9_000), machine.bytes(9_000));
        assertThat(vc.a()).hasSentAll();
        final CellLog cells = vc.a().cells();

        assertThat(cells).hasSize(376).hasPdus(2).hasClp(1)
            .conformsTo(CBR_RATE, microseconds(6)).hasRate(vc.a().atm().transmit.peakCellRate, 1);
        fails("cell 1 of 376, at ", () -> assertThat(cells).conformsTo(CBR_RATE / 2, microseconds(6)));
        fails("mean rate of 376 cells, +-1.0 %", () -> assertThat(cells).hasRate(CBR_RATE * 1.1, 1));
        fails("another number of cells", () -> assertThat(cells).hasSize(1));
        fails("another number of PDUs in 376 cells", () -> assertThat(cells).hasPdus(1));
        fails("cell 0 has another CLP", () -> assertThat(cells).hasClp(0));
        fails("a rate needs two cells, there are 0", () -> assertThat(vc.b().cells()).hasRate(1, 1));
        fails("VC 0/41 on A has another peak cell rate", () -> assertThat(vc.a()).hasPeakCellRate(CBR_RATE + 1));
    }

    @Test
    void shouldHearStatusIndications(final TestMachine machine)
    {
        assertThat(machine.b()).hasNotIndicated(NdisStatus.NDIS_STATUS_RESET_START);

        assertEquals(NdisStatus.NDIS_STATUS_SUCCESS, machine.b().reset());

        assertThat(machine.b()).hasIndicated(NdisStatus.NDIS_STATUS_RESET_START)
            .hasIndicated(NdisStatus.NDIS_STATUS_RESET_END);
        fails("adapter A did not indicate it",
            () -> assertThat(machine.a()).hasIndicated(NdisStatus.NDIS_STATUS_RESET_END));
        fails("adapter B indicated NDIS_STATUS_RESET_END",
            () -> assertThat(machine.b()).hasNotIndicated(NdisStatus.NDIS_STATUS_RESET_END));
    }

    @Test
    void shouldNotTakeALostPacketForADeliveredOne(final TestMachine machine)
    {
        final VcPair vc = machine.open(VcSpec.vc(42));
        Fibre.cut(machine.b().board().port(), true);

        vc.a().send(new byte[48]);

        fails("VC 0/42 on B received 0 packets", () -> assertThat(vc.b()).hasReceived(new byte[48]));
    }

    private static void fails(final String message, final Executable assertion)
    {
        final String actual = assertThrows(AssertionError.class, assertion).getMessage();
        assertEquals(message, actual.substring(0, Math.min(message.length(), actual.length())));
    }
}
