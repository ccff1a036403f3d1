package org.vatm.idt77252;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.vatm.line.SuniRegisters;
import org.vatm.register.AccessError;
import org.vatm.register.RegisterDocument;

/** The documents that are made from declarations say what the declarations say. */
class GeneratedDocumentsTest
{
    private static final String HINT = "mvn -pl nic-model -am test -Dtest=GeneratedDocumentsTest " +
        "-Dsurefire.failIfNoSpecifiedTests=false -Dvatm.regenerate=true";
    private static final String MADE = "Made from the declarations; do not edit. To make it again: `" + HINT + "`\n\n";

    @Test
    void shouldDescribeTheRegistersAsDeclared() throws IOException
    {
        compare("registers.md", "# Registers\n\n" + MADE +
            "Access: RW read and write, RO read only, W1C write 1 to clear, RC cleared by reading, " +
            "WO write only (reads 0).\n" +
            "Bits that no field covers are reserved and read 0.\n\n" +
            RegisterDocument.markdown(SarRegisters.MAP) + "\n" +
            RegisterDocument.markdown(SuniRegisters.MAP));
    }

    @Test
    void shouldDescribeGuestErrorsAsDeclared() throws IOException
    {
        compare("guest-errors.md", "# Guest errors\n\n" + MADE +
            "What a driver can do wrong, and what the device makes of it. Each is counted, " +
            "none stops a simulation.\n\n" +
            RegisterDocument.markdown("Accesses", AccessError.values()) + "\n" +
            RegisterDocument.markdown("IDT77252", SarGuestError.values()));
    }

    private static void compare(final String name, final String wanted) throws IOException
    {
        final Path file = Path.of("..", "docs", name);
        if (Boolean.getBoolean("vatm.regenerate"))
        {
            Files.createDirectories(file.getParent());
            Files.writeString(file, wanted);
        }
        assertEquals(wanted, Files.readString(file), () -> "docs/" + name + " is out of date; run: " + HINT);
    }
}
