package org.vatm.workbench.capture;

/**
 * Link types of capture files, by the numbers of the registry at tcpdump.org. Only those with a constant here are
 * understood; the others have names so that they can be refused by name.
 */
public final class LinkType
{
    public static final int ETHERNET = 1;
    public static final int RAW_IP = 101;
    public static final int LINUX_SLL = 113;
    public static final int IPV4 = 228;
    public static final int IPV6 = 229;
    public static final int LINUX_SLL2 = 276;

    private LinkType()
    {
    }

    /**
     * @param linkType number of the registry, 0..65535.
     * @return for example {@code "IEEE 802.11 (105)"}.
     */
    public static String describe(final int linkType)
    {
        final String name = name(linkType);
        return name == null ? "link type " + linkType : name + " (link type " + linkType + ")";
    }

    private static String name(final int linkType)
    {
        return switch (linkType)
        {
            case 0 -> "BSD loopback";
            case ETHERNET -> "Ethernet";
            case 3 -> "AX.25";
            case 6 -> "Token Ring";
            case 7 -> "ARCNET";
            case 8 -> "SLIP";
            case 9 -> "PPP";
            case 10 -> "FDDI";
            case 50 -> "PPP in HDLC";
            case 51 -> "PPPoE";
            case 100 -> "LLC/SNAP over ATM";
            case RAW_IP -> "raw IP";
            case 104 -> "Cisco HDLC";
            case 105 -> "IEEE 802.11";
            case 107 -> "Frame Relay";
            case 108 -> "OpenBSD loopback";
            case LINUX_SLL -> "Linux cooked";
            case 114 -> "LocalTalk";
            case 117 -> "OpenBSD pflog";
            case 119 -> "IEEE 802.11 with Prism header";
            case 122 -> "IP over Fibre Channel";
            case 123 -> "SunATM";
            case 127 -> "IEEE 802.11 with radiotap header";
            case 129 -> "ARCNET on Linux";
            case 138 -> "IP over IEEE 1394";
            case 143 -> "DOCSIS";
            case 163 -> "IEEE 802.11 with AVS header";
            case 177 -> "Linux LAPD";
            case 187 -> "Bluetooth HCI H4";
            case 189 -> "Linux USB";
            case 192 -> "per-packet information";
            case 195 -> "IEEE 802.15.4";
            case 197 -> "ERF";
            case 201 -> "Bluetooth HCI H4 with direction";
            case 220 -> "Linux USB, mapped";
            case 224 -> "Fibre Channel FC-2";
            case 227 -> "SocketCAN";
            case IPV4 -> "raw IPv4";
            case IPV6 -> "raw IPv6";
            case 239 -> "Linux netfilter log";
            case 247 -> "InfiniBand";
            case 249 -> "USBPcap";
            case 251 -> "Bluetooth LE";
            case 253 -> "Linux netlink";
            case LINUX_SLL2 -> "Linux cooked v2";
            default -> null;
        };
    }
}
