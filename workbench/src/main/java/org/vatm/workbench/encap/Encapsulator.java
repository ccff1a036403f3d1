package org.vatm.workbench.encap;

import org.agrona.DirectBuffer;
import org.agrona.collections.Int2IntHashMap;
import org.vatm.workbench.capture.Capture;
import org.vatm.workbench.capture.LinkType;
import org.vatm.workbench.input.InputException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Decides for every frame of a capture what is sent and what stands in front of it.
 */
public final class Encapsulator
{
    /** Longest CPCS-SDU of AAL5. */
    public static final int LONGEST_PACKET = 65_535;

    private static final int ETHERNET_HEADER = 14;
    private static final int ETHERNET_TYPE_OFFSET = 12;
    private static final int SLL_HEADER = 16;
    private static final int SLL_TYPE_OFFSET = 14;
    private static final int SLL2_HEADER = 20;
    private static final int SMALLEST_ETHERTYPE = 0x0600;
    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86DD;

    private static final byte[] BRIDGED = {(byte)0xAA, (byte)0xAA, 3, 0, (byte)0x80, (byte)0xC2, 0, 7, 0, 0};
    private static final byte[] ROUTED = {(byte)0xAA, (byte)0xAA, 3, 0, 0, 0};
    private static final int PAD_OFFSET = 8;
    private static final int NO_PREFIX = -1;
    private static final int BRIDGED_PREFIX = 0x1_0000;
    private static final int PAD_PREFIX = 0x1_0001;

    private final Capture capture;
    private final Encapsulation wanted;
    private final Int2IntHashMap prefixByKey = new Int2IntHashMap(NO_PREFIX);
    private ByteBuffer prefixes = ByteBuffer.allocateDirect(64);
    private final int[] frames;
    private final int[] prefixOffsets;
    private final int[] prefixLengths;
    private final int[] offsets;
    private final int[] lengths;
    private int count;
    private int tooShortCount;
    private int otherProtocolCount;

    private Encapsulator(final Capture capture, final Encapsulation wanted)
    {
        this.capture = capture;
        this.wanted = wanted;
        final int capacity = capture.frameCount();
        frames = new int[capacity];
        prefixOffsets = new int[capacity];
        prefixLengths = new int[capacity];
        offsets = new int[capacity];
        lengths = new int[capacity];
    }

    /**
     * @param capture what to send.
     * @param wanted  how.
     * @return its packets.
     * @throws InputException if a link type cannot be sent so, a frame is too long, or nothing is left to send.
     */
    public static Packets encapsulate(final Capture capture, final Encapsulation wanted)
    {
        final Encapsulator encapsulator = new Encapsulator(capture, wanted);
        for (int frame = 0; frame < capture.frameCount(); frame++)
        {
            encapsulator.add(frame);
        }
        if (encapsulator.count == 0)
        {
            throw InputException.of("%s: no frame that can be sent (%d cut by the capture, %d too short, %d without " +
                "EtherType), expected at least one", capture.name(), capture.cutFrameCount(),
                encapsulator.tooShortCount, encapsulator.otherProtocolCount);
        }
        return new Packets(encapsulator);
    }

    private void add(final int frame)
    {
        final int linkType = capture.linkType(frame);
        final boolean ethernet = linkType == LinkType.ETHERNET;
        final int header = networkHeader(linkType);
        if (wanted != Encapsulation.NONE && !ethernet && header < 0)
        {
            throw InputException.of("%s: frame %d is %s, expected Ethernet, raw IP or Linux cooked (--encap none " +
                "sends " +
                "any frame as it is)", capture.name(), frame + 1, LinkType.describe(linkType));
        }
        final boolean bridged = wanted == Encapsulation.LLC_BRIDGED || wanted == Encapsulation.VC_BRIDGED;
        if (bridged && !ethernet)
        {
            throw InputException.of("%s: frame %d is %s, expected Ethernet for --encap %s",
                capture.name(), frame + 1, LinkType.describe(linkType), wanted);
        }
        final int length = capture.lengthBytes(frame);
        if (length == 0 || wanted != Encapsulation.NONE && length < Math.max(1, header))
        {
            tooShortCount++;
            return;
        }
        switch (wanted)
        {
            case NONE -> append(frame, 0, 0, 0);
            case LLC_BRIDGED -> append(frame, prefix(BRIDGED_PREFIX), BRIDGED.length, 0);
            case VC_BRIDGED -> append(frame, prefix(PAD_PREFIX), BRIDGED.length - PAD_OFFSET, 0);
            case AUTO ->
            {
                if (ethernet)
                {
                    append(frame, prefix(BRIDGED_PREFIX), BRIDGED.length, 0);
                }
                else
                {
                    appendRouted(frame, linkType, header);
                }
            }
            default -> appendRouted(frame, linkType, header);
        }
    }

    private void appendRouted(final int frame, final int linkType, final int header)
    {
        final int etherType = etherType(frame, linkType);
        final boolean ip = etherType == ETHERTYPE_IPV4 || etherType == ETHERTYPE_IPV6;
        if (etherType < SMALLEST_ETHERTYPE || wanted == Encapsulation.VC_ROUTED && !ip)
        {
            otherProtocolCount++;
        }
        else if (capture.lengthBytes(frame) == header)
        {
            tooShortCount++;
        }
        else if (wanted == Encapsulation.VC_ROUTED)
        {
            append(frame, 0, 0, header);
        }
        else
        {
            append(frame, prefix(etherType), ROUTED.length + Short.BYTES, header);
        }
    }

    private int etherType(final int frame, final int linkType)
    {
        final DirectBuffer bytes = capture.bytes();
        final int offset = capture.offset(frame);
        return switch (linkType)
        {
            case LinkType.ETHERNET -> bytes.getShort(offset + ETHERNET_TYPE_OFFSET, ByteOrder.BIG_ENDIAN) & 0xFFFF;
            case LinkType.LINUX_SLL -> bytes.getShort(offset + SLL_TYPE_OFFSET, ByteOrder.BIG_ENDIAN) & 0xFFFF;
            case LinkType.LINUX_SLL2 -> bytes.getShort(offset, ByteOrder.BIG_ENDIAN) & 0xFFFF;
            case LinkType.IPV4 -> ETHERTYPE_IPV4;
            case LinkType.IPV6 -> ETHERTYPE_IPV6;
            default -> switch (bytes.getByte(offset) >>> 4 & 0xF)
            {
                case 4 -> ETHERTYPE_IPV4;
                case 6 -> ETHERTYPE_IPV6;
                default -> 0;
            };
        };
    }

    /** Octets in front of the network packet, or -1 for a link type that is not understood. */
    private static int networkHeader(final int linkType)
    {
        return switch (linkType)
        {
            case LinkType.ETHERNET -> ETHERNET_HEADER;
            case LinkType.LINUX_SLL -> SLL_HEADER;
            case LinkType.LINUX_SLL2 -> SLL2_HEADER;
            case LinkType.RAW_IP, LinkType.IPV4, LinkType.IPV6 -> 0;
            default -> -1;
        };
    }

    /** Offset of a prefix among {@link #prefixes}; every one is stored once. */
    private int prefix(final int key)
    {
        final int known = prefixByKey.get(key);
        if (known != NO_PREFIX)
        {
            return known;
        }
        if (prefixes.remaining() < BRIDGED.length)
        {
            prefixes = ByteBuffer.allocateDirect(prefixes.capacity() * 2).put(prefixes.flip());
        }
        final int offset = prefixes.position();
        switch (key)
        {
            case BRIDGED_PREFIX -> prefixes.put(BRIDGED);
            case PAD_PREFIX -> prefixes.put(BRIDGED, PAD_OFFSET, BRIDGED.length - PAD_OFFSET);
            default -> prefixes.put(ROUTED).putShort((short)key);
        }
        prefixByKey.put(key, offset);
        return offset;
    }

    private void append(final int frame, final int prefixOffset, final int prefixLength, final int header)
    {
        final int length = capture.lengthBytes(frame) - header;
        if (length > LONGEST_PACKET - prefixLength)
        {
            throw InputException.of("%s: frame %d at offset %d makes a packet of %,d octets, expected at most %,d " +
                "(AAL5)",
                capture.name(), frame + 1, capture.offset(frame), length + prefixLength, LONGEST_PACKET);
        }
        frames[count] = frame;
        prefixOffsets[count] = prefixOffset;
        prefixLengths[count] = prefixLength;
        offsets[count] = capture.offset(frame) + header;
        lengths[count] = length;
        count++;
    }

    Capture capture()
    {
        return capture;
    }

    ByteBuffer prefixes()
    {
        return prefixes.duplicate().clear();
    }

    int[] frames()
    {
        return Arrays.copyOf(frames, count);
    }

    int[] prefixOffsets()
    {
        return Arrays.copyOf(prefixOffsets, count);
    }

    int[] prefixLengths()
    {
        return Arrays.copyOf(prefixLengths, count);
    }

    int[] offsets()
    {
        return Arrays.copyOf(offsets, count);
    }

    int[] lengths()
    {
        return Arrays.copyOf(lengths, count);
    }

    int tooShortCount()
    {
        return tooShortCount;
    }

    int otherProtocolCount()
    {
        return otherProtocolCount;
    }
}
