package org.vatm.miniport;

import static org.agrona.UnsafeApi.compareAndSetInt;
import static org.agrona.UnsafeApi.getInt;
import static org.agrona.UnsafeApi.getIntVolatile;
import static org.agrona.UnsafeApi.loadFence;
import static org.agrona.UnsafeApi.putIntRelease;

import org.vatm.memory.SparseMemory;

/**
 * From VPI/VCI to the entry of the {@link VcTable}: one int for each that a table can bind, number of the entry + 1,
 * 0 = none. Consecutive VCIs lie beside each other, sixteen in a line; a VPI begins 256 KiB after the last one. There is a
 * place for every VPI/VCI, bindable or not: so a look-up masks by a constant, whose range compilers make use of. Pages
 * that nobody binds in take no memory.
 */
final class VcIndex implements AutoCloseable
{
    private static final int VCI_BITS = 16;
    private static final int PLACES = VcTable.MAX_CAPACITY;

    private final SparseMemory memory;
    private final long places;
    private final int vpiBits;
    private final int vciBits;
    private final int used; // the bits that a bindable VPI/VCI may have

    VcIndex(final int vpiBits, final int vciBits)
    {
        if (vpiBits < 0 || vpiBits > 8 || vciBits < 1 || vciBits > VCI_BITS)
        {
            throw new IllegalArgumentException(
                "vpiBits=" + vpiBits + ", vciBits=" + vciBits + ", must be 0 to 8 and 1 to 16");
        }
        this.vpiBits = vpiBits;
        this.vciBits = vciBits;
        used = (1 << vpiBits) - 1 << VCI_BITS | (1 << vciBits) - 1;
        memory = new SparseMemory((long)PLACES * Integer.BYTES + VcLayout.LINE_PAIR);
        places = VcLayout.aligned(memory);
    }

    boolean isBindable(final int vpi, final int vci)
    {
        return vpi >>> vpiBits == 0 && vci >>> vciBits == 0;
    }

    boolean isBindable(final int vpiVci)
    {
        return (vpiVci & ~used) == 0;
    }

    static int vpiVci(final int vpi, final int vci)
    {
        return vpi << VCI_BITS | vci;
    }

    String limits()
    {
        return "must fit in " + vpiBits + " and " + vciBits + " bits";
    }

    /**
     * @param vpiVci bindable.
     * @return number of the entry, {@link VcTable#NO_INDEX} if there is none.
     */
    int get(final int vpiVci)
    {
        return getIntVolatile(null, place(vpiVci)) - 1;
    }

    /** The same for many; {@link VcTable#NO_INDEX} also for those that are not bindable. Returns how many are bound. */
    int get(final int[] vpiVcis, final int[] indexes, final int count)
    {
        final long first = places;
        long outside = 0;
        int unbound = 0;
        for (int i = 0; i < count; i++)
        {
            final long vpiVci = vpiVcis[i];
            outside |= vpiVci;
            final int index = getInt(null, first + (vpiVci & PLACES - 1) * Integer.BYTES) - 1;
            unbound |= index;
            indexes[i] = index;
        }
        loadFence(); // what the caller reads of the entries is read after all of that
        return unbound >= 0 && isBindable((int)outside) ? count : countBound(vpiVcis, indexes, count);
    }

    private int countBound(final int[] vpiVcis, final int[] indexes, final int count)
    {
        int bound = 0;
        for (int i = 0; i < count; i++)
        {
            if (!isBindable(vpiVcis[i]))
            {
                indexes[i] = VcTable.NO_INDEX;
            }
            bound += 1 + (indexes[i] >> 31);
        }
        return bound;
    }

    /** Reads a place, so that it is in the cache; nothing if there is none. */
    int peek(final int vpiVci)
    {
        return isBindable(vpiVci) ? getInt(null, place(vpiVci)) : 0;
    }

    /** One of several threads that want this VPI/VCI gets it. */
    boolean put(final int vpiVci, final int index)
    {
        return compareAndSetInt(null, place(vpiVci), 0, index + 1);
    }

    /** Only by the thread that has the entry: nobody else can have put another one there as long as this one is. */
    void remove(final int vpiVci)
    {
        putIntRelease(null, place(vpiVci), 0);
    }

    @Override
    public void close()
    {
        memory.close();
    }

    private long place(final int vpiVci)
    {
        return places + vpiVci * (long)Integer.BYTES;
    }
}
