package org.vatm.miniport;

import static org.vatm.ndis.AtmServiceCategory.ATM_SERVICE_CATEGORY_CBR;

import org.vatm.idt77252.RctEntry;
import org.vatm.idt77252.SarCommand;
import org.vatm.idt77252.ScdEntry;
import org.vatm.idt77252.TctEntry;
import org.vatm.ndis.AtmAalType;

/**
 * Writes connections into the chip's tables. Every word comes from the VC table, so that a reset can write them again.
 */
final class VcProgrammer
{
    private static final int CLOSE_MICROSECONDS = 5; // by then the command is done, and a cell that was under way has landed

    private final AdapterHardware hardware;
    private final BoardLayout layout;
    private final VcTable table;
    private final TransmitUnit transmit;

    VcProgrammer(
        final AdapterHardware hardware, final BoardLayout layout, final VcTable table, final TransmitUnit transmit)
    {
        this.hardware = hardware;
        this.layout = layout;
        this.table = table;
        this.transmit = transmit;
    }

    /** Writes the transmit side of a VC, which does not send yet. */
    void prepareTransmit(final int index, final int rateIndex)
    {
        if (table.ring(index) != VcTable.NO_RING)
        {
            writeTransmit(table.vpiVci(index), transmit.ring(table.ring(index)), isCbr(index), rateIndex);
        }
    }

    /** Lets both directions of a VC go, as far as it has them. Little time passes after reception has begun. */
    void open(final int index, final int rateIndex)
    {
        final int connection = table.vpiVci(index);
        final boolean receives = table.maxSduSize(index, Direction.RECEIVE) != 0;
        if (receives)
        {
            final int aal = table.aalType(index) == AtmAalType.AAL_TYPE_AAL0 ? RctEntry.AAL_RAW : RctEntry.AAL_5;
            final int word = RctEntry.W0_OPEN.mask() | RctEntry.W0_AAL.of(aal) | RctEntry.W0_RCI.mask();
            hardware.writeSram(layout.receiveConnection(connection), word, 0, 0, RctEntry.CRC_BETWEEN_PDUS);
        }
        if (table.ring(index) != VcTable.NO_RING)
        {
            // The chip takes a command when those before are done: only that for the receive side can be under way.
            if (!receives)
            {
                hardware.commandBarrier();
            }
            start(connection, isCbr(index), rateIndex);
        }
    }

    /** Changes the rate of an active UBR VC. */
    void changeRate(final int index, final int rateIndex)
    {
        hardware.transmitCommand(SarCommand.TCMDQ_ULACR, rateIndex, table.vpiVci(index));
    }

    /** Stops reception; what arrived before is in the status queues when this returns. */
    void closeReceive(final int index)
    {
        hardware.closeConnection(layout.receiveConnection(table.vpiVci(index)));
        hardware.stall(CLOSE_MICROSECONDS);
    }

    /** Stops transmission at once. */
    void closeTransmit(final int index)
    {
        hardware.transmitCommand(SarCommand.TCMDQ_HALT, 0, table.vpiVci(index));
    }

    /** The entry of connection 0, which the chip would otherwise serve without being told. */
    void haltUnspecifiedConnection()
    {
        final int entry = layout.transmitConnection(0);
        hardware.writeSram(entry, 0, 0, 0, TctEntry.W3_HALT.mask() | TctEntry.W3_IDLE.mask());
        hardware.writeSram(entry + 4, 0, 0, 0, TctEntry.W7_UBR.mask());
    }

    private boolean isCbr(final int index)
    {
        return table.flow(index, Direction.TRANSMIT, FlowField.SERVICE_CATEGORY) == ATM_SERVICE_CATEGORY_CBR;
    }

    private void writeTransmit(final int connection, final TransmitRing ring, final boolean cbr, final int rateIndex)
    {
        final int channel = layout.segmentationChannel(ring.number);
        final int entry = layout.transmitConnection(connection);
        hardware.writeSram(channel, ring.channelWord(), 0, ScdEntry.CRC_BETWEEN_PDUS, 0);
        if (cbr)
        {
            hardware.writeSram(entry, TctEntry.W0_SCD.of(channel), 0, 0, 0);
            hardware.writeSram(entry + 4, 0, 0, 0, 0);
        }
        else
        {
            final int stopped = TctEntry.W3_HALT.mask() | TctEntry.W3_IDLE.mask();
            hardware.writeSram(entry, TctEntry.W0_SCD.of(channel), 0, 0, stopped);
            hardware.writeSram(entry + 4, 0, TctEntry.W5_INIT_ER.of(rateIndex), 0, TctEntry.W7_UBR.mask());
        }
    }

    private void start(final int connection, final boolean cbr, final int rateIndex)
    {
        hardware.transmitCommand(cbr ? SarCommand.TCMDQ_START : SarCommand.TCMDQ_START_ULACR, rateIndex, connection);
    }
}
