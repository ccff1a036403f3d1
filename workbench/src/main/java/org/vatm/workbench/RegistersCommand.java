package org.vatm.workbench;

import org.vatm.idt77252.SarRegisters;
import org.vatm.line.SuniRegisters;
import org.vatm.register.RegisterDocument;
import org.vatm.register.RegisterMap;
import org.vatm.workbench.scenario.Choice;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Prints the register maps of chip and PHY from their declarations.
 */
@Command(
    name = "registers",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Prints every register and field of the chip and its PHY.")
final class RegistersCommand implements Runnable
{
    private static final RegisterMap[] MAPS = {SarRegisters.MAP, SuniRegisters.MAP};

    @Spec
    private CommandSpec spec;

    @Option(names = "--format", paramLabel = "FORMAT", converter = FormatName.class, defaultValue = "text",
        description = "text, md (Markdown) or json. Default: ${DEFAULT-VALUE}")
    private Format format;

    enum Format
    {
        TEXT,
        MD,
        JSON;

        @Override
        public String toString()
        {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final class FormatName implements ITypeConverter<Format>
    {
        @Override
        public Format convert(final String value)
        {
            return Converters.converted(value, text -> Choice.of(Format.class, text));
        }
    }

    @Override
    public void run()
    {
        final PrintWriter out = spec.commandLine().getOut();
        out.print(switch (format)
        {
            case TEXT -> join(RegisterDocument::text, "\n");
            case MD -> join(RegisterDocument::markdown, "\n");
            case JSON -> "[\n" + join(map -> RegisterDocument.json(map).strip(), ",\n") + "\n]\n";
        });
        out.flush();
    }

    private static String join(final Function<RegisterMap, String> document, final String separator)
    {
        return Arrays.stream(MAPS).map(document).collect(Collectors.joining(separator));
    }
}
