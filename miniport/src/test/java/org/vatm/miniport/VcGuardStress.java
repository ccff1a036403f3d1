package org.vatm.miniport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * What must hold of the counts that guard deactivation when several processors send, return, complete, deactivate and
 * delete: run by jcstress, which {@link VcTableStressTest} starts.
 */
public final class VcGuardStress
{
    private static final int SENT = 1;
    private static final int ENDED = 2; // it was this one who ended the deactivation
    private static final int INACTIVE_MEANWHILE = 4;

    private VcGuardStress()
    {
    }

    /** An active VC, and how the driver uses its counts. */
    abstract static class Guarded extends VcTableStress.Subject
    {
        final long context;
        final int index;

        Guarded(final int capacity)
        {
            super(capacity);
            context = active();
            index = table.index(context);
        }

        final long active()
        {
            final long created = table.create(1);
            table.transition(created, VcState.CREATED, VcState.ACTIVATING);
            table.transition(created, VcState.ACTIVATING, VcState.ACTIVE);
            return created;
        }

        /** From MiniportCoSendPackets to NdisMCoSendComplete. */
        final int send(final long vc, final int at)
        {
            table.addSendsOut(at, 1);
            int seen = 0;
            if (table.state(at) == VcState.ACTIVE)
            {
                final VcState meanwhile = table.state(at);
                seen = SENT | (meanwhile == VcState.CREATED || meanwhile == VcState.FREE ? INACTIVE_MEANWHILE : 0);
            }
            table.addSendsOut(at, -1);
            return seen | end(vc, at);
        }

        final int returned()
        {
            table.addReceivesOut(index, -1);
            return end(context, index);
        }

        final int completed()
        {
            table.addSendsOut(index, -1);
            return end(context, index);
        }

        /** MiniportCoDeactivateVc. */
        final int deactivate(final long vc, final int at)
        {
            return table.transition(vc, VcState.ACTIVE, VcState.DEACTIVATING) ? end(vc, at) : 0;
        }

        /** The end of a deactivation, if there is one and nothing is out. */
        private int end(final long vc, final int at)
        {
            final boolean isOver = table.state(at) == VcState.DEACTIVATING && table.isDrained(at);
            return isOver && table.transition(vc, VcState.DEACTIVATING, VcState.CREATED) ? ENDED : 0;
        }

        /** 1 if the VC is inactive and nothing is out. */
        final int outcome()
        {
            final int good = table.state(index) == VcState.CREATED && table.isDrained(index) ? 1 : 0;
            giveBack();
            return good;
        }
    }

    /** Contract 5.4: a deactivation that races with a send. */
    @JCStressTest
    @Description("A packet is sent while the VC is deactivated.")
    @Outcome(id = {"1, 2, 1", "3, 0, 1"}, expect = ACCEPTABLE, desc = "sent; whoever came last ended the deactivation")
    @Outcome(id = {"0, 2, 1", "2, 0, 1"}, expect = ACCEPTABLE, desc = "refused; the last one ended the deactivation")
    @Outcome(expect = FORBIDDEN, desc = "ended twice, never, or with the packet out")
    @State
    public static class SendAndDeactivate extends Guarded
    {
        /** One VC. */
        public SendAndDeactivate()
        {
            super(2);
        }

        @Actor
        public void one(final III_Result result)
        {
            result.r1 = send(context, index);
        }

        @Actor
        public void other(final III_Result result)
        {
            result.r2 = deactivate(context, index);
        }

        @Arbiter
        public void end(final III_Result result)
        {
            result.r3 = outcome();
        }
    }

    /** The last two packets of a VC that drains. */
    @JCStressTest
    @Description("A send is completed and a receive returned while the VC drains.")
    @Outcome(id = {"2, 0, 1", "0, 2, 1"}, expect = ACCEPTABLE, desc = "the last one ended the deactivation")
    @Outcome(expect = FORBIDDEN, desc = "ended twice or never")
    @State
    public static class CompleteAndReturn extends Guarded
    {
        /** One VC with a packet in each direction. */
        public CompleteAndReturn()
        {
            super(2);
            table.addSendsOut(index, 1);
            table.addReceivesOut(index, 1);
            table.transition(context, VcState.ACTIVE, VcState.DEACTIVATING);
        }

        @Actor
        public void one(final III_Result result)
        {
            result.r1 = completed();
        }

        @Actor
        public void other(final III_Result result)
        {
            result.r2 = returned();
        }

        @Arbiter
        public void end(final III_Result result)
        {
            result.r3 = outcome();
        }
    }

    /** Only one deactivation for each active period. */
    @JCStressTest
    @Description("Two processors deactivate a VC.")
    @Outcome(id = {"2, 0, 1", "0, 2, 1"}, expect = ACCEPTABLE, desc = "one of them did")
    @Outcome(expect = FORBIDDEN, desc = "both or none")
    @State
    public static class DeactivateTwice extends Guarded
    {
        /** One VC. */
        public DeactivateTwice()
        {
            super(2);
        }

        @Actor
        public void one(final III_Result result)
        {
            result.r1 = deactivate(context, index);
        }

        @Actor
        public void other(final III_Result result)
        {
            result.r2 = deactivate(context, index);
        }

        @Arbiter
        public void end(final III_Result result)
        {
            result.r3 = outcome();
        }
    }

    /** Counts of both directions in one word. */
    @JCStressTest
    @Description("Packets are sent and received at the same time.")
    @Outcome(id = "2, 3", expect = ACCEPTABLE, desc = "all counted")
    @Outcome(expect = FORBIDDEN, desc = "a packet is lost, or counted in the other direction")
    @State
    public static class CountBoth extends Guarded
    {
        /** One VC. */
        public CountBoth()
        {
            super(2);
            table.addReceivesOut(index, 2);
        }

        @Actor
        public void one()
        {
            table.addSendsOut(index, 3);
            table.addReceivesOut(index, -1);
        }

        @Actor
        public void other()
        {
            table.addReceivesOut(index, 2);
            table.addSendsOut(index, -1);
        }

        @Arbiter
        public void end(final II_Result result)
        {
            result.r1 = table.sendsOut(index);
            result.r2 = table.receivesOut(index);
            table.addSendsOut(index, -result.r1);
            table.addReceivesOut(index, -result.r2);
            giveBack();
        }
    }

    /** Different VCs, from creation to deletion. */
    @JCStressTest
    @Description("Two VCs live on two processors.")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "neither notices the other")
    @Outcome(expect = FORBIDDEN, desc = "they disturb each other")
    @State
    public static class TwoLives extends Guarded
    {
        /** Room for both, and one that lives already. */
        public TwoLives()
        {
            super(3);
        }

        private int live()
        {
            final long vc = active();
            final int at = table.index(vc);
            final boolean isGood = send(vc, at) == SENT && deactivate(vc, at) == ENDED && table.isDrained(at);
            return table.delete(vc) && isGood ? 1 : 0;
        }

        @Actor
        public void one(final II_Result result)
        {
            result.r1 = live();
        }

        @Actor
        public void other(final II_Result result)
        {
            result.r2 = live();
        }

        @Arbiter
        public void end(final II_Result result)
        {
            result.r1 &= table.inUseCount() == 1 ? 1 : 0;
            giveBack();
        }
    }

    /** The same VC, drained by one and deleted by another. */
    @JCStressTest
    @Description("A VC is deleted while its last packet comes back.")
    @Outcome(id = {"2, 1", "2, 0"}, expect = ACCEPTABLE, desc = "deleted after the deactivation, or not at all")
    @Outcome(expect = FORBIDDEN, desc = "deleted before")
    @State
    public static class ReturnAndDelete extends Guarded
    {
        /** One VC that drains. */
        public ReturnAndDelete()
        {
            super(2);
            table.addReceivesOut(index, 1);
            table.transition(context, VcState.ACTIVE, VcState.DEACTIVATING);
        }

        @Actor
        public void one(final II_Result result)
        {
            result.r1 = returned();
        }

        @Actor
        public void other(final II_Result result)
        {
            result.r2 = table.delete(context) ? 1 : 0;
        }

        @Arbiter
        public void end(final II_Result result)
        {
            giveBack();
        }
    }
}
