package org.vatm.miniport;

/**
 * What an entry of the {@link VcTable} is used for. The numbers are stored in the table.
 */
public enum VcState
{
    /** Not in use. */
    FREE,
    /** Created, not active: the VC has neither VPI/VCI nor hardware. */
    CREATED,
    /** An activation is under way. */
    ACTIVATING,
    /** Sends and receives. */
    ACTIVE,
    /** Drains: sends or receives are still out. */
    DEACTIVATING;

    private static final VcState[] ALL = values();

    static VcState of(final int number)
    {
        return ALL[number];
    }
}
