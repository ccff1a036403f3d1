package org.vatm.testkit;

import org.vatm.miniport.AtmMiniport;
import org.vatm.ndis.AtmFlowParameters;
import org.vatm.ndis.NdisOid;
import org.vatm.vctable.VcTableDump;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** VC tables as documents: that of our driver as it keeps it, of any other as NDIS and its counters show it. */
final class VcTables
{
    private static final Map<String, Integer> COUNTERS = new LinkedHashMap<>();

    static
    {
        COUNTERS.put("pdusSent", NdisOid.OID_GEN_CO_XMIT_PDUS_OK);
        COUNTERS.put("bytesSent", NdisOid.OID_GEN_CO_BYTES_XMIT);
        COUNTERS.put("sendErrors", NdisOid.OID_GEN_CO_XMIT_PDUS_ERROR);
        COUNTERS.put("pdusReceived", NdisOid.OID_GEN_CO_RCV_PDUS_OK);
        COUNTERS.put("bytesReceived", NdisOid.OID_GEN_CO_BYTES_RCV);
        COUNTERS.put("receiveErrors", NdisOid.OID_GEN_CO_RCV_PDUS_ERROR);
        COUNTERS.put("noBuffer", NdisOid.OID_GEN_CO_RCV_PDUS_NO_BUFFER);
    }

    private VcTables()
    {
    }

    static Map<String, Object> document(final List<TestAdapter> adapters)
    {
        final List<Map<String, Object>> tables = new ArrayList<>();
        for (final TestAdapter adapter : adapters)
        {
            final Map<String, Object> table = new LinkedHashMap<>();
            table.put("host", adapter.parts().computer().host().name());
            table.put("adapter", adapter.name());
            table.put("vcs", adapter.driver() instanceof AtmMiniport ours ?
                VcTableDump.entries(ours.adapters().get(0).vcTable()) : seen(adapter));
            tables.add(table);
        }
        final Map<String, Object> document = new LinkedHashMap<>();
        document.put("adapters", tables);
        return document;
    }

    private static List<Map<String, Object>> seen(final TestAdapter adapter)
    {
        return adapter.vcs().stream().filter(TestVc::exists).map(VcTables::entry).toList();
    }

    private static Map<String, Object> entry(final TestVc vc)
    {
        final Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("state", vc.stage().name());
        entry.put("vpi", vc.spec().vpi());
        entry.put("vci", vc.spec().vci());
        if (vc.isActive())
        {
            entry.put("aalType", vc.atm().aalType);
            entry.put("defaultClp", vc.atm().defaultClp);
            entry.put("mediaFlags", vc.parameters().mediaParameters.flags);
            entry.put("transmit", flow(vc.atm().transmit));
            entry.put("receive", flow(vc.atm().receive));
        }
        entry.put("sendsOut", vc.sendsOut());
        entry.put("receivesOut", vc.heldCount());
        COUNTERS.forEach((label, oid) ->
        {
            final RequestResult result = vc.query(oid);
            if (result.isSuccess() && result.data().length >= Integer.BYTES)
            {
                entry.put(label, result.counter());
            }
        });
        return entry;
    }

    private static Map<String, Object> flow(final AtmFlowParameters parameters)
    {
        final Map<String, Object> flow = new LinkedHashMap<>();
        flow.put("serviceCategory", parameters.serviceCategory);
        flow.put("averageCellRate", parameters.averageCellRate);
        flow.put("peakCellRate", parameters.peakCellRate);
        flow.put("burstLengthCells", parameters.burstLengthCells);
        flow.put("maxSduSize", parameters.maxSduSize);
        return flow;
    }
}
