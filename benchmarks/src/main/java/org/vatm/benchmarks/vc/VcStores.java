package org.vatm.benchmarks.vc;

/** The stores by the names that parameters and reports give them. */
final class VcStores
{
    /** The driver's table, in batches. */
    static final String TABLE = "vcTable";
    /** The driver's table, one VC after the other. */
    static final String ONE_BY_ONE = "vcTableOneByOne";

    private VcStores()
    {
    }

    static VcStore of(final String name, final int capacity)
    {
        return switch (name)
        {
            case TABLE -> new TableStore(capacity);
            case ONE_BY_ONE -> new OneByOneStore(capacity);
            case "HashMap" -> Peers.Standard.hash(capacity);
            case "ConcurrentHashMap" -> Peers.Standard.concurrent(capacity);
            case "Agrona" -> new Peers.Agrona(capacity);
            case "Netty" -> new Peers.Netty(capacity);
            case "fastutil" -> new Peers.Fastutil(capacity);
            case "Eclipse" -> new Peers.Eclipse(capacity);
            case "HPPC" -> new Peers.Hppc(capacity);
            case "JCTools" -> new Peers.JcTools(capacity);
            default -> throw new IllegalArgumentException("store=" + name);
        };
    }
}
