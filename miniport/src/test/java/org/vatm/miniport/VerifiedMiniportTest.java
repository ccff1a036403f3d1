package org.vatm.miniport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vatm.idt77252.BoardConfig;
import org.vatm.line.Fibre;
import org.vatm.machine.Adapter;
import org.vatm.machine.Computer;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.verifier.Verifier;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Simulation;

/** The driver verifier finds nothing in this miniport, the call manager for permanent VCs and a client. */
class VerifiedMiniportTest
{
    private static final long MILLISECOND_PS = 1_000_000_000L;
    private static final long SECOND_PS = 1000 * MILLISECOND_PS;
    private static final int RAM_BYTES = 256 << 20;

    private final Simulation simulation = new Simulation();
    private final Station a = new Station("a", 1);
    private final Station b = new Station("b", 2);

    /** A computer on which all drivers are watched. */
    private final class Station
    {
        final Computer computer;
        final Verifier verifier;
        final Adapter adapter;
        final TestClient client;

        Station(final String name, final int number)
        {
            computer = new Computer(simulation, name, PciTiming.PCI33, RAM_BYTES);
            verifier = new Verifier(computer.ndis());
            adapter = computer.plugIn(
                BoardConfig.of(name + "/sar", Computer.esi(number)).withSramWords(BoardLayout.WORDS_128K.sramWords()),
                verifier.verified(new AtmMiniport()));
            computer.callManagerLibrary(verifier.protocolLibrary());
            client = new TestClient(verifier.protocolLibrary(), computer.host().memory().allocator());
        }

        void start()
        {
            computer.powerOn();
            computer.run(client::register);
        }

        TestVc open(final TestVc vc)
        {
            assertEquals(0, computer.call(() -> client.createVc(client.port, vc)));
            computer.run(() -> client.makeCall(vc, vc.call));
            return vc;
        }

        void close(final TestVc vc)
        {
            computer.run(() -> client.closeCall(vc));
            runFor(5);
            computer.run(() -> client.deleteVc(vc));
        }
    }

    @BeforeEach
    void start()
    {
        Fibre.connect(a.adapter.board().port(), b.adapter.board().port(), 5_000_000);
        a.verifier.wire().sends(a.adapter.board().port().trace());
        a.verifier.wire().receives(b.adapter.board().port().trace());
        b.verifier.wire().sends(b.adapter.board().port().trace());
        b.verifier.wire().receives(a.adapter.board().port().trace());
        a.start();
        b.start();
    }

    @AfterEach
    void shouldHaveFoundNothing()
    {
        for (final Station station : List.of(a, b))
        {
            assertTrue(station.verifier.findings().isEmpty(), () -> station.verifier.findings().get(0).report());
        }
        simulation.close();
    }

    private void runFor(final long milliseconds)
    {
        simulation.runUntil(simulation.nowPs() + milliseconds * MILLISECOND_PS);
    }

    @Test
    void shouldCarryTraffic()
    {
        final TestVc from = a.open(new TestVc(40).cbr(20_000));
        final TestVc to = b.open(new TestVc(40).cbr(20_000));
        final TestVc slow = new TestVc(41).ubr(5_000);
        slow.call.mediaParameters.flags |=
            CoMediaParameters.INDICATE_END_OF_TX | CoMediaParameters.RECEIVE_TIME_INDICATION;
        a.open(slow);
        final TestVc slowTo = new TestVc(41).ubr(5_000);
        slowTo.call.mediaParameters.flags |= CoMediaParameters.RECEIVE_TIME_INDICATION;
        b.open(slowTo);
        to.keeps = true;
        for (int i = 0; i < 40; i++)
        {
            final byte[] pdu = AtmMachine.pattern(1 + i * 37, i);
            final TestVc vc = i % 3 == 0 ? slow : from;
            a.computer.run(() -> a.client.send(vc, pdu));
        }
        runFor(60);
        assertEquals(40, to.received.size() + slowTo.received.size());
        b.computer.run(() -> b.client.giveBack(to));
        to.keeps = false;
        a.computer.run(() -> a.client.send(from, new byte[64]));
        a.close(slow);
        runFor(20);
        a.close(from);
        b.close(to);
        b.close(slowTo);
        a.computer.powerOff();
        b.computer.powerOff();
    }

    @Test
    void shouldStandResetsAndRemoval()
    {
        final TestVc from = a.open(new TestVc(40));
        final TestVc to = b.open(new TestVc(40));
        a.computer.run(() -> a.client.send(from, new byte[9000]));
        a.computer.call(() -> a.verifier.protocolLibrary().ndisReset(a.client.port.bindingHandle()));
        runFor(20);
        a.computer.run(() -> a.client.send(from, new byte[9000]));
        runFor(20);
        assertTrue(to.received.size() > 0);
        a.computer.run(() -> a.client.send(from, new byte[9000]));
        a.computer.run(() -> a.computer.ndis().surpriseRemove(a.adapter.handle()));
        simulation.runUntil(simulation.nowPs() + 12 * SECOND_PS);
        a.computer.powerOff();
        b.close(to);
        b.computer.powerOff();
    }

    @Test
    void shouldStandTheProbes()
    {
        final TestVc vc = a.open(new TestVc(40));
        a.computer.run(() ->
        {
            a.verifier.probes().foreignInterrupt(a.adapter.handle());
            a.verifier.probes().sweepRequests(a.adapter.name());
            a.verifier.probes().concurrentRequests(a.adapter.name());
            a.verifier.probes().sumCounters(a.adapter.name(), a.adapter.handle());
            a.verifier.probes().mutateActivation(a.adapter.name(), () -> new TestVc(50).call);
        });
        a.close(vc);
        a.computer.powerOff();
        b.computer.powerOff();
    }
}
