package org.vatm.ndis.verifier;

import static org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.verifier.VerifierRule.*;

import org.junit.jupiter.api.Test;
import org.vatm.ndis.CoAddressFamily;
import org.vatm.ndis.MiniportHandler;
import org.vatm.ndis.NdisAttribute;
import org.vatm.ndis.NdisBooleanHolder;
import org.vatm.ndis.NdisHandleHolder;
import org.vatm.ndis.NdisIntHolder;
import org.vatm.ndis.NdisMiniportCharacteristics;
import org.vatm.ndis.NdisMiniportLibrary;
import org.vatm.ndis.PvcCallManager;

class RegistrationRulesTest extends RuleTest
{
    /** A driver whose characteristics are changed. */
    private abstract static class Registering extends SoundMiniport
    {
        abstract NdisMiniportCharacteristics change(NdisMiniportCharacteristics sound);

        @Override
        final NdisMiniportCharacteristics characteristics()
        {
            return change(super.characteristics());
        }
    }

    private static SoundMiniport without(final MiniportHandler handler)
    {
        return new Registering()
        {
            @Override
            NdisMiniportCharacteristics change(final NdisMiniportCharacteristics sound)
            {
                return sound.without(handler);
            }
        };
    }

    /** A driver that registers its interrupt so. */
    private static SoundMiniport interrupting(
        final MiniportHandler missing, final boolean requestIsr, final boolean isShared)
    {
        return new Registering()
        {
            @Override
            NdisMiniportCharacteristics change(final NdisMiniportCharacteristics sound)
            {
                return missing == null ? sound.with(MiniportHandler.DISABLE_INTERRUPT) : sound.without(missing);
            }

            @Override
            void connect()
            {
                final int line = (int)resources.first(org.vatm.ndis.NdisResourceList.Type.INTERRUPT).start();
                ndis.ndisMRegisterInterrupt(interrupt, adapterHandle, line, line, requestIsr, isShared,
                    NdisMiniportLibrary.NDIS_INTERRUPT_LEVEL_SENSITIVE);
            }
        };
    }

    @Test
    @Trips(REG_01)
    void shouldReportCharacteristicsOfAnotherLength()
    {
        start(new SoundMiniport()
        {
            @Override
            public int driverEntry(final NdisMiniportLibrary library)
            {
                ndis = library;
                ndis.ndisMInitializeWrapper(out);
                return ndis.ndisMRegisterMiniport(
                    out.value, characteristics(), NdisMiniportCharacteristics.LENGTH_5_0);
            }
        });
    }

    @Test
    @Trips(REG_02)
    void shouldReportAMissingCoHandler()
    {
        start(without(MiniportHandler.CO_ACTIVATE_VC));
    }

    @Test
    @Trips(REG_03)
    void shouldReportAnIntegratedCallManagerWithCoCreateVc()
    {
        start(new SoundMiniport()
        {
            @Override
            void connect()
            {
                super.connect();
                ndis.ndisMCmRegisterAddressFamily(
                    adapterHandle, CoAddressFamily.Q2931, new PvcCallManager(library));
            }
        });
    }

    @Test
    @Trips(REG_04)
    void shouldReportAMissingHandler()
    {
        start(without(MiniportHandler.ADAPTER_SHUTDOWN));
    }

    @Test
    @Trips(REG_05)
    void shouldReportAnInterruptWithoutItsHandlers()
    {
        start(interrupting(MiniportHandler.HANDLE_INTERRUPT, true, true));
    }

    @Test
    @Trips(REG_06)
    void shouldReportAsynchronousMemoryWithoutAllocateComplete()
    {
        final SoundMiniport miniport = up(without(MiniportHandler.ALLOCATE_COMPLETE));
        run(() -> miniport.ndis.ndisMAllocateSharedMemoryAsync(miniport.adapterHandle, 64, true, 0));
    }

    @Test
    @Trips(REG_07)
    void shouldReportAConnectionlessHandler()
    {
        start(new Registering()
        {
            @Override
            NdisMiniportCharacteristics change(final NdisMiniportCharacteristics sound)
            {
                return sound.with(MiniportHandler.SEND_PACKETS);
            }
        });
    }

    @Test
    @Trips(INT_04)
    void shouldReportASharedInterruptWithoutIsr()
    {
        start(interrupting(null, false, true));
    }

    @Test
    @Trips(INT_05)
    void shouldReportAnInterruptThatNobodyDisables()
    {
        start(interrupting(MiniportHandler.CHECK_FOR_HANG, false, false));
    }

    @Test
    @Trips(INI_01)
    void shouldReportAttributesThatAreSetTwice()
    {
        start(new SoundMiniport()
        {
            @Override
            void attributes()
            {
                super.attributes();
                super.attributes();
            }
        });
    }

    @Test
    @Trips(INI_02)
    void shouldReportAClaimBeforeTheAttributes()
    {
        start(new SoundMiniport()
        {
            @Override
            void configure(final long context)
            {
                ndis.ndisMQueryAdapterResources(context, resources);
                map();
            }
        });
    }

    @Test
    @Trips(INI_03)
    void shouldReportANullContext()
    {
        start(new SoundMiniport()
        {
            @Override
            void attributes()
            {
                ndis.ndisMSetAttributesEx(adapterHandle, 0, 0, NdisAttribute.NDIS_ATTRIBUTE_BUS_MASTER);
            }

            @Override
            void claim()
            {
            }

            @Override
            void connect()
            {
                initializeStatus = NDIS_STATUS_FAILURE;
            }

            @Override
            void release()
            {
            }
        });
    }

    @Test
    @Trips(INI_04)
    void shouldStopWhenInitializePends()
    {
        start(new SoundMiniport()
        {
            @Override
            void connect()
            {
                super.connect();
                initializeStatus = NDIS_STATUS_PENDING;
            }

            @Override
            void log()
            {
            }
        });
    }

    @Test
    @Trips(INI_05)
    void shouldReportABadMedium()
    {
        start(new SoundMiniport()
        {
            @Override
            public int miniportInitialize(
                final NdisIntHolder openErrorStatus,
                final NdisIntHolder selectedMediumIndex,
                final int[] mediumArray,
                final int mediumArraySize,
                final long miniportAdapterHandle,
                final long wrapperConfigurationContext)
            {
                final int status = super.miniportInitialize(openErrorStatus, selectedMediumIndex, mediumArray,
                    mediumArraySize, miniportAdapterHandle, wrapperConfigurationContext);
                selectedMediumIndex.value = mediumArraySize;
                return status;
            }
        });
    }

    @Test
    @Trips(INI_06)
    void shouldReportWhatAFailedInitializeLeaves()
    {
        final SoundMiniport miniport = new SoundMiniport()
        {
            @Override
            void freeShared()
            {
            }
        };
        miniport.initializeStatus = NDIS_STATUS_FAILURE;
        start(miniport);
    }

    @Test
    @Trips(INI_07)
    void shouldReportAFailureThatIsNotLogged()
    {
        final SoundMiniport miniport = new SoundMiniport()
        {
            @Override
            void log()
            {
            }
        };
        miniport.initializeStatus = NDIS_STATUS_FAILURE;
        start(miniport);
    }

    @Test
    @Trips(INI_08)
    void shouldReportAStaleConfigurationContext()
    {
        final long[] kept = new long[1];
        final SoundMiniport miniport = up(new SoundMiniport()
        {
            @Override
            void configure(final long context)
            {
                kept[0] = context;
            }
        });
        run(() -> miniport.ndis.ndisOpenConfiguration(new NdisHandleHolder(), kept[0]));
    }

    @Test
    @Trips(INI_09)
    void shouldReportAConfigurationLeftOpen()
    {
        start(new SoundMiniport()
        {
            @Override
            void configure(final long context)
            {
                ndis.ndisOpenConfiguration(out, context);
            }
        });
    }

    @Test
    @Trips(INI_10)
    void shouldReportAConfiguredValueThatIsTakenUnread()
    {
        final SoundMiniport miniport = new SoundMiniport()
        {
            @Override
            void configure(final long context)
            {
                final org.vatm.ndis.NdisConfigurationParameter value = new org.vatm.ndis.NdisConfigurationParameter();
                ndis.ndisOpenConfiguration(out, context);
                if (ndis.ndisReadConfiguration(value, out.value, "Hang", 0) == 0)
                {
                    ndis.ndisMSetAttributesEx(
                        adapterHandle, CONTEXT, value.integerData, NdisAttribute.NDIS_ATTRIBUTE_BUS_MASTER);
                }
                ndis.ndisCloseConfiguration(out.value);
            }

            @Override
            void attributes()
            {
                initializeStatus = NDIS_STATUS_FAILURE;
            }

            @Override
            void release()
            {
                unmap();
            }

            @Override
            void connect()
            {
            }
        };
        verifier.probes().extremeValue("Hang");
        start(miniport);
        verifier.probes().extremeValue(null);
    }

    @Test
    void shouldNotReportAConfiguredValueThatIsChecked()
    {
        verifier.probes().extremeValue("Buffers");
        start(new SoundMiniport());
    }

    @Test
    @Trips(INI_11)
    void shouldReportAnInterruptRegisteredBeforeItsStateIsReady()
    {
        verifier.probes().earlyInterrupts(true);
        start(new SoundMiniport()
        {
            private int[] state;

            @Override
            void connect()
            {
                super.connect();
                state = new int[1];
            }

            @Override
            public void miniportIsr(
                final NdisBooleanHolder interruptRecognized,
                final NdisBooleanHolder queueMiniportHandleInterrupt,
                final long miniportAdapterContext)
            {
                state[0]++;
                super.miniportIsr(interruptRecognized, queueMiniportHandleInterrupt, miniportAdapterContext);
            }
        });
    }

    @Test
    void shouldNotReportADriverThatIsReadyForAnEarlyInterrupt()
    {
        verifier.probes().earlyInterrupts(true);
        up(new SoundMiniport());
    }
}
