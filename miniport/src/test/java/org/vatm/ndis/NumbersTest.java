package org.vatm.ndis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers are an interface: a few of each block, and none twice. */
class NumbersTest
{
    @ParameterizedTest
    @CsvSource({
        "00000103, NDIS_STATUS_PENDING", "00010003, NDIS_STATUS_NOT_ACCEPTED", "C000009A, NDIS_STATUS_RESOURCES",
        "C0010002, NDIS_STATUS_CLOSING", "C0010017, NDIS_STATUS_INVALID_OID", "C0010023, NDIS_STATUS_VC_NOT_ACTIVATED",
        "C0010028, NDIS_STATUS_AAL_PARAMS_UNSUPPORTED", "80010004, NDIS_STATUS_HARD_ERRORS",
        "40010005, NDIS_STATUS_RESET_END", "DEADBEEF, 0xDEADBEEF"})
    void shouldNameStatuses(final String number, final String name)
    {
        assertEquals(name, NdisStatus.name(Integer.parseUnsignedInt(number, 16)));
    }

    @ParameterizedTest
    @CsvSource({
        "00010101, OID_GEN_CO_SUPPORTED_LIST", "00020221, OID_GEN_CO_BYTES_XMIT_OUTSTANDING",
        "0801010B, OID_ATM_MAX_AAL5_PACKET_SIZE", "08010207, OID_ATM_GET_NEAREST_FLOW",
        "08020203, OID_ATM_RCV_REASSEMBLY_ERROR", "FE00000A, OID_CO_AF_CLOSE"})
    void shouldNameOids(final String number, final String name)
    {
        assertEquals(name, NdisOid.name(Integer.parseUnsignedInt(number, 16)));
    }

    @ParameterizedTest
    @ValueSource(classes = { NdisStatus.class, NdisOid.class, NdisErrorCode.class })
    void shouldUseNoNumberTwice(final Class<?> constants) throws IllegalAccessException
    {
        final Set<Integer> seen = new HashSet<>();
        for (final Field field : constants.getFields())
        {
            assertTrue(seen.add(field.getInt(null)), field.getName());
        }
    }

    @Test
    void shouldNeverUseAVcHandleAgain()
    {
        final NdisVcTable table = new NdisVcTable();
        final Set<Long> handles = new HashSet<>();
        for (int i = 0; i < 1000; i++)
        {
            final NdisVc vc = table.take();
            vc.state = NdisVcState.CREATED;
            final long handle = vc.handle(NdisVc.CLIENT);
            assertTrue(handles.add(handle));
            assertEquals(vc, table.get(handle));
            assertEquals(vc, table.get(vc.handle(NdisVc.MINIPORT)));
            table.give(vc);
            assertEquals(null, table.get(handle));
        }
    }

    @Test
    void shouldTellHandlesOfDifferentKindsApart()
    {
        final HandleTable<String> adapters = new HandleTable<>(HandleTable.KIND_ADAPTER);
        final HandleTable<String> bindings = new HandleTable<>(HandleTable.KIND_BINDING);
        final long adapter = adapters.add("a");
        bindings.add("b");

        assertEquals("a", adapters.get(adapter));
        assertEquals(null, bindings.get(adapter));
        adapters.remove(adapter);
        assertEquals(null, adapters.get(adapter));
        assertTrue(adapters.add("c") != adapter);
    }
}
