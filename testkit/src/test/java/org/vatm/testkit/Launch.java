package org.vatm.testkit;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.util.LinkedHashMap;
import java.util.Map;

/** Runs a test class inside a test, to see how it fails. */
public final class Launch implements TestExecutionListener
{
    private final Map<String, Throwable> failures = new LinkedHashMap<>();
    private int tests;
    private int aborted;

    private Launch()
    {
    }

    public static Launch of(final Class<?> testClass)
    {
        final LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(testClass)).build();
        final Launch launch = new Launch();
        LauncherFactory.create().execute(request, launch);
        return launch;
    }

    @Override
    public void executionFinished(final TestIdentifier test, final TestExecutionResult result)
    {
        tests += test.isTest() ? 1 : 0;
        aborted += result.getStatus() == TestExecutionResult.Status.ABORTED ? 1 : 0;
        result.getThrowable().filter(e -> result.getStatus() == TestExecutionResult.Status.FAILED)
            .ifPresent(e -> failures.put(test.getDisplayName() + " " + test.getUniqueId(), e));
    }

    public int tests()
    {
        return tests;
    }

    /** Tests that gave up because the driver cannot do what they are about. */
    public int aborted()
    {
        return aborted;
    }

    /** By test. */
    public Map<String, Throwable> failures()
    {
        return failures;
    }
}
