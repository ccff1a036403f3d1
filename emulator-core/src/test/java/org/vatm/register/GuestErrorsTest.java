package org.vatm.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuestErrorsTest
{
    private final GuestErrors errors = new GuestErrors();

    @Test
    void shouldCountByKindAndTellTheListener()
    {
        final List<String> told = new ArrayList<>();
        errors.listener((kind, address, data) -> told.add(kind.name() + " " + address + " " + data));

        assertTrue(errors.report(AccessError.NARROW_WRITE, 1, 2));
        assertFalse(errors.report(AccessError.NARROW_WRITE, 3, 4));
        assertTrue(errors.report(AccessError.READ_UNMAPPED, 5, 6));

        assertEquals(List.of("NARROW_WRITE 1 2", "NARROW_WRITE 3 4", "READ_UNMAPPED 5 6"), told);
        assertEquals(2, errors.count(AccessError.NARROW_WRITE));
        assertEquals(0, errors.count(AccessError.WRITE_UNMAPPED));
        assertEquals(3, errors.total());
        assertEquals(List.of(AccessError.NARROW_WRITE, AccessError.READ_UNMAPPED), errors.kinds());
    }

    @Test
    void shouldReportWhatIsNotModelledOnceForEachName()
    {
        assertTrue(errors.notModelled("GP.PCIPAR", 0x4C, 16));
        assertFalse(errors.notModelled("GP.PCIPAR", 0x4C, 16));
        assertTrue(errors.notModelled("ABR", 0, 0));

        assertEquals(2, errors.count(AccessError.NOT_MODELLED));
        assertEquals(List.of("GP.PCIPAR", "ABR"), errors.notModelledNames());
    }

    @Test
    void shouldCountMoreKindsThanItStartedWith()
    {
        for (int i = 0; i < 100; i++)
        {
            assertTrue(errors.report(new NamedError(i), 0, 0));
        }

        assertEquals(100, errors.total());
        assertEquals(100, errors.kinds().size());
    }

    private static final class NamedError implements GuestError
    {
        private final int number;

        private NamedError(final int number)
        {
            this.number = number;
        }

        @Override
        public String name()
        {
            return "ERROR_" + number;
        }

        @Override
        public String meaning()
        {
            return "error " + number;
        }
    }
}
