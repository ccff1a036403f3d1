package org.vatm.ndis.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/verifier-rules.md is made from the rules and the tests that break them. */
class VerifierRulesDocumentTest
{
    private static final Path FILE = Path.of("..", "docs", "verifier-rules.md");
    private static final String REGENERATE =
        "mvn -pl miniport -am test -Dtest=VerifierRulesDocumentTest -Dsurefire.failIfNoSpecifiedTests=false " +
        "-Dvatm.regenerate=true";
    private static final List<Class<? extends RuleTest>> TESTS = List.of(
        RegistrationRulesTest.class, LevelAndLockRulesTest.class, VcRulesTest.class, SendRulesTest.class,
        ReceiveRulesTest.class, RequestRulesTest.class, MemoryRulesTest.class, LifeRulesTest.class,
        CallRulesTest.class);

    @Test
    void shouldHaveATestForEachRule()
    {
        final Map<VerifierRule, List<String>> tests = tests();
        for (final VerifierRule rule : VerifierRule.values())
        {
            assertFalse(tests.get(rule).isEmpty(), rule.id());
        }
    }

    @Test
    void shouldBeWhatTheRulesSay() throws IOException
    {
        final String document = document();
        if (Boolean.getBoolean("vatm.regenerate"))
        {
            Files.writeString(FILE, document);
        }
        assertEquals(document, Files.readString(FILE), "to make it again: " + REGENERATE);
    }

    private static Map<VerifierRule, List<String>> tests()
    {
        final Map<VerifierRule, List<String>> tests = new EnumMap<>(VerifierRule.class);
        for (final VerifierRule rule : VerifierRule.values())
        {
            tests.put(rule, new ArrayList<>());
        }
        for (final Class<? extends RuleTest> type : TESTS)
        {
            for (final Method method : type.getDeclaredMethods())
            {
                final Trips trips = method.getAnnotation(Trips.class);
                if (trips != null)
                {
                    tests.get(trips.value()).add(type.getSimpleName() + "." + method.getName());
                }
            }
        }
        tests.values().forEach(names -> names.sort(Comparator.naturalOrder()));
        return tests;
    }

    private static String document()
    {
        final Map<VerifierRule, List<String>> tests = tests();
        final StringBuilder out = new StringBuilder();
        out.append("# Rules of the driver verifier\n\nMade from the declarations; do not edit. To make it again: `")
            .append(REGENERATE)
            .append("`\n\nWhat `org.vatm.ndis.verifier` finds. F stops the system (an emulated bug check with a dump ")
            .append("file for `vatm dump`), E is an\nerror, W a warning, I information. Rules with POL in their ")
            .append("source are policies of this project: `Verifier.reports` can\nswitch them off. Each test has a ")
            .append("driver, call manager or client that breaks this rule and no other. Writes to what\nwas given ")
            .append("away are seen, reads are not; what leaves and arrives has to be shown to `Verifier.wire()`; ")
            .append("where a rule needs a\nprovocation, `Verifier.probes()` has it.\n");
        String family = "";
        for (final VerifierRule rule : VerifierRule.values())
        {
            final String prefix = rule.id().substring(0, rule.id().indexOf('-'));
            if (!prefix.equals(family))
            {
                family = prefix;
                out.append("\n## ").append(family)
                    .append("\n\n| rule | | meaning | checked at | report | source | test |\n")
                    .append("| --- | --- | --- | --- | --- | --- | --- |\n");
            }
            out.append("| ").append(rule.id())
                .append(" | ").append(rule.severity().letter())
                .append(" | ").append(cell(rule.meaning()))
                .append(" | ").append(cell(rule.point()))
                .append(" | ").append(cell(rule.text()))
                .append(" | ").append(cell(rule.source()))
                .append(" | ").append(String.join("<br>", tests.get(rule)))
                .append(" |\n");
        }
        return out.toString();
    }

    private static String cell(final String text)
    {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
    }
}
