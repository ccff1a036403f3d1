package org.vatm.ndis.verifier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vatm.ndis.NdisBugCheckCode;
import org.vatm.ndis.NdisStatus;

class CrashDumpTest extends RuleTest
{
    @TempDir
    private Path directory;

    private void crash()
    {
        verifier.dumpsTo(directory);
        up(new SoundMiniport()
        {
            @Override
            public int miniportCoDeleteVc(final long miniportVcContext)
            {
                return NdisStatus.NDIS_STATUS_PENDING;
            }
        });
        connected();
        final org.vatm.ndis.NdisClientVc vc = created();
        run(() -> client.deleteVc(vc));
    }

    @Test
    @Trips(VerifierRule.VC_02)
    void shouldTellWhyTheSystemStoppedAndWhatLedThere() throws IOException
    {
        crash();

        final byte[] bytes = Files.readAllBytes(bugCheck.dumpFile());
        assertArrayEquals(bugCheck.dump(), bytes);
        final String text = CrashDump.of(bytes).text();
        assertTrue(text.startsWith("*** STOP: NDIS_CO_SYNC_PENDED\n"), text);
        assertTrue(text.contains("VC-02 F: MiniportCoDeleteVc returned PENDING; in MiniportCoDeleteVc"), text);
        assertTrue(text.contains("\n  0.1 ACTIVE call CONNECTED, 0/32, sends 0"), text);
        assertTrue(text.contains("MiniportCoActivateVc VC 0.1 => NDIS_STATUS_SUCCESS\n"), text);
        assertTrue(text.endsWith("MiniportCoDeleteVc VC 1.1 => NDIS_STATUS_PENDING\n"), text);
    }

    @Test
    @Trips(VerifierRule.VC_02)
    void shouldGiveTheHistoryOfTheVcAlone()
    {
        crash();

        final Finding finding = verifier.findings().get(0);
        assertEquals(5, finding.history().size(), finding.report());
        assertTrue(finding.history().get(0).contains("MiniportCoCreateVc VC 1.1 => NDIS_STATUS_SUCCESS"));
        assertTrue(finding.history().get(4).contains("MiniportCoDeleteVc VC 1.1 => NDIS_STATUS_PENDING"));
    }

    @Test
    void shouldDumpWhatNdisItselfStopsFor()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        run(() ->
        {
            throw ndis.bugCheck(NdisBugCheckCode.TIMER_NOT_INITIALIZED, "for example, " + miniport.adapterHandle);
        });
        assertEquals("TIMER_NOT_INITIALIZED", CrashDump.of(bugCheck.dump()).code());
    }

    @Test
    void shouldRefuseWhatIsNoDump()
    {
        assertThrows(IllegalArgumentException.class, () -> CrashDump.of(new byte[100]));
        run(() ->
        {
            throw ndis.bugCheck(NdisBugCheckCode.TIMER_NOT_INITIALIZED, "for example");
        });
        final byte[] cut = Arrays.copyOf(bugCheck.dump(), 40);
        assertThrows(IllegalArgumentException.class, () -> CrashDump.of(cut));
    }
}
