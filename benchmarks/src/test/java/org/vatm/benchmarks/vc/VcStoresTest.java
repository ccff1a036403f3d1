package org.vatm.benchmarks.vc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Param;

/** All stores do the same work, or the comparison is none. */
class VcStoresTest
{
    private static final int COUNT = 128;

    @ParameterizedTest
    @ValueSource(strings = {
        VcStores.TABLE, VcStores.ONE_BY_ONE, "HashMap", "ConcurrentHashMap", "Agrona", "Netty", "fastutil", "Eclipse",
        "HPPC", "JCTools"})
    void shouldReplaceAndFind(final String name)
    {
        try (VcStore store = VcStores.of(name, COUNT))
        {
            final long[] contexts = new long[VcStore.BATCH];
            final long[] handles = new long[VcStore.BATCH];
            final int[] vpiVcis = new int[VcStore.BATCH];
            for (int i = 0; i < VcStore.BATCH; i++)
            {
                contexts[i] = store.open(i, i);
                handles[i] = 1000 + i;
                vpiVcis[i] = 5 << 16 | i;
            }

            store.replace(contexts, handles, vpiVcis, new int[VcStore.BATCH]);

            assertEquals(VcStore.BATCH, store.size());
            assertEquals(1007, store.byVpiVci(5 << 16 | 7));
            assertEquals(1007, store.byContext(contexts[7]));
            final long sum = VcStore.BATCH * 1000 + VcStore.BATCH * (VcStore.BATCH - 1) / 2;
            assertEquals(sum, store.byVpiVci(vpiVcis, new int[VcStore.BATCH]));
            assertEquals(sum, store.byContext(contexts, new int[VcStore.BATCH]));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {VcStores.TABLE, VcStores.ONE_BY_ONE, "HashMap", "ConcurrentHashMap", "JCTools"})
    void shouldCreateAndDeleteWithoutBinding(final String name)
    {
        try (VcStore store = VcStores.of(name, COUNT))
        {
            final long[] contexts = new long[VcStore.BATCH];
            final long[] handles = new long[VcStore.BATCH];
            for (int i = 0; i < VcStore.BATCH; i++)
            {
                contexts[i] = store.create(i);
                handles[i] = 1000 + i;
            }

            store.recreate(contexts, handles, new int[VcStore.BATCH]);

            assertEquals(VcStore.BATCH, store.size());
            assertEquals(1007, store.byContext(contexts[7]));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cycle", "createDelete", "byContext", "byVpiVci"})
    void shouldRunTheLimit(final String work)
    {
        assumeTrue(CSlotTable.compiler() != null, "no C compiler");
        for (final String form : new String[] {"batched", "oneByOne"})
        {
            try (CSlotTable table = new CSlotTable(work, 1024, "scattered", form))
            {
                final String answer = table.run(VcStore.BATCH);
                assertTrue(answer.matches("\\d+ \\d+"), answer);
            }
        }
    }

    @Test
    void shouldOfferEveryStoreToTheBenchmarks() throws NoSuchFieldException
    {
        for (final String name : SharedStore.class.getDeclaredField("kind").getAnnotation(Param.class).value())
        {
            VcStores.of(name, COUNT).close();
        }
    }
}
