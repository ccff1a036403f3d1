package org.vatm.workbench.serve;

import org.vatm.workbench.input.InputException;
import org.vatm.workbench.input.Quantity;
import org.vatm.workbench.scenario.Choice;
import org.vatm.workbench.scenario.CrossConnects;
import org.vatm.workbench.scenario.Sram;

import java.util.List;

/**
 * What the user wants to have served.
 *
 * @param adapters      number of adapters, 1 or more.
 * @param link          where their fibres lead.
 * @param sram          of each board.
 * @param pciMhz        of each host's bus, 33 or 66.
 * @param linuxRxOffset true for {@link Quirk#LINUX_RX_OFFSET}.
 * @param switching     what the switch connects; null unless the link is one.
 */
public record ServeConfig(
    int adapters, Link link, Sram sram, int pciMhz, boolean linuxRxOffset, CrossConnects switching)
{
    /** Most adapters that one machine may have. */
    public static final int MAX_ADAPTERS = 16;

    private static final int WORDS = 5;
    private static final String NO_QUIRK = "none";

    /**
     * @throws InputException if that cannot be.
     */
    public ServeConfig
    {
        if (adapters < 1 || adapters > MAX_ADAPTERS)
        {
            throw InputException.of("%d sockets, must be 1 to %d", adapters, MAX_ADAPTERS);
        }
        if (link == Link.PAIR && adapters != 2)
        {
            throw InputException.of("--link pair with %d sockets, must be two", adapters);
        }
        if (link == Link.SWITCH && switching == null)
        {
            throw InputException.of("--link switch without --scenario, expected a file that says what it connects");
        }
        if (link != Link.SWITCH && switching != null)
        {
            throw InputException.of("--scenario with --link %s, must be with --link switch", link);
        }
        if (pciMhz != 33 && pciMhz != 66)
        {
            throw InputException.of("--pci-mhz %d must be 33 or 66", pciMhz);
        }
    }

    /**
     * Without a switch.
     *
     * @param adapters      number of adapters, 1 or more.
     * @param link          where their fibres lead.
     * @param sram          of each board.
     * @param pciMhz        of each host's bus, 33 or 66.
     * @param linuxRxOffset true for {@link Quirk#LINUX_RX_OFFSET}.
     * @throws InputException if that cannot be.
     */
    public ServeConfig(
        final int adapters, final Link link, final Sram sram, final int pciMhz, final boolean linuxRxOffset)
    {
        this(adapters, link, sram, pciMhz, linuxRxOffset, null);
    }

    /**
     * @return the same for {@link #of}: one line.
     */
    public String text()
    {
        return machineText() + (switching == null ? "" : " " + switching.text());
    }

    /**
     * @return the same for people: connections of a switch are counted.
     */
    public String summary()
    {
        return machineText() + (switching == null ? "" : " with " + switching.ways().size() + " ways");
    }

    private String machineText()
    {
        return String.join(" ", Integer.toString(adapters), link.toString(), sram.toString(), Integer.toString(pciMhz),
            linuxRxOffset ? Quirk.LINUX_RX_OFFSET.toString() : NO_QUIRK);
    }

    /**
     * @param text of {@link #text}.
     * @return what it was made of.
     * @throws InputException if it was made by something else.
     */
    public static ServeConfig of(final String text)
    {
        final String[] words = text.split(" ", -1);
        if (words.length < WORDS || words.length == WORDS + 1)
        {
            throw InputException.of("a recording of '%s', must be one of vatm serve", text);
        }
        return new ServeConfig(
            (int)Quantity.number(words[0], 1, MAX_ADAPTERS),
            Choice.of(Link.class, words[1]),
            Choice.of(Sram.class, words[2]),
            (int)Quantity.number(words[3], 1, 66),
            !words[4].equals(NO_QUIRK),
            words.length == WORDS ? null : CrossConnects.of(List.of(words).subList(WORDS, words.length)));
    }
}
