package org.vatm.ndis.verifier;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.vatm.host.Host;
import org.vatm.ndis.Ndis;
import org.vatm.ndis.NdisBugCheck;
import org.vatm.ndis.NdisBugCheckCode;
import org.vatm.ndis.NdisMiniportDriver;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisProtocolLibrary;
import org.vatm.ndis.NdisRequest;
import org.vatm.pci.PciFunction;
import org.vatm.sim.EventQueue;
import org.vatm.sim.HostCpu;

/**
 * Watches the drivers of one host for breaches of the CoNDIS contract.
 * <pre>
 *   miniport  &lt;-- {@link VerifiedMiniport} --------- NDIS --------- {@link VerifiedProtocol} --&gt;  call manager,
 *      +--------&gt; {@link VerifiedMiniportLibrary} --&gt;  &lt;-- {@link VerifiedProtocolLibrary} &lt;-----+  client
 *                        |                                       |
 *                        +--&gt; history, families of rules &lt;------+   --&gt; findings, bug checks with a dump
 * </pre>
 * A driver that is not given through it is not watched and costs nothing. Findings of severity FATAL stop the system
 * with an {@link NdisBugCheck}, unless told otherwise.
 */
public final class Verifier
{
    static final int MAX_DEPTH = 256;
    /** Reasons for attention. */
    static final int PACKETS_GIVEN_AWAY = 1;
    static final int LOCKS_HELD = 2;
    static final int FIELDS_SHARED = 4;
    static final int SHUTTING_DOWN = 8;

    private static final int FEWEST_TRACKS = 64;
    private static final int MAX_FINDINGS = 1000;
    private static final int HISTORY_LINES = 24;

    final Ndis ndis;
    final Host host;
    final HostCpu cpu;
    private final EventQueue events;
    private final CallMemory callMemory = new CallMemory();
    private final long calling = callMemory.address(); // what every call goes by
    final CallHistory history = new CallHistory(calling);
    final ResourceLedger ledger = new ResourceLedger();
    final Watch watch = new Watch(this);
    final LevelRules levels = new LevelRules(this);
    final LockRules locks = new LockRules(this);
    final RegistrationRules registration = new RegistrationRules(this);
    final InterruptRules interrupts = new InterruptRules(this);
    final HandleRules handles = new HandleRules(this);
    final VcRules vcs = new VcRules(this);
    final ActivationRules activations = new ActivationRules(this);
    final SendRules sends;
    final ReceiveRules receives = new ReceiveRules(this);
    final RequestRules requests = new RequestRules(this);
    final OidRules oids = new OidRules(this);
    final DmaRules dma;
    final MemoryRules memory = new MemoryRules(this);
    final TimerRules timers = new TimerRules(this);
    final LifeRules life = new LifeRules(this);
    final CallRules calls = new CallRules(this);
    final Audit audit = new Audit(this);
    final List<AdapterTrack> adapters = new ArrayList<>();
    final List<PacketTrack> packets = new ArrayList<>();

    private final Map<NdisPacket, PacketTrack> packetTracks = new IdentityHashMap<>();
    private final Map<NdisRequest, RequestTrack> requestTracks = new IdentityHashMap<>();
    private final Set<VerifierRule> ignored = EnumSet.noneOf(VerifierRule.class);
    private final long[] counts = new long[VerifierRule.values().length];
    private final List<Finding> findings = new ArrayList<>();
    private final NdisProtocolLibrary protocolLibrary;
    private final WireModel wire = new WireModel(this);
    private final VerifierProbes probes = new VerifierProbes(this);
    private final Frame[] frames = new Frame[MAX_DEPTH + 1]; // by depth; the first is nobody's
    private int attention; // usually 0: nothing but the call itself
    private VcTrack[] tracks = {};
    private boolean stopsOnFatal = true;
    private Path dumpDirectory;
    private int dumps;

    /** A verifier for the drivers of that NDIS; drivers given to it or to its libraries are watched. */
    public Verifier(final Ndis ndis)
    {
        this.ndis = ndis;
        host = ndis.host();
        cpu = host.cpu();
        events = cpu.events();
        Arrays.setAll(frames, i -> new Frame(this, CallMemory.frame(calling, i)));
        Frame.begin(CallMemory.top(calling), 0, HostCpu.PASSIVE, Frame.NONE, 0, 0, 0);
        sends = new SendRules(this);
        dma = new DmaRules(this);
        protocolLibrary = new VerifiedProtocolLibrary(this, ndis.protocolLibrary());
        ndis.onBugCheck(this::dump);
    }

    /** The driver, watched: load this instead of it. */
    public NdisMiniportDriver verified(final NdisMiniportDriver driver)
    {
        return library -> driver.driverEntry(new VerifiedMiniportLibrary(this, library));
    }

    /** What call managers and clients that are to be watched are linked with. */
    public NdisProtocolLibrary protocolLibrary()
    {
        return protocolLibrary;
    }

    /** The line, for whoever can see it: rules about what leaves and arrives need to be told. */
    public WireModel wire()
    {
        return wire;
    }

    /** Active tests of a running adapter. */
    public VerifierProbes probes()
    {
        return probes;
    }

    /**
     * Tells how to see whether a device masks its interrupts, which only its model knows.
     *
     * @param device   on this host.
     * @param isMasked true while it cannot interrupt.
     */
    public Verifier interruptMask(final PciFunction device, final BooleanSupplier isMasked)
    {
        interrupts.mask(device, isMasked);
        return this;
    }

    /** What was found, oldest first, the first {@value #MAX_FINDINGS}. */
    public List<Finding> findings()
    {
        return Collections.unmodifiableList(findings);
    }

    /** Findings of a rule. */
    public long count(final VerifierRule rule)
    {
        return counts[rule.ordinal()];
    }

    /** Findings of all rules. */
    public long total()
    {
        return Arrays.stream(counts).sum();
    }

    /**
     * Sets a rule to be reported or ignored.
     *
     * @param rule one that is a policy if it is to be ignored.
     */
    public Verifier reports(final VerifierRule rule, final boolean isReported)
    {
        if (!isReported && !rule.isPolicy())
        {
            throw new IllegalArgumentException(rule.id() + " is no policy: it is always reported");
        }
        if (isReported)
        {
            ignored.remove(rule);
        }
        else
        {
            ignored.add(rule);
        }
        return this;
    }

    /** False: findings of severity FATAL are reported as others are, and the system goes on. */
    public Verifier stopsOnFatal(final boolean stops)
    {
        stopsOnFatal = stops;
        return this;
    }

    /** Bug checks leave a dump file in that directory; null, as at first: in memory only. */
    public Verifier dumpsTo(final Path directory)
    {
        dumpDirectory = directory;
        return this;
    }

    // Of the families.

    void report(final VerifierRule rule, final VcTrack vc, final Object object, final Object... values)
    {
        report(rule, rule.severity(), 0, vc, object, values);
    }

    void report(
        final VerifierRule rule,
        final VerifierSeverity severity,
        final int variant,
        final VcTrack vc,
        final Object object,
        final Object... values)
    {
        if (ignored.contains(rule))
        {
            return;
        }
        counts[rule.ordinal()]++;
        final Frame top = top();
        final Finding finding = new Finding(
            rule, severity, rule.text(variant, values), nowPs(), irql(),
            top == null ? "the caller of NDIS" : top.function().label,
            history.about(vc == null ? 0 : vc.key, object, HISTORY_LINES));
        if (findings.size() < MAX_FINDINGS)
        {
            findings.add(finding);
        }
        if (severity == VerifierSeverity.FATAL && stopsOnFatal)
        {
            throw ndis.bugCheck(code(rule), finding.toString());
        }
    }

    private static NdisBugCheckCode code(final VerifierRule rule)
    {
        return switch (rule)
        {
            case VC_01, VC_02 -> NdisBugCheckCode.NDIS_CO_SYNC_PENDED;
            case HND_02, VC_10 -> NdisBugCheckCode.INVALID_VC_HANDLE;
            case HND_01, HLT_03 -> NdisBugCheckCode.INVALID_NDIS_HANDLE;
            case INI_04 -> NdisBugCheckCode.INITIALIZE_PENDED;
            case HLT_02 -> NdisBugCheckCode.RECEIVES_OUT_AFTER_HALT;
            case HLT_04 -> NdisBugCheckCode.INTERRUPT_LIVE_AFTER_HALT;
            case IRQ_02, IRQ_03, IRQ_06 -> NdisBugCheckCode.IRQL_NOT_LESS_OR_EQUAL;
            default -> NdisBugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION;
        };
    }

    private void dump(final NdisBugCheck bugCheck)
    {
        final CrashDump dump = CrashDump.of(this, bugCheck);
        bugCheck.dump(dump.bytes(), dumpDirectory == null ? null :
            dump.write(dumpDirectory, host.name() + "-" + ++dumps + ".dmp"));
    }

    long nowPs()
    {
        return events.nowPs();
    }

    int irql()
    {
        return Math.max(HostCpu.PASSIVE, cpu.level());
    }

    /** The routine or handler that runs, null if none does. */
    Frame top()
    {
        return depth() == 0 ? null : frames[depth()];
    }

    /** The VC that the innermost call is about, null if it is about none. */
    VcTrack runningVc()
    {
        return vcOfKey(runningVcKey());
    }

    /** Its key, 0 if it is about none. */
    long runningVcKey()
    {
        return Frame.vcKey(CallMemory.top(calling));
    }

    int depth()
    {
        return CallMemory.depth(calling);
    }

    /** Routines and handlers have ended by an exception. */
    void unwind(final int newDepth)
    {
        CallMemory.depth(calling, newDepth);
    }

    /** The innermost of the handlers that run, null if none does. */
    Frame handler()
    {
        for (int i = depth(); i > 0; i--)
        {
            if (frames[i].function().isHandler())
            {
                return frames[i];
            }
        }
        return null;
    }

    /** The innermost frame of a handler that runs, null if there is none. */
    Frame inside(final VerifierFunction function)
    {
        for (int i = depth(); i > 0; i--)
        {
            if (frames[i].function() == function)
            {
                return frames[i];
            }
        }
        return null;
    }

    /** What the call was about inside which a handler runs that was just entered. */
    long enclosingArgument()
    {
        return depth() < 2 ? 0 : frames[depth() - 1].argument();
    }

    /** The adapter whose driver runs, null if none does. */
    AdapterTrack runningAdapter()
    {
        return frames[depth()].adapter();
    }

    /** The frame of that address. */
    Frame frame(final long frame)
    {
        return frames[(int)(frame - CallMemory.frame(calling, 0)) / Frame.BYTES];
    }

    private long push(
        final VerifierFunction function,
        final int adapter,
        final long vcKey,
        final Object object,
        final long argument)
    {
        final long frame = CallMemory.push(calling);
        final int level = cpu.level();
        final long record = CallHistory.begin(calling, function, nowPs(), level, vcKey);
        Frame.begin(frame, function.ordinal(), level, adapter, vcKey, argument, record);
        if (object != null || argument != 0)
        {
            history.details(record, object, argument);
        }
        if (attention != 0)
        {
            Frame.locksHeld(frame, locks.held());
        }
        return frame;
    }

    /** NDIS calls a driver; returns the frame, for {@link #exit}. */
    long enter(
        final VerifierFunction function,
        final AdapterTrack adapter,
        final VcTrack vc,
        final Object object,
        final long argument)
    {
        return push(
            function, adapter == null ? Frame.NONE : adapter.place, vc == null ? 0 : vc.key, object, argument);
    }

    /** The same about a VC by its key, 0 for none, and without an object. */
    long enter(
        final VerifierFunction function, final AdapterTrack adapter, final long vcKey, final long argument)
    {
        return push(function, adapter == null ? Frame.NONE : adapter.place, vcKey, null, argument);
    }

    /** The status of a call is known, though it has not returned. */
    void status(final long frame, final int status)
    {
        CallHistory.end(calling, Frame.record(frame), status);
    }

    /** The handler has returned a status. */
    void exit(final long frame, final int status)
    {
        status(frame, status);
        exit(frame);
    }

    void exit(final long frame)
    {
        if (attention != 0)
        {
            exitWatched(frame);
            return;
        }
        if (cpu.level() != Frame.level(frame))
        {
            levels.exit(frame(frame));
        }
        CallMemory.top(calling, frame - Frame.BYTES);
    }

    private void exitWatched(final long frame)
    {
        final Frame handler = frame(frame);
        if (handler.isMiniport())
        {
            watch.check();
            interrupts.check();
        }
        levels.exit(handler);
        locks.exit(handler);
        CallMemory.top(calling, frame - Frame.BYTES);
        if (depth() == 0)
        {
            watch.clear();
        }
        else
        {
            watch.resume();
        }
    }

    /** A driver calls NDIS; returns the frame, for {@link #end}. */
    long begin(final VerifierFunction function, final VcTrack vc, final Object object, final long argument)
    {
        if (attention != 0)
        {
            beginWatched();
        }
        final int adapter = Frame.adapterPlace(CallMemory.top(calling));
        final long frame = push(function, adapter, vc == null ? 0 : vc.key, object, argument);
        if (!function.level.includes(Frame.level(frame)))
        {
            levels.wrong(frame(frame), function.level);
        }
        if (attention != 0)
        {
            life.call(frame(frame));
        }
        return frame;
    }

    private void beginWatched()
    {
        final Frame top = frames[depth()];
        if (top.isMiniport() && top.function().isHandler())
        {
            watch.check();
        }
    }

    void end(final long frame, final int status)
    {
        status(frame, status);
        end(frame);
    }

    void end(final long frame)
    {
        assert CallMemory.top(calling) == frame;
        CallMemory.top(calling, frame - Frame.BYTES);
        if (attention != 0)
        {
            watch.resume();
        }
    }

    /** Sets or clears one of the reasons for which calls have to look at more than themselves. */
    void attention(final int reason, final boolean isNeeded)
    {
        attention = isNeeded ? attention | reason : attention & ~reason;
    }

    /** The VC of a key that was seen; null for 0. */
    VcTrack vcOfKey(final long key)
    {
        return key == 0 ? null : tracks[VcTrack.index(key)];
    }

    /** The VC that a handle of any party names, dead or alive; null if there never was one. */
    VcTrack vc(final long handle)
    {
        final VcTrack[] all = tracks;
        final int index = VcTrack.index(handle);
        if (index < 0 || index >= all.length)
        {
            return null;
        }
        final VcTrack track = all[index];
        return track.key == VcTrack.key(handle) ? track : null;
    }

    /** True if the handle names a VC that is gone, and whose place another has taken. */
    boolean isOlder(final long handle)
    {
        final int index = VcTrack.index(handle);
        return VcTrack.isVcHandle(handle) && index >= 0 && index < tracks.length &&
            VcTrack.generation(handle) < VcTrack.generation(tracks[index].key);
    }

    /** The VC of a handle that has just appeared. */
    VcTrack newVc(final long handle)
    {
        final VcTrack[] all = tracks;
        final int index = VcTrack.index(handle);
        final VcTrack track = index >= 0 && index < all.length ? all[index] : added(index);
        if (track.key != VcTrack.key(handle))
        {
            track.begin(handle);
        }
        return track;
    }

    /** Tracks for that place and as many more as will make this rare. */
    private VcTrack added(final int index)
    {
        final int old = tracks.length;
        tracks = Arrays.copyOf(tracks, Math.max(index + 1, old + Math.max(FEWEST_TRACKS, old / 4)));
        for (int i = old; i < tracks.length; i++)
        {
            tracks[i] = new VcTrack();
        }
        return tracks[index];
    }

    /** All VCs ever seen, by their place, and some that never were. */
    VcTrack[] tracks()
    {
        return tracks;
    }

    PacketTrack track(final NdisPacket packet)
    {
        PacketTrack track = packetTracks.get(packet);
        if (track == null)
        {
            track = new PacketTrack(packet, packets.size() + 1);
            packetTracks.put(packet, track);
            packets.add(track);
        }
        return track;
    }

    RequestTrack track(final NdisRequest request)
    {
        RequestTrack track = requestTracks.get(request);
        if (track == null)
        {
            track = new RequestTrack(request, requestTracks.size() + 1);
            requestTracks.put(request, track);
            requests.all.add(track);
        }
        return track;
    }

    /** The adapter of that handle, dead or alive; null if there never was one. */
    AdapterTrack adapter(final long handle)
    {
        for (int i = adapters.size() - 1; i >= 0; i--)
        {
            if (adapters.get(i).handle == handle)
            {
                return adapters.get(i);
            }
        }
        return null;
    }
}
