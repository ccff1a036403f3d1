package org.vatm.ndis.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.netty.buffer.ByteBuf;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInfo;
import org.vatm.host.Host;
import org.vatm.ndis.AtmAalType;
import org.vatm.ndis.AtmFlowParameters;
import org.vatm.ndis.AtmMediaParameters;
import org.vatm.ndis.AtmServiceCategory;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.CoMediaParameters;
import org.vatm.ndis.Ndis;
import org.vatm.ndis.NdisBugCheck;
import org.vatm.ndis.NdisClientVc;
import org.vatm.ndis.NdisConfiguration;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisMiniportDriver;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisProtocolLibrary;
import org.vatm.ndis.NdisRequest;
import org.vatm.ndis.PvcCallManager;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Simulation;

/**
 * A host on which everything is watched. After each test, the rule that it is annotated with was reported, and no
 * other; without the annotation, none was.
 */
abstract class RuleTest
{
    static final int SLOT = 3;
    static final long MICROSECOND = 1_000_000;
    static final long MILLISECOND = 1000 * MICROSECOND;
    static final long SECOND = 1000 * MILLISECOND;
    static final int RATE = 10_000;
    static final int MAX_SDU = 1500;
    private static final int ROLE_SHIFT = 58;

    final Simulation simulation = new Simulation();
    final Host host = new Host(simulation, "h", PciTiming.PCI33, 8 << 20);
    final SoundNic nic = new SoundNic(host.cpu().events());
    final Ndis ndis = new Ndis(host);
    final Verifier verifier = new Verifier(ndis).interruptMask(nic, nic::isMasked);
    final NdisProtocolLibrary library = verifier.protocolLibrary();
    final SoundClient client = new SoundClient(library);
    final NdisConfiguration configuration = new NdisConfiguration();
    final NdisHandleHolder driverHandle = new NdisHandleHolder();
    final NdisHandleHolder adapterHandle = new NdisHandleHolder();
    NdisBugCheck bugCheck;
    private int nextVci = 32;

    RuleTest()
    {
        host.addDevice(nic, SLOT);
        host.assignResources();
        host.device(SLOT).config().write(org.vatm.pci.ConfigSpace.COMMAND, 2,
            org.vatm.pci.ConfigSpace.COMMAND_IO | org.vatm.pci.ConfigSpace.COMMAND_MEMORY |
            org.vatm.pci.ConfigSpace.COMMAND_MASTER);
    }

    @AfterEach
    final void shouldHaveTrippedThatRule(final TestInfo test)
    {
        final Trips trips = test.getTestMethod().orElseThrow().getAnnotation(Trips.class);
        final Set<VerifierRule> expected =
            trips == null ? EnumSet.noneOf(VerifierRule.class) : EnumSet.of(trips.value());
        final Set<VerifierRule> reported = EnumSet.noneOf(VerifierRule.class);
        verifier.findings().forEach(finding -> reported.add(finding.rule()));
        assertEquals(expected, reported, () -> verifier.findings().toString());
        if (trips != null && trips.value().severity() == VerifierSeverity.FATAL)
        {
            assertNotNull(bugCheck, "the system goes on");
            assertNotNull(bugCheck.dump());
        }
        simulation.close();
    }

    /** Driver code at PASSIVE; a bug check ends it. */
    final int call(final IntSupplier driverCode)
    {
        try
        {
            return host.cpu().call(driverCode::getAsInt);
        }
        catch (final NdisBugCheck e)
        {
            bugCheck = e;
            return -1;
        }
    }

    final void run(final Runnable driverCode)
    {
        call(() ->
        {
            driverCode.run();
            return 0;
        });
    }

    /** Driver code at DISPATCH. */
    final void dispatch(final Runnable driverCode)
    {
        run(() ->
        {
            final int level = host.cpu().raise(1);
            driverCode.run();
            host.cpu().lower(level);
        });
    }

    final void runFor(final long ps)
    {
        try
        {
            simulation.runUntil(simulation.nowPs() + ps);
        }
        catch (final NdisBugCheck e)
        {
            bugCheck = e;
        }
    }

    /** The driver's or the adapter's status; the test goes on if it is none of interest. */
    final int start(final NdisMiniportDriver driver)
    {
        final int status = call(() -> ndis.load(verifier.verified(driver), driverHandle));
        return status != 0 ? status :
            call(() -> ndis.startAdapter(driverHandle.value, SLOT, "ATM1", configuration, adapterHandle));
    }

    /** Adapter, call manager and client. */
    final <T extends NdisMiniportDriver> T up(final T driver)
    {
        assertEquals(0, start(driver));
        run(new PvcCallManager(library)::register);
        run(client::register);
        return driver;
    }

    final void halt()
    {
        run(() -> ndis.haltAdapter(adapterHandle.value));
    }

    /** The call manager's handle of the newest VC: NDIS tells the parties of a VC by two bits. */
    static long callManagerHandle(final SoundMiniport miniport)
    {
        return miniport.lastVc().ndisVcHandle & ~(3L << ROLE_SHIFT) | 2L << ROLE_SHIFT;
    }

    final NdisClientVc created()
    {
        final NdisClientVc vc = new NdisClientVc();
        call(() -> client.createVc(client.port, vc));
        return vc;
    }

    final NdisClientVc connected()
    {
        final NdisClientVc vc = created();
        run(() -> client.makeCall(vc, parameters()));
        return vc;
    }

    final CoCallParameters parameters()
    {
        return parameters(nextVci++);
    }

    static CoCallParameters parameters(final int vci)
    {
        final CoCallParameters parameters = new CoCallParameters();
        parameters.flags = CoCallParameters.PERMANENT_VC;
        parameters.mediaParameters = new CoMediaParameters();
        parameters.mediaParameters.flags = CoMediaParameters.TRANSMIT_VC | CoMediaParameters.RECEIVE_VC;
        final AtmMediaParameters atm = new AtmMediaParameters();
        atm.connectionId.vci = vci;
        atm.aalType = AtmAalType.AAL_TYPE_AAL5;
        fill(atm.transmit);
        fill(atm.receive);
        parameters.mediaParameters.mediaSpecific.atm(atm);
        return parameters;
    }

    private static void fill(final AtmFlowParameters flow)
    {
        flow.serviceCategory = AtmServiceCategory.ATM_SERVICE_CATEGORY_UBR;
        flow.peakCellRate = RATE;
        flow.maxSduSize = MAX_SDU;
    }

    final NdisPacket packet(final int lengthBytes)
    {
        return packet(client, lengthBytes);
    }

    final NdisPacket packet(final SoundClient sender, final int lengthBytes)
    {
        final ByteBuf data = host.memory().allocator().directBuffer(Math.max(1, lengthBytes));
        for (int i = 0; i < lengthBytes; i++)
        {
            data.writeByte(i + lengthBytes);
        }
        final NdisPacket packet = sender.packets.allocatePacket();
        packet.chainBufferAtBack(sender.buffers.allocateBuffer(data, 0, lengthBytes));
        return packet;
    }

    /** Sends packets of those lengths at once, and lets them come back. */
    final void send(final NdisClientVc vc, final int... lengthBytes)
    {
        final NdisPacket[] packets = new NdisPacket[lengthBytes.length];
        for (int i = 0; i < packets.length; i++)
        {
            packets[i] = packet(lengthBytes[i]);
        }
        run(() -> client.send(vc, packets, packets.length));
        runFor(100 * MICROSECOND);
    }

    /** Queries the adapter, or a VC. */
    final NdisRequest query(final NdisClientVc vc, final int oid, final int lengthBytes)
    {
        final NdisRequest request = new NdisRequest().query(oid, new UnsafeBuffer(new byte[1024]), lengthBytes);
        call(() -> library.ndisCoRequest(client.port.bindingHandle(), vc == null ? 0 : vc.ndisVcHandle(), request));
        return request;
    }

    final NdisRequest query(final int oid)
    {
        return query(null, oid, 512);
    }
}
