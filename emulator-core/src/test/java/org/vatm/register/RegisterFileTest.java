package org.vatm.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.vatm.register.Access.RC;
import static org.vatm.register.Access.RO;
import static org.vatm.register.Access.RW;
import static org.vatm.register.Access.W1C;
import static org.vatm.register.Access.WO;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegisterFileTest
{
    private static final int WORD = -1;

    private final RegisterMap map = new RegisterMap("DEVICE", 0x40);
    private final Register mixed = map.register("MIXED", 0x08, 0x8001_0003, "every access");
    private final Field low = mixed.field("LOW", 7, 0, RW, "plain");
    private final Field latch = mixed.field("LATCH", 16, 15, W1C, "latched");
    private final Field live = mixed.field("LIVE", 31, 28, RO, "live");
    private final Register count = map.register("COUNT", 0x0C, 0, "counter");
    private final Field counter = count.field("COUNT", 15, 0, RC, "events");
    private final Register go = map.register("GO", 0x3C, 0, "command").wordOnly();
    private final Field command = go.field("COMMAND", 31, 0, WO, "what to do");

    private final GuestErrors errors = new GuestErrors();
    private final RegisterFile file = new RegisterFile(map, errors);

    @Test
    void shouldKeepReadOnlyBitsAndReservedBits()
    {
        file.write(0x08, 0x7FFF_FFFF & ~latch.mask(), WORD);

        assertEquals(0x8001_00FF, file.read(0x08, WORD));
        assertEquals(8, live.get(file.get(mixed)));
        assertEquals(0xFF, low.get(file.get(mixed)));
    }

    @Test
    void shouldClearLatchedBitsOnlyByOne()
    {
        file.set(mixed, latch.mask());

        file.write(0x08, 0, WORD);
        assertEquals(latch.mask(), file.read(0x08, WORD));

        file.write(0x08, 0x8000, WORD);
        assertEquals(0x0001_0000, file.read(0x08, WORD));
    }

    @Test
    void shouldHonourByteLanes()
    {
        file.set(mixed, low.of(0x12) | latch.mask());

        file.write(0x08, 0xFFFF_FFFF, 0x00FF_0000);
        assertEquals(0x8012, file.get(mixed));
        assertEquals(0x8000, file.read(0x08, 0x0000_FF00));
    }

    @Test
    void shouldClearOnReadAndIgnoreWrites()
    {
        file.set(count, 0x1234);
        file.write(0x0C, 0, WORD);

        assertEquals(0x34, file.read(0x0C, 0xFF));
        assertEquals(0x1200, file.read(0x0C, WORD));
        assertEquals(0, file.read(0x0C, WORD));
        assertEquals(0, counter.get(file.get(count)));
    }

    @Test
    void shouldReadWriteOnlyFieldsAsZero()
    {
        file.write(0x3C, 0x1234, WORD);

        assertEquals(0, file.read(0x3C, WORD));
        assertEquals(0x1234, command.get(file.get(go)));
    }

    @Test
    void shouldIgnoreAndReportNarrowWritesWhereTheyWouldHaveEffects()
    {
        file.onWrite(go, (before, after, data) -> { throw new AssertionError(); });

        file.write(0x3C, 0x55, 0xFF);

        assertEquals(0, file.get(go));
        assertEquals(1, errors.count(AccessError.NARROW_WRITE));
    }

    @Test
    void shouldReportAccessesToHoles()
    {
        file.write(0x04, 1, WORD);
        file.write(0x40, 1, WORD);
        file.write(-4, 1, WORD);

        assertEquals(0, file.read(0x04, WORD));
        assertEquals(3, errors.count(AccessError.WRITE_UNMAPPED));
        assertEquals(1, errors.count(AccessError.READ_UNMAPPED));
        assertEquals(4, errors.total());
    }

    @Test
    void shouldStayQuietWhereHolesAreSilent()
    {
        map.silentHoles();

        file.write(0x04, 1, WORD);
        file.read(0x04, WORD);

        assertEquals(0, errors.total());
    }

    @Test
    void shouldRunHooksInOrderWithBeforeAfterAndData()
    {
        final List<String> calls = new ArrayList<>();
        file.onWrite(mixed, (before, after, data) -> calls.add(String.format("%x %x", before, after)));
        file.onWrite(mixed, (before, after, data) -> calls.add(Integer.toHexString(data)));

        file.write(0x08, 0x1234_5678, 0x0000_FFFF);

        assertEquals(List.of("80010003 80010078", "5678"), calls);
    }

    @Test
    void shouldLetOneBlockAnswerReads()
    {
        file.onRead(mixed, stored -> stored | live.mask() | 0x0F00_0000);

        assertEquals(0xF001_0003, file.read(0x08, WORD));
        assertEquals(0x8001_0003, file.get(mixed));
        assertThrows(IllegalStateException.class, () -> file.onRead(mixed, stored -> 0));
    }

    @Test
    void shouldTakeResetValues()
    {
        file.set(mixed, 0);
        file.set(count, counter, 7);

        file.reset();

        assertEquals(0x8001_0003, file.get(mixed));
        assertEquals(0, file.get(count));
    }

    @Test
    void shouldServeByteWideMaps()
    {
        final RegisterMap phy = new RegisterMap("PHY", 0x100, 1);
        final Register first = phy.register("FIRST", 0x10, 0x30, "first").wordOnly();
        first.field("ALL", 7, 0, RW, "all");
        phy.register("SECOND", 0x11, 0, "second").field("ALL", 7, 0, RC, "all");
        final RegisterFile bytes = new RegisterFile(phy, errors);

        bytes.write(0x10, 0xA5, 0xFF);

        assertEquals(0xA5, bytes.read(0x10, 0xFF));
        assertEquals(0, bytes.read(0x11, 0xFF));
        assertEquals(0, errors.total());
        assertThrows(IllegalArgumentException.class, () -> first.field("WIDE", 8, 8, RO, "bit 8 of 8"));
    }

    @Test
    void shouldRefuseContradictoryDeclarations()
    {
        assertThrows(IllegalArgumentException.class, () -> map.register("ODD", 0x02, 0, ""));
        assertThrows(IllegalArgumentException.class, () -> map.register("TWICE", 0x08, 0, ""));
        assertThrows(IllegalArgumentException.class, () -> map.register("MIXED", 0x20, 0, ""));
        assertThrows(IllegalArgumentException.class, () -> map.register("OUTSIDE", 0x40, 0, ""));
        assertThrows(IllegalArgumentException.class, () -> mixed.field("OVERLAP", 8, 7, RW, ""));
        assertThrows(IllegalArgumentException.class, () -> new Field("UPSIDE_DOWN", 3, 4, RW, ""));
        map.register("BAD_RESET", 0x20, 4, "").field("BIT", 0, 0, RW, "");
        assertThrows(IllegalStateException.class, () -> new RegisterFile(map, errors));
    }

    @Test
    void shouldRefuseRegistersOfAnotherMap()
    {
        final Register stranger = new RegisterMap("OTHER", 0x40).register("MIXED", 0x08, 0, "");

        assertThrows(IllegalArgumentException.class, () -> file.get(stranger));
    }

    @Test
    void shouldFindRegistersByOffsetAndName()
    {
        assertSame(mixed, map.at(0x0A));
        assertSame(go, map.named("GO"));
        assertNull(map.at(0x10));
        assertNull(map.at(-1));
        assertNull(map.named("NONE"));
    }

    @Test
    void shouldMaskFieldsOfEveryWidth()
    {
        assertEquals(-1, command.mask());
        assertEquals(0xF000_0000, live.mask());
        assertEquals(0x15, new Field("F", 8, 4, RW, "").get(0xFFFF_FF5F & 0x15F));
        assertEquals(0xABCD_EF3F, new Field("F", 7, 4, RW, "").set(0xABCD_EFFF, 0x123));
    }
}
