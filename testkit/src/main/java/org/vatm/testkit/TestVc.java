package org.vatm.testkit;

import org.vatm.ndis.AtmMediaParameters;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisProtocolLibrary;
import org.vatm.ndis.NdisRequest;
import org.vatm.ndis.NdisStatus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/**
 * One end of a VC, as the call manager that owns it sees it. Methods are called from outside the simulation, by the
 * test; those that the miniport may pend let simulated time pass until it has completed them.
 * <pre>
 *   create -> activate -> send ... received -> deactivate -> delete        open = create, activate; close = the rest
 * </pre>
 */
public final class TestVc
{
    /** Where the VC is in its life, contract 5.1. */
    public enum Stage
    {
        NONE,
        CREATED,
        ACTIVATING,
        ACTIVE,
        MODIFYING,
        DEACTIVATING
    }

    private static final int NO_STATUS = -1;

    private final TestAdapter adapter;
    private final TestProtocol protocol;
    private final NdisProtocolLibrary ndis;
    private final long context;
    private final NdisHandleHolder handle = new NdisHandleHolder();
    private final List<SentPacket> sent = new ArrayList<>();
    private final List<ReceivedPacket> received = new ArrayList<>();
    private final List<NdisPacket> held = new ArrayList<>();
    private VcSpec spec;
    private CoCallParameters parameters;
    private Stage stage = Stage.NONE;
    private int lastStatus = NO_STATUS;
    private int sendsOut;
    private boolean holding;
    private Consumer<ReceivedPacket> onReceive = packet -> { };

    TestVc(final TestAdapter adapter, final TestProtocol protocol, final VcSpec spec)
    {
        this.adapter = adapter;
        this.protocol = protocol;
        this.spec = spec;
        ndis = protocol.ndis;
        context = protocol.enter(this);
    }

    public TestAdapter adapter()
    {
        return adapter;
    }

    public Stage stage()
    {
        return stage;
    }

    public boolean isActive()
    {
        return stage == Stage.ACTIVE || stage == Stage.MODIFYING;
    }

    boolean exists()
    {
        return stage != Stage.NONE;
    }

    public VcSpec spec()
    {
        return spec;
    }

    /** Call parameters of the last activation; the miniport may have written rounded rates to them. */
    public CoCallParameters parameters()
    {
        return parameters;
    }

    /** The ATM part of {@link #parameters}. */
    public AtmMediaParameters atm()
    {
        return parameters.mediaParameters.mediaSpecific.parameters;
    }

    /** NdisVcHandle; 0 while there is none. */
    public long ndisVcHandle()
    {
        return handle.value;
    }

    /** {@link #create} and {@link #activate}, both with success. */
    public TestVc open()
    {
        expect(create(), "NdisCoCreateVc");
        expect(activate(), "NdisCmActivateVc");
        return this;
    }

    /** {@link #deactivate} and {@link #delete}, both with success. */
    public void close()
    {
        expect(deactivate(), "NdisCmDeactivateVc");
        expect(delete(), "NdisCoDeleteVc");
    }

    /** NdisCoCreateVc; its status. */
    public int create()
    {
        return adapter.call(this::createNow);
    }

    /** Driver code: NdisCoCreateVc at the present level. */
    public int createNow()
    {
        final int status = ndis.ndisCoCreateVc(protocol.binding.value, 0, context, handle);
        if (status == NDIS_STATUS_SUCCESS)
        {
            stage = Stage.CREATED;
        }
        note("NdisCoCreateVc", status);
        return status;
    }

    /** NdisCoDeleteVc; its status. */
    public int delete()
    {
        return adapter.call(this::deleteNow);
    }

    /** Driver code: NdisCoDeleteVc at the present level. */
    public int deleteNow()
    {
        final int status = ndis.ndisCoDeleteVc(handle.value);
        if (status == NDIS_STATUS_SUCCESS)
        {
            stage = Stage.NONE;
            handle.value = 0;
        }
        note("NdisCoDeleteVc", status);
        return status;
    }

    /** Activates with the VC's specification; the final status. */
    public int activate()
    {
        return activate(spec);
    }

    /** Activates, or changes the parameters of the active VC; the final status. */
    public int activate(final VcSpec newSpec)
    {
        spec = newSpec;
        return activate(newSpec.parameters(adapter.mostCellsPerSecond()));
    }

    /** The same with any parameters, legal or not. */
    public int activate(final CoCallParameters newParameters)
    {
        final int status = beginActivate(newParameters);
        return status != NDIS_STATUS_PENDING ? status : awaitOperation("ACT-02", "activation");
    }

    /** NdisCmActivateVc; its status, perhaps PENDING. */
    public int beginActivate(final CoCallParameters newParameters)
    {
        return adapter.call(() -> activateNow(newParameters));
    }

    /** Driver code: NdisCmActivateVc at the present level; its status, perhaps PENDING. */
    public int activateNow(final CoCallParameters newParameters)
    {
        final Stage before = stage;
        stage = before == Stage.ACTIVE ? Stage.MODIFYING : before == Stage.CREATED ? Stage.ACTIVATING : before;
        parameters = newParameters;
        lastStatus = NO_STATUS;
        final int status = ndis.ndisCmActivateVc(handle.value, newParameters);
        if (status != NDIS_STATUS_PENDING)
        {
            stage = status == NDIS_STATUS_SUCCESS ? Stage.ACTIVE : before;
        }
        note("NdisCmActivateVc", status);
        return status;
    }

    void activateCompleted(final int status)
    {
        stage = stage == Stage.ACTIVATING && status != NDIS_STATUS_SUCCESS ? Stage.CREATED : Stage.ACTIVE;
        lastStatus = status;
        note("activation completed", status);
        goOnDismantling();
    }

    /** Deactivates; the final status. Packets that the test holds keep it pending. */
    public int deactivate()
    {
        final int status = beginDeactivate();
        return status != NDIS_STATUS_PENDING ? status : awaitOperation("DEA-02", "deactivation");
    }

    /** NdisCmDeactivateVc; its status, perhaps PENDING. */
    public int beginDeactivate()
    {
        return adapter.call(this::deactivateNow);
    }

    /** Driver code: NdisCmDeactivateVc at the present level; its status, perhaps PENDING. */
    public int deactivateNow()
    {
        final Stage before = stage;
        stage = Stage.DEACTIVATING;
        lastStatus = NO_STATUS;
        final int status = ndis.ndisCmDeactivateVc(handle.value);
        if (status != NDIS_STATUS_PENDING)
        {
            stage = status == NDIS_STATUS_SUCCESS ? Stage.CREATED : before;
        }
        note("NdisCmDeactivateVc", status);
        return status;
    }

    void deactivateCompleted(final int status)
    {
        stage = status == NDIS_STATUS_SUCCESS ? Stage.CREATED : Stage.ACTIVE;
        lastStatus = status;
        note("deactivation completed", status);
        goOnDismantling();
    }

    /** Lets time pass until the pending activation or deactivation is over; its status. */
    public int awaitOperation(final String rule, final String what)
    {
        final boolean isOver = adapter.machine().await(() -> lastStatus != NO_STATUS, TestMachine.OPERATION_TIMEOUT_PS);
        RuleBroken.unless(isOver, rule, "%s of %s not completed within 4 s", what, this);
        return lastStatus;
    }

    /** Whether an activation or deactivation is pending. */
    public boolean isPending()
    {
        return stage == Stage.ACTIVATING || stage == Stage.MODIFYING || stage == Stage.DEACTIVATING;
    }

    /** Sends a packet for each array, all by one call; returns before they have gone. */
    public List<SentPacket> send(final byte[]... packets)
    {
        return send(0, packets);
    }

    /** The same with a PacketCancelId. */
    public List<SentPacket> send(final long cancelId, final byte[]... packets)
    {
        final byte[][][] pieces = new byte[packets.length][][];
        for (int i = 0; i < packets.length; i++)
        {
            pieces[i] = new byte[][]{packets[i]};
        }
        return sendPieces(cancelId, pieces);
    }

    /** Sends one packet whose chain has a buffer for each array. */
    public SentPacket sendInPieces(final byte[]... pieces)
    {
        return sendPieces(0, pieces).get(0);
    }

    /** Driver code: sends one packet at the present level. */
    public SentPacket sendNow(final byte[] packet)
    {
        return sendPiecesNow(0, new byte[][][]{{packet}}).get(0);
    }

    private List<SentPacket> sendPieces(final long cancelId, final byte[][]... packets)
    {
        return adapter.call(() -> sendPiecesNow(cancelId, packets));
    }

    private List<SentPacket> sendPiecesNow(final long cancelId, final byte[][]... packets)
    {
        final NdisPacket[] array = new NdisPacket[packets.length];
        final List<SentPacket> now = new ArrayList<>();
        for (int i = 0; i < array.length; i++)
        {
            final SentPacket packet = new SentPacket(join(packets[i]), adapter.nowPs());
            array[i] = protocol.packet(packet, packets[i]);
            array[i].packetCancelId(cancelId);
            now.add(packet);
        }
        sent.addAll(now);
        sendsOut += array.length;
        adapter.note(this + ": NdisCoSendPackets " + array.length);
        ndis.ndisCoSendPackets(handle.value, array, array.length);
        Arrays.fill(array, null); // nobody may look at the array after the call
        return now;
    }

    private static byte[] join(final byte[][] pieces)
    {
        int length = 0;
        for (final byte[] piece : pieces)
        {
            length += piece.length;
        }
        final byte[] all = new byte[length];
        int at = 0;
        for (final byte[] piece : pieces)
        {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }

    void sendCompleted(final SentPacket packet)
    {
        sendsOut--;
        adapter.note(this + ": send completed: " + packet);
        goOnDismantling();
    }

    /** Lets time pass until every packet has come back. */
    public TestVc awaitSends()
    {
        final boolean isOver = adapter.machine().await(() -> sendsOut == 0, TestMachine.SEND_TIMEOUT_PS);
        RuleBroken.unless(isOver, "SND-11", "%d packets of %s outstanding for 10 s", sendsOut, this);
        return this;
    }

    /** Lets time pass until so many packets have arrived in all; false if they do not within a second. */
    public boolean awaitReceived(final int count)
    {
        return adapter.machine().await(() -> received.size() >= count, TestMachine.DELIVERY_TIMEOUT_PS);
    }

    int receive(final NdisPacket packet, final ReceivedPacket copy)
    {
        received.add(copy);
        adapter.note(this + ": received " + copy.data().length + " bytes, " + NdisStatus.name(copy.status()));
        onReceive.accept(copy);
        if (holding && packet.status() == NDIS_STATUS_SUCCESS)
        {
            held.add(packet);
            return 1;
        }
        return 0;
    }

    /** Driver code that runs whenever a packet is received. */
    public void onReceive(final Consumer<ReceivedPacket> action)
    {
        onReceive = action;
    }

    /** From now on keeps every packet that it may keep, until {@link #giveBack}. */
    public TestVc hold()
    {
        holding = true;
        return this;
    }

    /** Returns all packets that were kept, the last one first, and keeps no more. */
    public void giveBack()
    {
        holding = false;
        adapter.run(this::giveBackNow);
    }

    private void giveBackNow()
    {
        final NdisPacket[] one = new NdisPacket[1];
        while (!held.isEmpty())
        {
            one[0] = held.remove(held.size() - 1);
            ndis.ndisReturnPackets(one, 1);
        }
    }

    /** Packets kept now. */
    public int heldCount()
    {
        return held.size();
    }

    /** Packets sent that have not come back. */
    public int sendsOut()
    {
        return sendsOut;
    }

    /** Everything sent so far, in order. */
    public List<SentPacket> sent()
    {
        return Collections.unmodifiableList(sent);
    }

    /** Everything received so far, in order. */
    public List<ReceivedPacket> received()
    {
        return Collections.unmodifiableList(received);
    }

    /** This VC's value of an OID. */
    public RequestResult query(final int oid)
    {
        return adapter.request(NdisRequest.NDIS_REQUEST_QUERY_INFORMATION, this, oid,
            new byte[TestAdapter.LONG_ANSWER]);
    }

    /** What the adapter has put on its fibre for this VC; needs an ATM board. */
    public CellLog cells()
    {
        return adapter.cells().of(spec.vpi(), spec.vci());
    }

    /** The adapter goes away: the next step towards the end of this VC. Driver code. */
    void dismantle()
    {
        holding = false;
        giveBackNow();
        if (stage == Stage.ACTIVE && sendsOut == 0)
        {
            deactivateNow();
        }
        if (stage == Stage.CREATED)
        {
            deleteNow();
        }
        protocol.closeIfEmpty();
    }

    private void goOnDismantling()
    {
        if (protocol.isUnbinding() && exists())
        {
            dismantle();
        }
    }

    private void expect(final int status, final String call)
    {
        if (status != NDIS_STATUS_SUCCESS)
        {
            throw new AssertionError(this + ": " + call + ": " + NdisStatus.name(status));
        }
    }

    private void note(final String call, final int status)
    {
        adapter.note(this + ": " + call + ": " + NdisStatus.name(status));
    }

    @Override
    public String toString()
    {
        return spec + " on " + adapter.name();
    }
}
