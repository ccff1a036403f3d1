package org.vatm.ndis;

import static org.vatm.ndis.NdisConfigurationParameter.NDIS_PARAMETER_HEX_INTEGER;
import static org.vatm.ndis.NdisConfigurationParameter.NDIS_PARAMETER_STRING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import org.agrona.MutableDirectBuffer;

/** Configuration contexts, which live as long as MiniportInitialize runs, and the handles opened from them. */
final class Configurations
{
    private static final int ADDRESS_LENGTH = 6;

    private final Ndis ndis;
    private final HandleTable<NdisAdapter> contexts = new HandleTable<>(HandleTable.KIND_CONFIGURATION);
    private final HandleTable<NdisAdapter> open = new HandleTable<>(HandleTable.KIND_CONFIGURATION);
    private int openCount;

    Configurations(final Ndis ndis)
    {
        this.ndis = ndis;
    }

    long begin(final NdisAdapter adapter)
    {
        openCount = 0;
        return contexts.add(adapter);
    }

    void end(final long context)
    {
        if (openCount > 0)
        {
            ndis.report(NdisViolation.CONFIGURATION_LEFT_OPEN, contexts.get(context).handle, openCount);
        }
        contexts.remove(context);
    }

    /** The adapter that is being initialised with that context, or null and a report. */
    NdisAdapter adapter(final long context)
    {
        final NdisAdapter adapter = contexts.get(context);
        if (adapter == null)
        {
            ndis.report(NdisViolation.STALE_CONFIGURATION, context, 0);
        }
        return adapter;
    }

    int open(final NdisHandleHolder configurationHandle, final long context)
    {
        configurationHandle.value = 0;
        final NdisAdapter adapter = adapter(context);
        if (adapter == null)
        {
            return NDIS_STATUS_FAILURE;
        }
        configurationHandle.value = open.add(adapter);
        openCount++;
        return NDIS_STATUS_SUCCESS;
    }

    void close(final long configurationHandle)
    {
        if (opened(configurationHandle) != null)
        {
            open.remove(configurationHandle);
            openCount--;
        }
    }

    int read(
        final NdisConfigurationParameter parameter,
        final long configurationHandle,
        final String keyword,
        final int type)
    {
        final NdisAdapter adapter = opened(configurationHandle);
        final Object value = adapter == null ? null : adapter.configuration.value(keyword);
        if (value == null)
        {
            return NDIS_STATUS_FAILURE;
        }
        parameter.parameterType = type;
        if (type == NDIS_PARAMETER_STRING)
        {
            parameter.stringData = value.toString();
            return NDIS_STATUS_SUCCESS;
        }
        if (value instanceof Integer)
        {
            parameter.integerData = (Integer)value;
            return NDIS_STATUS_SUCCESS;
        }
        try
        {
            parameter.integerData = Integer.parseUnsignedInt(
                value.toString(), type == NDIS_PARAMETER_HEX_INTEGER ? 16 : 10);
            return NDIS_STATUS_SUCCESS;
        }
        catch (final NumberFormatException e)
        {
            return NDIS_STATUS_FAILURE;
        }
    }

    int readNetworkAddress(
        final MutableDirectBuffer networkAddress, final NdisIntHolder length, final long configurationHandle)
    {
        length.value = 0;
        final NdisAdapter adapter = opened(configurationHandle);
        final Object value = adapter == null ? null : adapter.configuration.value(NdisConfiguration.NETWORK_ADDRESS);
        if (value == null)
        {
            return NDIS_STATUS_FAILURE;
        }
        final String digits = value.toString().replaceAll("[-:. ]", "");
        if (!digits.matches("[0-9A-Fa-f]{" + 2 * ADDRESS_LENGTH + "}"))
        {
            return NDIS_STATUS_FAILURE;
        }
        for (int i = 0; i < ADDRESS_LENGTH; i++)
        {
            networkAddress.putByte(i, (byte)Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16));
        }
        length.value = ADDRESS_LENGTH;
        return NDIS_STATUS_SUCCESS;
    }

    private NdisAdapter opened(final long configurationHandle)
    {
        final NdisAdapter adapter = open.get(configurationHandle);
        if (adapter == null)
        {
            ndis.report(NdisViolation.STALE_CONFIGURATION, configurationHandle, 0);
        }
        return adapter;
    }
}
