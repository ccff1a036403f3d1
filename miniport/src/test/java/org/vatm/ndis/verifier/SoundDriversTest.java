package org.vatm.ndis.verifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_PENDING;
import static org.vatm.ndis.NdisStatus.NDIS_STATUS_SUCCESS;

import org.junit.jupiter.api.Test;
import org.vatm.ndis.NdisClientVc;
import org.vatm.ndis.NdisOid;

/** Drivers without a fault trip no rule, whatever they do. */
class SoundDriversTest extends RuleTest
{
    @Test
    void shouldFindNothingInAWholeLife()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        final NdisClientVc vc = connected();
        send(vc, 1, 40, 1500);
        client.keeps = true;
        send(vc, 100);
        run(() -> client.closeCall(vc));
        run(client::giveBack);
        assertEquals(4, client.received);

        client.keeps = false;
        miniport.activateStatus = NDIS_STATUS_PENDING;
        run(() -> client.makeCall(vc, parameters()));
        run(() -> miniport.activated(miniport.lastVc(), NDIS_STATUS_SUCCESS));
        miniport.activateStatus = NDIS_STATUS_SUCCESS;
        miniport.receiveStatus = org.vatm.ndis.NdisStatus.NDIS_STATUS_RESOURCES;
        send(vc, 48, 52);
        miniport.holds = true;
        send(vc, 10, 10);
        run(() -> library.ndisCancelSendPackets(client.port.bindingHandle(), 0));
        miniport.holds = false;
        miniport.resetStatus = NDIS_STATUS_PENDING;
        assertEquals(NDIS_STATUS_PENDING, call(() -> library.ndisReset(client.port.bindingHandle())));
        dispatch(() -> miniport.ndis.ndisMResetComplete(miniport.adapterHandle, NDIS_STATUS_SUCCESS, false));
        send(vc, 9);
        query(NdisOid.OID_GEN_CO_SUPPORTED_LIST);
        query(vc, NdisOid.OID_GEN_CO_XMIT_PDUS_OK, 4);
        query(null, NdisOid.OID_GEN_CO_XMIT_PDUS_OK, 2);
        runFor(30 * SECOND);
        run(() -> client.closeCall(vc));
        run(() -> client.deleteVc(vc));
        halt();
        assertEquals(0, miniport.receivePackets.size());
        assertTrue(verifier.total() == 0, () -> verifier.findings().toString());
    }

    @Test
    void shouldFindNothingWhenTheAdapterIsPulledOut()
    {
        final SoundMiniport miniport = up(new SoundMiniport());
        final NdisClientVc vc = connected();
        miniport.holds = true;
        send(vc, 5);
        run(() -> ndis.surpriseRemove(adapterHandle.value));
        runFor(20 * SECOND);
        halt();
    }

    @Test
    void shouldFindNothingWhenInitializeFails()
    {
        final SoundMiniport miniport = new SoundMiniport();
        miniport.initializeStatus = org.vatm.ndis.NdisStatus.NDIS_STATUS_FAILURE;
        start(miniport);
    }
}
