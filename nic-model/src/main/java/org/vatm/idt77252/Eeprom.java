package org.vatm.idt77252;

import java.util.Arrays;

/**
 * The X25020 serial EEPROM: 256 octets behind four pins that a driver moves through the GP register.
 * <pre>
 *   /CS  --+                                                            +--
 *          +------------------------------------------------------------+
 *   SCK      _   _       _   _   _       _   _   _       _
 *   _________| |_| |_ .. | |_| |_| |_ .. | |_| |_| |_ .. | |_______________
 *   SI   sampled here ^    command 8       address 8       data (write)
 *   SO   changes here   ^ on the falling edge                data (read), most significant bit first
 * </pre>
 * SO is 1 while the chip has nothing to say. A clock edge at the same instant as the select edge does not count. What
 * no driver of the SAR does (write, status, protection) follows the X25020's data sheet.
 */
public final class Eeprom
{
    /** Octets stored. */
    public static final int SIZE = 256;
    /** Where IDT's boards keep the end system identifier. */
    public static final int ESI_ADDRESS = 0x6C;
    /** Octets of an end system identifier. */
    public static final int ESI_LENGTH = 6;
    /** How long a write keeps the part busy. */
    public static final long WRITE_CYCLE_PS = 5_000_000_000L;

    /** Commands that the part knows. */
    static final int WRSR = 0x01;
    static final int WRITE = 0x02;
    static final int READ = 0x03;
    static final int WRDI = 0x04;
    static final int RDSR = 0x05;
    static final int WREN = 0x06;

    /** Status: a write is in progress. */
    static final int WIP = 0x01;
    /** Status: writes are enabled. */
    static final int WEL = 0x02;
    /** Status: block protection, none, the upper quarter, the upper half, all. */
    static final int BP = 0x0C;

    private static final int PAGE = 4;
    private static final int BLOCK_PROTECTION_SHIFT = 2;
    private static final int NO_COMMAND = -1;

    private final byte[] contents;
    private final byte[] page = new byte[PAGE];
    private int pageMask;
    private int protection;
    private boolean writeEnabled;
    private long readyPs;

    private boolean deselected = true;
    private boolean clock;
    private boolean so = true;
    private int bits;
    private int shift;
    private int command = NO_COMMAND;
    private int address;
    private int data;

    /**
     * A part with something in it, deselected, writes disabled.
     *
     * @param contents 256 octets, copied.
     */
    public Eeprom(final byte[] contents)
    {
        if (contents.length != SIZE)
        {
            throw new IllegalArgumentException("contents.length=" + contents.length + ", must be " + SIZE);
        }
        this.contents = contents.clone();
    }

    /**
     * Contents of an IDT board's EEPROM.
     *
     * @param esi six octets, the first on the wire first.
     * @return 256 octets: the identifier in its place, 0xFF elsewhere.
     */
    public static byte[] image(final byte[] esi)
    {
        if (esi.length != ESI_LENGTH)
        {
            throw new IllegalArgumentException("esi.length=" + esi.length + ", must be " + ESI_LENGTH);
        }
        final byte[] image = new byte[SIZE];
        Arrays.fill(image, (byte)0xFF);
        System.arraycopy(esi, 0, image, ESI_ADDRESS, ESI_LENGTH);
        return image;
    }

    /**
     * The levels that the host puts on the pins from now on. Levels that are already there have no effect.
     *
     * @param nowPs when.
     * @param cs    /CS: false selects the part.
     * @param sck   serial clock.
     * @param si    data to the part.
     */
    public void pins(final long nowPs, final boolean cs, final boolean sck, final boolean si)
    {
        final boolean wasDeselected = deselected;
        final boolean wasHigh = clock;
        deselected = cs;
        clock = sck;
        if (cs != wasDeselected)
        {
            if (cs)
            {
                deselect(nowPs);
            }
            else
            {
                select();
            }
        }
        else if (!cs && sck != wasHigh)
        {
            if (sck)
            {
                rise(nowPs, si);
            }
            else
            {
                fall();
            }
        }
    }

    /**
     * Level of the data pin to the host.
     *
     * @return the bit that is read now; true when there is none.
     */
    public boolean so()
    {
        return so;
    }

    /**
     * What is stored, without the pins: for tools and tests.
     *
     * @param at 0..255.
     * @return 0..255.
     */
    public int octet(final int at)
    {
        return contents[at] & 0xFF;
    }

    private void select()
    {
        bits = 0;
        shift = 0;
        command = NO_COMMAND;
        pageMask = 0;
        so = true;
    }

    private void rise(final long nowPs, final boolean si)
    {
        shift = (shift << 1 | (si ? 1 : 0)) & 0xFF;
        bits++;
        if (bits == 8)
        {
            final boolean busy = nowPs < readyPs;
            command = busy && shift != RDSR ? NO_COMMAND : shift;
            data = status(nowPs);
        }
        else if (bits == 16 && (command == READ || command == WRITE))
        {
            address = shift;
            data = contents[address];
        }
        else if (bits > 8 && bits % 8 == 0)
        {
            nextOctet(nowPs);
        }
    }

    private void nextOctet(final long nowPs)
    {
        if (command == READ)
        {
            address = address + 1 & 0xFF;
            data = contents[address];
        }
        else if (command == WRITE)
        {
            page[address % PAGE] = (byte)shift;
            pageMask |= 1 << address % PAGE;
            address = address & -PAGE | address + 1 & PAGE - 1;
        }
        else if (command == RDSR)
        {
            data = status(nowPs);
        }
        if (bits == 24) // counted modulo 8 from here on, so that a sequential read may go on for ever
        {
            bits = 16;
        }
    }

    private void fall()
    {
        final boolean isReading = command == READ && bits >= 16 || command == RDSR && bits >= 8;
        so = !isReading || (data >> 7 - bits % 8 & 1) == 1;
    }

    private void deselect(final long nowPs)
    {
        so = true;
        if (command == WREN && bits == 8)
        {
            writeEnabled = true;
        }
        else if (command == WRDI && bits == 8)
        {
            writeEnabled = false;
        }
        else if (command == WRSR && bits == 16 && writeEnabled)
        {
            protection = (shift & BP) >> BLOCK_PROTECTION_SHIFT;
            startWriteCycle(nowPs);
        }
        else if (command == WRITE && bits == 16 && pageMask != 0 && writeEnabled)
        {
            if (!isProtected())
            {
                writePage();
            }
            startWriteCycle(nowPs);
        }
        command = NO_COMMAND;
    }

    private boolean isProtected()
    {
        return protection != 0 && address >= SIZE - (SIZE >> 3 - protection);
    }

    private void writePage()
    {
        for (int i = 0; i < PAGE; i++)
        {
            if ((pageMask & 1 << i) != 0)
            {
                contents[address & -PAGE | i] = page[i];
            }
        }
    }

    private void startWriteCycle(final long nowPs)
    {
        readyPs = nowPs + WRITE_CYCLE_PS;
        writeEnabled = false;
    }

    private int status(final long nowPs)
    {
        return protection << BLOCK_PROTECTION_SHIFT | (writeEnabled ? WEL : 0) | (nowPs < readyPs ? WIP : 0);
    }
}
