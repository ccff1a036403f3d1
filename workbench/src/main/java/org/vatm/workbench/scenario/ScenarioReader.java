package org.vatm.workbench.scenario;

import org.vatm.miniport.BoardLayout;
import org.vatm.workbench.encap.Encapsulation;
import org.vatm.workbench.encap.Encapsulator;
import org.vatm.workbench.input.InputException;
import org.vatm.workbench.input.Quantity;
import org.vatm.workbench.scenario.Scenario.Adapter;
import org.vatm.workbench.scenario.Scenario.Host;
import org.vatm.workbench.scenario.Scenario.Link;
import org.vatm.workbench.scenario.Scenario.Traffic;
import org.vatm.workbench.scenario.Scenario.Vc;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a scenario from YAML; the language is described in {@code docs/scenario.md}. What is wrong is told in one
 * line: file, line, what is there, what was expected.
 */
public final class ScenarioReader
{
    private static final String SAMPLE = "sample";
    private static final long SMALLEST_MEMORY = 32L << 20;
    private static final long LARGEST_MEMORY = 2L << 30;
    private static final long SHORTEST_DELAY_PS = 1_000;
    private static final long LONGEST_DELAY_PS = 1_000_000_000_000L;
    private static final String PHY = "oc3";

    private final Path directory;
    private final Map<String, Adapter> adapters = new HashMap<>();
    private final Set<String> linked = new HashSet<>();
    private final Set<String> linkNames = new HashSet<>();

    private ScenarioReader(final Path directory)
    {
        this.directory = directory;
    }

    /**
     * @param file YAML in UTF-8; relative names of inputs start at its directory.
     * @return the scenario.
     * @throws InputException if it is not one.
     */
    public static Scenario read(final Path file)
    {
        return new ScenarioReader(file.toAbsolutePath().getParent()).scenario(YamlNode.read(file));
    }

    /**
     * @param file where the text is said to come from.
     * @param text YAML.
     * @return the scenario.
     */
    static Scenario read(final Path file, final String text)
    {
        return new ScenarioReader(file.toAbsolutePath().getParent()).scenario(YamlNode.read(file.toString(), text));
    }

    private Scenario scenario(final YamlNode root)
    {
        root.mapping("seed", "hosts", "links", "vcs", "traffic");
        final long seed = root.value("seed", 1L, text -> Quantity.number(text, 0, Long.MAX_VALUE / 10));
        final List<Host> hosts = hosts(root);
        final List<LinkEnds> ends = links(root, hosts);
        final List<Link> links = new ArrayList<>();
        final YamlNode vcs = root.get("vcs");
        for (final LinkEnds link : ends)
        {
            links.add(new Link(link.name, link.a.name(), link.b.name(), link.delayPs, vcs(vcs, link, ends)));
        }
        return new Scenario(seed, hosts, links, traffic(root.get("traffic")));
    }

    private List<Host> hosts(final YamlNode root)
    {
        final List<Host> hosts = new ArrayList<>();
        final Set<String> names = new HashSet<>();
        for (final YamlNode node : root.require("hosts").list())
        {
            node.mapping("name", "pci", "memory", "adapters");
            final String name = name(node, node.require("name").text(), names);
            names.add(name);
            final int pciMhz = node.value("pci", Host.PCI_MHZ, ScenarioReader::pciMhz);
            final long memoryBytes = node.value("memory", Host.MEMORY_BYTES, ScenarioReader::memoryBytes);
            final List<Adapter> own = new ArrayList<>();
            for (final YamlNode adapter : node.require("adapters").list())
            {
                own.add(adapter(adapter));
            }
            hosts.add(new Host(name, pciMhz, memoryBytes, own));
        }
        return hosts;
    }

    private Adapter adapter(final YamlNode node)
    {
        node.mapping("name", "sram", "sramPowerUp", "phy");
        final String name = name(node, node.require("name").text(), adapters.keySet());
        node.value("phy", PHY, ScenarioReader::phy);
        final Adapter adapter = new Adapter(name,
            node.value("sram", Sram.K512, text -> Choice.of(Sram.class, text)),
            node.value("sramPowerUp", SramPowerUp.ZERO, text -> Choice.of(SramPowerUp.class, text)));
        adapters.put(name, adapter);
        return adapter;
    }

    private List<LinkEnds> links(final YamlNode root, final List<Host> hosts)
    {
        final List<LinkEnds> links = new ArrayList<>();
        if (root.get("links") == null)
        {
            final List<Adapter> all = hosts.stream().flatMap(host -> host.adapters().stream()).toList();
            if (all.size() != 2)
            {
                throw root.bad("no 'links' for %d adapters, expected them unless there are two adapters", all.size());
            }
            links.add(new LinkEnds(all.get(0).name() + "-" + all.get(1).name(), all.get(0), all.get(1), Link.DELAY_PS));
            return links;
        }
        for (final YamlNode node : root.get("links").list())
        {
            links.add(link(node));
        }
        for (final String adapter : new TreeSet<>(adapters.keySet()))
        {
            if (!linked.contains(adapter))
            {
                throw root.get("links").bad("adapter '%s' is at no link, expected one for each adapter", adapter);
            }
        }
        return links;
    }

    private LinkEnds link(final YamlNode node)
    {
        node.mapping("name", "ends", "delay", "length");
        final List<YamlNode> ends = node.require("ends").list();
        if (ends.size() != 2)
        {
            throw node.require("ends").bad("%d ends, expected two names of adapters", ends.size());
        }
        final Adapter a = end(ends.get(0));
        final Adapter b = end(ends.get(1));
        final String name = node.get("name") == null ? a.name() + "-" + b.name() : node.get("name").text();
        final long delayPs = delayPs(node, "link '" + name + "'", Link.DELAY_PS);
        linkNames.add(name(node, name, linkNames));
        return new LinkEnds(name, a, b, delayPs);
    }

    /** Delay of a fibre, from one of the keys delay and length. */
    static long delayPs(final YamlNode node, final String what, final long ifAbsent)
    {
        if (node.get("delay") != null && node.get("length") != null)
        {
            throw node.bad("%s has delay and length, expected one of them", what);
        }
        return node.value("delay",
            node.value("length", ifAbsent, text -> delay(text, Quantity.fibrePs(text))),
            text -> delay(text, Quantity.durationPs(text)));
    }

    private Adapter end(final YamlNode node)
    {
        final Adapter adapter = adapters.get(node.text());
        if (adapter == null)
        {
            throw node.bad("no adapter '%s', expected one of %s", node.text(),
                String.join(", ", new TreeSet<>(adapters.keySet())));
        }
        if (!linked.add(adapter.name()))
        {
            throw node.bad("adapter '%s' is at a second end, expected it at one", adapter.name());
        }
        return adapter;
    }

    private static List<Vc> vcs(
        final YamlNode list, final LinkEnds link, final List<LinkEnds> all)
    {
        final List<Vc> vcs = new ArrayList<>();
        if (list == null)
        {
            for (int i = 0; i < StandardScenario.VCS; i++)
            {
                final Category category = i < StandardScenario.VCS / 2 ? Category.CBR : Category.UBR;
                vcs.add(new Vc(0, BoardLayout.FIRST_VCI + i, category, 0, 0));
            }
            return StandardScenario.shareRates(vcs);
        }
        final Set<Integer> used = new HashSet<>();
        for (final YamlNode node : list.list())
        {
            node.mapping("vpi", "vci", "count", "category", "pcr", "sdu", "link");
            if (isOn(node, link, all))
            {
                vcs(node, link, used, vcs);
            }
        }
        if (vcs.isEmpty())
        {
            throw list.bad("no VC on link '%s', expected at least one", link.name);
        }
        final List<Vc> shared = StandardScenario.shareRates(vcs);
        if (StandardScenario.reservedCells(shared) > Scenario.LINE_CELLS_PER_SECOND)
        {
            throw list.bad("CBR VCs of link '%s' have %,d cells/s together, expected at most %,d (the line)",
                link.name, StandardScenario.reservedCells(shared), Scenario.LINE_CELLS_PER_SECOND);
        }
        try
        {
            Scenario.checkSchedule(shared, link.a.sram());
            Scenario.checkSchedule(shared, link.b.sram());
        }
        catch (final InputException e)
        {
            throw list.bad("link '%s': %s", link.name, e.getMessage());
        }
        return shared;
    }

    private static boolean isOn(final YamlNode node, final LinkEnds link, final List<LinkEnds> all)
    {
        final YamlNode on = node.get("link");
        if (on == null)
        {
            return true;
        }
        if (all.stream().noneMatch(other -> other.name.equals(on.text())))
        {
            throw on.bad("no link '%s', expected one of %s", on.text(),
                String.join(", ", all.stream().map(other -> other.name).toList()));
        }
        return link.name.equals(on.text());
    }

    private static void vcs(final YamlNode node, final LinkEnds link, final Set<Integer> used, final List<Vc> vcs)
    {
        final int connections =
            Math.min(link.a.sram().layout().connections(), link.b.sram().layout().connections());
        node.require("vci");
        final int vpi = node.value("vpi", 0, text -> (int)Quantity.number(text, 0, 0));
        final int first = node.value("vci", 0,
            text -> (int)Quantity.number(text, BoardLayout.FIRST_VCI, connections - 1));
        final int count = node.value("count", 1, text -> (int)Quantity.number(text, 1, connections));
        if (count > connections - first)
        {
            throw node.require("count").bad(
                "count %d from VCI %d must be at most %,d: VCIs of link '%s' go to %,d (VCs of a board by SRAM: %s)",
                count, first, connections - first, link.name, connections - 1, StandardScenario.limits());
        }
        final Category category = node.value("category", Category.UBR, text -> Choice.of(Category.class, text));
        final int pcr = node.value("pcr", 0, text -> (int)Quantity.number(text, 1, Scenario.LINE_CELLS_PER_SECOND));
        final int sdu = node.value("sdu", 0, text -> (int)Quantity.number(text, 1, Encapsulator.LONGEST_PACKET));
        try
        {
            Scenario.checkRate(category, pcr, link.a.sram());
            Scenario.checkRate(category, pcr, link.b.sram());
        }
        catch (final InputException e)
        {
            throw node.require("pcr").bad("pcr %s", e.getMessage());
        }
        for (int vci = first; vci < first + count; vci++)
        {
            if (!used.add(vci))
            {
                throw node.bad("VCI %d of link '%s' a second time, expected it once", vci, link.name);
            }
            vcs.add(new Vc(vpi, vci, category, pcr, sdu));
        }
    }

    private Traffic traffic(final YamlNode node)
    {
        if (node == null)
        {
            return Traffic.STANDARD;
        }
        node.mapping("input", "encap", "timing", "for", "repeat");
        if (node.get("for") != null && node.get("repeat") != null)
        {
            throw node.bad("traffic has for and repeat, expected one of them");
        }
        return new Traffic(
            node.value("input", null, this::input),
            node.value("encap", Encapsulation.AUTO, text -> Choice.of(Encapsulation.class, text)),
            node.value("timing", Timing.ASAP, text -> Choice.of(Timing.class, text)),
            node.value("for", 0L, ScenarioReader::positivePs),
            node.value("repeat", 0, text -> (int)Quantity.number(text, 1, 1_000_000)));
    }

    private String input(final String text)
    {
        if (text.equals(SAMPLE))
        {
            return null;
        }
        try
        {
            return directory.resolve(text).toString();
        }
        catch (final InvalidPathException e)
        {
            throw InputException.of("'%s' must be the name of a file", text.replace('\0', '?'));
        }
    }

    private static String name(final YamlNode node, final String name, final Set<String> taken)
    {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,31}"))
        {
            throw node.bad("name '%s' must be 1 to 32 letters, digits, '.', '_' or '-'", name);
        }
        if (taken.contains(name))
        {
            throw node.bad("name '%s' a second time, expected it once", name);
        }
        return name;
    }

    private static int pciMhz(final String text)
    {
        if (text.equals("33") || text.equals("66"))
        {
            return Integer.parseInt(text);
        }
        throw InputException.of("'%s' must be 33 or 66", text);
    }

    private static String phy(final String text)
    {
        if (text.equals(PHY))
        {
            return text;
        }
        throw InputException.of("'%s' must be %s", text, PHY);
    }

    private static long memoryBytes(final String text)
    {
        final long bytes = Quantity.sizeBytes(text);
        if (bytes < SMALLEST_MEMORY || bytes > LARGEST_MEMORY || bytes % (1 << 20) != 0)
        {
            throw InputException.of("'%s' must be a whole number of megabytes from 32m to 2048m", text);
        }
        return bytes;
    }

    private static long positivePs(final String text)
    {
        final long ps = Quantity.durationPs(text);
        if (ps == 0)
        {
            throw InputException.of("'%s' must be more than nothing", text);
        }
        return ps;
    }

    private static long delay(final String text, final long ps)
    {
        if (ps < SHORTEST_DELAY_PS || ps > LONGEST_DELAY_PS)
        {
            throw InputException.of("'%s' must be from 1ns to 1s of light in fibre (5 us a kilometre)", text);
        }
        return ps;
    }

    /** A link before its VCs are known. */
    private record LinkEnds(String name, Adapter a, Adapter b, long delayPs)
    {
    }
}
