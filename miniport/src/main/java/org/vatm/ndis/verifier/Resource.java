package org.vatm.ndis.verifier;

/** Something of the library that a driver has to give back. */
final class Resource
{
    /** What it is. */
    enum Kind
    {
        PACKET_POOL("packet pools"),
        BUFFER_POOL("buffer pools"),
        SHARED_MEMORY("shared memory blocks"),
        MAP_REGISTERS("map register sets"),
        IO_MAPPING("I/O mappings"),
        INTERRUPT("interrupts"),
        MEMORY("memory blocks"),
        LOOKASIDE_LIST("lookaside lists");

        final String plural;

        Kind(final String plural)
        {
            this.plural = plural;
        }
    }

    final Kind kind;
    final Object object;
    final AdapterTrack adapter; // null: of the driver, not of one adapter
    final VcTrack vc; // in whose creation it was acquired, or null
    final long vcKey;
    final int sequence;
    final int bytes;

    Resource(
        final Kind kind,
        final Object object,
        final AdapterTrack adapter,
        final VcTrack vc,
        final int sequence,
        final int bytes)
    {
        this.kind = kind;
        this.object = object;
        this.adapter = adapter;
        this.vc = vc;
        vcKey = vc == null ? 0 : vc.key;
        this.sequence = sequence;
        this.bytes = bytes;
    }

    /** True if the VC that it belongs to is there. */
    boolean isOfLiveVc()
    {
        return vc != null && vc.key == vcKey && vc.isLive();
    }
}
