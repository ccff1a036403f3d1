package org.vatm.idt77252;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sources point into docs/timing.md; what they point at must be there. */
class TimingDocumentTest
{
    private static final Path ROOT = Path.of("..");
    private static final Pattern REFERENCE = Pattern.compile("docs/timing\\.md#([a-z0-9-]+)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @Test
    void shouldHaveEverySectionThatTheSourcesReferTo() throws IOException
    {
        final Set<String> missing = new TreeSet<>();
        for (final String module : new String[]{ "emulator-core", "nic-model" })
        {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java")))
            {
                for (final Path file : (Iterable<Path>)files.filter(f -> f.toString().endsWith(".java"))::iterator)
                {
                    missing.addAll(found(REFERENCE, file));
                }
            }
        }
        assertTrue(missing.contains("command-unit"), "sources were read");

        for (final String heading : found(HEADING, ROOT.resolve("docs/timing.md")))
        {
            missing.remove(heading.toLowerCase(Locale.ROOT).replace(' ', '-').replaceAll("[^a-z0-9-]", ""));
        }
        assertEquals(Set.of(), missing);
    }

    private static Set<String> found(final Pattern pattern, final Path file) throws IOException
    {
        final Set<String> result = new TreeSet<>();
        final Matcher matcher = pattern.matcher(Files.readString(file));
        while (matcher.find())
        {
            result.add(matcher.group(1));
        }
        return result;
    }
}
