package org.vatm.benchmarks.setup;

/**
 * What a piece of driver code did to the adapter.
 *
 * @param reads       of registers, 32 bits each.
 * @param writes      of registers, 32 bits each.
 * @param sramWritten words of SRAM that its commands wrote.
 * @param sramRead    words of SRAM that its commands read.
 * @param pciClocks   in which the bus was busy; retries, and what the chip did as a master, included.
 * @param ps          simulated time until the code had returned and its last access was over.
 */
public record SetUpCost(int reads, int writes, int sramWritten, int sramRead, long pciClocks, long ps)
{
}
