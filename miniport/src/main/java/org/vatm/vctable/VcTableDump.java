package org.vatm.vctable;

import org.vatm.miniport.AtmAdapter;
import org.vatm.miniport.Direction;
import org.vatm.miniport.FlowField;
import org.vatm.miniport.VcCounter;
import org.vatm.miniport.VcTable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A driver's VC table as names and values. Handles are left out of it: they say nothing about a VC.
 */
public final class VcTableDump
{
    private static final int VPI_SHIFT = 16;
    private static final int VCI_MASK = 0xFFFF;

    private VcTableDump()
    {
    }

    /** Every entry in use, by VPI and VCI, those without by index; each an ordered map of field names to values. */
    public static List<Map<String, Object>> entries(final VcTable table)
    {
        final List<Integer> indexes = new ArrayList<>();
        for (int index = table.nextInUse(0); index != VcTable.NO_INDEX; index = table.nextInUse(index + 1))
        {
            indexes.add(index);
        }
        indexes.sort(Comparator.comparingLong((Integer index) -> table.vpiVci(index) & 0xFFFF_FFFFL)
            .thenComparing(Comparator.naturalOrder()));
        final List<Map<String, Object>> entries = new ArrayList<>();
        indexes.forEach(index -> entries.add(entry(table, index)));
        return entries;
    }

    /** What an adapter has counted on all of its VCs. */
    public static Map<String, Long> sums(final AtmAdapter adapter)
    {
        final Map<String, Long> sums = new LinkedHashMap<>();
        VcCounter.all().forEach(counter -> sums.put(counter.label(), adapter.sum(counter)));
        sums.put("receiveBuffersInUse", (long)adapter.receiveBuffersInUse());
        sums.put("freeTransmitRings", (long)adapter.freeTransmitRings());
        sums.put("freeTransmitSlots", (long)adapter.freeTransmitSlots());
        return sums;
    }

    private static Map<String, Object> entry(final VcTable table, final int index)
    {
        final Map<String, Object> entry = new LinkedHashMap<>();
        final int vpiVci = table.vpiVci(index);
        final boolean bound = vpiVci != VcTable.UNBOUND;
        entry.put("index", index);
        entry.put("state", table.state(index).name());
        entry.put("vpi", bound ? vpiVci >>> VPI_SHIFT : null);
        entry.put("vci", bound ? vpiVci & VCI_MASK : null);
        entry.put("aalType", table.aalType(index));
        entry.put("defaultClp", table.defaultClp(index));
        entry.put("mediaFlags", table.mediaFlags(index));
        entry.put("ring", table.ring(index));
        entry.put("sendsOut", table.sendsOut(index));
        entry.put("receivesOut", table.receivesOut(index));
        entry.put("bytesQueued", table.bytesQueued(index));
        entry.put("transmit", flow(table, index, Direction.TRANSMIT));
        entry.put("receive", flow(table, index, Direction.RECEIVE));
        VcCounter.all().forEach(counter -> entry.put(counter.label(), table.counter(index, counter)));
        return entry;
    }

    private static Map<String, Object> flow(final VcTable table, final int index, final Direction direction)
    {
        final Map<String, Object> flow = new LinkedHashMap<>();
        for (final FlowField field : FlowField.values())
        {
            flow.put(field.label(), table.flow(index, direction, field));
        }
        return flow;
    }
}
