package org.vatm.benchmarks.setup;

import java.util.HashMap;
import java.util.Map;

import org.vatm.idt77252.AtmBoard;
import org.vatm.idt77252.BoardConfig;
import org.vatm.machine.Computer;
import org.vatm.miniport.AtmMiniport;
import org.vatm.ndis.AtmAalType;
import org.vatm.ndis.AtmFlowParameters;
import org.vatm.ndis.AtmMediaParameters;
import org.vatm.ndis.AtmServiceCategory;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisStatus;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Simulation;

/**
 * Ours: MiniportCoCreateVc and MiniportCoActivateVc, MiniportCoDeactivateVc and MiniportCoDeleteVc.
 */
final class MiniportSequence implements Sequence
{
    private static final long ADAPTER_CONTEXT = 1;
    private static final long RAM_BYTES = 64L << 20;
    private static final int SDU_BYTES = 1_500;

    private final Simulation simulation = new Simulation();
    private final AtmMiniport miniport = new AtmMiniport();
    private final Map<Integer, Long> contexts = new HashMap<>();
    private final NdisHandleHolder context = new NdisHandleHolder();
    private final Meter meter;

    MiniportSequence()
    {
        final Computer computer = new Computer(simulation, "miniport", PciTiming.PCI33, RAM_BYTES);
        final AtmBoard board = computer.plugIn(BoardConfig.of("a", Computer.esi(1)), miniport).board();
        computer.powerOn();
        meter = new Meter(computer.host(), board);
    }

    @Override
    public String name()
    {
        return "vatm";
    }

    @Override
    public Meter meter()
    {
        return meter;
    }

    @Override
    public void open(final int vci, final Category category, final Directions directions)
    {
        final AtmMediaParameters atm = new AtmMediaParameters();
        atm.connectionId.vci = vci;
        atm.aalType = AtmAalType.AAL_TYPE_AAL5;
        final CoCallParameters call = new CoCallParameters();
        call.flags = CoCallParameters.PERMANENT_VC;
        call.mediaParameters = new CoMediaParameters();
        call.mediaParameters.flags = CoMediaParameters.ROUND_DOWN_FLOW;
        if (directions.transmits())
        {
            call.mediaParameters.flags |= CoMediaParameters.TRANSMIT_VC;
            flow(atm.transmit, category);
        }
        if (directions.receives())
        {
            call.mediaParameters.flags |= CoMediaParameters.RECEIVE_VC;
            flow(atm.receive, category);
        }
        call.mediaParameters.mediaSpecific.atm(atm);
        check(miniport.miniportCoCreateVc(ADAPTER_CONTEXT, vci, context), "MiniportCoCreateVc");
        contexts.put(vci, context.value);
        check(miniport.miniportCoActivateVc(context.value, call), "MiniportCoActivateVc");
    }

    private static void flow(final AtmFlowParameters flow, final Category category)
    {
        final boolean cbr = category == Category.CBR;
        flow.serviceCategory = cbr ? AtmServiceCategory.ATM_SERVICE_CATEGORY_CBR : AtmServiceCategory.ATM_SERVICE_CATEGORY_UBR;
        flow.peakCellRate = cbr ? CBR_CELLS_PER_SECOND : LINE_CELLS_PER_SECOND;
        flow.maxSduSize = SDU_BYTES;
    }

    @Override
    public void close(final int vci)
    {
        final long opened = contexts.remove(vci);
        check(miniport.miniportCoDeactivateVc(opened), "MiniportCoDeactivateVc");
        check(miniport.miniportCoDeleteVc(opened), "MiniportCoDeleteVc");
    }

    private static void check(final int status, final String what)
    {
        if (status != NdisStatus.NDIS_STATUS_SUCCESS)
        {
            throw new IllegalStateException(what + ": " + NdisStatus.name(status));
        }
    }

    @Override
    public void close()
    {
        simulation.close();
    }
}
