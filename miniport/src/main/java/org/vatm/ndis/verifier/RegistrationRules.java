package org.vatm.ndis.verifier;

import java.util.ArrayList;
import java.util.List;
import org.vatm.ndis.MiniportHandler;
import org.vatm.ndis.NdisConfigurationParameter;
import org.vatm.ndis.NdisMedium;
import org.vatm.ndis.NdisMiniportCharacteristics;
import org.vatm.ndis.NdisStatus;

/** Registration and MiniportInitialize: rules REG and INI. */
final class RegistrationRules
{
    /** What {@link #injectsInto} makes of an integer: recognised when it comes back as an argument. */
    static final int EXTREME = 0x7FFF_FF1D;
    private static final MiniportHandler[] MANDATORY = {
        MiniportHandler.INITIALIZE, MiniportHandler.HALT, MiniportHandler.RESET, MiniportHandler.RETURN_PACKET};
    private static final MiniportHandler[] MANDATORY_5_1 = {
        MiniportHandler.PNP_EVENT_NOTIFY, MiniportHandler.ADAPTER_SHUTDOWN};
    private static final MiniportHandler[] CO_DATA = {MiniportHandler.CO_SEND_PACKETS, MiniportHandler.CO_REQUEST};
    private static final MiniportHandler[] CO_VC = {
        MiniportHandler.CO_CREATE_VC, MiniportHandler.CO_DELETE_VC, MiniportHandler.CO_ACTIVATE_VC,
        MiniportHandler.CO_DEACTIVATE_VC};
    private static final MiniportHandler[] CONNECTIONLESS = {
        MiniportHandler.QUERY_INFORMATION, MiniportHandler.SEND, MiniportHandler.SET_INFORMATION,
        MiniportHandler.TRANSFER_DATA, MiniportHandler.SEND_PACKETS};

    private final Verifier verifier;
    private final List<String> integerKeywords = new ArrayList<>();
    private String injectedKeyword;

    RegistrationRules(final Verifier verifier)
    {
        this.verifier = verifier;
    }

    /** Integers that drivers have asked the configuration for. */
    List<String> integerKeywords()
    {
        return List.copyOf(integerKeywords);
    }

    /** From now on that keyword, if there is one, has an extreme value; null ends it. */
    void injectsInto(final String keyword)
    {
        injectedKeyword = keyword;
    }

    void register(final NdisMiniportCharacteristics given, final int length)
    {
        final int minor = given.minorNdisVersion();
        final int expected =
            minor == 0 ? NdisMiniportCharacteristics.LENGTH_5_0 : NdisMiniportCharacteristics.LENGTH_5_1;
        if (given.majorNdisVersion() != 5 || length != expected)
        {
            verifier.report(
                VerifierRule.REG_01, null, null, length, given.majorNdisVersion(), minor);
        }
        requires(VerifierRule.REG_02, given, CO_DATA);
        if (!isPerhapsCallManager(given))
        {
            requires(VerifierRule.REG_02, given, CO_VC);
        }
        requires(VerifierRule.REG_04, given, MANDATORY);
        if (minor >= 1)
        {
            requires(VerifierRule.REG_04, given, MANDATORY_5_1);
        }
        for (final MiniportHandler handler : CONNECTIONLESS)
        {
            if (given.has(handler))
            {
                verifier.report(VerifierRule.REG_07, null, null, handler);
            }
        }
    }

    /** Neither CoCreateVc nor CoDeleteVc: MiniportInitialize has to register an address family. */
    private static boolean isPerhapsCallManager(final NdisMiniportCharacteristics given)
    {
        return !given.has(MiniportHandler.CO_CREATE_VC) && !given.has(MiniportHandler.CO_DELETE_VC);
    }

    private void requires(
        final VerifierRule rule, final NdisMiniportCharacteristics given, final MiniportHandler... handlers)
    {
        for (final MiniportHandler handler : handlers)
        {
            if (!given.has(handler))
            {
                verifier.report(rule, null, null, handler);
            }
        }
    }

    /** NdisMCmRegisterAddressFamily. */
    void registerCallManager(final AdapterTrack adapter)
    {
        adapter.isCallManager = true;
        final NdisMiniportCharacteristics given = adapter.miniport.characteristics();
        for (final MiniportHandler handler : new MiniportHandler[] {
            MiniportHandler.CO_CREATE_VC, MiniportHandler.CO_DELETE_VC})
        {
            if (given.has(handler))
            {
                verifier.report(VerifierRule.REG_03, null, null, handler);
            }
        }
    }

    void interrupt(final AdapterTrack adapter, final boolean requestIsr, final boolean isShared)
    {
        final NdisMiniportCharacteristics given = adapter.miniport.characteristics();
        if (!given.has(MiniportHandler.HANDLE_INTERRUPT))
        {
            verifier.report(VerifierRule.REG_05, null, null, MiniportHandler.HANDLE_INTERRUPT);
        }
        if (requestIsr && !given.has(MiniportHandler.ISR))
        {
            verifier.report(VerifierRule.REG_05, null, null, MiniportHandler.ISR);
        }
        if (isShared && !requestIsr)
        {
            verifier.report(VerifierRule.INT_04, null, null);
        }
        if (!requestIsr && !given.has(MiniportHandler.DISABLE_INTERRUPT))
        {
            verifier.report(VerifierRule.INT_05, null, null);
        }
    }

    void attributes(final AdapterTrack adapter, final long context, final int flags)
    {
        adapter.attributeCalls++;
        if (context == 0)
        {
            verifier.report(VerifierRule.INI_03, null, null);
        }
        if (adapter.attributeCalls == 1)
        {
            adapter.context = context;
            adapter.attributeFlags = flags;
        }
    }

    /** A resource is claimed. */
    void claim(final VerifierFunction function, final AdapterTrack adapter)
    {
        if (adapter != null && adapter.attributeCalls == 0)
        {
            verifier.report(VerifierRule.INI_02, null, null, function);
        }
    }

    /** A routine that needs the configuration context, which dies with MiniportInitialize. */
    void configuration(final long context)
    {
        for (final AdapterTrack adapter : verifier.adapters)
        {
            if (adapter.configurationContext == context && adapter.stage == AdapterTrack.Stage.INITIALIZING)
            {
                return;
            }
        }
        verifier.report(VerifierRule.INI_08, null, null);
    }

    void read(final NdisConfigurationParameter value, final String keyword, final int type)
    {
        if (type == NdisConfigurationParameter.NDIS_PARAMETER_STRING)
        {
            return;
        }
        if (!integerKeywords.contains(keyword))
        {
            integerKeywords.add(keyword);
        }
        if (keyword.equals(injectedKeyword))
        {
            value.integerData = EXTREME;
        }
    }

    boolean isInjected(final String keyword, final int type)
    {
        return keyword.equals(injectedKeyword) && type != NdisConfigurationParameter.NDIS_PARAMETER_STRING;
    }

    /** An argument that a driver derives from its configuration. */
    void argument(final long value)
    {
        if (injectedKeyword != null && value >= EXTREME)
        {
            verifier.report(VerifierRule.INI_10, null, null, injectedKeyword, value);
        }
    }

    /** MiniportInitialize has returned. */
    void initialized(final AdapterTrack adapter, final int status, final int medium, final int[] media)
    {
        if (status == NdisStatus.NDIS_STATUS_PENDING)
        {
            verifier.report(VerifierRule.INI_04, null, null);
        }
        if (adapter.configurationsOpen != 0)
        {
            verifier.report(VerifierRule.INI_09, null, null, adapter.configurationsOpen);
        }
        if (status == NdisStatus.NDIS_STATUS_SUCCESS)
        {
            final boolean isAtm =
                medium >= 0 && medium < media.length && media[medium] == NdisMedium.NDIS_MEDIUM_ATM;
            if (!isAtm)
            {
                verifier.report(VerifierRule.INI_05, null, null, medium);
            }
            if (isPerhapsCallManager(adapter.miniport.characteristics()) && !adapter.isCallManager)
            {
                requires(VerifierRule.REG_02, adapter.miniport.characteristics(), CO_VC);
            }
        }
        else if (!adapter.hasLogged)
        {
            verifier.report(VerifierRule.INI_07, null, null);
        }
        if (adapter.attributeCalls > 1 || status == NdisStatus.NDIS_STATUS_SUCCESS && adapter.attributeCalls == 0)
        {
            verifier.report(VerifierRule.INI_01, null, null, adapter.attributeCalls);
        }
        if (status != NdisStatus.NDIS_STATUS_SUCCESS)
        {
            verifier.memory.leaks(VerifierRule.INI_06, adapter);
        }
    }
}
