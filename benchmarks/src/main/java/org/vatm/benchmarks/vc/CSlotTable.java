package org.vatm.benchmarks.vc;

import org.vatm.benchmarks.LimitProgram;

/** The slot table in C ({@code vc_slot_table.c}). */
final class CSlotTable extends LimitProgram
{
    CSlotTable(final String work, final int entries, final String vcis, final String form)
    {
        super("vc/vc_slot_table.c", work, Integer.toString(entries), vcis, form);
    }
}
