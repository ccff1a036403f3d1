package org.vatm.miniport;

import java.util.List;

/**
 * What a direction block of the {@link VcTable} keeps of ATM_FLOW_PARAMETERS, 32 bits each, in their order there, and
 * what the driver made of them. The fields that only ABR uses are not kept.
 */
public enum FlowField
{
    /** CBR 1, VBR 2, UBR 4, ABR 8. */
    SERVICE_CATEGORY("serviceCategory", 0),
    /** Sustainable cell rate. */
    AVERAGE_CELL_RATE("averageCellRate", 4),
    /** Peak cell rate. */
    PEAK_CELL_RATE("peakCellRate", 8),
    /** Guaranteed rate. */
    MINIMUM_CELL_RATE("minimumCellRate", 12),
    /** Rate after idle times. */
    INITIAL_CELL_RATE("initialCellRate", 16),
    /** Maximum burst size. */
    BURST_LENGTH_CELLS("burstLengthCells", 20),
    /** Largest SDU in bytes. */
    MAX_SDU_SIZE("maxSduSize", 24),
    /** Cells per second that the chip was programmed for; 0 if it does not shape. */
    PROGRAMMED_CELL_RATE("programmedCellRate", 28);

    private static final List<FlowField> ALL = List.of(values());

    private final String label;
    final int offset;

    FlowField(final String label, final int offset)
    {
        this.label = label;
        this.offset = offset;
    }

    /**
     * @return all fields, in their order.
     */
    public static List<FlowField> all()
    {
        return ALL;
    }

    /**
     * @return name in reports.
     */
    public String label()
    {
        return label;
    }
}
