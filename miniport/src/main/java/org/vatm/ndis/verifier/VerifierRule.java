package org.vatm.ndis.verifier;

import static org.vatm.ndis.verifier.VerifierSeverity.ERROR;
import static org.vatm.ndis.verifier.VerifierSeverity.FATAL;
import static org.vatm.ndis.verifier.VerifierSeverity.INFORMATION;
import static org.vatm.ndis.verifier.VerifierSeverity.WARNING;

/**
 * The rules of the CoNDIS contract, chapter 12, that the {@link Verifier} watches. Words in braces stand for what a
 * finding puts in their place, in their order. The source is the contract's own tag; POL marks a policy of this
 * project, which may be set to be ignored.
 */
public enum VerifierRule
{
    REG_01(ERROR, "characteristics length fits version pair", "NdisMRegisterMiniport", "[51]",
        "characteristics length {n} does not fit NDIS {maj}.{min}"),
    REG_02(ERROR, "all six Co handlers present unless MCM", "NdisMRegisterMiniport", "[51][NET]",
        "CO miniport lacks mandatory handler {fn}"),
    REG_03(WARNING, "MCM leaves CoCreateVc/CoDeleteVc NULL", "NdisMCmRegisterAddressFamily", "[6]",
        "MCM registered redundant {fn}"),
    REG_04(ERROR, "Initialize, Halt, Reset, ReturnPacket present; PnPEventNotify and AdapterShutdown for 5.1",
        "NdisMRegisterMiniport", "[51]", "mandatory handler {fn} is NULL"),
    REG_05(ERROR, "ISR and HandleInterrupt both present if an interrupt is registered", "NdisMRegisterInterrupt",
        "[40]", "interrupt registered without {fn}"),
    REG_06(ERROR, "AllocateComplete present if async shared memory used", "NdisMAllocateSharedMemoryAsync", "[40]",
        "no AllocateComplete handler"),
    REG_07(WARNING, "connectionless send/query handlers NULL unless dual-mode", "NdisMRegisterMiniport", "[51/POL]",
        "connectionless handler {fn} supplied by CO-only driver"),

    INI_01(ERROR, "NdisMSetAttributes(Ex) exactly once", "Initialize exit", "[6]",
        "NdisMSetAttributesEx called {n} times"),
    INI_02(ERROR, "no resource-claiming call before SetAttributesEx", "each such call", "[6]",
        "{fn} before NdisMSetAttributesEx"),
    INI_03(ERROR, "MiniportAdapterContext non-NULL and stable", "SetAttributesEx", "[40]", "NULL adapter context"),
    INI_04(FATAL, "Initialize never returns PENDING", "Initialize exit", "[40]",
        "MiniportInitialize returned PENDING"),
    INI_05(ERROR, "SelectedMediumIndex < MediumArraySize and equals NdisMediumAtm on SUCCESS", "Initialize exit",
        "[40]", "bad medium index {n}"),
    INI_06(ERROR, "failing Initialize leaves no resource, timer, interrupt, pool, memory", "Initialize exit",
        "[40]", "Initialize failed but leaked {n} {kind}"),
    INI_07(WARNING, "failing Initialize logs an error", "Initialize exit", "[40]",
        "no error-log entry for failed Initialize"),
    INI_08(ERROR, "WrapperConfigurationContext not used after Initialize", "config calls", "[40]",
        "stale configuration context"),
    INI_09(ERROR, "every opened configuration handle closed", "Initialize exit", "[6]",
        "{n} configuration handles left open"),
    INI_10(WARNING, "configuration values range-checked (fault injection with extreme values)", "Initialize", "[6]",
        "accepted out-of-range value {key}={n}"),
    INI_11(ERROR, "interrupt registered only after ISR state is ready (injected early interrupt)",
        "NdisMRegisterInterrupt", "[40]", "ISR failed on interrupt during Initialize"),

    IRQ_01(ERROR, "each Ndis call is made at a permitted IRQL", "every library call", "tables 3",
        "{fn} called at {irql}, allowed {range}"),
    IRQ_02(FATAL, "entry point returns at the IRQL it was called at", "every entry exit", "general",
        "{fn} entered at {irql1} left at {irql2}"),
    IRQ_03(FATAL, "NdisMSleep / wait not at DISPATCH or above", "call", "[6]", "{fn} blocks at {irql}"),
    IRQ_04(ERROR, "paged or PASSIVE-only allocation not at DISPATCH", "allocation", "[40]", "{fn} needs PASSIVE"),
    IRQ_05(WARNING, "stall <= 50 us per call, <= {limit} total per entry", "NdisStallExecution", "[40]",
        "stall {n} us"),
    IRQ_06(FATAL, "DIRQL code uses only any-IRQL services", "ISR, SyncISR, DisableInterrupt, crash Shutdown",
        "[40]", "{fn} illegal at DIRQL"),
    IRQ_07(WARNING, "NdisMCoIndicateReceivePacket and NdisMCoReceiveComplete at DISPATCH", "call", "[PORT]",
        "{fn} at {irql}; 5.x receive path is DISPATCH"),

    LCK_01(ERROR, "spin locks balanced per entry point", "entry exit", "general",
        "lock {id} held on return from {fn}"),
    LCK_02(WARNING, "no spin lock held across indicate, complete, request or status call", "those calls", "[POL]",
        "lock {id} held across {fn}: deadlock risk"),
    LCK_03(ERROR, "Dpr and non-Dpr lock calls not mixed, Dpr only at DISPATCH", "lock calls", "[6]",
        "lock misuse {fn}"),
    LCK_04(WARNING, "consistent lock order (graph without cycles)", "lock acquire", "[POL]",
        "lock order inversion {a}->{b}"),

    INT_01(ERROR, "both ISR outputs written", "ISR exit", "[40]", "ISR left output unset"),
    INT_02(WARNING, "Recognized = FALSE when device did not assert (shared line injection)", "ISR exit", "[40]",
        "claimed foreign interrupt"),
    INT_03(ERROR, "level interrupt de-asserted after Recognized = TRUE", "ISR exit", "[40]",
        "interrupt line still asserted after ISR"),
    INT_04(ERROR, "SharedInterrupt implies RequestIsr", "NdisMRegisterInterrupt", "[40]",
        "shared interrupt with RequestIsr FALSE"),
    INT_05(ERROR, "RequestIsr FALSE implies DisableInterrupt handler", "NdisMRegisterInterrupt", "[40]",
        "no DisableInterrupt handler"),
    INT_06(WARNING, "interrupts re-enabled by HandleInterrupt or Enable handler", "after DPC", "[40]",
        "interrupts stay masked after {fn}"),
    INT_07(ERROR, "HandleInterrupt tolerates spurious calls", "injected DPC", "[40]",
        "HandleInterrupt failed without work"),
    INT_08(WARNING, "NIC masked before NdisMDeregisterInterrupt", "call", "[40]",
        "interrupt deregistered while unmasked"),
    INT_09(ERROR, "no NdisMSynchronizeWithInterrupt after deregistration", "call", "[40]",
        "synchronize on dead interrupt"),
    INT_10(ERROR, "data shared with ISR touched below DIRQL only via synchronize (annotated fields)",
        "field access", "[40]", "ISR-shared state accessed at {irql}"),

    HND_01(FATAL, "MiniportAdapterHandle passed equals the one given", "every call", "general",
        "foreign or stale adapter handle in {fn}"),
    HND_02(FATAL, "NdisVcHandle belongs to this adapter and is alive", "NdisMCo*", "[6+51]",
        "dead VC handle {vc} in {fn}"),
    HND_03(FATAL, "handles treated as opaque (randomised values, guard page)", "access", "[S]",
        "handle dereferenced"),
    HND_04(ERROR, "AF/SAP/party handle not used after its close/deregister/drop call", "upper calls", "[6+51]",
        "stale {kind} handle"),
    HND_05(WARNING, "*VcHandle preset NULL by creator", "NdisCoCreateVc, NdisMCmCreateVc", "[6+51]",
        "output handle not NULL on entry"),

    VC_01(FATAL, "CoCreateVc does not return PENDING", "CoCreateVc exit", "[S]",
        "MiniportCoCreateVc returned PENDING"),
    VC_02(FATAL, "CoDeleteVc does not return PENDING", "CoDeleteVc exit", "[51]",
        "MiniportCoDeleteVc returned PENDING"),
    VC_03(ERROR, "SUCCESS from CoCreateVc writes non-NULL unique context", "CoCreateVc exit", "[S][POL]",
        "VC context NULL or duplicate for {vc}"),
    VC_04(ERROR, "failed CoCreateVc leaks nothing", "CoCreateVc exit", "[S]", "failed create leaked {n} bytes"),
    VC_05(ERROR, "CoCreateVc does no hardware access, waits, or VC completions", "in call", "[S][POL]",
        "{fn} inside CoCreateVc"),
    VC_06(ERROR, "only creator deletes", "NdisCoDeleteVc", "[NET]", "VC {vc} deleted by non-creator"),
    VC_07(ERROR, "delete only when inactive and no call outstanding", "NdisCoDeleteVc", "[NET]",
        "delete in state {state}"),
    VC_08(ERROR, "CoDeleteVc returns SUCCESS and frees the context exactly once", "CoDeleteVc exit", "[51]",
        "delete returned {st}", "context not freed"),
    VC_09(FATAL, "no access to VC context after CoDeleteVc (guarded memory)", "access", "[51]",
        "use after delete of VC {vc}"),
    VC_10(FATAL, "no completion, indication or send completion for a deleted VC", "calls", "[6+51]",
        "{fn} for deleted VC {vc}"),
    VC_11(ERROR, "activate only in S2 or S4", "NdisCmActivateVc", "5.2", "activate in state {state}"),
    VC_12(ERROR, "deactivate only in S4, once per active period", "NdisCmDeactivateVc", "[6+51]",
        "deactivate in state {state}"),
    VC_13(ERROR, "every created VC deleted before unbind/halt", "Halt entry", "[NET]", "{n} VCs alive at Halt"),
    VC_14(ERROR, "ProtocolCoCreateVc / ProtocolCoDeleteVc do not pend", "handler exit", "[6+51]",
        "{fn} returned PENDING"),
    VC_15(ERROR, "two live active VCs do not share VPI/VCI", "activate success", "[ATM]",
        "VPI/VCI {vpi}/{vci} active twice"),
    VC_16(WARNING, "number of active VCs <= OID_ATM_MAX_ACTIVE_VCS", "activate success", "[51]",
        "{n} active VCs, reported max {m}"),

    ACT_01(WARNING, "CoActivateVc return in {SUCCESS, PENDING, INVALID_DATA, RESOURCES, section 6.6 fine codes}",
        "exit", "[6+51]", "unexpected activation status {st}"),
    ACT_02(ERROR, "PENDING is completed within T and exactly once", "NdisMCoActivateVcComplete, timer", "[6+51]",
        "activation of {vc} completed {n} times", "never completed"),
    ACT_03(FATAL, "no completion when not pended", "NdisMCoActivateVcComplete", "[6+51]",
        "completion without pending activation"),
    ACT_04(ERROR, "completion status is not PENDING, pointer equals request's", "call", "[6+51]",
        "bad completion arguments"),
    ACT_05(ERROR, "invalid parameters (mutated) are refused with state unchanged", "fault injection", "[6+51]",
        "accepted invalid {field}={v}"),
    ACT_06(ERROR, "failed modification leaves old parameters working", "after failure, send/receive probe",
        "[6+51]", "VC {vc} unusable after failed modify"),
    ACT_07(ERROR, "parameters changed only when a rounding flag is set, in the right direction, and written back",
        "compare before/after", "[6+51]", "rate changed {a}->{b} without permission"),
    ACT_08(ERROR, "no receive indication before first activation succeeded", "indicate", "[NET]",
        "receive on VC {vc} in state {state}"),
    ACT_09(ERROR, "failed first activation releases bandwidth, VPI/VCI, buffers", "resource snapshot", "[POL]",
        "failed activation kept {kind}"),

    DEA_01(ERROR, "CoDeactivateVc returns SUCCESS or PENDING", "exit", "[6+51]", "deactivate returned {st}"),
    DEA_02(ERROR, "pended deactivate completed exactly once, in time T", "call, timer", "[6+51]",
        "deactivation of {vc}: {n} completions"),
    DEA_03(FATAL, "at completion (or SUCCESS) sendsOut = 0", "completion", "[NET]",
        "deactivated with {n} sends outstanding"),
    DEA_04(FATAL, "at completion recvOut = 0", "completion", "[NET]", "deactivated with {n} receives outstanding"),
    DEA_05(ERROR, "no indication or new DMA for the VC after completion", "indicate, DMA trace", "[6+51]",
        "activity on inactive VC {vc}"),
    DEA_06(WARNING, "CoDeactivateVc does not spin or wait for returns at DISPATCH", "duration > limit", "[POL]",
        "deactivate blocked {n} us"),

    SND_01(FATAL, "each packet handed to CoSendPackets completed exactly once", "NdisMCoSendComplete, audit",
        "[51]", "packet {pkt} completed {n} times"),
    SND_02(ERROR, "completion names the VC it was sent on", "NdisMCoSendComplete", "[51]",
        "packet {pkt} of VC {a} completed on {b}"),
    SND_03(ERROR, "completion status not PENDING", "same", "[51]", "send completed with PENDING"),
    SND_04(FATAL, "packet, buffers, OOB untouched after completion (guard/poison)", "access", "[51]",
        "write to packet {pkt} after completion"),
    SND_05(ERROR, "packet array not referenced after return", "access", "[51]",
        "PacketArray used after CoSendPackets"),
    SND_06(ERROR, "chain, lengths, ProtocolReserved unmodified while owned by miniport", "checksum at completion",
        "[51]", "packet {pkt} modified by miniport"),
    SND_07(WARNING, "transmit order equals submission order per VC", "wire model", "[51]",
        "reordered PDUs on VC {vc}"),
    SND_08(ERROR, "INDICATE_END_OF_TX: completion not before last cell left", "wire model", "[51]",
        "early completion {n} us"),
    SND_09(WARNING, "RESOURCES not used to bounce packets for retry (rate of RESOURCES > limit)", "stats", "[51]",
        "send failed with RESOURCES; queue instead"),
    SND_10(ERROR, "oversize or bad-AAL SDU refused, not truncated", "injection", "[POL]",
        "SDU {n} > MaxSduSize sent"),
    SND_11(ERROR, "send time-out (no completion in T)", "timer", "[POL]", "packet {pkt} outstanding {n} s"),
    SND_12(ERROR, "no NdisCoSendPackets on inactive VC or after NdisClCloseCall", "upper call", "[6+51]",
        "client sent on closed/inactive VC"),
    SND_13(ERROR, "client closes call only after its sends returned", "NdisClCloseCall", "[6+51]",
        "{n} sends outstanding at close"),
    SND_14(WARNING, "cancelled packets completed REQUEST_ABORTED, others unaffected", "CancelSendPackets", "[51]",
        "cancel id {id}: wrong status {st}"),

    RCV_01(ERROR, "OOB Status is SUCCESS or RESOURCES before indication", "indicate", "[51]", "receive status {st}"),
    RCV_02(FATAL, "SUCCESS packet not touched until MiniportReturnPacket", "access", "[51]",
        "packet {pkt} touched while indicated"),
    RCV_03(FATAL, "packet not indicated while already out", "indicate", "[51]", "double indication of {pkt}"),
    RCV_04(ERROR, "RESOURCES packet reclaimed by miniport on return, never expected in ReturnPacket", "audit",
        "[51]", "RESOURCES packet leaked"),
    RCV_05(ERROR, "descriptors from packet pool, buffers from buffer pool, non-paged", "indicate", "[51]",
        "descriptor not from pool"),
    RCV_06(ERROR, "NumberOfPackets >= 1, array entries non-NULL and distinct", "indicate", "[51]",
        "bad receive array"),
    RCV_07(WARNING, "NdisMCoReceiveComplete follows indications before DPC exit", "DPC exit", "[51]",
        "no receive-complete after {n} indications"),
    RCV_08(ERROR, "data length matches OOB/chain; total <= Receive.MaxSduSize", "indicate", "[POL]",
        "PDU {n} > MaxSduSize"),
    RCV_09(ERROR, "damaged PDU indicated only with INDICATE_ERRED_PACKETS", "injection", "[51]",
        "errored PDU indicated"),
    RCV_10(WARNING, "TimeReceived set iff RECEIVE_TIME_INDICATION", "indicate", "[51]", "TimeReceived missing"),
    RCV_11(ERROR, "protocol returns 0 for RESOURCES packets; return count honoured otherwise",
        "handler exit, NdisReturnPackets", "[51]", "protocol kept RESOURCES packet", "returned {a} of {b}"),
    RCV_12(ERROR, "media-specific record well-formed, AalType equals VC AAL, size <= stated", "indicate, send",
        "[51]", "bad AAL OOB record"),
    RCV_13(ERROR, "receive-pool exhaustion handled (injection) without loss of VC", "injection", "[40]",
        "receive path stuck on empty pool"),

    REQ_01(ERROR, "CoRequest PENDING completed exactly once, in time T", "NdisMCoRequestComplete", "[51]",
        "request {oid} completed {n} times"),
    REQ_02(FATAL, "no completion of a synchronously finished request; status != PENDING", "same", "[51]",
        "illegal request completion"),
    REQ_03(FATAL, "BytesWritten <= InformationBufferLength; buffer overrun guard", "exit/completion", "[51]",
        "{oid} wrote {n} of {m} bytes"),
    REQ_04(ERROR, "short buffer -> INVALID_LENGTH or BUFFER_TOO_SHORT with BytesNeeded > length", "size sweep",
        "[51]", "{oid} short buffer gave {st}"),
    REQ_05(ERROR, "unknown OID -> INVALID_OID or NOT_SUPPORTED, nothing written", "fuzz", "[51]",
        "unknown OID gave {st}"),
    REQ_06(ERROR, "set content validated (out-of-range -> INVALID_DATA)", "fuzz", "[6]",
        "{oid} accepted invalid value"),
    REQ_07(ERROR, "concurrent requests handled", "stress", "[NET]", "second request disturbed first"),
    REQ_08(WARNING, "VC-specific query returns VC value, adapter query the total (sum check)", "statistics",
        "[NET]", "VC counters do not sum to adapter"),
    REQ_09(ERROR, "NETCARD_TIME never pended", "exit", "[NET]", "{oid} pended"),
    REQ_10(FATAL, "request not dereferenced after completion", "access", "[51]", "request used after completion"),

    OID_01(ERROR, "SUPPORTED_LIST ascending, contains all mandatory OIDs of 7.1-7.3", "query", "[NET][51]",
        "missing mandatory {oid}", "unsorted"),
    OID_02(WARNING, "every listed OID answers; every answered OID is listed", "sweep", "[NET]",
        "{oid} list/answer mismatch"),
    OID_03(ERROR, "fixed sizes as in section 7", "query", "[51]", "{oid} size {n}, expected {m}"),
    OID_04(ERROR, "UBR bit in SUPPORTED_SERVICE_CATEGORY; AAL bits legal", "query", "[51]", "UBR missing"),
    OID_05(ERROR, "MAC_OPTIONS never 0x80000000; EOTX bit consistent with SND-08", "query", "[NET]",
        "reserved MAC option"),
    OID_06(WARNING, "counters monotonic (until reset policy) and consistent with wire model", "periodic", "[POL]",
        "{oid} went backwards"),
    OID_07(ERROR, "GET_NEAREST_FLOW without VC -> INVALID_DATA", "query", "[51]", "accepted NULL VC"),
    OID_08(WARNING, "DRIVER_VERSION equals registered version", "query", "[NET]", "version {n}"),

    DMA_01(ERROR, "DMA initialised after BUS_MASTER attribute and before shared memory", "call order", "[51][40]",
        "{fn} out of order"),
    DMA_02(FATAL, "device DMA only inside live shared memory or mapped send ranges", "DMA trace", "general",
        "DMA to {addr} outside mapping"),
    DMA_03(FATAL, "no device access to a send buffer after its completion", "DMA trace", "[51]",
        "DMA from completed packet {pkt}"),
    DMA_04(FATAL, "NdisMFreeSharedMemory arguments equal the allocation, once", "free", "[40]",
        "shared memory free mismatch"),
    DMA_05(FATAL, "shared memory not freed while the NIC may use it", "free vs DMA trace", "[40]",
        "freed memory still referenced by ring"),
    DMA_06(ERROR, "map registers: index in range, one mapping at a time, completed before send completion",
        "mapping calls", "[40]", "map register {n} misuse"),
    DMA_07(ERROR, "async allocation: callback tolerated with NULL; none outstanding after Halt", "injection, Halt",
        "[40]", "async allocation leak"),
    DMA_08(WARNING, "cached shared memory flushed/updated before CPU reads device data (model)", "read", "[40]",
        "stale cached DMA data"),

    MEM_01(ERROR, "memory freed with allocated length and flags, once", "free", "general", "free mismatch"),
    MEM_02(FATAL, "guard zones intact", "free, periodic", "general", "pool overrun by {n}"),
    MEM_03(ERROR, "packet/buffer pools freed empty", "pool free", "[6]", "pool freed with {n} descriptors out"),
    MEM_04(ERROR, "I/O mapping unmapped with same address and length; no register access outside or after",
        "access, unmap", "[6]", "register access to unmapped {addr}"),

    TMR_01(FATAL, "timer initialised before use, storage not freed or reused while queued/running",
        "timer calls, free", "[40]", "timer storage freed while queued"),
    TMR_02(FATAL, "all timers cancelled and handlers finished at Halt return", "Halt exit", "[51]",
        "timer fires after Halt"),

    RST_01(ERROR, "Reset PENDING completed once; no completion otherwise", "NdisMResetComplete", "[40]",
        "reset completion {n}"),
    RST_02(WARNING, "RESET_START/END not indicated by miniport", "NdisMCoIndicateStatus", "[40]",
        "miniport indicated {st}"),
    RST_03(ERROR, "active VCs work again after reset without re-activation", "probe", "[NET]",
        "VC {vc} dead after reset"),
    RST_04(ERROR, "packets and VC operations owned before reset still completed exactly once", "audit", "[POL]",
        "{n} items lost in reset"),
    RST_05(WARNING, "CheckForHang has no side effects", "state compare", "[40]", "CheckForHang changed hardware"),

    HLT_01(ERROR, "Halt releases everything (snapshot diff vs before Initialize)", "Halt exit", "[40]",
        "Halt leaked {n} {kind}"),
    HLT_02(FATAL, "Halt does not return while receives are out", "Halt exit", "[51]", "Halt with {n} receives out"),
    HLT_03(FATAL, "no NDIS call for the adapter after Halt or failed Initialize", "every call", "[6]",
        "{fn} after Halt"),
    HLT_04(FATAL, "interrupt deregistered in Halt", "Halt exit", "[40]", "interrupt live after Halt"),
    HLT_05(INFORMATION, "release in reverse order of acquisition", "trace", "[40]", "release order differs"),

    SHD_01(ERROR, "Shutdown frees nothing, takes no lock, leaves NIC quiet", "Shutdown", "[51][40]",
        "{fn} in Shutdown"),

    PNP_01(ERROR, "after SurpriseRemoved no register access", "access", "[6]", "hardware access after removal"),
    PNP_02(ERROR, "after SurpriseRemoved sends/requests finish promptly with failure; VC operations complete",
        "audit", "[6]", "{n} items stuck after removal"),

    STS_01(ERROR,
        "status buffer valid for the call; VC-specific status names a live VC; not before SetAttributes or after Halt",
        "NdisMCoIndicateStatus", "[6]", "bad status indication"),
    STS_02(WARNING, "MEDIA_CONNECT/DISCONNECT agree with OID_GEN_CO_MEDIA_CONNECT_STATUS", "indication", "[NET]",
        "media status mismatch"),

    CM_01(ERROR, "CM activates before NdisCmMakeCallComplete(SUCCESS) or DispatchCallConnected", "upper calls",
        "[NET]", "call completed on inactive VC"),
    CM_02(ERROR, "every pended Cm/Cl handler completed exactly once with a non-PENDING status", "completion calls",
        "[6+51]", "{fn} completed {n} times"),
    CM_03(ERROR, "client drops all but the last party before NdisClCloseCall", "NdisClCloseCall", "[NET]",
        "{n} parties left"),
    CM_04(WARNING, "client answers IncomingCloseCall with NdisClCloseCall", "timer", "[NET]",
        "close indication not acknowledged"),
    CM_05(FATAL, "CallParameters kept until completion of a pended MakeCall/ActivateVc", "free trace", "[6+51]",
        "call parameters freed early"),
    CM_06(ERROR, "AF closed only with no calls and SAPs", "NdisClCloseAddressFamily", "[NET]",
        "AF closed with {n} objects"),
    CM_07(ERROR, "MCM uses NdisMCm*, stand-alone CM uses NdisCm*", "call", "[NET]", "{fn} not for this driver type");

    private final VerifierSeverity severity;
    private final String meaning;
    private final String point;
    private final String source;
    private final String[] texts;

    VerifierRule(
        final VerifierSeverity severity,
        final String meaning,
        final String point,
        final String source,
        final String... texts)
    {
        this.severity = severity;
        this.meaning = meaning;
        this.point = point;
        this.source = source;
        this.texts = texts;
    }

    /** As in the contract, e.g. {@code VC-01}. */
    public String id()
    {
        return name().replace('_', '-');
    }

    public VerifierSeverity severity()
    {
        return severity;
    }

    public String meaning()
    {
        return meaning;
    }

    /** Where the check runs. */
    public String point()
    {
        return point;
    }

    public String source()
    {
        return source;
    }

    /** True if no published text demands it, so that it may be ignored. */
    public boolean isPolicy()
    {
        return source.contains("POL");
    }

    /** The report texts, one or two. */
    public String text()
    {
        return String.join(" / ", texts);
    }

    /** Report text {@code variant} with the values in place of the words in braces. */
    String text(final int variant, final Object... values)
    {
        final String pattern = texts[variant];
        final StringBuilder out = new StringBuilder();
        int at = 0;
        int value = 0;
        for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', at))
        {
            final int close = pattern.indexOf('}', open);
            out.append(pattern, at, open);
            out.append(value < values.length ? values[value] : pattern.substring(open, close + 1));
            value++;
            at = close + 1;
        }
        out.append(pattern, at, pattern.length());
        for (; value < values.length; value++)
        {
            out.append(", ").append(values[value]);
        }
        return out.toString();
    }
}
