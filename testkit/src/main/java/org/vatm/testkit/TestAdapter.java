package org.vatm.testkit;

import org.agrona.concurrent.UnsafeBuffer;
import org.vatm.idt77252.AtmBoard;
import org.vatm.machine.Adapter;
import org.vatm.ndis.Ndis;
import org.vatm.ndis.NdisMiniportCharacteristics;
import org.vatm.ndis.NdisMiniportDriver;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisProtocolLibrary;
import org.vatm.ndis.NdisRequest;
import org.vatm.ndis.NdisStatus;
import org.vatm.ndis.fault.FaultInjector;
import org.vatm.ndis.verifier.Finding;
import org.vatm.ndis.verifier.Verifier;
import org.vatm.ndis.verifier.VerifierSeverity;
import org.vatm.sim.HostCpu;
import org.vatm.trace.TraceFan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;

/** An adapter of a {@link TestMachine}, alone in its host, with the driver under test. */
public final class TestAdapter
{
    /** Room for the longest answer that a request is likely to have. */
    static final int LONG_ANSWER = 4096;

    private static final int LINE_CELLS_PER_SECOND = 353_207; // of an STM-1
    private static final long LINK_SPEED_UNIT = 100;
    private static final int CELL_BITS = 424;

    private final TestMachine machine;
    private final Adapter adapter;
    private final MiniportProbe probe;
    private final Verifier verifier;
    private final FaultInjector faults;
    private final TestProtocol protocol;
    private final CellLog cells = new CellLog();
    private final List<IndicatedStatus> statuses = new ArrayList<>();
    private long receiveCompletes;
    private int mostCellsPerSecond;

    TestAdapter(
        final TestMachine machine,
        final Adapter adapter,
        final MiniportProbe probe,
        final Verifier verifier,
        final FaultInjector faults,
        final NdisProtocolLibrary library)
    {
        this.machine = machine;
        this.adapter = adapter;
        this.probe = probe;
        this.verifier = verifier;
        this.faults = faults;
        protocol = new TestProtocol(this, library, adapter.computer().host().memory().allocator());
        if (adapter.board() != null)
        {
            TraceFan.attach(adapter.board().port().trace(), cells);
        }
    }

    public TestMachine machine()
    {
        return machine;
    }

    public String name()
    {
        return adapter.name();
    }

    /** What it is built of. */
    public Adapter parts()
    {
        return adapter;
    }

    public Ndis ndis()
    {
        return adapter.computer().ndis();
    }

    /** What goes wrong under the driver: nothing, until it is told to. */
    public FaultInjector faults()
    {
        return faults;
    }

    /** NDIS for call managers and clients of the test's own, which register by driver code: see {@link #run}. */
    public NdisProtocolLibrary protocolLibrary()
    {
        return protocol.ndis;
    }

    public HostCpu cpu()
    {
        return adapter.computer().host().cpu();
    }

    /** The driver, to be cast to its class. */
    public NdisMiniportDriver driver()
    {
        return machine.driver(this);
    }

    /** The ATM board; null if the device is another one. */
    public AtmBoard board()
    {
        return adapter.board();
    }

    TestProtocol protocol()
    {
        return protocol;
    }

    /** What watches the drivers of its host; null if the machine has none. */
    public Verifier verifier()
    {
        return verifier;
    }

    /** What it has found so far that is at least so bad, oldest first. */
    public List<Finding> findings(final VerifierSeverity atLeast)
    {
        return verifier == null ? List.of() : verifier.findings().stream()
            .filter(finding -> finding.severity().compareTo(atLeast) <= 0).toList();
    }

    /** What the driver has registered; null before it was loaded. */
    public NdisMiniportCharacteristics characteristics()
    {
        return probe.characteristics();
    }

    /** AttributeFlags that the driver has set. */
    public int attributeFlags()
    {
        return probe.attributeFlags();
    }

    /** Calls of the driver's entry point of that name, such as miniportCoCreateVc, so far. */
    public int entries(final String entryPoint)
    {
        return probe.entries(entryPoint);
    }

    /** Register accesses of the driver so far. */
    public long registerAccesses()
    {
        return probe.registerAccesses();
    }

    /** Those of them in MiniportCoCreateVc. */
    public long registerAccessesInCreate()
    {
        return probe.createAccesses();
    }

    /** Starts the adapter; status of MiniportInitialize, or of DriverEntry. */
    public int start()
    {
        final int status = call(adapter::start);
        note("start: " + NdisStatus.name(status));
        return status;
    }

    /** Closes every VC of the test on it and halts the adapter. */
    public void halt()
    {
        note("halt");
        run(adapter::halt);
    }

    /** The device is pulled out: the driver is told, then its registers are gone. {@link #halt} still follows. */
    public void surpriseRemove()
    {
        note("surprise removal");
        run(() -> ndis().surpriseRemove(adapter.handle()));
    }

    /** System shutdown: MiniportShutdown, after which nothing else is called. */
    public void shutDown()
    {
        note("shutdown");
        run(() -> ndis().shutdownAdapter(adapter.handle()));
    }

    /** Packets of the test that have not come back. */
    public int packetsOut()
    {
        return protocol.packetsOut();
    }

    public boolean isRunning()
    {
        return adapter.isRunning();
    }

    /** NdisReset; the final status. */
    public int reset()
    {
        final int status = beginReset();
        return status != NDIS_STATUS_PENDING ? status : awaitReset();
    }

    /** NdisReset; its status, perhaps PENDING. */
    public int beginReset()
    {
        protocol.forgetCompletions();
        final int status = call(() -> protocol.ndis.ndisReset(protocol.binding.value));
        note("NdisReset: " + NdisStatus.name(status));
        return status;
    }

    /** Lets time pass until a reset that pended is over; its status. */
    public int awaitReset()
    {
        final boolean isOver =
            machine.await(() -> protocol.resetStatus() != NDIS_STATUS_PENDING, TestMachine.OPERATION_TIMEOUT_PS);
        RuleBroken.unless(isOver, "RST-01", "reset of %s not completed within 4 s", this);
        return protocol.resetStatus();
    }

    /** A VC of this adapter alone, not created yet. */
    public TestVc vc(final VcSpec spec)
    {
        return new TestVc(this, protocol, spec);
    }

    /** VCs of the test, in the order in which it made them. */
    public List<TestVc> vcs()
    {
        return protocol.vcs();
    }

    /** The adapter's value of an OID. */
    public RequestResult query(final int oid)
    {
        return query(oid, LONG_ANSWER);
    }

    /** The same with a buffer of a given length. */
    public RequestResult query(final int oid, final int bufferLength)
    {
        return request(NdisRequest.NDIS_REQUEST_QUERY_INFORMATION, null, oid, new byte[bufferLength]);
    }

    /** Sets an OID of the adapter. */
    public RequestResult set(final int oid, final byte... value)
    {
        return request(NdisRequest.NDIS_REQUEST_SET_INFORMATION, null, oid, value);
    }

    /** NdisCoRequest of any type, and its answer. */
    public RequestResult request(final int type, final TestVc vc, final int oid, final byte[] content)
    {
        final byte[] guarded = Arrays.copyOf(content, content.length + Long.BYTES);
        Arrays.fill(guarded, content.length, guarded.length, (byte)0xA5);
        final UnsafeBuffer buffer = new UnsafeBuffer(guarded);
        final NdisRequest request = new NdisRequest();
        request.query(oid, buffer, content.length);
        request.requestType = type;
        protocol.forgetCompletions();
        int status = call(() -> protocol.ndis.ndisCoRequest(
            protocol.binding.value, vc == null ? 0 : vc.ndisVcHandle(), request));
        final boolean pended = status == NDIS_STATUS_PENDING;
        if (pended)
        {
            final boolean isOver = machine.await(() -> protocol.isCompleted(request), TestMachine.OPERATION_TIMEOUT_PS);
            RuleBroken.unless(isOver, "REQ-01", "request %s not completed within 4 s", NdisOid.name(oid));
            status = protocol.completedRequestStatus();
        }
        for (int i = content.length; i < guarded.length; i++)
        {
            RuleBroken.unless(guarded[i] == (byte)0xA5, "REQ-03",
                "%s wrote beyond its buffer of %d bytes", NdisOid.name(oid), content.length);
        }
        RuleBroken.unless(request.bytesWritten >= 0 && request.bytesWritten <= content.length, "REQ-03",
            "%s wrote %d of %d bytes", NdisOid.name(oid), request.bytesWritten, content.length);
        final boolean answered = status == NdisStatus.NDIS_STATUS_SUCCESS;
        final RequestResult result = new RequestResult(oid, status,
            Arrays.copyOf(guarded, answered ? request.bytesWritten : 0), request.bytesNeeded, pended);
        note((vc == null ? "" : vc + ": ") + "NdisCoRequest " + result);
        return result;
    }

    /** NdisCancelSendPackets. */
    public void cancelSends(final long cancelId)
    {
        note("NdisCancelSendPackets");
        run(() -> protocol.ndis.ndisCancelSendPackets(protocol.binding.value, cancelId));
    }

    /** Status indications so far, in order. */
    public List<IndicatedStatus> statuses()
    {
        return Collections.unmodifiableList(statuses);
    }

    /** All assigned cells that the adapter has put on its fibre; none if it is no ATM board. */
    public CellLog cells()
    {
        return cells;
    }

    /** Calls of ProtocolReceiveComplete so far. */
    public long receiveCompletes()
    {
        return receiveCompletes;
    }

    /** What the adapter says that a VC can have, or its link speed; cells per second. */
    public int mostCellsPerSecond()
    {
        if (mostCellsPerSecond == 0)
        {
            final RequestResult rates = query(NdisOid.OID_ATM_SUPPORTED_VC_RATES);
            final RequestResult speed = rates.isSuccess() ? rates : query(NdisOid.OID_GEN_CO_LINK_SPEED);
            if (rates.isSuccess() && rates.data().length >= 2 * Integer.BYTES)
            {
                mostCellsPerSecond = rates.word(Integer.BYTES);
            }
            else if (speed.isSuccess() && speed.data().length >= Integer.BYTES)
            {
                mostCellsPerSecond = (int)Math.max(1, (speed.word(0) & 0xFFFF_FFFFL) * LINK_SPEED_UNIT / CELL_BITS);
            }
            else
            {
                mostCellsPerSecond = LINE_CELLS_PER_SECOND;
            }
        }
        return mostCellsPerSecond;
    }

    /** Runs driver code at PASSIVE. */
    public void run(final Runnable driverCode)
    {
        adapter.computer().run(driverCode);
    }

    /** Runs driver code at PASSIVE, for its result. */
    public <T> T call(final Supplier<T> driverCode)
    {
        return adapter.computer().call(driverCode);
    }

    /** Runs driver code at DISPATCH, for its result. */
    public <T> T callAtDispatch(final Supplier<T> driverCode)
    {
        return call(() ->
        {
            final int before = cpu().raise(HostCpu.DISPATCH);
            final T result = driverCode.get();
            cpu().lower(before);
            return result;
        });
    }

    /** Its host's clock. */
    public long nowPs()
    {
        return cpu().events().nowPs();
    }

    void indicated(final IndicatedStatus status)
    {
        statuses.add(status);
        note("status: " + status);
    }

    void receiveCompleted()
    {
        receiveCompletes++;
    }

    /** A line for the trace file. */
    public void note(final String text)
    {
        machine.note(nowPs(), name() + ": " + text);
    }

    @Override
    public String toString()
    {
        return "adapter " + name();
    }
}
