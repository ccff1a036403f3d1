package org.vatm.testkit;

/**
 * What can be asserted of VCs, cells and adapters:
 * <pre>{@code
 *   assertThat(vc.b()).hasReceived(packet);
 *   assertThat(vc.a()).hasSentAll().counts(OID_GEN_CO_XMIT_PDUS_OK, 1);
 *   assertThat(vc.a().cells()).conformsTo(100_000, microseconds(5)).hasPdus(1);
 *   assertThat(machine.a()).hasIndicated(NDIS_STATUS_MEDIA_DISCONNECT);
 * }</pre>
 */
public final class AtmAssertions
{
    private static final long PS_PER_US = 1_000_000;

    private AtmAssertions()
    {
    }

    public static VcAssert assertThat(final TestVc vc)
    {
        return new VcAssert(vc);
    }

    public static CellAssert assertThat(final CellLog cells)
    {
        return new CellAssert(cells);
    }

    public static AdapterAssert assertThat(final TestAdapter adapter)
    {
        return new AdapterAssert(adapter);
    }

    /** In picoseconds. */
    public static long microseconds(final long count)
    {
        return count * PS_PER_US;
    }
}
