package org.vatm.ndis;

/** {@code FLOWSPEC}: what a client wants of one direction, in terms that are not ATM's. */
public final class FlowSpec
{
    /** Bytes of the C structure. */
    public static final int LENGTH = 32;
    public static final int QOS_NOT_SPECIFIED = -1;

    public int tokenRate = QOS_NOT_SPECIFIED; // bytes/s
    public int tokenBucketSize = QOS_NOT_SPECIFIED; // bytes
    public int peakBandwidth = QOS_NOT_SPECIFIED; // bytes/s
    public int latency = QOS_NOT_SPECIFIED; // us
    public int delayVariation = QOS_NOT_SPECIFIED; // us
    public int serviceType = QOS_NOT_SPECIFIED;
    public int maxSduSize = QOS_NOT_SPECIFIED; // bytes
    public int minimumPolicedSize = QOS_NOT_SPECIFIED; // bytes
}
