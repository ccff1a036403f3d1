package org.vatm.testkit;

import org.junit.jupiter.api.Test;
import org.vatm.ndis.verifier.VerifierRule;
import org.vatm.testkit.driver.BrokenMiniport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whatever names a rule names one that there is. */
class RuleNamesTest
{
    private static final Pattern RULE = Pattern.compile("\"([A-Z]{2,3}-\\d\\d)\"");

    private final Set<String> rules =
        Stream.of(VerifierRule.values()).map(VerifierRule::id).collect(Collectors.toSet());

    @Test
    void shouldNameRulesOfTheContract() throws IOException
    {
        final Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java")))
        {
            for (final Path file : files.filter(Files::isRegularFile).toList())
            {
                final Matcher matcher = RULE.matcher(Files.readString(file));
                while (matcher.find())
                {
                    named.add(matcher.group(1));
                }
            }
        }

        assertTrue(named.size() > 50, named::toString);
        named.removeAll(rules);
        assertEquals(Set.of(), named);
    }

    @Test
    void shouldBreakADifferentRuleByEachBrokenMiniport()
    {
        final Set<String> broken =
            Stream.of(BrokenMiniport.values()).map(BrokenMiniport::rule).collect(Collectors.toCollection(TreeSet::new));

        assertEquals(BrokenMiniport.values().length, broken.size());
        broken.removeAll(rules);
        assertEquals(Set.of(), broken);
    }
}
