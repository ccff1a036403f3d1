package org.vatm.ndis;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.agrona.DirectBuffer;
import org.vatm.sim.HostCpu;

/** A miniport of the {@link TestNic} that maps its registers, and leaves everything else to the test. */
final class BareMiniport implements NdisMiniport, NdisMiniportDriver
{
    static final long CONTEXT = 0x51;
    private static final int ATM = 4; // its place in the array of media

    final HostCpu cpu;
    final List<String> calls = new ArrayList<>();
    final List<NdisSharedMemory> allocated = new ArrayList<>();
    final NdisMiniportInterrupt interrupt = new NdisMiniportInterrupt();
    final NdisResourceList resources = new NdisResourceList();
    final NdisHandleHolder out = new NdisHandleHolder();
    NdisMiniportCharacteristics characteristics = new NdisMiniportCharacteristics(this)
        .with(MiniportHandler.ALLOCATE_COMPLETE)
        .with(MiniportHandler.DISABLE_INTERRUPT)
        .with(MiniportHandler.ENABLE_INTERRUPT);
    int attributes = NdisAttribute.NDIS_ATTRIBUTE_BUS_MASTER;
    boolean usesOldAttributes;
    boolean recognizesAll;
    boolean acknowledges = true;
    IntSupplier inInitialize = () -> NDIS_STATUS_SUCCESS;
    Runnable inHalt = () -> { };
    Runnable inHandleInterrupt = () -> { };
    NdisMiniportLibrary ndis;
    long wrapper;
    long adapterHandle;
    long registers;
    private final String name;

    BareMiniport(final HostCpu cpu, final String name)
    {
        this.cpu = cpu;
        this.name = name;
    }

    @Override
    public int driverEntry(final NdisMiniportLibrary library)
    {
        ndis = library;
        ndis.ndisMInitializeWrapper(out);
        wrapper = out.value;
        return ndis.ndisMRegisterMiniport(wrapper, characteristics, NdisMiniportCharacteristics.LENGTH_5_1);
    }

    @Override
    public int miniportInitialize(
        final NdisIntHolder openErrorStatus,
        final NdisIntHolder selectedMediumIndex,
        final int[] mediumArray,
        final int mediumArraySize,
        final long miniportAdapterHandle,
        final long wrapperConfigurationContext)
    {
        selectedMediumIndex.value = ATM;
        adapterHandle = miniportAdapterHandle;
        ndis.ndisMQueryAdapterResources(wrapperConfigurationContext, resources);
        if (usesOldAttributes)
        {
            ndis.ndisMSetAttributes(adapterHandle, CONTEXT, attributes != 0);
        }
        else
        {
            ndis.ndisMSetAttributesEx(adapterHandle, CONTEXT, 0, attributes);
        }
        final NdisResourceList.Descriptor memory = resources.first(NdisResourceList.Type.MEMORY);
        ndis.ndisMMapIoSpace(out, adapterHandle, memory.start(), memory.length());
        registers = out.value;
        final int status = inInitialize.getAsInt();
        if (status != NDIS_STATUS_SUCCESS)
        {
            ndis.ndisMUnmapIoSpace(adapterHandle, registers, memory.length());
        }
        return status;
    }

    int registerInterrupt(final boolean requestIsr, final boolean isShared, final int mode)
    {
        final int line = (int)resources.first(NdisResourceList.Type.INTERRUPT).start();
        final int status =
            ndis.ndisMRegisterInterrupt(interrupt, adapterHandle, line, line, requestIsr, isShared, mode);
        if (status == NDIS_STATUS_SUCCESS)
        {
            unmask(1);
        }
        return status;
    }

    void ring()
    {
        ndis.ndisWriteRegisterUlong(registers + TestNic.BELL, 1);
    }

    void unmask(final int mask)
    {
        ndis.ndisWriteRegisterUlong(registers + TestNic.MASK, mask);
        ndis.ndisReadRegisterUlong(registers + TestNic.MASK);
    }

    @Override
    public void miniportHalt(final long miniportAdapterContext)
    {
        log("Halt");
        inHalt.run();
        ndis.ndisMDeregisterInterrupt(interrupt);
        ndis.ndisMUnmapIoSpace(adapterHandle, registers, resources.first(NdisResourceList.Type.MEMORY).length());
    }

    @Override
    public int miniportReset(final NdisBooleanHolder addressingReset, final long miniportAdapterContext)
    {
        log("Reset");
        return NDIS_STATUS_SUCCESS;
    }

    @Override
    public void miniportShutdown(final long shutdownContext)
    {
        log("Shutdown");
    }

    @Override
    public void miniportIsr(
        final NdisBooleanHolder interruptRecognized,
        final NdisBooleanHolder queueMiniportHandleInterrupt,
        final long miniportAdapterContext)
    {
        final boolean isOurs = recognizesAll || ndis.ndisReadRegisterUlong(registers + TestNic.CAUSE) == 1;
        if (isOurs && acknowledges)
        {
            acknowledge();
        }
        log(isOurs ? "ISR" : "ISR not mine");
        interruptRecognized.value = isOurs;
        queueMiniportHandleInterrupt.value = isOurs;
    }

    void acknowledge()
    {
        ndis.ndisWriteRegisterUlong(registers + TestNic.CAUSE, 1);
        ndis.ndisReadRegisterUlong(registers + TestNic.CAUSE);
    }

    @Override
    public void miniportDisableInterrupt(final long miniportAdapterContext)
    {
        log("DisableInterrupt");
        unmask(0);
    }

    @Override
    public void miniportEnableInterrupt(final long miniportAdapterContext)
    {
        log("EnableInterrupt");
        unmask(1);
    }

    @Override
    public void miniportHandleInterrupt(final long miniportAdapterContext)
    {
        log("HandleInterrupt");
        inHandleInterrupt.run();
    }

    @Override
    public void miniportAllocateComplete(
        final long miniportAdapterContext, final NdisSharedMemory sharedMemory, final long context)
    {
        log("AllocateComplete " + context + " of " + sharedMemory.length());
        allocated.add(sharedMemory);
    }

    @Override
    public void miniportPnPEventNotify(
        final long miniportAdapterContext,
        final int pnPEvent,
        final DirectBuffer informationBuffer,
        final int informationBufferLength)
    {
        log("PnPEventNotify " + pnPEvent +
            (informationBufferLength == 0 ? "" : " " + informationBuffer.getInt(0, java.nio.ByteOrder.LITTLE_ENDIAN)));
    }

    @Override
    public int miniportCoCreateVc(
        final long miniportAdapterContext, final long ndisVcHandle, final NdisHandleHolder miniportVcContext)
    {
        return NdisStatus.NDIS_STATUS_RESOURCES;
    }

    @Override
    public int miniportCoDeleteVc(final long miniportVcContext)
    {
        return NdisStatus.NDIS_STATUS_FAILURE;
    }

    @Override
    public int miniportCoActivateVc(final long miniportVcContext, final CoCallParameters callParameters)
    {
        return NdisStatus.NDIS_STATUS_FAILURE;
    }

    @Override
    public int miniportCoDeactivateVc(final long miniportVcContext)
    {
        return NdisStatus.NDIS_STATUS_FAILURE;
    }

    @Override
    public void miniportCoSendPackets(
        final long miniportVcContext, final NdisPacket[] packetArray, final int numberOfPackets)
    {
        throw new AssertionError("no VC is ever active");
    }

    @Override
    public int miniportCoRequest(
        final long miniportAdapterContext, final long miniportVcContext, final NdisRequest ndisRequest)
    {
        return NdisStatus.NDIS_STATUS_NOT_SUPPORTED;
    }

    @Override
    public void miniportReturnPacket(final long miniportAdapterContext, final NdisPacket packet)
    {
        throw new AssertionError("nothing was indicated");
    }

    private void log(final String call)
    {
        calls.add(cpu.level() + " " + name + call);
    }
}
