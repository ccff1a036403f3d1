package org.vatm.ndis.verifier;

import org.vatm.sim.HostCpu;

/** Interrupt levels: rules IRQ. */
final class LevelRules
{
    private static final int LONGEST_STALL_MICROSECONDS = 50;
    private static final int LONGEST_ISR_STALL_MICROSECONDS = 100;
    private static final String[] NAMES = {"PASSIVE", "DISPATCH", "DIRQL"};

    private final Verifier verifier;

    LevelRules(final Verifier verifier)
    {
        this.verifier = verifier;
    }

    static String name(final int irql)
    {
        return NAMES[irql];
    }

    /** A routine of NDIS is called where it may not be. */
    void wrong(final Frame call, final VerifierFunction.Level level)
    {
        final int irql = call.irql();
        if (irql > level.highest)
        {
            tooHigh(call);
        }
        else
        {
            final boolean isReceive = call.function() == VerifierFunction.NDIS_M_CO_INDICATE_RECEIVE_PACKET ||
                call.function() == VerifierFunction.NDIS_M_CO_RECEIVE_COMPLETE;
            if (isReceive)
            {
                verifier.report(VerifierRule.IRQ_07, call.vc(), null, call.function(), name(irql));
            }
            else
            {
                verifier.report(VerifierRule.IRQ_01, call.vc(), null, call.function(), name(irql), level.text);
            }
        }
    }

    private void tooHigh(final Frame call)
    {
        switch (call.function())
        {
            case NDIS_M_SLEEP -> verifier.report(VerifierRule.IRQ_03, null, null, call.function(), name(call.irql()));
            case NDIS_M_ALLOCATE_SHARED_MEMORY -> verifier.report(VerifierRule.IRQ_04, null, null, call.function());
            default ->
            {
                if (call.irql() == HostCpu.DEVICE)
                {
                    verifier.report(VerifierRule.IRQ_06, call.vc(), null, call.function());
                }
                else
                {
                    verifier.report(
                        VerifierRule.IRQ_01, call.vc(), null, call.function(), name(call.irql()),
                        call.function().level.text);
                }
            }
        }
    }

    /** A handler returns at another level of the processor. */
    void exit(final Frame handler)
    {
        final int irql = verifier.irql();
        if (irql != handler.irql())
        {
            verifier.report(
                VerifierRule.IRQ_02, handler.vc(), null, handler.function(), name(handler.irql()), name(irql));
        }
    }

    /** NdisStallExecution. */
    void stall(final int microseconds)
    {
        final Frame handler = verifier.handler();
        int total = microseconds;
        if (handler != null)
        {
            final int sum = handler.stall(microseconds);
            total = handler.function() == VerifierFunction.MINIPORT_ISR ? sum : 0;
        }
        if (microseconds > LONGEST_STALL_MICROSECONDS)
        {
            verifier.report(VerifierRule.IRQ_05, null, null, microseconds);
        }
        else if (total > LONGEST_ISR_STALL_MICROSECONDS)
        {
            verifier.report(VerifierRule.IRQ_05, null, null, total);
        }
    }
}
