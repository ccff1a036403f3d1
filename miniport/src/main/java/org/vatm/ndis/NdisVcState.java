package org.vatm.ndis;

/** States of a VC between NdisCoCreateVc and NdisCoDeleteVc; contract 5.1 has their numbers. */
enum NdisVcState
{
    /** S0 and S8: no such VC, or no longer. */
    NONEXISTENT,
    /** S1: inside NdisCoCreateVc. */
    CREATING,
    /** S2: inactive. */
    CREATED,
    /** S3: the first activation is pending. */
    ACTIVATING,
    /** S4. */
    ACTIVE,
    /** S5: active, a change of parameters is pending. */
    MODIFYING,
    /** S6: the deactivation is pending. */
    DEACTIVATING,
    /** S7: inside NdisCoDeleteVc. */
    DELETING
}
