package org.vatm.workbench.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.vatm.idt77252.AtmBoard;
import org.vatm.line.CellSwitch;
import org.vatm.line.Fibre;
import org.vatm.line.SwitchPort;
import org.vatm.workbench.serve.AdapterServer;
import org.vatm.workbench.serve.ServedMachine;

/**
 * How served adapters are, in one line.
 */
public final class StatusDocument
{
    private StatusDocument()
    {
    }

    /**
     * @param server of the adapters.
     * @return JSON without line breaks.
     */
    public static String text(final AdapterServer server)
    {
        final ObjectNode root = Json.object();
        server.look(() -> root.put("simulatedPs", server.machine().simulation().nowPs()));
        root.put("shifts", server.pacer().shifts());
        final ArrayNode adapters = root.putArray("adapters");
        server.look(() ->
        {
            for (int i = 0; i < server.machine().adapters(); i++)
            {
                adapters.add(adapter(server, i));
            }
            return null;
        });
        return root.toString();
    }

    private static ObjectNode adapter(final AdapterServer server, final int adapter)
    {
        final ServedMachine machine = server.machine();
        final AtmBoard board = machine.board(adapter);
        final ObjectNode node = Json.object();
        node.put("name", machine.name(adapter));
        node.put("socket", server.socket(adapter).toString());
        node.put("guest", server.hasClient(adapter));
        node.put("plugged", machine.isPlugged(adapter));
        node.put("signal", board.phy().receives());
        line(node, board);
        if (machine.cellSwitch() != null)
        {
            switchPort(node, machine.cellSwitch(), adapter + 1);
        }
        return node;
    }

    /** What the line of an adapter has carried. */
    static void line(final ObjectNode node, final AtmBoard board)
    {
        final ObjectNode line = node.putObject("line");
        line.put("cellsSent", board.port().cellsSent());
        line.put("cellsReceived", board.port().cellsReceived());
        line.put("cellsLost", Fibre.lost(board.port()));
    }

    /** What a port of the switch has done. */
    static void switchPort(final ObjectNode node, final CellSwitch cellSwitch, final int number)
    {
        final SwitchPort port = cellSwitch.port(number);
        final ObjectNode counts = node.putObject("switchPort");
        counts.put("cellsReceived", port.cellsReceived());
        counts.put("cellsUnroutable", port.cellsUnroutable());
        counts.put("cellsSent", port.cellsSent());
        counts.put("cellsDropped", port.cellsDropped());
        counts.put("cellsLost", Fibre.lost(port));
        counts.put("queueMost", port.queueMost());
    }
}
