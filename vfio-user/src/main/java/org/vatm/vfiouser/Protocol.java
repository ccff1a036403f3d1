package org.vatm.vfiouser;

/**
 * Numbers of the protocol, version 0.0. Little-endian, as x86 and QEMU's hosts are.
 * <pre>
 *  0        2         4            8            12           16
 * +--------+---------+------------+------------+------------+---------
 * |   id   | command | size, all  |   flags    |   errno    | payload
 * +--------+---------+------------+------------+------------+---------
 * </pre>
 */
final class Protocol
{
    static final int HEADER_LENGTH = 16;
    static final int ID_OFFSET = 0;
    static final int COMMAND_OFFSET = 2;
    static final int SIZE_OFFSET = 4;
    static final int FLAGS_OFFSET = 8;
    static final int ERRNO_OFFSET = 12;

    static final int TYPE_MASK = 0xF;
    static final int TYPE_COMMAND = 0;
    static final int TYPE_REPLY = 1;
    static final int NO_REPLY = 0x10;
    static final int ERROR = 0x20;

    static final int VERSION = 1;
    static final int DMA_MAP = 2;
    static final int DMA_UNMAP = 3;
    static final int DEVICE_GET_INFO = 4;
    static final int DEVICE_GET_REGION_INFO = 5;
    static final int DEVICE_GET_IRQ_INFO = 7;
    static final int DEVICE_SET_IRQS = 8;
    static final int REGION_READ = 9;
    static final int REGION_WRITE = 10;
    static final int DMA_READ = 11;
    static final int DMA_WRITE = 12;
    static final int DEVICE_RESET = 13;

    static final int ENOENT = 2;
    static final int EIO = 5;
    static final int EINVAL = 22;
    static final int ENOSPC = 28;
    static final int ENOTSUP = 95;

    /** Data of one region access or DMA message. */
    static final int MAX_DATA = 1 << 20;
    /** Header, 16 bytes that say where, data. */
    static final int MAX_MESSAGE = HEADER_LENGTH + 16 + MAX_DATA;
    static final int MAX_DMA_REGIONS = 65_535;
    /** When regions overlap, what is seen of each has to be found out, with the machine held. */
    static final int MAX_OVERLAPPING_DMA_REGIONS = 256;
    static final String CAPABILITIES =
        "{\"capabilities\":{\"max_msg_fds\":8,\"max_data_xfer_size\":" + MAX_DATA + "}}";

    static final int VERSION_LENGTH = 4;
    static final int DMA_MAP_LENGTH = 32;
    static final int DMA_UNMAP_LENGTH = 24;
    static final int DEVICE_INFO_LENGTH = 16;
    static final int REGION_INFO_LENGTH = 32;
    static final int IRQ_INFO_LENGTH = 16;
    static final int SET_IRQS_LENGTH = 20;
    static final int REGION_ACCESS_LENGTH = 16;
    static final int DMA_ACCESS_LENGTH = 16;

    static final int DEVICE_RESETS = 1;
    static final int DEVICE_IS_PCI = 2;
    static final int REGIONS = 9;
    static final int REGION_CONFIG = 7;
    static final int REGION_READABLE = 1;
    static final int REGION_WRITABLE = 2;

    static final int DMA_READABLE = 1;
    static final int DMA_WRITABLE = 2;
    /** The descriptor shall be mapped (4) or read and written (8); mapping serves both. */
    static final int DMA_NEEDS_DESCRIPTOR = 0xC;
    static final int UNMAP_ALL = 2;

    static final int IRQS = 5;
    static final int IRQ_INTX = 0;
    /** Eventfd, maskable, masked when it fires. */
    static final int IRQ_INTX_FLAGS = 7;
    static final int IRQ_DATA_NONE = 1;
    static final int IRQ_DATA_BOOL = 2;
    static final int IRQ_DATA_EVENTFD = 4;
    static final int IRQ_DATA_MASK = 7;
    static final int IRQ_ACTION_MASK = 8;
    static final int IRQ_ACTION_UNMASK = 0x10;
    static final int IRQ_ACTION_TRIGGER = 0x20;
    static final int IRQ_ACTIONS = 0x38;

    private Protocol()
    {
    }

    static String commandName(final int command)
    {
        return switch (command)
        {
            case VERSION -> "VERSION";
            case DMA_MAP -> "DMA_MAP";
            case DMA_UNMAP -> "DMA_UNMAP";
            case DEVICE_GET_INFO -> "DEVICE_GET_INFO";
            case DEVICE_GET_REGION_INFO -> "DEVICE_GET_REGION_INFO";
            case DEVICE_GET_IRQ_INFO -> "DEVICE_GET_IRQ_INFO";
            case DEVICE_SET_IRQS -> "DEVICE_SET_IRQS";
            case REGION_READ -> "REGION_READ";
            case REGION_WRITE -> "REGION_WRITE";
            case DMA_READ -> "DMA_READ";
            case DMA_WRITE -> "DMA_WRITE";
            case DEVICE_RESET -> "DEVICE_RESET";
            default -> "command " + command;
        };
    }
}
