package org.vatm.benchmarks.vc;

import java.util.SplittableRandom;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * The VCs of one thread: which go next, and which VPI/VCIs come. Fifteen of sixteen VPI/VCIs are in use; the VC that
 * goes has nothing to do with age or address; the VPI/VCI that comes is the one that has been free longest.
 */
@State(Scope.Thread)
public class VcPopulation
{
    /** Every VPI/VCI of a UNI. */
    private static final int VPI_VCI_MASK = (1 << 24) - 1;
    /** Odd, so no two numbers meet; the fractional part of the golden ratio, so they lie far apart. */
    private static final int SCATTER = 0x9E3779;
    private static final int SPARE_SHIFT = 4;

    final long[] contexts = new long[VcStore.BATCH];
    final long[] handles = new long[VcStore.BATCH];
    final int[] vpiVcis = new int[VcStore.BATCH];
    final int[] indexes = new int[VcStore.BATCH];

    private boolean scattered;
    private int first;
    private int live;
    private long[] allContexts;
    private int[] bound;
    private int[] order;
    private int[] spare;
    private int next;
    private int nextSpare;

    /**
     * Opens or creates the VCs.
     *
     * @param shared the store.
     * @param thread which part of it is this thread's.
     */
    @Setup
    public void setUp(final SharedStore shared, final ThreadParams thread)
    {
        final int part = shared.entries / thread.getThreadCount();
        scattered = shared.isScattered();
        first = part * thread.getThreadIndex();
        final int spares = part >> SPARE_SHIFT;
        live = part - spares;
        allContexts = new long[live];
        bound = new int[live];
        spare = new int[spares];
        for (int i = 0; i < spares; i++)
        {
            spare[i] = vpiVci(live + i);
        }
        order = order(live);
        for (int i = 0; i < live; i++)
        {
            bound[i] = vpiVci(i);
            allContexts[i] = shared.binds() ? shared.store.open(i, bound[i]) : shared.store.create(i);
        }
        shared.opened(live);
    }

    /** Chooses contexts that go, and handles and VPI/VCIs that come. */
    void choose()
    {
        for (int i = 0; i < VcStore.BATCH; i++)
        {
            final int victim = advance();
            contexts[i] = allContexts[victim];
            handles[i] = victim;
            vpiVcis[i] = spare[nextSpare];
            spare[nextSpare] = bound[victim];
            bound[victim] = vpiVcis[i];
            nextSpare = nextSpare + 1 == spare.length ? 0 : nextSpare + 1;
        }
    }

    /** Keeps the contexts of those that came. */
    void chosen()
    {
        for (int i = 0; i < VcStore.BATCH; i++)
        {
            allContexts[(int)handles[i]] = contexts[i];
        }
    }

    /** In the order in which look-ups come: as far from that of addresses as that in which VCs go. */
    long[] contextsInOrder()
    {
        final long[] result = new long[live];
        for (int i = 0; i < live; i++)
        {
            result[i] = allContexts[order[i]];
        }
        return result;
    }

    int[] vpiVcisInOrder()
    {
        final int[] result = new int[live];
        for (int i = 0; i < live; i++)
        {
            result[i] = bound[order[i]];
        }
        return result;
    }

    private int advance()
    {
        next = next + 1 == live ? 0 : next + 1;
        return order[next];
    }

    private int vpiVci(final int i)
    {
        return scattered ? (first + i) * SCATTER & VPI_VCI_MASK : first + i;
    }

    private static int[] order(final int count)
    {
        final int[] order = new int[count];
        final SplittableRandom random = new SplittableRandom(count);
        for (int i = 0; i < count; i++)
        {
            final int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }
}
