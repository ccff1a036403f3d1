package org.vatm.benchmarks.report;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a figure depends on beside the code.
 */
final class MachineFacts
{
    private static final String UNKNOWN = "unknown";

    private MachineFacts()
    {
    }

    /** Name and value; the load is that of now. */
    static Map<String, String> now()
    {
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put("CPU", line("/proc/cpuinfo", "model name", System.getProperty("os.arch")));
        facts.put("Processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("Memory", line("/proc/meminfo", "MemTotal", UNKNOWN));
        facts.put("OS", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        facts.put("Collector", ManagementFactory.getGarbageCollectorMXBeans().stream().map(GarbageCollectorMXBean::getName)
            .collect(Collectors.joining(", ")));
        facts.put("Load at start", Figure.of(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        return facts;
    }

    private static String line(final String file, final String key, final String otherwise)
    {
        try
        {
            for (final String line : Files.readAllLines(Path.of(file)))
            {
                if (line.startsWith(key))
                {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        }
        catch (final IOException e)
        {
            return otherwise; // not Linux
        }
        return otherwise;
    }
}
