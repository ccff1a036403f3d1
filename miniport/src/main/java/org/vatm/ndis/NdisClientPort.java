package org.vatm.ndis;

/** An adapter that an {@link NdisCoClient} is bound to. */
public final class NdisClientPort
{
    final String deviceName;
    final long context;
    final NdisHandleHolder bindingHandle = new NdisHandleHolder();
    final NdisHandleHolder afHandle = new NdisHandleHolder();
    /** VCs, SAPs and the address family go; when unbinding, the adapter too. */
    boolean closing;
    boolean unbinding;
    boolean closed;
    int vcCount;
    int sapCount;

    NdisClientPort(final String deviceName, final long context)
    {
        this.deviceName = deviceName;
        this.context = context;
    }

    public String deviceName()
    {
        return deviceName;
    }

    /** NdisBindingHandle. */
    public long bindingHandle()
    {
        return bindingHandle.value;
    }

    /** NdisAfHandle; 0 until the address family is open. */
    public long afHandle()
    {
        return afHandle.value;
    }
}
