package org.vatm.testkit;

import org.vatm.ndis.NdisBugCheck;
import org.vatm.ndis.NdisBugCheckCode;
import org.vatm.ndis.NdisViolation;
import org.vatm.register.GuestError;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules of chapter 12 for what NDIS itself notices, so that it can be named where no verifier looks. */
final class RuleIds
{
    private static final Pattern FINDING = Pattern.compile("\\b([A-Z]{2,3}-\\d\\d) F: "); // of the verifier
    private static final Map<NdisViolation, String> VIOLATIONS = new EnumMap<>(NdisViolation.class);
    private static final Map<NdisBugCheckCode, String> BUG_CHECKS = new EnumMap<>(NdisBugCheckCode.class);

    static
    {
        VIOLATIONS.put(NdisViolation.STALE_CONFIGURATION, "INI-08");
        VIOLATIONS.put(NdisViolation.CONFIGURATION_LEFT_OPEN, "INI-09");
        VIOLATIONS.put(NdisViolation.ATTRIBUTES, "INI-01");
        VIOLATIONS.put(NdisViolation.BEFORE_ATTRIBUTES, "INI-02");
        VIOLATIONS.put(NdisViolation.DMA_ORDER, "DMA-01");
        VIOLATIONS.put(NdisViolation.BAD_MEDIUM, "INI-05");
        VIOLATIONS.put(NdisViolation.UNMAP_MISMATCH, "MEM-04");
        VIOLATIONS.put(NdisViolation.SHARED_MEMORY_FREE_MISMATCH, "DMA-04");
        VIOLATIONS.put(NdisViolation.HANDLER_MISSING, "REG-05");
        VIOLATIONS.put(NdisViolation.LEAK_AT_HALT, "HLT-01");
        VIOLATIONS.put(NdisViolation.POOL_FREED_IN_USE, "MEM-03");
        VIOLATIONS.put(NdisViolation.LOCK_MISUSE, "LCK-03");
        VIOLATIONS.put(NdisViolation.STALL_TOO_LONG, "IRQ-05");
        VIOLATIONS.put(NdisViolation.DELETE_FAILED, "VC-08");
        VIOLATIONS.put(NdisViolation.DEACTIVATE_FAILED, "DEA-01");
        VIOLATIONS.put(NdisViolation.COMPLETION_ARGUMENTS, "ACT-04");
        VIOLATIONS.put(NdisViolation.SEND_COMPLETE_MISMATCH, "SND-01");
        VIOLATIONS.put(NdisViolation.RECEIVE_ON_INACTIVE_VC, "DEA-05");
        VIOLATIONS.put(NdisViolation.RECEIVE_STATUS, "RCV-01");
        VIOLATIONS.put(NdisViolation.DOUBLE_INDICATION, "RCV-03");
        VIOLATIONS.put(NdisViolation.PACKETS_OUT_AFTER_DEACTIVATE, "DEA-04");
        VIOLATIONS.put(NdisViolation.REQUEST_TIMED_OUT, "REQ-01");
        VIOLATIONS.put(NdisViolation.RESET_INDICATED, "RST-02");
        BUG_CHECKS.put(NdisBugCheckCode.INITIALIZE_PENDED, "INI-04");
        BUG_CHECKS.put(NdisBugCheckCode.INTERRUPT_LIVE_AFTER_HALT, "HLT-04");
        BUG_CHECKS.put(NdisBugCheckCode.RECEIVES_OUT_AFTER_HALT, "HLT-02");
        BUG_CHECKS.put(NdisBugCheckCode.INVALID_VC_HANDLE, "HND-02");
        BUG_CHECKS.put(NdisBugCheckCode.INVALID_NDIS_HANDLE, "HND-01");
        BUG_CHECKS.put(NdisBugCheckCode.REGISTER_ACCESS_UNMAPPED, "MEM-04");
        BUG_CHECKS.put(NdisBugCheckCode.TIMER_NOT_INITIALIZED, "TMR-01");
        BUG_CHECKS.put(NdisBugCheckCode.IRQL_NOT_LESS_OR_EQUAL, "IRQ-01");
    }

    private RuleIds()
    {
    }

    /** "RULE-01: " for a mistake that has one rule, else nothing. */
    static String prefix(final GuestError mistake)
    {
        return mistake instanceof NdisViolation violation && VIOLATIONS.containsKey(violation) ?
            VIOLATIONS.get(violation) + ": " : "";
    }

    /** The same for a stop of the system. */
    static String prefix(final Throwable failure)
    {
        if (!(failure instanceof NdisBugCheck stop))
        {
            return "";
        }
        final Matcher finding = FINDING.matcher(stop.getMessage());
        if (finding.find())
        {
            return finding.group(1) + ": ";
        }
        if (stop.code() == NdisBugCheckCode.NDIS_CO_SYNC_PENDED)
        {
            return stop.getMessage().contains("; MiniportCoDeleteVc") ? "VC-02: " : "VC-01: ";
        }
        return BUG_CHECKS.containsKey(stop.code()) ? BUG_CHECKS.get(stop.code()) + ": " : "";
    }
}
