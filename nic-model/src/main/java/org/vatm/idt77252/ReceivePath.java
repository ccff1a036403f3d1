package org.vatm.idt77252;

import static org.vatm.idt77252.SarRegisters.CFG_RXPTH;

import org.vatm.pci.DmaEngine;
import org.vatm.register.GuestErrors;
import org.vatm.register.RegisterFile;
import org.vatm.sim.EventQueue;

/**
 * Joins the blocks of reception, and tells them of CFG and of reset in the order in which they depend on each other.
 * <pre>
 *   UTOPIA -> ReceiveFifo -> ReassemblyEngine -+-> payload -> host memory
 *                              |   |   |       +-> ReceiveStatusQueue <- InactivityScanner
 *             ConnectionLookup +   |   |       +-> RawCellQueue
 *                      RCT, ReceiveConnections |          |
 *                              FreeBufferQueues <---------+        ReceiveCounters
 * </pre>
 */
final class ReceivePath
{
    private final ReceiveFifo fifo;
    private final ConnectionLookup lookup;
    private final FreeBufferQueues freeBuffers;
    private final ReceiveStatusQueue statusQueue;
    private final RawCellQueue rawCells;
    private final InactivityScanner inactivity;
    private final ReassemblyEngine reassembly;
    private final ReceiveConnections connections;

    ReceivePath(
        final EventQueue events,
        final SarClocks clocks,
        final RegisterFile registers,
        final Sram sram,
        final DmaEngine dma,
        final InterruptUnit interrupts,
        final GuestErrors errors)
    {
        final ReceiveCounters counters = new ReceiveCounters(registers);
        fifo = new ReceiveFifo(registers, sram, errors);
        lookup = new ConnectionLookup(registers, sram);
        freeBuffers = new FreeBufferQueues(events, clocks, registers, sram, interrupts, errors);
        statusQueue = new ReceiveStatusQueue(events, clocks, registers, dma, interrupts, errors);
        rawCells = new RawCellQueue(registers, dma, freeBuffers, interrupts, counters, errors);
        inactivity = new InactivityScanner(events, clocks, registers, sram, lookup, statusQueue, errors);
        reassembly = new ReassemblyEngine(events, clocks, registers, sram, dma, fifo, lookup, freeBuffers, statusQueue,
            rawCells, inactivity, counters, errors);
        connections = new ReceiveConnections(sram, lookup, freeBuffers, errors);
    }

    /** CFG has changed; a value that leaves a block's fields alone does not disturb it. */
    void configure(final long nowPs, final int before, final int after)
    {
        if (((before ^ after) & ~SarRegisters.CFG_INTERRUPTS) == 0)
        {
            // What a driver writes at each interrupt; of all blocks the status queue alone knows an interrupt's delay.
            statusQueue.configure(nowPs, before, after);
            return;
        }
        if (CFG_RXPTH.isSet(before) && !CFG_RXPTH.isSet(after))
        {
            reassembly.stop();
            rawCells.stop(nowPs);
            inactivity.stop();
            statusQueue.stop();
        }
        lookup.configure(after);
        freeBuffers.configure(after);
        reassembly.configure(after);
        statusQueue.configure(nowPs, before, after);
        rawCells.configure(nowPs, after);
        inactivity.configure(nowPs, before, after);
    }

    /** Software reset; the register file has been reset before. */
    void reset(final long nowPs)
    {
        reassembly.stop();
        fifo.reset();
        rawCells.reset();
        inactivity.reset();
        statusQueue.reset(nowPs);
        freeBuffers.reset(nowPs);
        lookup.reset();
        reassembly.configure(0);
    }

    ReassemblyEngine reassembly()
    {
        return reassembly;
    }

    ReceiveFifo fifo()
    {
        return fifo;
    }

    FreeBufferQueues freeBuffers()
    {
        return freeBuffers;
    }

    ReceiveStatusQueue statusQueue()
    {
        return statusQueue;
    }

    ReceiveConnections connections()
    {
        return connections;
    }
}
