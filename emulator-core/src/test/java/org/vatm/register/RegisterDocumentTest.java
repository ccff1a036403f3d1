package org.vatm.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.vatm.register.Access.RO;
import static org.vatm.register.Access.RW;

import org.junit.jupiter.api.Test;

class RegisterDocumentTest
{
    private final RegisterMap map = new RegisterMap("TOY", 0x100);

    RegisterDocumentTest()
    {
        final Register register = map.register("CFG", 0x14, 0x8000_0001, "mode | \"more\"").wordOnly();
        register.field("ON", 31, 31, RW, "runs");
        register.field("SIZE", 3, 0, RO, "a\\b\tc");
    }

    @Test
    void shouldRenderText()
    {
        assertEquals("""
            TOY: 1 registers of 32 bits in 256 bytes

            0x14  CFG      reset 0x80000001  mode | "more"
                31     ON           RW   runs
                3:0    SIZE         RO   a\\b\tc
            """, RegisterDocument.text(map));
    }

    @Test
    void shouldRenderMarkdown()
    {
        assertEquals("""
            ## TOY

            | offset | name | reset | meaning |
            | --- | --- | --- | --- |
            | 0x14 | CFG | 0x80000001 | mode \\| "more" |

            ### CFG (0x14)

            mode | "more"; whole words only

            | bits | field | access | meaning |
            | --- | --- | --- | --- |
            | 31 | ON | RW | runs |
            | 3:0 | SIZE | RO | a\\b\tc |
            """, RegisterDocument.markdown(map));
    }

    @Test
    void shouldRenderJson()
    {
        assertEquals("""
            {"name":"TOY","sizeBytes":256,"registerBits":32,"registers":[
            {"name":"CFG","offset":20,"resetValue":2147483649,"wordOnly":true,"meaning":"mode | \\"more\\"","fields":[\
            {"name":"ON","msb":31,"lsb":31,"access":"RW","meaning":"runs"},\
            {"name":"SIZE","msb":3,"lsb":0,"access":"RO","meaning":"a\\\\b\\u0009c"}]}
            ]}
            """, RegisterDocument.json(map));
    }

    @Test
    void shouldRenderGuestErrors()
    {
        assertEquals("""
            ## Accesses

            | name | mistake | answer |
            | --- | --- | --- |
            | READ_UNMAPPED | read of an offset without a register | reads 0 |
            """, RegisterDocument.markdown("Accesses", AccessError.READ_UNMAPPED));
    }
}
