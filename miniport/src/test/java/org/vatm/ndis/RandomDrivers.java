package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import org.vatm.host.Host;
import org.vatm.ndis.DriverStep.Answer;
import org.vatm.pci.PciTiming;
import org.vatm.sim.Simulation;

/**
 * A miniport, a call manager and a client on the real library that do as a {@link DriverStep} says, and tell what came
 * of it in the words of {@link ContractModel}.
 */
final class RandomDrivers implements AutoCloseable
{
    private static final int SLOT = 2;
    private static final long CLIENT = 0x100; // contexts: these plus the place of the VC
    private static final long CALL_MANAGER = 0x200;
    private static final long MINIPORT = 0x300;
    private static final long OTHER = 0x1000;
    private static final NdisViolation[] VIOLATIONS = NdisViolation.values();

    /** What the drivers know of one VC. */
    private static final class Vc
    {
        final NdisHandleHolder creator = new NdisHandleHolder();
        final ArrayDeque<NdisPacket> sent = new ArrayDeque<>();
        final ArrayDeque<NdisPacket> kept = new ArrayDeque<>();
        final ArrayDeque<NdisRequest> requests = new ArrayDeque<>();
        long client;
        long callManager;
        long miniport;
        boolean isOfClient;
    }

    private final Simulation simulation = new Simulation();
    private final Host host = new Host(simulation, "h", PciTiming.PCI33, 1 << 16);
    private final Ndis ndis = new Ndis(host);
    private final NdisProtocolLibrary library = ndis.protocolLibrary();
    private final NdisPacketPool packets = new NdisPacketPool(1024);
    private final CoCallParameters parameters = TestSystem.parameters();
    private final Vc[] vcs = new Vc[DriverStep.VCS];
    private final long[] reported = new long[VIOLATIONS.length];
    private final Outcome outcome = new Outcome();
    private final NdisHandleHolder adapter = new NdisHandleHolder();
    private final NdisHandleHolder clientProtocol = new NdisHandleHolder();
    private final NdisHandleHolder callManagerProtocol = new NdisHandleHolder();
    private final NdisHandleHolder clientBinding = new NdisHandleHolder();
    private final NdisHandleHolder callManagerBinding = new NdisHandleHolder();
    private final NdisHandleHolder af = new NdisHandleHolder();
    private final NdisHandleHolder sap = new NdisHandleHolder();
    private final NdisMiniport miniport = proxy(NdisMiniport.class, "mp ");
    private final NdisCallManager callManager = proxy(NdisCallManager.class, "cm ");
    private final NdisClient client = proxy(NdisClient.class, "cl ");
    private final NdisPacket[] one = new NdisPacket[1];
    private NdisMiniportLibrary miniportLibrary;
    private long callManagerAf;
    private long callManagerSap;
    private long reports;
    private DriverStep step;
    private Vc vc;

    RandomDrivers()
    {
        for (int i = 0; i < vcs.length; i++)
        {
            vcs[i] = new Vc();
        }
        host.addDevice(new TestNic(host.cpu().events()), SLOT);
        host.assignResources();
        host.cpu().call(this::start);
    }

    private Object start()
    {
        final NdisHandleHolder driver = new NdisHandleHolder();
        ndis.load(this::driverEntry, driver);
        ndis.startAdapter(driver.value, SLOT, "ATM1", new NdisConfiguration(), adapter);
        library.ndisRegisterProtocol(callManagerProtocol, proxy(NdisProtocol.class, "cm "));
        library.ndisRegisterProtocol(clientProtocol, proxy(NdisProtocol.class, "cl "));
        library.ndisClOpenAddressFamily(clientBinding.value, CoAddressFamily.Q2931, OTHER, client, af);
        library.ndisClRegisterSap(af.value, OTHER, new CoSap(), sap);
        return null;
    }

    private int driverEntry(final NdisMiniportLibrary given)
    {
        miniportLibrary = given;
        final NdisHandleHolder wrapper = new NdisHandleHolder();
        given.ndisMInitializeWrapper(wrapper);
        return given.ndisMRegisterMiniport(
            wrapper.value, new NdisMiniportCharacteristics(miniport), NdisMiniportCharacteristics.LENGTH_5_1);
    }

    private <T> T proxy(final Class<T> type, final String who)
    {
        return type.cast(Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[]{type}, (proxy, method, arguments) ->
                handler(type, who, method, arguments)));
    }

    /** Driver code: what came of the step. */
    String step(final DriverStep next)
    {
        step = next;
        vc = vcs[next.vc()];
        outcome.clear();
        try
        {
            run();
        }
        catch (final NdisBugCheck bugCheck)
        {
            outcome.bugCheck(bugCheck.code());
            return outcome.toString();
        }
        reported();
        return outcome + state();
    }

    private void reported()
    {
        if (ndis.violations().total() != reports)
        {
            reports = ndis.violations().total();
            for (final NdisViolation violation : VIOLATIONS)
            {
                final long count = ndis.violations().count(violation);
                outcome.report(violation, count - reported[violation.ordinal()]);
                reported[violation.ordinal()] = count;
            }
        }
    }

    private String state()
    {
        final NdisVc actual = ndis.vcs.get(vc.callManager);
        final boolean resets = ndis.adapter(adapter.value).reset.isInProgress();
        return " -> " + (actual == null ? "NONEXISTENT IDLE sends 0 receives 0 requests 0" :
            actual.state.name() + " " + actual.call + " sends " + actual.sendsOut + " receives " +
            actual.receivesOut + " requests " + actual.requestsOut) + (resets ? " in reset" : "");
    }

    private void run()
    {
        final int status = step.answer().status;
        switch (step.operation())
        {
            case CREATE, CREATE_PENDED -> create(true);
            case CREATE_BY_CM -> create(false);
            case DELETE, DELETE_PENDED, STALE -> outcome.returned(
                library.ndisCoDeleteVc(vc.isOfClient ? vc.client : vc.callManager));
            case DELETE_BY_OTHER -> outcome.returned(
                library.ndisCoDeleteVc(vc.isOfClient ? vc.callManager : vc.client));
            case ACTIVATE -> outcome.returned(library.ndisCmActivateVc(vc.callManager, parameters));
            case ACTIVATE_BY_CLIENT -> outcome.returned(library.ndisCmActivateVc(vc.client, parameters));
            case ACTIVATE_COMPLETE -> miniportLibrary.ndisMCoActivateVcComplete(status, vc.miniport, parameters);
            case DEACTIVATE -> outcome.returned(library.ndisCmDeactivateVc(vc.callManager));
            case DEACTIVATE_COMPLETE -> miniportLibrary.ndisMCoDeactivateVcComplete(status, vc.miniport);
            case SEND -> send(vc.client);
            case SEND_BY_CM -> send(vc.callManager);
            case SEND_COMPLETE -> sendComplete(status);
            case INDICATE -> indicate();
            case RETURN -> giveBack();
            case REQUEST ->
            {
                final NdisRequest request = new NdisRequest().query(NdisOid.OID_GEN_CO_XMIT_PDUS_OK, null, 0);
                outcome.returned(library.ndisCoRequest(clientBinding.value, vc.client, request));
            }
            case REQUEST_COMPLETE -> miniportLibrary.ndisMCoRequestComplete(
                status, adapter.value, vc.requests.isEmpty() ? new NdisRequest() : vc.requests.poll());
            case MAKE_CALL -> outcome.returned(library.ndisClMakeCall(vc.client, parameters));
            case CLOSE_CALL -> outcome.returned(library.ndisClCloseCall(vc.client));
            case DISPATCH -> outcome.returned(
                library.ndisCmDispatchIncomingCall(callManagerSap, vc.callManager, parameters));
            case CONNECTED -> library.ndisCmDispatchCallConnected(vc.callManager);
            case REMOTE_CLOSE -> library.ndisCmDispatchIncomingCloseCall(status, vc.callManager, null, 0);
            case MODIFY_QOS -> outcome.returned(library.ndisClModifyCallQoS(vc.client, parameters));
            case QOS_CHANGE -> library.ndisCmDispatchIncomingCallQoSChange(vc.callManager, parameters);
            case RESET -> outcome.returned(library.ndisReset(clientBinding.value));
            case MAKE_COMPLETE -> complete("protocolCmMakeCall", status, null);
            case CLOSE_COMPLETE -> complete("protocolCmCloseCall", status, null);
            case INCOMING_COMPLETE -> complete("protocolClIncomingCall", status, null);
            case MODIFY_COMPLETE -> complete("protocolCmModifyCallQoS", status, null);
            case RESET_COMPLETE -> complete("miniportReset", status, null);
            default -> throw new IllegalStateException(step.toString());
        }
    }

    private void complete(final String handler, final int status, final Object[] arguments)
    {
        switch (handler)
        {
            case "miniportCoActivateVc" ->
                miniportLibrary.ndisMCoActivateVcComplete(status, vc.miniport, parameters);
            case "miniportCoDeactivateVc" -> miniportLibrary.ndisMCoDeactivateVcComplete(status, vc.miniport);
            case "miniportCoRequest" -> miniportLibrary.ndisMCoRequestComplete(
                status, adapter.value, (NdisRequest)arguments[2]);
            case "miniportReset" -> miniportLibrary.ndisMResetComplete(adapter.value, status, false);
            case "protocolCmMakeCall" -> library.ndisCmMakeCallComplete(status, vc.callManager, 0, 0, parameters);
            case "protocolCmCloseCall" -> library.ndisCmCloseCallComplete(status, vc.callManager, 0);
            case "protocolCmModifyCallQoS" ->
                library.ndisCmModifyCallQoSComplete(status, vc.callManager, parameters);
            case "protocolClIncomingCall" -> library.ndisClIncomingCallComplete(status, vc.client, parameters);
            default -> throw new IllegalStateException(handler);
        }
    }

    private void create(final boolean byClient)
    {
        final Vc fresh = new Vc();
        vcs[step.vc()] = fresh;
        vc = fresh;
        vc.isOfClient = byClient;
        final long context = (byClient ? CLIENT : CALL_MANAGER) + step.vc();
        outcome.returned(library.ndisCoCreateVc(
            byClient ? clientBinding.value : callManagerBinding.value, afOf(byClient), context, vc.creator));
        if (byClient)
        {
            vc.client = vc.creator.value;
        }
        else
        {
            vc.callManager = vc.creator.value;
        }
    }

    private long afOf(final boolean byClient)
    {
        return byClient ? af.value : callManagerAf;
    }

    private void send(final long handle)
    {
        one[0] = packets.allocatePacket();
        library.ndisCoSendPackets(handle, one, 1);
    }

    private void sendComplete(final int status)
    {
        if (vc.sent.isEmpty())
        {
            final NdisPacket stranger = packets.allocatePacket();
            miniportLibrary.ndisMCoSendComplete(status, vc.miniport, stranger);
            packets.freePacket(stranger);
        }
        else
        {
            miniportLibrary.ndisMCoSendComplete(status, vc.miniport, vc.sent.poll());
        }
    }

    private boolean keeps()
    {
        return step.answer().status != NDIS_STATUS_SUCCESS;
    }

    private void indicate()
    {
        final NdisPacket packet = packets.allocatePacket();
        final boolean isLent = step.second() == Answer.FAILURE || step.second() == Answer.INSIDE_FAILED;
        packet.status(isLent ? NDIS_STATUS_RESOURCES : NDIS_STATUS_SUCCESS);
        one[0] = packet;
        miniportLibrary.ndisMCoIndicateReceivePacket(vc.miniport, one, 1);
        if (isLent)
        {
            packets.freePacket(packet);
        }
    }

    private void giveBack()
    {
        if (vc.kept.isEmpty())
        {
            final NdisPacket stranger = packets.allocatePacket();
            one[0] = stranger;
            library.ndisReturnPackets(one, 1);
            packets.freePacket(stranger);
        }
        else
        {
            one[0] = vc.kept.poll();
            library.ndisReturnPackets(one, 1);
        }
    }

    // Handlers.

    private Object handler(final Class<?> type, final String who, final Method method, final Object[] arguments)
    {
        final String name = method.getName();
        switch (name)
        {
            case "miniportInitialize" ->
            {
                adapter.value = (Long)arguments[4];
                ((NdisIntHolder)arguments[1]).value = (Integer)arguments[3] - 1;
                miniportLibrary.ndisMSetAttributesEx(
                    adapter.value, OTHER, 0, NdisAttribute.NDIS_ATTRIBUTE_BUS_MASTER);
                return NDIS_STATUS_SUCCESS;
            }
            case "protocolBindAdapter" ->
            {
                return bind(who, (String)arguments[0]);
            }
            case "protocolCmOpenAf" -> callManagerAf = (Long)arguments[2];
            case "protocolCmRegisterSap" -> callManagerSap = (Long)arguments[2];
            case "miniportCoCreateVc", "protocolCoCreateVc" ->
                created(who, (Long)arguments[1], (NdisHandleHolder)arguments[2]);
            case "miniportCoSendPackets" -> vc.sent.add(((NdisPacket[])arguments[1])[0]);
            case "protocolCoSendComplete" -> packets.freePacket((NdisPacket)arguments[2]);
            case "protocolCoReceivePacket" ->
            {
                log(who, name, arguments);
                return received((NdisPacket)arguments[2]);
            }
            case "miniportReturnPacket" -> packets.freePacket((NdisPacket)arguments[1]);
            default ->
            {
            }
        }
        if (step == null || name.equals("protocolCoStatus") || type == NdisMiniport.class && isAside(name))
        {
            return method.getReturnType() == int.class ? (Object)NDIS_STATUS_SUCCESS : null;
        }
        log(who, name, arguments);
        return method.getReturnType() == int.class ? (Object)answer(name, arguments) : null;
    }

    private static boolean isAside(final String name)
    {
        return name.equals("miniportPnPEventNotify") || name.equals("miniportHalt");
    }

    private int bind(final String who, final String deviceName)
    {
        final boolean isClient = who.equals("cl ");
        library.ndisOpenAdapter(
            isClient ? clientBinding : callManagerBinding,
            isClient ? clientProtocol.value : callManagerProtocol.value,
            1,
            deviceName);
        if (!isClient)
        {
            library.ndisCmRegisterAddressFamily(callManagerBinding.value, CoAddressFamily.Q2931, callManager);
        }
        return NDIS_STATUS_SUCCESS;
    }

    private void created(final String who, final long handle, final NdisHandleHolder context)
    {
        switch (who)
        {
            case "mp " ->
            {
                vc.miniport = handle;
                context.value = MINIPORT + step.vc();
            }
            case "cm " ->
            {
                vc.callManager = handle;
                context.value = CALL_MANAGER + step.vc();
            }
            default ->
            {
                vc.client = handle;
                context.value = CLIENT + step.vc();
            }
        }
    }

    private int received(final NdisPacket packet)
    {
        if (keeps() && packet.status() == NDIS_STATUS_SUCCESS)
        {
            vc.kept.add(packet);
        }
        return keeps() ? 1 : 0;
    }

    private int answer(final String name, final Object[] arguments)
    {
        final Answer answer = step.answerOf(name);
        if (name.equals("miniportCoRequest") && answer == Answer.PENDING)
        {
            vc.requests.add((NdisRequest)arguments[2]);
        }
        if (!answer.completesInside())
        {
            return answer.status;
        }
        complete(name, answer.status, arguments);
        return answer == Answer.TWICE ? NDIS_STATUS_SUCCESS : NdisStatus.NDIS_STATUS_PENDING;
    }

    private void log(final String who, final String name, final Object[] arguments)
    {
        String text = who + name;
        if (name.equals("protocolResetComplete"))
        {
            text += " " + Script.name((Integer)arguments[1]);
        }
        else if (arguments[0] instanceof Integer status)
        {
            text += " " + Script.name(status);
        }
        for (final Object argument : arguments)
        {
            final boolean isContext = argument instanceof Long context && context >= CLIENT && context < OTHER;
            if (isContext && ((Long)argument & 0xFF) != step.vc())
            {
                text += " with the context of VC" + ((Long)argument & 0xFF);
            }
        }
        outcome.called(text);
    }

    @Override
    public void close()
    {
        simulation.close();
        host.memory().close();
    }

    /** Runs driver code. */
    void call(final Runnable driverCode)
    {
        host.cpu().call(() ->
        {
            driverCode.run();
            return null;
        });
    }
}
