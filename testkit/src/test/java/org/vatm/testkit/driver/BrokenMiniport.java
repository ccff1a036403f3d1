package org.vatm.testkit.driver;

import org.agrona.DirectBuffer;
import org.vatm.ndis.CoCallParameters;
import org.vatm.ndis.NdisBooleanHolder;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisIntHolder;
import org.vatm.ndis.NdisOid;
import org.vatm.ndis.NdisPacket;
import org.vatm.ndis.NdisRequest;
import org.vatm.ndis.NdisSharedMemory;
import org.vatm.ndis.NdisStatus;
import org.vatm.testkit.PlainDevice;

import java.util.function.Supplier;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

/** Miniports that are right but for one thing, each with the rule of chapter 12 that it breaks. */
public enum BrokenMiniport
{
    CREATE_PENDS("VC-01", () -> new SoftMiniport()
    {
        @Override
        public int miniportCoCreateVc(final long adapter, final long ndisVcHandle, final NdisHandleHolder context)
        {
            super.miniportCoCreateVc(adapter, ndisVcHandle, context);
            return NDIS_STATUS_PENDING;
        }
    }),

    DELETE_PENDS("VC-02", () -> new SoftMiniport()
    {
        @Override
        public int miniportCoDeleteVc(final long vc)
        {
            super.miniportCoDeleteVc(vc);
            return NDIS_STATUS_PENDING;
        }
    }),

    ALL_VCS_HAVE_ONE_CONTEXT("VC-03", () -> new SoftMiniport()
    {
        @Override
        public int miniportCoCreateVc(final long adapter, final long ndisVcHandle, final NdisHandleHolder context)
        {
            final int status = super.miniportCoCreateVc(adapter, ndisVcHandle, context);
            context.value = 1;
            return status;
        }
    }),

    CREATE_LOOKS_AT_THE_DEVICE("VC-05", () -> new SoftMiniport()
    {
        @Override
        public int miniportCoCreateVc(final long adapter, final long ndisVcHandle, final NdisHandleHolder context)
        {
            ndis.ndisReadRegisterUlong(registers.value + PlainDevice.ID);
            return super.miniportCoCreateVc(adapter, ndisVcHandle, context);
        }
    }),

    DELETE_FAILS("VC-08", () -> new SoftMiniport()
    {
        private boolean failed;

        @Override
        public int miniportCoDeleteVc(final long vc)
        {
            if (!failed)
            {
                failed = true;
                return NDIS_STATUS_FAILURE;
            }
            return super.miniportCoDeleteVc(vc);
        }
    }),

    ONE_VCI_FOR_TWO("VC-15", () -> new SoftMiniport()
    {
        @Override
        protected int check(final SoftVc vc, final CoCallParameters call)
        {
            final int status = super.check(vc, call);
            return status == NdisStatus.NDIS_STATUS_VC_NOT_AVAILABLE ? NDIS_STATUS_SUCCESS : status;
        }
    }),

    MORE_VCS_THAN_IT_SAYS("VC-16", () -> new SoftMiniport()
    {
        @Override
        protected int check(final SoftVc vc, final CoCallParameters call)
        {
            final int status = super.check(vc, call);
            return status == NDIS_STATUS_RESOURCES ? NDIS_STATUS_SUCCESS : status;
        }
    }),

    ACTIVATION_IS_NEVER_COMPLETED("ACT-02", () -> new SoftMiniport()
    {
        @Override
        public int miniportCoActivateVc(final long vc, final CoCallParameters call)
        {
            final int status = super.miniportCoActivateVc(vc, call);
            return status == NDIS_STATUS_SUCCESS ? NDIS_STATUS_PENDING : status;
        }
    }),

    RATES_ARE_NOT_CHECKED("ACT-05", () -> new SoftMiniport()
    {
        @Override
        protected int check(final SoftVc vc, final CoCallParameters call)
        {
            final int status = super.check(vc, call);
            return status == NdisStatus.NDIS_STATUS_INCOMPATABLE_QOS ? NDIS_STATUS_SUCCESS : status;
        }
    }),

    FAILED_MODIFICATION_ENDS_THE_VC("ACT-06", () -> new SoftMiniport()
    {
        @Override
        protected int check(final SoftVc vc, final CoCallParameters call)
        {
            final int status = super.check(vc, call);
            vc.active &= status == NDIS_STATUS_SUCCESS;
            return status;
        }
    }),

    ROUNDS_WITHOUT_BEING_ASKED("ACT-07", () -> new SoftMiniport()
    {
        @Override
        public int miniportCoActivateVc(final long vc, final CoCallParameters call)
        {
            final int status = super.miniportCoActivateVc(vc, call);
            if (status == NDIS_STATUS_SUCCESS)
            {
                call.mediaParameters.mediaSpecific.parameters.transmit.peakCellRate |= 0x3FF;
            }
            return status;
        }
    }),

    REFUSED_ACTIVATION_KEEPS_THE_VCI("ACT-09", () -> new SoftMiniport()
    {
        @Override
        protected int check(final SoftVc vc, final CoCallParameters call)
        {
            final boolean wasActive = vc.active;
            final int status = super.check(vc, call);
            final boolean isSize = status == NdisStatus.NDIS_STATUS_INVALID_DATA && call.mediaParameters != null &&
                call.mediaParameters.mediaSpecific.parameters.transmit.maxSduSize <= 0;
            if (isSize && !wasActive)
            {
                refusedVci = call.mediaParameters.mediaSpecific.parameters.connectionId.vci;
            }
            return status == NDIS_STATUS_SUCCESS &&
                call.mediaParameters.mediaSpecific.parameters.connectionId.vci == refusedVci ?
                NdisStatus.NDIS_STATUS_VC_NOT_AVAILABLE : status;
        }

        private int refusedVci = -1;
    }),

    DEACTIVATION_DOES_NOT_WAIT("DEA-03", () -> new SoftMiniport()
    {
        @Override
        public int miniportCoDeactivateVc(final long vc)
        {
            super.miniportCoDeactivateVc(vc);
            return NDIS_STATUS_SUCCESS;
        }
    }),

    DEACTIVATION_DOES_NOT_WAIT_FOR_RECEIVERS("DEA-04", () -> new SoftMiniport()
    {
        @Override
        protected boolean isDrained(final SoftVc vc)
        {
            return vc.sendsOut == 0;
        }
    }),

    DEACTIVATION_IS_NEVER_COMPLETED("DEA-02", () -> new SoftMiniport()
    {
        @Override
        protected void endDraining(final SoftVc vc)
        {
            vc.draining = false;
        }
    }),

    COMPLETES_A_SEND_TWICE("SND-01", () -> new SoftMiniport()
    {
        @Override
        protected void complete(final SoftVc vc, final NdisPacket packet, final int status)
        {
            super.complete(vc, packet, status);
            ndis.ndisMCoSendComplete(status, vc.ndisVcHandle, packet);
        }
    }),

    LOSES_EVERY_TENTH_SEND("SND-11", () -> new SoftMiniport()
    {
        private int count;

        @Override
        protected void transmit(final SoftVc vc, final NdisPacket packet)
        {
            if (++count % 10 != 0)
            {
                super.transmit(vc, packet);
            }
        }
    }),

    REORDERS("SND-07", () -> new SoftMiniport()
    {
        @Override
        public void miniportHandleInterrupt(final long adapter)
        {
            if (queue.size() > 1)
            {
                queue.add(queue.remove()); // the first one last
            }
            super.miniportHandleInterrupt(adapter);
        }
    }),

    CUTS_WHAT_IS_TOO_LONG("SND-10", () -> new SoftMiniport()
    {
        @Override
        protected int refusal(final SoftVc vc, final NdisPacket packet)
        {
            return NDIS_STATUS_SUCCESS;
        }
    }),

    FAILS_WHAT_IT_COULD_QUEUE("SND-09", () -> new SoftMiniport()
    {
        @Override
        protected int refusal(final SoftVc vc, final NdisPacket packet)
        {
            return queue.size() >= 64 ? NDIS_STATUS_RESOURCES : super.refusal(vc, packet);
        }
    }),

    WRITES_TO_WHAT_IT_SENDS("SND-06", () -> new SoftMiniport()
    {
        @Override
        protected void transmit(final SoftVc vc, final NdisPacket packet)
        {
            packet.firstBuffer().adjustLength(packet.firstBuffer().length() - 1);
            super.transmit(vc, packet);
        }
    }),

    INDICATES_WITHOUT_STATUS("RCV-01", () -> new SoftMiniport()
    {
        @Override
        protected void indicate(final SoftVc vc, final NdisPacket packet)
        {
            packet.status(NDIS_STATUS_FAILURE);
            super.indicate(vc, packet);
            takeBack(packet);
        }
    }),

    INDICATES_WHAT_IS_OUT("RCV-03", () -> new SoftMiniport()
    {
        @Override
        protected void indicate(final SoftVc vc, final NdisPacket packet)
        {
            super.indicate(vc, packet);
            if (vc.receivesOut > 0)
            {
                ndis.ndisMCoIndicateReceivePacket(vc.ndisVcHandle, new NdisPacket[]{packet}, 1);
            }
        }
    }),

    DOES_NOT_TELL_THE_END_OF_A_BATCH("RCV-07", () -> new SoftMiniport()
    {
        @Override
        protected void transmit(final SoftVc vc, final NdisPacket packet)
        {
            super.transmit(vc, packet);
            indicated = false;
        }
    }),

    SHORT_BUFFERS_ARE_GOOD_ENOUGH("REQ-04", () -> new SoftMiniport()
    {
        @Override
        public int miniportCoRequest(final long adapter, final long vc, final NdisRequest request)
        {
            final int status = super.miniportCoRequest(adapter, vc, request);
            return status == NdisStatus.NDIS_STATUS_INVALID_LENGTH ? NDIS_STATUS_SUCCESS : status;
        }
    }),

    KNOWS_EVERY_OID("REQ-05", () -> new SoftMiniport()
    {
        @Override
        public int miniportCoRequest(final long adapter, final long vc, final NdisRequest request)
        {
            final int status = super.miniportCoRequest(adapter, vc, request);
            return status == NdisStatus.NDIS_STATUS_INVALID_OID ? NDIS_STATUS_SUCCESS : status;
        }
    }),

    ALL_VCS_HAVE_THE_ADAPTERS_COUNTERS("REQ-08", () -> new SoftMiniport()
    {
        @Override
        public int miniportCoRequest(final long adapter, final long vc, final NdisRequest request)
        {
            return super.miniportCoRequest(adapter, 0, request);
        }
    }),

    LIES_ABOUT_ITS_VERSION("OID-08", () -> new SoftMiniport()
    {
        @Override
        public int miniportCoRequest(final long adapter, final long vc, final NdisRequest request)
        {
            final int status = super.miniportCoRequest(adapter, vc, request);
            if (request.oid == NdisOid.OID_GEN_CO_DRIVER_VERSION && status == NDIS_STATUS_SUCCESS)
            {
                request.informationBuffer.putByte(0, (byte)0);
            }
            return status;
        }
    }),

    RESET_FORGETS_PACKETS("RST-04", () -> new SoftMiniport()
    {
        @Override
        public int miniportReset(final NdisBooleanHolder addressingReset, final long adapter)
        {
            queue.clear();
            return super.miniportReset(addressingReset, adapter);
        }
    }),

    RESET_ENDS_THE_VCS("RST-03", () -> new SoftMiniport()
    {
        private SoftVc last;

        @Override
        protected int check(final SoftVc vc, final CoCallParameters call)
        {
            last = vc;
            return super.check(vc, call);
        }

        @Override
        public int miniportReset(final NdisBooleanHolder addressingReset, final long adapter)
        {
            if (last != null)
            {
                last.active = false;
            }
            return super.miniportReset(addressingReset, adapter);
        }
    }),

    RESET_INDICATES_ITSELF("RST-02", () -> new SoftMiniport()
    {
        @Override
        public int miniportReset(final NdisBooleanHolder addressingReset, final long adapter)
        {
            ndis.ndisMCoIndicateStatus(miniportAdapterHandle, 0, NdisStatus.NDIS_STATUS_RESET_START, null, 0);
            return super.miniportReset(addressingReset, adapter);
        }
    }),

    HALT_LEAKS("HLT-01", () -> new SoftMiniport()
    {
        @Override
        public int miniportInitialize(
            final NdisIntHolder openError,
            final NdisIntHolder medium,
            final int[] media,
            final int count,
            final long adapter,
            final long configuration)
        {
            final int status = super.miniportInitialize(openError, medium, media, count, adapter, configuration);
            ndis.ndisMAllocateSharedMemory(adapter, 4096, false, new NdisSharedMemory());
            return status;
        }
    }),

    REMOVAL_IS_NOT_NOTICED("PNP-01", () -> new SoftMiniport()
    {
        @Override
        public void miniportPnPEventNotify(
            final long adapter, final int event, final DirectBuffer buffer, final int length)
        {
            // goes on as if nothing had happened
        }
    });

    private final String rule;
    private final Supplier<SoftMiniport> driver;

    BrokenMiniport(final String rule, final Supplier<SoftMiniport> driver)
    {
        this.rule = rule;
        this.driver = driver;
    }

    /** Id of what it breaks. */
    public String rule()
    {
        return rule;
    }

    public SoftMiniport driver()
    {
        return driver.get();
    }
}
