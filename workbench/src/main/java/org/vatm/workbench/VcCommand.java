package org.vatm.workbench;

import org.vatm.workbench.report.VcListing;
import org.vatm.workbench.report.VcTableFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints a VC table for people.
 */
@Command(
    name = "vc",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
        "Prints the VCs of a vctable.json as a table.",
        "",
        "Fields are those of the file (transmit.peakCellRate for one inside another) and adapter, host, vc, aal, " +
            "category, errors."},
    footer = {"", "Example: vatm vc vatm-out/vctable.json --where adapter=A --where errors>0 --sort -pdusReceived"})
final class VcCommand implements Runnable
{
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The vctable.json of a run.")
    private Path file;

    @Option(names = "--where", paramLabel = "CONDITION",
        description = "Only VCs for which it holds: a field, one of = != < > <= >=, and a value. " +
            "Several must all hold.")
    private List<String> conditions = new ArrayList<>();

    @Option(names = "--sort", paramLabel = "FIELD",
        description = "Sort by it; after a minus sign, the greatest first. Default: as in the file, by VPI and VCI")
    private String sort;

    @Option(names = "--fields", paramLabel = "LIST", split = ",", description = "Fields to show.")
    private List<String> fields = VcListing.USUAL_FIELDS;

    @Override
    public void run()
    {
        final VcListing listing = new VcListing(VcTableFile.read(file));
        conditions.forEach(listing::where);
        if (sort != null)
        {
            listing.sort(sort);
        }
        final PrintWriter out = spec.commandLine().getOut();
        out.print(listing.text(fields));
        out.flush();
    }
}
