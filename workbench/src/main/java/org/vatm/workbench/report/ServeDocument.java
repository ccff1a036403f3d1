package org.vatm.workbench.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.vatm.host.Host;
import org.vatm.idt77252.AtmBoard;
import org.vatm.pci.PciBus;
import org.vatm.register.GuestError;
import org.vatm.register.GuestErrors;
import org.vatm.vfiouser.ServerStatistics;
import org.vatm.workbench.serve.AdapterServer;
import org.vatm.workbench.serve.Quirk;
import org.vatm.workbench.serve.ServeConfig;
import org.vatm.workbench.serve.ServedMachine;

/**
 * What adapters have done for their guests.
 */
public final class ServeDocument
{
    private static final long PS_PER_NS = 1000;

    private final String text;

    /**
     * @param version of vatm.
     * @param server  that has stopped.
     */
    public ServeDocument(final String version, final AdapterServer server)
    {
        final ServeConfig config = server.config();
        final ServedMachine machine = server.machine();
        final ObjectNode root = Json.object();
        root.put("version", version);
        root.put("link", config.link().toString());
        if (config.switching() != null)
        {
            final ObjectNode node = root.putObject("switch");
            node.put("queue", config.switching().queueCells());
            final ArrayNode ways = node.putArray("connections");
            config.switching().ways().forEach(way -> ways.add(way.from() + " to " + way.to()));
        }
        root.put("sram", config.sram().toString());
        root.put("pciMhz", config.pciMhz());
        final ArrayNode quirks = root.putArray("quirks");
        if (config.linuxRxOffset())
        {
            quirks.add(Quirk.LINUX_RX_OFFSET.toString());
        }
        root.put("traceHash", machine.traceHash());
        root.put("simulatedPs", machine.simulation().nowPs());
        final ObjectNode time = root.putObject("realTime");
        time.put("elapsedPs", server.pacer().elapsedNs() * PS_PER_NS);
        time.put("accesses", server.pacer().entries());
        time.put("shifts", server.pacer().shifts());
        time.put("shiftedPs", server.pacer().shiftedPs());
        time.put("maxLagPs", server.pacer().maxLagPs());
        final ArrayNode adapters = root.putArray("adapters");
        for (int i = 0; i < machine.adapters(); i++)
        {
            adapters.add(adapter(server, i));
        }
        final ArrayNode files = root.putArray("files");
        server.files().forEach(file -> files.add(file.getFileName().toString()));
        text = Json.text(root);
    }

    /**
     * @return the document.
     */
    public String text()
    {
        return text;
    }

    private static ObjectNode adapter(final AdapterServer server, final int adapter)
    {
        final Host host = server.machine().host(adapter);
        final AtmBoard board = server.machine().board(adapter);
        final ObjectNode node = Json.object();
        node.put("name", server.machine().name(adapter));
        node.put("socket", server.socket(adapter).toString());
        node.set("vfioUser", vfioUser(server.statistics(adapter)));
        final PciBus bus = host.bus();
        final ObjectNode pci = node.putObject("pci");
        pci.put("accesses", host.bridge().accessCount());
        pci.put("transactions", bus.transactionCount());
        pci.put("busyClocks", bus.busyClocks());
        pci.put("retries", bus.retryCount());
        pci.put("masterAborts", bus.masterAbortCount());
        pci.put("disconnects", bus.disconnectCount());
        StatusDocument.line(node, board);
        if (server.machine().cellSwitch() != null)
        {
            StatusDocument.switchPort(node, server.machine().cellSwitch(), adapter + 1);
        }
        final GuestErrors errors = board.chip().guestErrors();
        final ObjectNode guestErrors = node.putObject("guestErrors");
        for (final GuestError kind : errors.kinds())
        {
            guestErrors.put(kind.name(), errors.count(kind));
        }
        node.set("notModelled", Json.of(errors.notModelledNames()));
        return node;
    }

    private static ObjectNode vfioUser(final ServerStatistics statistics)
    {
        final ObjectNode node = Json.object();
        node.put("clients", statistics.clients());
        node.put("messages", statistics.messages());
        node.put("refused", statistics.refused());
        node.put("interrupts", statistics.interrupts());
        node.put("dmaMessages", statistics.dmaMessages());
        node.put("resets", statistics.resets());
        node.put("truncations", statistics.truncations());
        return node;
    }
}
