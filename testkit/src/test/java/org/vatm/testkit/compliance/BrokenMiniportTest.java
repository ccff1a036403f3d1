package org.vatm.testkit.compliance;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vatm.testkit.DeviceFactory;
import org.vatm.testkit.Launch;
import org.vatm.testkit.driver.BrokenMiniport;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Each miniport that is wrong in one thing fails the suite, by the rule that it breaks. */
class BrokenMiniportTest
{
    private static final Pattern RULE = Pattern.compile("^([A-Z]{2,3}-\\d\\d): ");

    private static BrokenMiniport subject;

    /** The suite for whichever miniport is tested now. */
    static class Suite extends MiniportCompliance
    {
        @Override
        protected Subject subject()
        {
            return Subject.of(() -> subject.driver()).device(new DeviceFactory.Plain()).strict();
        }
    }

    @ParameterizedTest
    @EnumSource(BrokenMiniport.class)
    void shouldBeCaughtByItsRule(final BrokenMiniport broken)
    {
        subject = broken;

        final Launch launch = Launch.of(Suite.class);

        final Set<String> rules = new TreeSet<>();
        launch.failures().values().forEach(failure ->
        {
            final Matcher matcher = RULE.matcher(failure.getMessage());
            rules.add(matcher.find() ? matcher.group(1) : failure.getMessage());
        });
        assertTrue(rules.contains(broken.rule()), () -> broken + " breaks " + broken.rule() + ", caught by " + rules);
    }
}
