package org.vatm.ndis;

/** {@code CO_MEDIA_PARAMETERS}: the miniport's part of {@link CoCallParameters}. */
public final class CoMediaParameters
{
    public static final int RECEIVE_TIME_INDICATION = 0x001; // set TimeReceived on every indicated packet
    public static final int USE_TIME_STAMPS = 0x002; // set TimeSent on every transmitted packet
    public static final int TRANSMIT_VC = 0x004; // the transmit flow is valid
    public static final int RECEIVE_VC = 0x008; // the receive flow is valid
    public static final int INDICATE_ERRED_PACKETS = 0x010; // otherwise damaged PDUs are counted and dropped
    public static final int INDICATE_END_OF_TX = 0x020; // complete a send only when it really left
    public static final int RESERVE_RESOURCES_VC = 0x040;
    public static final int ROUND_DOWN_FLOW = 0x080; // rates may be rounded down; actual values are written back
    public static final int ROUND_UP_FLOW = 0x100; // the same upwards; both together are refused

    public int flags;
    public int receivePriority;
    /** Expected PDU size in bytes, a hint for receive buffers; 0 if unknown. */
    public int receiveSizeHint;
    public final CoSpecificParameters mediaSpecific = new CoSpecificParameters();
}
