package org.vatm.atm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CellHeaderTest
{
    @Test
    void shouldPlaceFieldsAsOnTheLine()
    {
        assertEquals(0x0AB1_2345, CellHeader.of(0xAB, 0x1234, 2, 1));
        assertEquals(0xCAB1_2345, CellHeader.ofNni(0xCAB, 0x1234, 2, 1));
    }

    @Test
    void shouldTakeHeadersApart()
    {
        final int header = 0xCAB1_234D;

        assertEquals(0xC, CellHeader.gfc(header));
        assertEquals(0xAB, CellHeader.vpi(header));
        assertEquals(0xCAB, CellHeader.nniVpi(header));
        assertEquals(0x1234, CellHeader.vci(header));
        assertEquals(6, CellHeader.pti(header));
        assertEquals(1, CellHeader.clp(header));
        assertFalse(CellHeader.isUserData(header));
    }

    @Test
    void shouldKeepFieldsApartWhenAnArgumentIsTooLarge()
    {
        assertEquals(CellHeader.of(0, 0, 7, 0), CellHeader.of(0x100, 0x1_0000, 15, 2));
    }

    @Test
    void shouldKnowCellsOfNobody()
    {
        assertTrue(CellHeader.isIdle(CellHeader.IDLE));
        assertFalse(CellHeader.isIdle(CellHeader.UNASSIGNED));
        assertFalse(CellHeader.isUnassigned(CellHeader.IDLE));
        assertTrue(CellHeader.isUnassigned(CellHeader.of(0, 0, 5, 0) | 0xF000_0000));
        assertFalse(CellHeader.isUnassigned(CellHeader.of(0, 1, 0, 0)));
    }

    @Test
    void shouldSeeTheEndOfAPduInUserCellsOnly()
    {
        assertTrue(CellHeader.isLastOfPdu(CellHeader.of(1, 32, CellHeader.PTI_AUU | CellHeader.PTI_EFCI, 1)));
        assertFalse(CellHeader.isLastOfPdu(CellHeader.of(1, 32, CellHeader.PTI_EFCI, 0)));
        assertFalse(CellHeader.isLastOfPdu(CellHeader.of(1, 32, CellHeader.PTI_OAM_END_TO_END, 0)));
    }
}
