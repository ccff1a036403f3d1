package org.vatm.benchmarks.vc;

import org.vatm.ndis.AtmFlowParameters;

/** What an entry of the driver's table has, as one object. */
final class VcObject
{
    private static final int FREE = 0;
    private static final int CREATED = 1;

    final long ndisVcHandle;
    int state = CREATED;
    int vpiVci = -1;
    int ring = -1;
    int sendsOut;
    int receivesOut;
    int traits;
    int bytesQueued;
    int sendSdu;
    int receiveSdu;
    int noBuffer;

    int sendCategory;
    int sendAverage;
    int sendPeak;
    int sendMinimum;
    int sendInitial;
    int sendBurst;
    int sendMaxSdu;
    int sendProgrammed;
    long pdusSent;
    long bytesSent;
    long cellsSent;
    long sendErrors;

    int receiveCategory;
    int receiveAverage;
    int receivePeak;
    int receiveMinimum;
    int receiveInitial;
    int receiveBurst;
    int receiveMaxSdu;
    int receiveProgrammed;
    long pdusReceived;
    long bytesReceived;
    long cellsReceived;
    long receiveErrors;

    VcObject(final long ndisVcHandle)
    {
        this.ndisVcHandle = ndisVcHandle;
    }

    VcObject(final long ndisVcHandle, final int vpiVci)
    {
        this.ndisVcHandle = ndisVcHandle;
        this.vpiVci = vpiVci;
        final AtmFlowParameters transmit = Media.TRANSMIT;
        sendSdu = transmit.maxSduSize;
        sendCategory = transmit.serviceCategory;
        sendAverage = transmit.averageCellRate;
        sendPeak = transmit.peakCellRate;
        sendMinimum = transmit.minimumCellRate;
        sendInitial = transmit.initialCellRate;
        sendBurst = transmit.burstLengthCells;
        sendMaxSdu = transmit.maxSduSize;
        sendProgrammed = transmit.peakCellRate;
        final AtmFlowParameters receive = Media.RECEIVE;
        receiveSdu = receive.maxSduSize;
        receiveCategory = receive.serviceCategory;
        receiveAverage = receive.averageCellRate;
        receivePeak = receive.peakCellRate;
        receiveMinimum = receive.minimumCellRate;
        receiveInitial = receive.initialCellRate;
        receiveBurst = receive.burstLengthCells;
        receiveMaxSdu = receive.maxSduSize;
    }

    /** Only a VC that is not active may go: somebody has to look. */
    void delete()
    {
        if (state != CREATED)
        {
            throw new IllegalStateException("state " + state);
        }
        state = FREE;
    }
}
