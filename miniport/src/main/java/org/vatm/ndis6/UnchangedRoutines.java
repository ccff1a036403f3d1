package org.vatm.ndis6;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisConfigurationParameter;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisIntHolder;
import org.vatm.ndis.NdisMemory;
import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.ndis.NdisSharedMemory;
import org.vatm.ndis.NdisSpinLock;

/** The routines of 6.x that are those of 5.1, some of them under a new name. */
abstract class UnchangedRoutines implements Ndis6Library
{
    private final NdisMiniportLibrary base;

    UnchangedRoutines(final NdisMiniportLibrary base)
    {
        this.base = base;
    }

    @Override
    public void ndisMResetComplete(final long ndisMiniportHandle, final int status, final boolean addressingReset)
    {
        base.ndisMResetComplete(ndisMiniportHandle, status, addressingReset);
    }

    @Override
    public int ndisReadConfiguration(
        final NdisConfigurationParameter parameterValue,
        final long configurationHandle,
        final String keyword,
        final int parameterType)
    {
        return base.ndisReadConfiguration(parameterValue, configurationHandle, keyword, parameterType);
    }

    @Override
    public int ndisReadNetworkAddress(
        final MutableDirectBuffer networkAddress,
        final NdisIntHolder networkAddressLength,
        final long configurationHandle)
    {
        return base.ndisReadNetworkAddress(networkAddress, networkAddressLength, configurationHandle);
    }

    @Override
    public void ndisCloseConfiguration(final long configurationHandle)
    {
        base.ndisCloseConfiguration(configurationHandle);
    }

    @Override
    public void ndisWriteErrorLogEntry(final long ndisMiniportHandle, final int errorCode, final int... errorValues)
    {
        base.ndisWriteErrorLogEntry(ndisMiniportHandle, errorCode, errorValues);
    }

    @Override
    public int ndisMGetBusData(
        final long ndisMiniportHandle, final int offset, final MutableDirectBuffer buffer, final int length)
    {
        return base.ndisReadPciSlotInformation(ndisMiniportHandle, offset, buffer, length);
    }

    @Override
    public int ndisMSetBusData(
        final long ndisMiniportHandle, final int offset, final DirectBuffer buffer, final int length)
    {
        return base.ndisWritePciSlotInformation(ndisMiniportHandle, offset, buffer, length);
    }

    @Override
    public int ndisMMapIoSpace(
        final NdisHandleHolder virtualAddress,
        final long ndisMiniportHandle,
        final long physicalAddress,
        final int length)
    {
        return base.ndisMMapIoSpace(virtualAddress, ndisMiniportHandle, physicalAddress, length);
    }

    @Override
    public void ndisMUnmapIoSpace(final long ndisMiniportHandle, final long virtualAddress, final int length)
    {
        base.ndisMUnmapIoSpace(ndisMiniportHandle, virtualAddress, length);
    }

    @Override
    public int ndisReadRegisterUlong(final long register)
    {
        return base.ndisReadRegisterUlong(register);
    }

    @Override
    public void ndisWriteRegisterUlong(final long register, final int data)
    {
        base.ndisWriteRegisterUlong(register, data);
    }

    @Override
    public int ndisReadRegisterUshort(final long register)
    {
        return base.ndisReadRegisterUshort(register);
    }

    @Override
    public void ndisWriteRegisterUshort(final long register, final int data)
    {
        base.ndisWriteRegisterUshort(register, data);
    }

    @Override
    public int ndisReadRegisterUchar(final long register)
    {
        return base.ndisReadRegisterUchar(register);
    }

    @Override
    public void ndisWriteRegisterUchar(final long register, final int data)
    {
        base.ndisWriteRegisterUchar(register, data);
    }

    @Override
    public void ndisMAllocateSharedMemory(
        final long ndisMiniportHandle, final int length, final boolean cached, final NdisSharedMemory sharedMemory)
    {
        base.ndisMAllocateSharedMemory(ndisMiniportHandle, length, cached, sharedMemory);
    }

    @Override
    public void ndisMFreeSharedMemory(final long ndisMiniportHandle, final NdisSharedMemory sharedMemory)
    {
        base.ndisMFreeSharedMemory(ndisMiniportHandle, sharedMemory);
    }

    @Override
    public int ndisAllocateMemoryWithTagPriority(final NdisMemory memory, final int length, final int tag)
    {
        return base.ndisAllocateMemoryWithTag(memory, length, tag);
    }

    @Override
    public void ndisFreeMemory(final NdisMemory memory, final int length, final int memoryFlags)
    {
        base.ndisFreeMemory(memory, length, memoryFlags);
    }

    @Override
    public void ndisAcquireSpinLock(final NdisSpinLock lock)
    {
        base.ndisAcquireSpinLock(lock);
    }

    @Override
    public void ndisReleaseSpinLock(final NdisSpinLock lock)
    {
        base.ndisReleaseSpinLock(lock);
    }

    @Override
    public void ndisDprAcquireSpinLock(final NdisSpinLock lock)
    {
        base.ndisDprAcquireSpinLock(lock);
    }

    @Override
    public void ndisDprReleaseSpinLock(final NdisSpinLock lock)
    {
        base.ndisDprReleaseSpinLock(lock);
    }

    @Override
    public void ndisStallExecution(final int microseconds)
    {
        base.ndisStallExecution(microseconds);
    }

    @Override
    public void ndisMSleep(final int microseconds)
    {
        base.ndisMSleep(microseconds);
    }

    @Override
    public long ndisGetCurrentSystemTimePs()
    {
        return base.ndisGetCurrentSystemTimePs();
    }

    @Override
    public void ndisMCoActivateVcComplete(
        final int status, final long ndisVcHandle, final CoCallParameters callParameters)
    {
        base.ndisMCoActivateVcComplete(status, ndisVcHandle, callParameters);
    }

    @Override
    public void ndisMCoDeactivateVcComplete(final int status, final long ndisVcHandle)
    {
        base.ndisMCoDeactivateVcComplete(status, ndisVcHandle);
    }
}
