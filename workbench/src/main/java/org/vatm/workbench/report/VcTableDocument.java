package org.vatm.workbench.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.vatm.workbench.run.RunResult;
import org.vatm.workbench.run.RunResult.AdapterResult;
import org.vatm.workbench.run.RunResult.HostResult;

/**
 * {@code vctable.json}: every VC entry of every adapter's driver at the end of the traffic, by VPI and VCI.
 */
public final class VcTableDocument
{
    private VcTableDocument()
    {
    }

    /**
     * @param result of a run.
     * @return the document.
     */
    public static String of(final RunResult result)
    {
        final ObjectNode root = Json.object();
        final ArrayNode adapters = root.putArray("adapters");
        for (final HostResult host : result.hosts())
        {
            for (final AdapterResult adapter : host.adapters())
            {
                final ObjectNode node = adapters.addObject();
                node.put("host", host.host().name());
                node.put("adapter", adapter.name());
                node.set("vcs", Json.of(adapter.vcTable()));
            }
        }
        return Json.text(root);
    }
}
