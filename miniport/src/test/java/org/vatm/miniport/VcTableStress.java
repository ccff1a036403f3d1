package org.vatm.miniport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * What must hold when two threads use a table at once: run by jcstress, which {@link VcTableStressTest} starts. The
 * actors are threads; the arbiter sees what is left when both have ended.
 */
public final class VcTableStress
{
    private static final int VCI = 1;

    private VcTableStress()
    {
    }

    private static int flag(final boolean value)
    {
        return value ? 1 : 0;
    }

    /** A table, empty at first, which the arbiter gives back to be used again: making one takes longer than a test. */
    abstract static class Subject
    {
        private static final Map<Integer, Queue<VcTable>> UNUSED = new ConcurrentHashMap<>();

        final VcTable table;

        Subject(final int capacity)
        {
            final VcTable unused = unused(capacity).poll();
            table = unused != null ? unused : new VcTable(capacity, 0, 1, 0);
        }

        final int create()
        {
            return flag(table.create(0) != VcTable.NULL_CONTEXT);
        }

        /** Fills the table up: how many entries that took. Every one can be had, once. */
        final int rest()
        {
            int count = 0;
            while (table.create(0) != VcTable.NULL_CONTEXT)
            {
                count++;
            }
            if (table.inUseCount() != table.capacity())
            {
                throw new IllegalStateException(table.inUseCount() + " in use of " + table.capacity());
            }
            giveBack();
            return count;
        }

        final void giveBack()
        {
            for (int i = table.nextInUse(0); i != VcTable.NO_INDEX; i = table.nextInUse(i + 1))
            {
                final long context = table.context(i);
                table.transition(context, table.state(i), VcState.CREATED);
                table.delete(context);
            }
            unused(table.capacity()).add(table);
        }

        private static Queue<VcTable> unused(final int capacity)
        {
            return UNUSED.computeIfAbsent(capacity, ignored -> new ConcurrentLinkedQueue<>());
        }
    }

    /** No entry twice. */
    @JCStressTest
    @Description("Two threads want the last entry.")
    @Outcome(id = {"1, 0, 0", "0, 1, 0"}, expect = ACCEPTABLE, desc = "one of them gets it")
    @Outcome(expect = FORBIDDEN, desc = "both or none")
    @State
    public static class LastEntry extends Subject
    {
        /** One entry. */
        public LastEntry()
        {
            super(1);
        }

        @Actor
        public void one(final III_Result result)
        {
            result.r1 = create();
        }

        @Actor
        public void other(final III_Result result)
        {
            result.r2 = create();
        }

        @Arbiter
        public void end(final III_Result result)
        {
            result.r3 = rest();
        }
    }

    /** No entry twice. */
    @JCStressTest
    @Description("A VC is deleted twice.")
    @Outcome(id = {"1, 0, 2", "0, 1, 2"}, expect = ACCEPTABLE, desc = "one delete succeeds, the entry is free once")
    @Outcome(expect = FORBIDDEN, desc = "entry twice or lost")
    @State
    public static class DeleteTwice extends Subject
    {
        private final long context;

        /** Two entries, one in use. */
        public DeleteTwice()
        {
            super(2);
            context = table.create(1);
        }

        @Actor
        public void one(final III_Result result)
        {
            result.r1 = flag(table.delete(context));
        }

        @Actor
        public void other(final III_Result result)
        {
            result.r2 = flag(table.delete(context));
        }

        @Arbiter
        public void end(final III_Result result)
        {
            result.r3 = rest();
        }
    }

    /** None lost. */
    @JCStressTest
    @Description("One thread deletes all VCs of a full table, another creates one.")
    @Outcome(id = {"1, 1", "0, 2"}, expect = ACCEPTABLE, desc = "what is not created is free")
    @Outcome(expect = FORBIDDEN, desc = "entry twice or lost")
    @State
    public static class DeleteAndCreate extends Subject
    {
        private final long first;
        private final long second;

        /** A full table. */
        public DeleteAndCreate()
        {
            super(2);
            first = table.create(1);
            second = table.create(2);
        }

        @Actor
        public void deletes()
        {
            table.delete(first);
            table.delete(second);
        }

        @Actor
        public void creates(final II_Result result)
        {
            result.r1 = create();
        }

        @Arbiter
        public void end(final II_Result result)
        {
            result.r2 = rest();
        }
    }

    /** Nobody is turned away while there is a free entry. */
    @JCStressTest
    @Description("Two threads have one VC each at a time, in a table of two.")
    @Outcome(id = "4, 4, 0", expect = ACCEPTABLE, desc = "each create succeeds")
    @Outcome(expect = FORBIDDEN, desc = "refused, entry twice or lost")
    @State
    public static class TwoForTwo extends Subject
    {
        private static final int ROUNDS = 4;

        /** Two entries. */
        public TwoForTwo()
        {
            super(2);
        }

        @Actor
        public void one(final III_Result result)
        {
            result.r1 = turns();
        }

        @Actor
        public void other(final III_Result result)
        {
            result.r2 = turns();
        }

        @Arbiter
        public void end(final III_Result result)
        {
            result.r3 = rest();
        }

        private int turns()
        {
            int created = 0;
            long context = VcTable.NULL_CONTEXT;
            for (int i = 0; i < ROUNDS; i++)
            {
                table.delete(context);
                context = table.create(i);
                created += flag(context != VcTable.NULL_CONTEXT);
            }
            return created;
        }
    }

    /** None lost on the way from magazine to stack and back. */
    @JCStressTest
    @Description("One thread deletes more VCs than its magazine can hold, another creates as many as it can get.")
    @Outcome(id = "200", expect = ACCEPTABLE, desc = "each entry is created once or free")
    @Outcome(expect = FORBIDDEN, desc = "entry twice or lost")
    @State
    public static class SpillAndRefill extends Subject
    {
        private static final int CAPACITY = 200;

        private final long[] contexts = new long[CAPACITY];
        private int created;

        /** A full table. */
        public SpillAndRefill()
        {
            super(CAPACITY);
            for (int i = 0; i < CAPACITY; i++)
            {
                contexts[i] = table.create(i);
            }
        }

        @Actor
        public void deletes()
        {
            for (final long context : contexts)
            {
                table.delete(context);
            }
        }

        @Actor
        public void creates()
        {
            for (int i = 0; i < CAPACITY; i++)
            {
                created += create();
            }
        }

        @Arbiter
        public void end(final I_Result result)
        {
            result.r1 = created + rest();
        }
    }

    /** A look-up sees one VC, not parts of two. */
    @JCStressTest
    @Description("A VC is deleted and its entry and VPI/VCI are given to another, while both are looked up.")
    @Outcome(id = {"0, 0", "1, 1", "2, 2"}, expect = ACCEPTABLE, desc = "none, the old one, the new one")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the old one, which then went")
    @Outcome(expect = FORBIDDEN, desc = "torn")
    @State
    public static class LookUpAndReuse extends Subject
    {
        private final long old;

        /** One VC, bound. */
        public LookUpAndReuse()
        {
            super(1);
            old = table.create(1);
            table.bind(table.index(old), 0, VCI);
        }

        @Actor
        public void reuses()
        {
            table.unbind(table.index(old));
            table.delete(old);
            table.bind(table.index(table.create(2)), 0, VCI);
        }

        @Actor
        public void looksUp(final II_Result result)
        {
            final long context = table.findContext(0, VCI);
            result.r1 = context == VcTable.NULL_CONTEXT ? 0 : context == old ? 1 : 2;
            result.r2 = (int)table.ndisVcHandle(context, 0);
        }

        @Arbiter
        public void end()
        {
            giveBack();
        }
    }

    /** One VPI/VCI, one VC. */
    @JCStressTest
    @Description("Two VCs are bound to one VPI/VCI.")
    @Outcome(id = {"1, 0, 1", "0, 1, 2"}, expect = ACCEPTABLE, desc = "one has it, and is found")
    @Outcome(expect = FORBIDDEN, desc = "both or none")
    @State
    public static class BindTwice extends Subject
    {
        private final long one;
        private final long other;

        /** Two VCs. */
        public BindTwice()
        {
            super(2);
            one = table.create(1);
            other = table.create(2);
        }

        @Actor
        public void one(final III_Result result)
        {
            result.r1 = flag(table.bind(table.index(one), 0, VCI));
        }

        @Actor
        public void other(final III_Result result)
        {
            result.r2 = flag(table.bind(table.index(other), 0, VCI));
        }

        @Arbiter
        public void end(final III_Result result)
        {
            result.r3 = (int)table.ndisVcHandle(table.findContext(0, VCI), 0);
            giveBack();
        }
    }

    /** A VPI/VCI changes hands. */
    @JCStressTest
    @Description("A VC gives up a VPI/VCI that another wants.")
    @Outcome(id = {"1, 2", "0, 0"}, expect = ACCEPTABLE, desc = "the other one has it, or nobody")
    @Outcome(expect = FORBIDDEN, desc = "lost, or still bound")
    @State
    public static class UnbindAndBind extends Subject
    {
        private final long one;
        private final long other;

        /** Two VCs, one bound. */
        public UnbindAndBind()
        {
            super(2);
            one = table.create(1);
            other = table.create(2);
            table.bind(table.index(one), 0, VCI);
        }

        @Actor
        public void givesUp()
        {
            table.delete(one);
        }

        @Actor
        public void wants(final II_Result result)
        {
            result.r1 = flag(table.bind(table.index(other), 0, VCI));
        }

        @Arbiter
        public void end(final II_Result result)
        {
            result.r2 = (int)table.ndisVcHandle(table.findContext(0, VCI), 0);
            giveBack();
        }
    }

    /** One owner of each state. */
    @JCStressTest
    @Description("A VC is activated and deleted.")
    @Outcome(id = {"1, 0, 1", "0, 1, 2"}, expect = ACCEPTABLE, desc = "one of the two")
    @Outcome(expect = FORBIDDEN, desc = "both or none")
    @State
    public static class ActivateAndDelete extends Subject
    {
        private final long context;

        /** One VC of two. */
        public ActivateAndDelete()
        {
            super(2);
            context = table.create(1);
        }

        @Actor
        public void activates(final III_Result result)
        {
            result.r1 = flag(table.transition(context, VcState.CREATED, VcState.ACTIVATING));
        }

        @Actor
        public void deletes(final III_Result result)
        {
            result.r2 = flag(table.delete(context));
        }

        @Arbiter
        public void end(final III_Result result)
        {
            result.r3 = rest();
        }
    }
}
