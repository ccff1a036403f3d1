package org.vatm.testkit;

import org.vatm.idt77252.BoardConfig;
import org.vatm.line.AtmPort;
import org.vatm.line.Fibre;
import org.vatm.machine.Adapter;
import org.vatm.machine.Computer;
import org.vatm.ndis.NdisMiniportDriver;
import org.vatm.ndis.NdisProtocolLibrary;
import org.vatm.ndis.NdisStatus;
import org.vatm.ndis.fault.FaultInjector;
import org.vatm.ndis.verifier.Finding;
import org.vatm.ndis.verifier.Verifier;
import org.vatm.pci.PciTiming;
import org.vatm.register.GuestErrors;
import org.vatm.sim.Simulation;
import org.vatm.trace.TraceHash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Hosts, adapters, fibres and drivers for one test. Time is simulated: it passes only where the test lets it, and the
 * same test does the same on every machine.
 */
public final class TestMachine implements AutoCloseable
{
    /** Activations, deactivations, requests and resets may take so long, contract 12. */
    public static final long OPERATION_TIMEOUT_PS = 4_000_000_000_000L;
    /** Sends may take so long, contract 12. */
    public static final long SEND_TIMEOUT_PS = 10_000_000_000_000L;
    /** Packets that do not arrive within this time do not arrive. */
    public static final long DELIVERY_TIMEOUT_PS = 1_000_000_000_000L;

    private static final long RAM_BYTES = 256L << 20;
    private static final long STEP_PS = 10_000_000;
    private static final double PS_PER_US = 1e6;
    private static final Path DIRECTORY = Path.of("target", "vatm");

    private final MachineSpec spec;
    private final Simulation simulation = new Simulation();
    private final History history = new History();
    private final TraceHash traceHash = new TraceHash();
    private final List<TestAdapter> adapters = new ArrayList<>();
    private final List<NdisMiniportDriver> drivers = new ArrayList<>();
    private final List<Long> usedBytes = new ArrayList<>();
    private final Random random;
    private boolean forgiving;
    private boolean closed;

    /**
     * Builds the machine, boots it, and starts every adapter unless the specification says otherwise.
     *
     * @throws AssertionError if an adapter does not start.
     */
    public TestMachine(final MachineSpec spec)
    {
        this.spec = spec;
        random = new Random(spec.seed);
        for (int i = 0; i < spec.adapters; i++)
        {
            adapters.add(adapter(i));
        }
        for (int i = 0; i < spec.adapters && adapters.get(i).board() != null; i += 2)
        {
            final AtmPort port = adapters.get(i).board().port();
            final AtmPort other = adapters.get(Math.min(i + 1, spec.adapters - 1)).board().port();
            Fibre.connect(port, other, port == other ? 0 : spec.fibreMetres * Fibre.PS_PER_METRE);
        }
        for (final TestAdapter adapter : adapters)
        {
            adapter.parts().computer().trace(history);
            adapter.parts().computer().trace(traceHash);
        }
        boot();
    }

    private TestAdapter adapter(final int index)
    {
        final String name = String.valueOf((char)('A' + index));
        final NdisMiniportDriver driver = spec.driver.get();
        drivers.add(driver);
        final Computer computer = new Computer(simulation, "host" + name, PciTiming.PCI33, RAM_BYTES);
        final MiniportProbe probe = new MiniportProbe(driver, text -> remark(name + ": " + text));
        final Verifier verifier = spec.verifier ?
            new Verifier(computer.ndis()).dumpsTo(DIRECTORY.resolve(fileName())) : null;
        final FaultInjector faults = new FaultInjector(computer.ndis(), spec.seed + index);
        final NdisMiniportDriver watched = faults.faulty(verifier == null ? probe : verifier.verified(probe));
        if (spec.badDay)
        {
            faults.badDay();
        }
        final Adapter adapter = spec.device instanceof DeviceFactory.AtmBoard ?
            computer.plugIn(
                BoardConfig.of(name, Computer.esi(index + 1)).withSramWords(spec.sramWords)
                    .withSramPattern(spec.sramPattern == 0 ? 0 : spec.sramPattern + index), watched) :
            computer.plugIn(spec.device.create(computer.host(), name), watched);
        final NdisProtocolLibrary library =
            verifier == null ? computer.ndis().protocolLibrary() : verifier.protocolLibrary();
        computer.callManagerLibrary(library);
        if (verifier != null && adapter.board() != null)
        {
            verifier.wire().sends(adapter.board().port().trace());
        }
        spec.parameters.forEach((keyword, value) ->
        {
            if (value instanceof Integer number)
            {
                adapter.configuration().with(keyword, number);
            }
            else
            {
                adapter.configuration().with(keyword, value.toString());
            }
        });
        return new TestAdapter(this, adapter, probe, verifier, faults, library);
    }

    private void boot()
    {
        for (final TestAdapter adapter : adapters)
        {
            adapter.parts().computer().boot();
            adapter.run(adapter.protocol()::register);
            usedBytes.add(adapter.parts().computer().host().memory().usedBytes());
        }
        if (spec.starts)
        {
            for (final TestAdapter adapter : adapters)
            {
                final int status = adapter.start();
                if (status != NdisStatus.NDIS_STATUS_SUCCESS)
                {
                    throw new AssertionError("MiniportInitialize of " + adapter + ": " + NdisStatus.name(status) +
                        " " + adapter.ndis().errorLog());
                }
            }
        }
    }

    /** In the order of their names. */
    public List<TestAdapter> adapters()
    {
        return Collections.unmodifiableList(adapters);
    }

    /** The first adapter. */
    public TestAdapter a()
    {
        return adapters.get(0);
    }

    /** The second adapter. */
    public TestAdapter b()
    {
        return adapters.get(1);
    }

    NdisMiniportDriver driver(final TestAdapter adapter)
    {
        return drivers.get(adapters.indexOf(adapter));
    }

    /** Opens a VC from the first adapter to the second. */
    public VcPair open(final VcSpec vc)
    {
        return open(a(), b(), vc);
    }

    /** Opens a VC between two adapters that a fibre joins. */
    public VcPair open(final TestAdapter from, final TestAdapter to, final VcSpec vc)
    {
        return new VcPair(from.vc(vc).open(), to.vc(vc).open());
    }

    public long nowPs()
    {
        return simulation.nowPs();
    }

    public Simulation simulation()
    {
        return simulation;
    }

    public long seed()
    {
        return spec.seed;
    }

    /** Random numbers from the seed: a failure can be repeated. */
    public Random random()
    {
        return random;
    }

    /** Bytes from the seed. */
    public byte[] bytes(final int length)
    {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Lets simulated time pass. */
    public void runFor(final long amount, final TimeUnit unit)
    {
        final long nanoseconds = unit.toNanos(amount);
        simulation.runUntil(nowPs() + nanoseconds * 1_000);
    }

    /** Lets simulated time pass until something is so, but not longer than given; whether it came so far. */
    public boolean await(final BooleanSupplier condition, final long timeoutPs)
    {
        final long endPs = nowPs() + timeoutPs;
        while (!condition.getAsBoolean())
        {
            if (nowPs() >= endPs)
            {
                return false;
            }
            simulation.runUntil(Math.min(endPs, Math.max(nowPs() + STEP_PS, simulation.nextActionPs())));
        }
        return true;
    }

    /** Fingerprint of everything on buses, lines and interrupt lines so far. */
    public String traceHash()
    {
        return traceHash.text();
    }

    /** The VC tables of all adapters as a document, in the form of vctable.json; for {@link Golden#approves(Map)}. */
    public Map<String, Object> vcTable()
    {
        return VcTables.document(adapters);
    }

    /** The last things that happened, on all wires and at NDIS, a line each. */
    public String trace()
    {
        return history.text(false);
    }

    /** The last things that the test did and saw, a line each. */
    public String journal()
    {
        return history.text(true);
    }

    /** The test breaks rules on purpose: the end of the machine looks at nothing. */
    public void forgive()
    {
        forgiving = true;
    }

    /**
     * Orderly end: held packets go back, VCs are closed, adapters are halted; then nothing may be left and nobody may
     * have broken a rule.
     *
     * @throws AssertionError naming what is left, or what was broken.
     */
    @Override
    public void close()
    {
        if (closed)
        {
            return;
        }
        try
        {
            for (final TestAdapter adapter : adapters)
            {
                adapter.protocol().vcs().forEach(vc -> await(() -> vc.sendsOut() == 0, SEND_TIMEOUT_PS));
                if (adapter.isRunning())
                {
                    adapter.halt();
                }
            }
            if (!forgiving)
            {
                check();
            }
        }
        finally
        {
            discard();
        }
    }

    /** Ends the machine as it is, without looking at anything. */
    public void discard()
    {
        if (!closed)
        {
            closed = true;
            simulation.close();
            adapters.forEach(adapter -> adapter.parts().computer().host().memory().close());
        }
    }

    /** What is left, and what was broken, is told by an AssertionError. */
    private void check()
    {
        for (int i = 0; i < adapters.size(); i++)
        {
            final TestAdapter adapter = adapters.get(i);
            requireNoMistakes(adapter);
            final int out = adapter.packetsOut();
            RuleBroken.unless(out == 0, "SND-01", "%d packets of %s were never completed", out, adapter);
            final long left = adapter.parts().computer().host().memory().usedBytes() - usedBytes.get(i);
            RuleBroken.unless(left == 0, "HLT-01", "Halt of %s leaked %d bytes of host memory", adapter, left);
        }
    }

    void requireNoMistakes(final TestAdapter adapter)
    {
        final List<Finding> findings = adapter.findings(spec.fails);
        if (!findings.isEmpty())
        {
            final Finding first = findings.get(0);
            throw new RuleBroken(first.rule().id(), first.text() + others(findings) + "\n" + first.report());
        }
        require(adapter.ndis().violations(), adapter, "NDIS has seen");
        if (adapter.board() != null)
        {
            require(adapter.board().chip().guestErrors(), adapter, "the chip has seen");
        }
    }

    /** The other rules that were broken, so that nobody has to mend one after the other to see them. */
    private static String others(final List<Finding> findings)
    {
        final String others = findings.stream().map(finding -> finding.rule().id()).distinct().skip(1)
            .collect(Collectors.joining(", "));
        return (findings.size() == 1 ? "" : " (" + findings.size() + " findings" +
            (others.isEmpty() ? "" : ", also of " + others) + ")");
    }

    private static void require(final GuestErrors errors, final TestAdapter adapter, final String who)
    {
        if (errors.total() != 0)
        {
            throw new AssertionError(adapter + ": " + who + " " + errors.kinds().stream()
                .map(kind -> RuleIds.prefix(kind) + kind.name() + " (" + kind.meaning() + ") x" + errors.count(kind))
                .collect(Collectors.joining(", ")));
        }
    }

    void note(final long timePs, final String text)
    {
        history.note(timePs, text);
    }

    private void remark(final String text)
    {
        history.remark(nowPs(), text);
    }

    /** Writes the last things that happened to a file; returns it. */
    public Path writeTrace()
    {
        final Path file = DIRECTORY.resolve(fileName() + ".trace.txt");
        try
        {
            Files.createDirectories(file.getParent());
            Files.writeString(file, trace());
        }
        catch (final IOException e)
        {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private String fileName()
    {
        return spec.name.replaceAll("[^A-Za-z0-9._-]+", "-");
    }

    /** Seed, time and trace file, for the message of a failure. */
    public String report()
    {
        final String faults = adapters.stream().filter(adapter -> adapter.faults().isPlanned())
            .map(adapter -> ", " + adapter + ": " + adapter.faults()).collect(Collectors.joining());
        return String.format("seed %d, simulated time %.6f us, trace %s%s",
            seed(), nowPs() / PS_PER_US, writeTrace(), faults);
    }
}
