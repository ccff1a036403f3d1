package org.vatm.testkit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vatm.testkit.driver.SoftMiniport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.testkit.AtmAssertions.assertThat;

@VirtualAtm
class GoldenTest
{
    @TempDir
    private Path directory;

    @Test
    void shouldBeAsApproved(final TestMachine machine)
    {
        traffic(machine);

        Golden.file("src/test/golden/vctable.json").approves(machine.vcTable());
    }

    @Test
    @VirtualAtm(driver = SoftMiniport.class, device = DeviceFactory.Plain.class, adapters = 1)
    void shouldBeAsApprovedWithAnyDriver(final TestMachine machine)
    {
        final TestVc vc = machine.a().vc(VcSpec.vc(33)).open();
        vc.send(new byte[10], new byte[20]);
        assertThat(vc).hasReceived(new byte[10], new byte[20]).hasSentAll();

        Golden.file("src/test/golden/soft-vctable.json").approves(machine.vcTable());
        Golden.file("src/test/golden/soft-journal.txt").approves(machine.journal());
    }

    @Test
    void shouldTellVcAndField(final TestMachine machine) throws IOException
    {
        traffic(machine);
        final Path golden = copy("vctable.json", "\"pdusSent\" : 1", "\"pdusSent\" : 7");

        final String message = assertThrows(AssertionError.class,
            () -> Golden.file(golden.toString()).approves(machine.vcTable())).getMessage();

        assertEquals("not as in " + golden + ":\n  hostA/A VC 0/32: pdusSent expected 7, was 1\nreceived " +
            Path.of("target", "vatm", "vctable.json.received") + "; to approve it, run again with -Dvatm.approve=true",
                message);
    }

    @Test
    void shouldTellLines() throws IOException
    {
        final Path golden = Files.writeString(directory.resolve("t.txt"), "a\nb\nc\nd\ne\nf\n");

        final String message = assertThrows(AssertionError.class,
            () -> Golden.file(golden.toString()).approves("a\nb\nc\nX\ne\nY\nf\n")).getMessage();

        assertTrue(message.startsWith(
            "not as in " + golden + ":\n  @ line 4\n    b\n    c\n  - d\n  + X\n    e\n  + Y\n    f\nreceived "),
                message);
    }

    @Test
    void shouldApproveOnRequestOnly() throws IOException
    {
        final Golden golden = Golden.file(directory.resolve("new.txt").toString());

        final String message = assertThrows(AssertionError.class, () -> golden.approves("text\n")).getMessage();
        assertTrue(message.startsWith(directory.resolve("new.txt") + " is not there; received "), message);

        System.setProperty(Golden.APPROVE, "true");
        try
        {
            golden.approves("text\n");
        }
        finally
        {
            System.clearProperty(Golden.APPROVE);
        }
        golden.approves("text\n");
        assertEquals("text\n", Files.readString(directory.resolve("new.txt")));
    }

    private static void traffic(final TestMachine machine)
    {
        final VcPair vc = machine.open(VcSpec.vc(32).ubr().sdu(1500));
        vc.a().send(machine.bytes(1500));
        assertThat(vc.a()).hasSentAll();
        assertTrue(vc.b().awaitReceived(1));
    }

    private Path copy(final String name, final String from, final String to) throws IOException
    {
        final String text = Files.readString(Path.of("src", "test", "golden", name));
        assertTrue(text.contains(from));
        return Files.writeString(directory.resolve(name), text.replaceFirst(from, to));
    }
}
