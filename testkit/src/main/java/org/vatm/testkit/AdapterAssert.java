package org.vatm.testkit;

import org.opentest4j.AssertionFailedError;
import org.vatm.ndis.NdisStatus;

/** Assertions on an adapter. */
public final class AdapterAssert
{
    private final TestAdapter adapter;

    AdapterAssert(final TestAdapter adapter)
    {
        this.adapter = adapter;
    }

    /** Lets up to a second pass until the status is indicated, for the adapter or one of its VCs. */
    public AdapterAssert hasIndicated(final int status)
    {
        adapter.machine().await(() -> isIndicated(status), TestMachine.DELIVERY_TIMEOUT_PS);
        if (!isIndicated(status))
        {
            throw new AssertionFailedError(
                adapter + " did not indicate it", NdisStatus.name(status), adapter.statuses().toString());
        }
        return this;
    }

    public AdapterAssert hasNotIndicated(final int status)
    {
        if (isIndicated(status))
        {
            throw new AssertionFailedError(adapter + " indicated " + NdisStatus.name(status));
        }
        return this;
    }

    private boolean isIndicated(final int status)
    {
        return adapter.statuses().stream().anyMatch(indicated -> indicated.status() == status);
    }

    /** The adapter's value of a counter. */
    public AdapterAssert counts(final int oid, final long value)
    {
        final RequestResult result = adapter.query(oid);
        if (!result.isSuccess() || result.counter() != value)
        {
            throw new AssertionFailedError(
                adapter + ": " + result, value, result.isSuccess() ? result.counter() : null);
        }
        return this;
    }

    /** So far nobody broke a rule that NDIS, the verifier or the chip notices, and no packet is out. */
    public AdapterAssert isClean()
    {
        adapter.machine().requireNoMistakes(adapter);
        if (adapter.packetsOut() != 0)
        {
            throw new AssertionFailedError(adapter + " has packets of the test", 0, adapter.packetsOut());
        }
        return this;
    }
}
