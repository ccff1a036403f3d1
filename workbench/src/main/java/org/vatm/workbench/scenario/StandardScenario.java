package org.vatm.workbench.scenario;

import org.vatm.miniport.BoardLayout;
import org.vatm.workbench.input.InputException;
import org.vatm.workbench.scenario.Scenario.Adapter;
import org.vatm.workbench.scenario.Scenario.Host;
import org.vatm.workbench.scenario.Scenario.Link;
import org.vatm.workbench.scenario.Scenario.Traffic;
import org.vatm.workbench.scenario.Scenario.Vc;

import java.util.ArrayList;
import java.util.List;

/**
 * The scenario of flags: two hosts with an adapter each, a kilometre of fibre between them, VCs from VCI 32 on.
 */
public final class StandardScenario
{
    /** VCs unless told otherwise. */
    public static final int VCS = 8;

    private StandardScenario()
    {
    }

    /**
     * @param vcs      number of VCs.
     * @param category of all; null: the first half CBR, the rest UBR.
     * @param pcr      of each VC in cells per second; 0: CBR VCs share half the link, UBR VCs have the line's rate.
     * @param sram     of both adapters.
     * @param powerUp  what it holds at first.
     * @param traffic  to send.
     * @param seed     0 or more.
     * @return the scenario.
     * @throws InputException if the boards have fewer VCs, or the link fewer cells.
     */
    public static Scenario of(
        final int vcs, final Category category, final int pcr, final Sram sram, final SramPowerUp powerUp, final Traffic traffic,
        final long seed)
    {
        final int usable = sram.layout().usableConnections();
        if (vcs > usable)
        {
            throw InputException.of("--vcs %d must be at most %,d, the VCs of a board with %s of SRAM (%s)",
                vcs, usable, sram, limits());
        }
        final List<Vc> list = new ArrayList<>(vcs);
        for (int i = 0; i < vcs; i++)
        {
            final Category own = category != null ? category : i < vcs / 2 ? Category.CBR : Category.UBR;
            list.add(new Vc(0, BoardLayout.FIRST_VCI + i, own, pcr, 0));
        }
        final List<Vc> shared = shareRates(list);
        final long reserved = reservedCells(shared);
        if (reserved > Scenario.LINE_CELLS_PER_SECOND)
        {
            throw InputException.of("--pcr %d makes %,d cells/s for all CBR VCs together, must be at most %,d " +
                "(the line)",
                pcr, reserved, Scenario.LINE_CELLS_PER_SECOND);
        }
        try
        {
            shared.forEach(vc -> Scenario.checkRate(vc.category(), vc.pcr(), sram));
        }
        catch (final InputException e)
        {
            throw pcr != 0 ? InputException.of("--pcr %s", e.getMessage()) :
                InputException.of("--vcs %d share half the link: pcr %s", vcs, e.getMessage());
        }
        try
        {
            Scenario.checkSchedule(shared, sram);
        }
        catch (final InputException e)
        {
            throw pcr != 0 ? InputException.of("--pcr %d: %s", pcr, e.getMessage()) :
                InputException.of("--vcs %d: %s", vcs, e.getMessage());
        }
        return new Scenario(
            seed,
            List.of(
                new Host("hostA", Host.PCI_MHZ, Host.MEMORY_BYTES, List.of(new Adapter("A", sram, powerUp))),
                new Host("hostB", Host.PCI_MHZ, Host.MEMORY_BYTES, List.of(new Adapter("B", sram, powerUp)))),
            List.of(new Link("A-B", "A", "B", Link.DELAY_PS, shared)),
            traffic);
    }

    /** Gives CBR VCs without a rate an equal share of half the line. */
    static List<Vc> shareRates(final List<Vc> vcs)
    {
        final long sharing = vcs.stream().filter(StandardScenario::isShare).count();
        return vcs.stream().map(vc -> isShare(vc) ?
            new Vc(vc.vpi(), vc.vci(), vc.category(), share(sharing), vc.sduBytes()) : vc).toList();
    }

    static long reservedCells(final List<Vc> vcs)
    {
        return vcs.stream().filter(vc -> vc.category() == Category.CBR).mapToLong(Vc::pcr).sum();
    }

    /** What each size of SRAM can have, for messages. */
    static String limits()
    {
        final StringBuilder text = new StringBuilder();
        for (final Sram sram : Sram.values())
        {
            text.append(text.isEmpty() ? "" : ", ");
            text.append(String.format("%s: %,d", sram, sram.layout().usableConnections()));
        }
        return text.toString();
    }

    private static boolean isShare(final Vc vc)
    {
        return vc.category() == Category.CBR && vc.pcr() == 0;
    }

    private static int share(final long sharing)
    {
        return (int)(Scenario.LINE_CELLS_PER_SECOND / 2 / sharing);
    }
}
