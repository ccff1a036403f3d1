/*
 * Sends and receives over ATM sockets of Linux and checks what arrives, byte by byte. Runs in a lab guest; one line of
 * result, status 0 if all is as it should be, 1 if not, 2 for wrong arguments.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#include <linux/types.h>
#include <linux/atm.h>

#ifndef AF_ATMPVC
#define AF_ATMPVC 8
#endif
#ifndef SOL_ATM
#define SOL_ATM 264
#endif

#define MAX_PDU 65535
#define MAX_VCS 2048
#define CELL 52

static const char usage[] =
    "usage: atmlab aal5 TX RX [SIZES [COUNT]]     PDUs from one VC to another (or the same), compared\n"
    "       atmlab aal0 TX RX [COUNT]             raw cells, compared\n"
    "       atmlab many TXITF RXITF N [ROUNDS [SIZE]]  N VCs open at once, traffic on all\n"
    "       atmlab cycles TXITF RXITF N [SIZE]    N times open, send (and in turn: receive, leave), close\n"
    "       atmlab open TX PCR                    a CBR VC of PCR cells/s can be opened\n"
    "       atmlab hold TX PCR SECONDS            ... and stays open\n"
    "       atmlab rate SECONDS SIZE TX=RX[=PCR]...  cells/s that arrive of each VC; without PCR it is UBR\n"
    "       atmlab throughput TX RX SIZE COUNT    PDUs in a row, received meanwhile: MB/s and PDUs/s\n"
    "       atmlab roundtrip TX RX SIZE COUNT     one PDU at a time: microseconds from send to receive\n"
    "       atmlab setup ITF N                    microseconds to open and to close each of N VCs\n"
    "       atmlab send VC SIZES [COUNT]          PDUs for a receiver elsewhere\n"
    "       atmlab receive VC SIZES [COUNT [SECONDS]]  ... compared\n"
    "       atmlab echo VC [SECONDS]              sends back every PDU until a PDU of one byte comes\n"
    "       atmlab call VC SIZES [COUNT]          PDUs to an echo, compared; then the PDU of one byte\n"
    "       atmlab ping HOST SIZES [COUNT]        ICMP echoes of these payload sizes, compared\n"
    "       atmlab tcp-receive PORT BYTES         one TCP connection's bytes, compared\n"
    "       atmlab tcp-send HOST PORT BYTES       ... sent to it\n"
    "       atmlab pattern BYTES                  the same bytes on the standard output\n"
    "VC: [interface.]vpi.vci; SIZES: comma separated, each a number or FROM-TO or FROM-TO/STEP\n";

struct vc
{
    int itf;
    int vpi;
    int vci;
};

static uint8_t out[MAX_PDU + 1];
static uint8_t in[MAX_PDU + 1];
static int sizes[MAX_PDU + 2];
static int size_count;

static void die(const char *format, ...)
{
    va_list arguments;

    fflush(stdout);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(1);
}

static void wrong(void)
{
    fputs(usage, stderr);
    exit(2);
}

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static void pause_ms(int ms)
{
    struct timespec t = { ms / 1000, ms % 1000 * 1000000L };

    nanosleep(&t, NULL);
}

static long number(const char *text)
{
    char *end;
    long value = strtol(text, &end, 10);

    if (end == text || *end != 0 || value < 0)
        wrong();
    return value;
}

static struct vc parse_vc(const char *text)
{
    struct vc vc;
    char rest;

    if (sscanf(text, "%d.%d.%d%c", &vc.itf, &vc.vpi, &vc.vci, &rest) == 3)
        return vc;
    vc.itf = 0;
    if (sscanf(text, "%d.%d%c", &vc.vpi, &vc.vci, &rest) == 2)
        return vc;
    wrong();
    return vc;
}

static void parse_sizes(const char *text)
{
    while (*text != 0)
    {
        int from, to, step = 1, used;

        if (sscanf(text, "%d%n", &from, &used) != 1)
            wrong();
        text += used;
        to = from;
        if (*text == '-')
        {
            if (sscanf(text, "-%d%n", &to, &used) != 1)
                wrong();
            text += used;
        }
        if (*text == '/')
        {
            if (sscanf(text, "/%d%n", &step, &used) != 1)
                wrong();
            text += used;
        }
        if (*text == ',')
            text++;
        else if (*text != 0)
            wrong();
        if (from < 0 || to > MAX_PDU || step < 1)
            wrong();
        for (; from <= to; from += step)
        {
            if (size_count > MAX_PDU)
                wrong();
            sizes[size_count++] = from;
        }
    }
    if (size_count == 0)
        wrong();
}

/* Bytes that differ between PDUs and places: a PDU of another VC, a shifted or a swapped piece is seen. */
static void pattern(uint8_t *bytes, int length, uint32_t seed)
{
    uint32_t x = seed * 2654435761u + 12345u;
    int i;

    for (i = 0; i < length; i++)
    {
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        bytes[i] = (uint8_t)(x + i);
        if (x == 0)
            x = 1;
    }
}

static void check(const char *what, const uint8_t *got, int got_length, const uint8_t *wanted, int length)
{
    int i;

    if (got_length != length)
        die("%s: %d bytes arrived instead of %d", what, got_length, length);
    for (i = 0; i < length; i++)
        if (got[i] != wanted[i])
            die("%s: byte %d of %d is %02x instead of %02x", what, i, length, got[i], wanted[i]);
}

/* pcr 0: best effort. Returns a descriptor or -errno. */
static int try_vc(struct vc vc, int aal, int tx, int rx, long pcr)
{
    struct sockaddr_atmpvc address;
    struct atm_qos qos;
    int buffer = 4 << 20;
    int saved;
    int fd = socket(AF_ATMPVC, SOCK_DGRAM, 0);

    if (fd < 0)
        return -errno;
    memset(&qos, 0, sizeof(qos));
    qos.aal = aal;
    qos.txtp.traffic_class = tx ? pcr > 0 ? ATM_CBR : ATM_UBR : ATM_NONE;
    qos.rxtp.traffic_class = rx ? ATM_UBR : ATM_NONE;
    qos.txtp.max_sdu = tx ? aal == ATM_AAL0 ? CELL : MAX_PDU : 0;
    qos.rxtp.max_sdu = rx ? aal == ATM_AAL0 ? CELL : MAX_PDU : 0;
    if (tx && pcr > 0)
    {
        qos.txtp.min_pcr = pcr;
        qos.txtp.max_pcr = pcr;
    }
    memset(&address, 0, sizeof(address));
    address.sap_family = AF_ATMPVC;
    address.sap_addr.itf = vc.itf;
    address.sap_addr.vpi = vc.vpi;
    address.sap_addr.vci = vc.vci;
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof(buffer));
    setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &buffer, sizeof(buffer));
    if (setsockopt(fd, SOL_ATM, SO_ATMQOS, &qos, sizeof(qos)) < 0
        || connect(fd, (struct sockaddr *)&address, sizeof(address)) < 0)
    {
        saved = errno;
        close(fd);
        return -saved;
    }
    return fd;
}

static int open_vc(struct vc vc, int aal, int tx, int rx, long pcr)
{
    int fd = try_vc(vc, aal, tx, rx, pcr);

    if (fd < 0)
        die("VC %d.%d.%d does not open: %s", vc.itf, vc.vpi, vc.vci, strerror(-fd));
    return fd;
}

static int same(struct vc a, struct vc b)
{
    return a.itf == b.itf && a.vpi == b.vpi && a.vci == b.vci;
}

/* A sender and a receiver; the same descriptor when both are the same VC of the same interface. */
static void open_pair(struct vc tx, struct vc rx, int aal, long pcr, int *send_fd, int *receive_fd)
{
    if (same(tx, rx))
    {
        *send_fd = open_vc(tx, aal, 1, 1, pcr);
        *receive_fd = *send_fd;
    }
    else
    {
        *receive_fd = open_vc(rx, aal, 0, 1, 0);
        *send_fd = open_vc(tx, aal, 1, 0, pcr);
    }
}

static void close_pair(int send_fd, int receive_fd)
{
    pause_ms(100); /* the driver waits 5 s at closing for completions that it has not seen */
    close(send_fd);
    if (receive_fd != send_fd)
        close(receive_fd);
}

static void transmit(int fd, const uint8_t *bytes, int length)
{
    int sent;

    do
        sent = write(fd, bytes, length);
    while (sent < 0 && errno == EINTR);
    if (sent != length)
        die("a PDU of %d bytes cannot be sent: %s", length, sent < 0 ? strerror(errno) : "cut short");
}

/* Length of what arrived, -1 when nothing does in time. */
static int receive(int fd, int timeout_ms)
{
    struct pollfd poll_fd = { fd, POLLIN, 0 };
    double end = now() + timeout_ms * 1e-3;
    int length;

    while ((length = poll(&poll_fd, 1, timeout_ms)) < 0 && errno == EINTR && now() < end)
        ;
    if (length <= 0)
        return -1;
    do
        length = recv(fd, in, sizeof(in), 0);
    while (length < 0 && errno == EINTR);
    if (length < 0)
        die("nothing can be received: %s", strerror(errno));
    return length;
}

static int transfer(int argc, char **argv)
{
    struct vc tx, rx;
    int send_fd, receive_fd, i, pdus = 0;
    long count, n, bytes = 0;
    double start;
    char what[64];

    if (argc < 2 || argc > 4)
        wrong();
    tx = parse_vc(argv[0]);
    rx = parse_vc(argv[1]);
    parse_sizes(argc > 2 ? argv[2] : "1-200,201-9300/97,9301-65000/1999,65000");
    count = argc > 3 ? number(argv[3]) : 1;
    open_pair(tx, rx, ATM_AAL5, 0, &send_fd, &receive_fd);
    start = now();
    for (n = 0; n < count; n++)
    {
        for (i = 0; i < size_count; i++)
        {
            int length;

            if (sizes[i] == 0)
                continue;
            pattern(out, sizes[i], ++pdus);
            transmit(send_fd, out, sizes[i]);
            length = receive(receive_fd, 10000);
            if (length < 0)
                die("aal5: PDU %d of %d bytes did not arrive", pdus, sizes[i]);
            sprintf(what, "aal5: PDU %d", pdus);
            check(what, in, length, out, sizes[i]);
            bytes += sizes[i];
        }
    }
    printf("aal5: %d PDUs, %ld bytes identical, %.1f s\n", pdus, bytes, now() - start);
    close_pair(send_fd, receive_fd);
    return 0;
}

/* The driver takes the header in network order and gives it as a word of the host. */
static int raw_cells(int argc, char **argv)
{
    struct vc tx, rx;
    int send_fd, receive_fd, length;
    long count, n;
    uint32_t header, got;

    if (argc < 2 || argc > 3)
        wrong();
    tx = parse_vc(argv[0]);
    rx = parse_vc(argv[1]);
    count = argc > 2 ? number(argv[2]) : 1000;
    open_pair(tx, rx, ATM_AAL0, 0, &send_fd, &receive_fd);
    for (n = 1; n <= count; n++)
    {
        header = (uint32_t)tx.vpi << 20 | (uint32_t)tx.vci << 4;
        header |= n % 2 << 1; /* end-of-PDU indication in turn */
        out[0] = header >> 24;
        out[1] = header >> 16;
        out[2] = header >> 8;
        out[3] = header;
        pattern(out + 4, CELL - 4, n);
        transmit(send_fd, out, CELL);
        length = receive(receive_fd, 10000);
        if (length < 0)
            die("aal0: cell %ld did not arrive", n);
        if (length != CELL)
            die("aal0: %d bytes arrived instead of %d", length, CELL);
        check("aal0: payload", in + 4, length - 4, out + 4, CELL - 4);
        memcpy(&got, in, 4);
        header = (uint32_t)rx.vpi << 20 | (uint32_t)rx.vci << 4 | (uint32_t)(n % 2 << 1);
        if (got != header)
            die("aal0: the header of cell %ld is %08x instead of %08x", n, got, header);
    }
    printf("aal0: %ld cells identical\n", count);
    close_pair(send_fd, receive_fd);
    return 0;
}

/* The VC of a number: so many of each VPI from VCI 32 on; a card of 128 KB has VCI 0-255, one of 512 KB 0-511. */
static struct vc nth_vc(int itf, int n, int per_vpi)
{
    struct vc vc;

    vc.itf = itf;
    vc.vpi = n / per_vpi;
    vc.vci = 32 + n % per_vpi;
    return vc;
}

static int per_vpi(void)
{
    const char *text = getenv("VCS_PER_VPI");

    return text == NULL ? 200 : (int)number(text);
}

static int many(int argc, char **argv)
{
    static int send_fd[MAX_VCS], receive_fd[MAX_VCS];
    int tx_itf, rx_itf, vcs, size, i, length;
    long rounds, round;
    char what[64];

    if (argc < 3 || argc > 5)
        wrong();
    tx_itf = number(argv[0]);
    rx_itf = number(argv[1]);
    vcs = number(argv[2]);
    rounds = argc > 3 ? number(argv[3]) : 3;
    size = argc > 4 ? number(argv[4]) : 1000;
    if (vcs < 1 || vcs > MAX_VCS || size < 1 || size > MAX_PDU)
        wrong();
    for (i = 0; i < vcs; i++)
        open_pair(nth_vc(tx_itf, i, per_vpi()), nth_vc(rx_itf, i, per_vpi()), ATM_AAL5, 0, &send_fd[i],
            &receive_fd[i]);
    for (round = 0; round < rounds; round++)
    {
        for (i = 0; i < vcs; i++)
        {
            pattern(out, size, round * MAX_VCS + i + 1);
            transmit(send_fd[i], out, size);
        }
        for (i = 0; i < vcs; i++)
        {
            length = receive(receive_fd[i], 10000);
            sprintf(what, "many: VC %d in round %ld", i, round);
            if (length < 0)
                die("%s: nothing arrived", what);
            pattern(out, size, round * MAX_VCS + i + 1);
            check(what, in, length, out, size);
        }
    }
    pause_ms(100);
    for (i = 0; i < vcs; i++)
    {
        close(send_fd[i]);
        if (receive_fd[i] != send_fd[i])
            close(receive_fd[i]);
    }
    printf("many: %d VCs open at once, %ld PDUs of %d bytes identical\n", vcs, rounds * vcs, size);
    return 0;
}

static void ignore(int signal)
{
    (void)signal;
}

/*
 * The driver waits at closing until the chip has taken what was to be sent: it sleeps 5 s, unless a signal wakes it to
 * look again. Without signals a test of many closings in the middle of a PDU would last for hours.
 */
static void wake_up_often(void)
{
    struct sigaction action;
    struct itimerval timer = { { 0, 20000 }, { 0, 20000 } };

    memset(&action, 0, sizeof(action));
    action.sa_handler = ignore;
    action.sa_flags = SA_RESTART;
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &timer, NULL);
}

static int cycles(int argc, char **argv)
{
    int tx_itf, rx_itf, size, send_fd, receive_fd, length;
    long count, n, received = 0, slow = 0;
    double start = now(), closing;
    char what[64];

    if (argc < 3 || argc > 4)
        wrong();
    tx_itf = number(argv[0]);
    rx_itf = number(argv[1]);
    count = number(argv[2]);
    size = argc > 3 ? number(argv[3]) : 4000;
    if (size < 1 || size > MAX_PDU)
        wrong();
    if (getenv("NO_SIGNALS") == NULL)
        wake_up_often();
    for (n = 0; n < count; n++)
    {
        int vci = n % 97;

        open_pair(nth_vc(tx_itf, vci, per_vpi()), nth_vc(rx_itf, vci, per_vpi()), ATM_AAL5, 0, &send_fd, &receive_fd);
        pattern(out, size, n + 1);
        transmit(send_fd, out, size);
        if (n % 2 == 0) /* each second time the VC is closed while the PDU is under way */
        {
            length = receive(receive_fd, 10000);
            sprintf(what, "cycles: PDU %ld", n);
            if (length < 0)
                die("%s: did not arrive", what);
            check(what, in, length, out, size);
            received++;
        }
        closing = now();
        if (receive_fd != send_fd)
            close(receive_fd);
        close(send_fd);
        if (now() - closing > 4)
        {
            slow++;
            printf("cycles: close %ld took %.1f s\n", n, now() - closing);
        }
    }
    printf("cycles: %ld times open, send, close; %ld PDUs identical; %ld slow closings; %.1f s\n", count, received,
        slow, now() - start);
    return 0;
}

static int open_cbr(int argc, char **argv)
{
    struct vc vc;
    int fd;

    if (argc < 2 || argc > 3)
        wrong();
    vc = parse_vc(argv[0]);
    fd = try_vc(vc, ATM_AAL5, 1, 0, number(argv[1]));
    if (fd < 0)
        die("open: %s: %s", argv[0], strerror(-fd));
    printf("open: %s at %s cells/s\n", argv[0], argv[1]);
    fflush(stdout);
    if (argc > 2)
        sleep(number(argv[2]));
    close(fd);
    return 0;
}

/* Nothing that was written waits to be sent. */
static int is_drained(int fd)
{
    int space, buffer;
    socklen_t length = sizeof(buffer);

    return ioctl(fd, TIOCOUTQ, &space) == 0 && getsockopt(fd, SOL_SOCKET, SO_SNDBUF, &buffer, &length) == 0
        && space >= buffer;
}

/* Receives without waiting; *when is the instant at which the driver had the PDU. */
static int receive_stamped(int fd, double *when)
{
    union
    {
        struct cmsghdr alignment;
        char bytes[256];
    } control;
    struct iovec place = { in, sizeof(in) };
    struct msghdr message;
    struct cmsghdr *part;
    struct timespec stamp;
    int length;

    memset(&message, 0, sizeof(message));
    message.msg_iov = &place;
    message.msg_iovlen = 1;
    message.msg_control = &control;
    message.msg_controllen = sizeof(control);
    length = recvmsg(fd, &message, MSG_DONTWAIT);
    if (length < 0)
        return -1;
    for (part = CMSG_FIRSTHDR(&message); part != NULL; part = CMSG_NXTHDR(&message, part))
        if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SO_TIMESTAMPNS)
        {
            memcpy(&stamp, CMSG_DATA(part), sizeof(stamp));
            *when = stamp.tv_sec + stamp.tv_nsec * 1e-9;
            return length;
        }
    die("rate: a PDU has no time");
    return -1;
}

/* Keeps every VC's queue filled and counts the cells of the PDUs that arrive between the first and the last of each. */
static int rate(int argc, char **argv)
{
    static int send_fd[64], receive_fd[64], arrived[64];
    static long pcr[64];
    static double first[64], last[64];
    struct pollfd fds[128];
    int vcs = 0, size, cells, i, failed = 0, one = 1, buffer, waiting = 1;
    double end, stop, when;

    if (argc < 3)
        wrong();
    stop = now() + number(argv[0]);
    size = number(argv[1]);
    if (size < 1 || size > MAX_PDU || argc - 2 > 64)
        wrong();
    cells = (size + 8 + 47) / 48;
    for (i = 2; i < argc; i++, vcs++)
    {
        char *tx = argv[i], *rx = strchr(tx, '='), *peak;

        if (rx == NULL)
            wrong();
        *rx++ = 0;
        peak = strchr(rx, '=');
        if (peak != NULL)
        {
            *peak++ = 0;
            pcr[vcs] = number(peak);
        }
        open_pair(parse_vc(tx), parse_vc(rx), ATM_AAL5, pcr[vcs], &send_fd[vcs], &receive_fd[vcs]);
        fcntl(send_fd[vcs], F_SETFL, O_NONBLOCK);
        /* the cells of two seconds, or a few PDUs, so that closing does not take long */
        buffer = pcr[vcs] * 60 > size * 10 ? pcr[vcs] * 60 : size * 10;
        if (pcr[vcs] > 0)
            setsockopt(send_fd[vcs], SOL_SOCKET, SO_SNDBUFFORCE, &buffer, sizeof(buffer));
        setsockopt(receive_fd[vcs], SOL_SOCKET, SO_TIMESTAMPNS, &one, sizeof(one));
    }
    pattern(out, size, 1);
    end = stop + 20;
    while (now() < end && (now() < stop || waiting))
    {
        waiting = 0;
        for (i = 0; i < vcs; i++)
        {
            fds[i].fd = receive_fd[i];
            fds[i].events = POLLIN;
            fds[i + vcs].fd = now() < stop ? send_fd[i] : -1;
            fds[i + vcs].events = POLLOUT;
            waiting |= !is_drained(send_fd[i]);
        }
        if (poll(fds, 2 * vcs, 200) < 0)
            die("rate: poll: %s", strerror(errno));
        for (i = 0; i < vcs; i++)
        {
            int length;

            if (fds[i].revents & POLLIN)
            {
                while ((length = receive_stamped(receive_fd[i], &when)) >= 0)
                {
                    check("rate", in, length, out, size);
                    if (now() > stop)
                        continue; /* what comes after the senders have stopped comes faster than in company */
                    if (arrived[i]++ == 0)
                        first[i] = when;
                    last[i] = when;
                }
            }
            if (fds[i + vcs].fd >= 0 && fds[i + vcs].revents & POLLOUT)
            {
                /* a slow machine must not run out of cells at constant rate for the sake of best effort */
                int burst = pcr[i] > 0 ? 16 : 1;

                while (burst-- > 0)
                    if (write(send_fd[i], out, size) < 0)
                    {
                        if (errno != EAGAIN)
                            die("rate: cannot send: %s", strerror(errno));
                        break;
                    }
            }
        }
    }
    for (i = 0; i < vcs; i++)
    {
        double value = arrived[i] > 1 ? (arrived[i] - 1) * (double)cells / (last[i] - first[i]) : 0;

        printf("rate: VC %d %s peak %ld: %d PDUs, %.0f cells/s\n", i, pcr[i] > 0 ? "CBR" : "UBR", pcr[i], arrived[i],
            value);
        failed |= arrived[i] < 2;
    }
    pause_ms(100);
    for (i = 0; i < vcs; i++)
    {
        close(send_fd[i]);
        if (receive_fd[i] != send_fd[i])
            close(receive_fd[i]);
    }
    return failed;
}

static int throughput(int argc, char **argv)
{
    int send_fd, receive_fd, size;
    long count, sent = 0, received = 0;
    double start, end;
    struct pollfd fds[2];

    if (argc != 4)
        wrong();
    open_pair(parse_vc(argv[0]), parse_vc(argv[1]), ATM_AAL5, 0, &send_fd, &receive_fd);
    size = number(argv[2]);
    count = number(argv[3]);
    if (size < 1 || size > MAX_PDU)
        wrong();
    fcntl(send_fd, F_SETFL, O_NONBLOCK);
    fcntl(receive_fd, F_SETFL, O_NONBLOCK);
    pattern(out, size, 1);
    start = now();
    end = start;
    while (received < count)
    {
        int length;

        fds[0].fd = receive_fd;
        fds[0].events = POLLIN;
        /* not more under way than the receiver's free buffers can take */
        fds[1].fd = sent < count && (sent - received) * (long)(size + 100) < 200000 ? send_fd : -1;
        fds[1].events = POLLOUT;
        if (poll(fds, 2, 10000) <= 0)
            die("throughput: %ld of %ld PDUs arrived", received, count);
        if (fds[0].revents & POLLIN)
        {
            while ((length = recv(receive_fd, in, sizeof(in), 0)) >= 0)
            {
                check("throughput", in, length, out, size);
                received++;
                end = now();
            }
        }
        if (fds[1].fd >= 0 && fds[1].revents & POLLOUT && write(send_fd, out, size) == size)
            sent++;
    }
    printf("throughput: %ld PDUs of %d bytes in %.2f s: %.3f MB/s, %.0f PDUs/s, %.0f cells/s\n", received, size,
        end - start, received * 1e-6 * size / (end - start), received / (end - start),
        received / (end - start) * ((size + 55) / 48));
    close_pair(send_fd, receive_fd);
    return 0;
}

static int compare_doubles(const void *a, const void *b)
{
    double difference = *(const double *)a - *(const double *)b;

    return difference < 0 ? -1 : difference > 0;
}

static int roundtrip(int argc, char **argv)
{
    int send_fd, receive_fd, size;
    long count, n;
    double *times, start, sum = 0;

    if (argc != 4)
        wrong();
    open_pair(parse_vc(argv[0]), parse_vc(argv[1]), ATM_AAL5, 0, &send_fd, &receive_fd);
    size = number(argv[2]);
    count = number(argv[3]);
    if (size < 1 || size > MAX_PDU || count < 1)
        wrong();
    times = malloc(count * sizeof(*times));
    for (n = 0; n < count; n++)
    {
        int length;

        pattern(out, size, n + 1);
        start = now();
        transmit(send_fd, out, size);
        length = receive(receive_fd, 10000);
        times[n] = now() - start;
        sum += times[n];
        if (length < 0)
            die("roundtrip: PDU %ld did not arrive", n);
        check("roundtrip", in, length, out, size);
    }
    qsort(times, count, sizeof(*times), compare_doubles);
    printf("roundtrip: %ld PDUs of %d bytes: mean %.0f us, median %.0f us, 99%% %.0f us\n", count, size,
        sum / count * 1e6, times[count / 2] * 1e6, times[count * 99 / 100] * 1e6);
    close_pair(send_fd, receive_fd);
    return 0;
}

static int set_up(int argc, char **argv)
{
    static int fd[65536];
    struct rlimit limit = { 65536 + 16, 65536 + 16 };
    int itf, count, i;
    double start, opened, closed;

    if (argc != 2)
        wrong();
    itf = number(argv[0]);
    count = number(argv[1]);
    if (count < 1 || count > 65535)
        wrong();
    setrlimit(RLIMIT_NOFILE, &limit);
    start = now();
    for (i = 0; i < count; i++)
        fd[i] = open_vc(nth_vc(itf, i, per_vpi()), ATM_AAL5, 1, 1, 0);
    opened = now();
    for (i = 0; i < count; i++)
        close(fd[i]);
    closed = now();
    printf("setup: %d VCs: %.1f us an open, %.1f us a close\n", count, (opened - start) / count * 1e6,
        (closed - opened) / count * 1e6);
    return 0;
}

static int send_only(int argc, char **argv)
{
    int fd, i, pdus = 0;
    long count, n;

    if (argc < 2 || argc > 3)
        wrong();
    parse_sizes(argv[1]);
    count = argc > 2 ? number(argv[2]) : 1;
    fd = open_vc(parse_vc(argv[0]), ATM_AAL5, 1, 0, 0);
    for (n = 0; n < count; n++)
    {
        for (i = 0; i < size_count; i++)
        {
            pattern(out, sizes[i], ++pdus);
            transmit(fd, out, sizes[i]);
            if (pdus % 16 == 0)
                pause_ms(20);
        }
    }
    printf("send: %d PDUs\n", pdus);
    pause_ms(500);
    close(fd);
    return 0;
}

static int receive_only(int argc, char **argv)
{
    int fd, i, length, pdus = 0;
    long count, n, bytes = 0, seconds;
    char what[64];

    if (argc < 2 || argc > 4)
        wrong();
    parse_sizes(argv[1]);
    count = argc > 2 ? number(argv[2]) : 1;
    seconds = argc > 3 ? number(argv[3]) : 90;
    fd = open_vc(parse_vc(argv[0]), ATM_AAL5, 0, 1, 0);
    for (n = 0; n < count; n++)
    {
        for (i = 0; i < size_count; i++)
        {
            length = receive(fd, (int)seconds * 1000);
            sprintf(what, "receive: PDU %d", ++pdus);
            if (length < 0)
                die("%s: did not arrive", what);
            pattern(out, sizes[i], pdus);
            check(what, in, length, out, sizes[i]);
            bytes += length;
        }
    }
    printf("receive: %d PDUs, %ld bytes identical\n", pdus, bytes);
    close(fd);
    return 0;
}

static int echo(int argc, char **argv)
{
    int fd, length;
    long pdus = 0, seconds;

    if (argc < 1 || argc > 2)
        wrong();
    seconds = argc > 1 ? number(argv[1]) : 120;
    fd = open_vc(parse_vc(argv[0]), ATM_AAL5, 1, 1, 0);
    for (;;)
    {
        length = receive(fd, (int)seconds * 1000);
        if (length < 0)
            die("echo: nothing came for %ld s", seconds);
        if (length == 1)
            break;
        transmit(fd, in, length);
        pdus++;
    }
    printf("echo: %ld PDUs\n", pdus);
    close_pair(fd, fd);
    return 0;
}

static int call(int argc, char **argv)
{
    int fd, i, length = -1, tries, pdus = 0;
    long count, n, bytes = 0;
    char what[64];

    if (argc < 2 || argc > 3)
        wrong();
    parse_sizes(argv[1]);
    count = argc > 2 ? number(argv[2]) : 1;
    fd = open_vc(parse_vc(argv[0]), ATM_AAL5, 1, 1, 0);
    for (tries = 0; length < 0 && tries < 90; tries++) /* until the other side is there */
    {
        pattern(out, 2, 0);
        transmit(fd, out, 2);
        length = receive(fd, 1000);
    }
    if (length < 0)
        die("call: nobody answers");
    for (n = 0; n < count; n++)
    {
        for (i = 0; i < size_count; i++)
        {
            if (sizes[i] < 3)
                continue;
            pattern(out, sizes[i], ++pdus);
            transmit(fd, out, sizes[i]);
            do
                length = receive(fd, 10000);
            while (length == 2); /* late answers to the first calls */
            sprintf(what, "call: PDU %d of %d bytes", pdus, sizes[i]);
            if (length < 0)
                die("%s: did not come back", what);
            check(what, in, length, out, sizes[i]);
            bytes += sizes[i];
        }
    }
    printf("call: %d PDUs, %ld bytes came back identical\n", pdus, bytes);
    transmit(fd, out, 1);
    pause_ms(500);
    close(fd);
    return 0;
}

static uint16_t internet_checksum(const uint8_t *bytes, int length)
{
    uint32_t sum = 0;
    int i;

    for (i = 0; i + 1 < length; i += 2)
        sum += bytes[i] << 8 | bytes[i + 1];
    if (length % 2 != 0)
        sum += bytes[length - 1] << 8;
    while (sum >> 16 != 0)
        sum = (sum & 0xffff) + (sum >> 16);
    return (uint16_t)~sum;
}

static int ping(int argc, char **argv)
{
    struct sockaddr_in host;
    struct pollfd poll_fd;
    int fd, i, id = getpid() & 0xffff, sent = 0, buffer = 1 << 20;
    long count, n, lost = 0;
    double total = 0, worst = 0;

    if (argc < 2 || argc > 3)
        wrong();
    memset(&host, 0, sizeof(host));
    host.sin_family = AF_INET;
    if (inet_pton(AF_INET, argv[0], &host.sin_addr) != 1)
        wrong();
    parse_sizes(argv[1]);
    count = argc > 2 ? number(argv[2]) : 1;
    fd = socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);
    if (fd < 0)
        die("ping: %s", strerror(errno));
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof(buffer));
    poll_fd.fd = fd;
    poll_fd.events = POLLIN;
    for (n = 0; n < count; n++)
    {
        for (i = 0; i < size_count; i++)
        {
            int length = sizes[i] + 8, got = 0, left;
            uint16_t sum;
            double start = now(), passed;

            if (length > 65000)
                wrong();
            sent++;
            memset(out, 0, 8);
            out[0] = 8;
            out[4] = id >> 8;
            out[5] = id;
            out[6] = sent >> 8;
            out[7] = sent;
            pattern(out + 8, sizes[i], sent);
            sum = internet_checksum(out, length);
            out[2] = sum >> 8;
            out[3] = sum;
            if (sendto(fd, out, length, 0, (struct sockaddr *)&host, sizeof(host)) != length)
                die("ping: %d bytes cannot be sent: %s", sizes[i], strerror(errno));
            while (!got && (left = (int)((start + 5 - now()) * 1000)) > 0)
            {
                int arrived, header;

                if (poll(&poll_fd, 1, left) <= 0)
                    break;
                arrived = recv(fd, in, sizeof(in), 0);
                header = (in[0] & 15) * 4;
                if (arrived < header + 8 || in[header] != 0 || memcmp(in + header + 4, out + 4, 4) != 0)
                    continue;
                check("ping", in + header + 8, arrived - header - 8, out + 8, sizes[i]);
                got = 1;
            }
            passed = now() - start;
            if (!got)
            {
                printf("ping: no answer to %d bytes\n", sizes[i]);
                lost++;
                continue;
            }
            total += passed;
            if (passed > worst)
                worst = passed;
        }
    }
    printf("ping: %s: %d sent, %ld lost, mean %.2f ms, worst %.2f ms\n", argv[0], sent, lost,
        sent > lost ? total / (sent - lost) * 1e3 : 0, worst * 1e3);
    return lost != 0;
}

/* The n-th block of a byte stream, 65,536 bytes. */
static void block(uint8_t *bytes, long n)
{
    pattern(bytes, 4096, n + 1);
    for (int i = 4096; i < 65536; i++)
        bytes[i] = bytes[i - 4096] + (i >> 12);
}

static void write_fully(int fd, const uint8_t *bytes, int length)
{
    while (length > 0)
    {
        int written = write(fd, bytes, length);

        if (written <= 0)
            die("cannot write: %s", strerror(errno));
        bytes += written;
        length -= written;
    }
}

static void write_stream(int fd, long bytes)
{
    long n;

    for (n = 0; bytes > 0; n++)
    {
        int length = bytes < 65536 ? (int)bytes : 65536;

        block(out, n);
        write_fully(fd, out, length);
        bytes -= length;
    }
}

static int write_pattern(int argc, char **argv)
{
    if (argc != 1)
        wrong();
    write_stream(1, number(argv[0]));
    return 0;
}

static int tcp_send(int argc, char **argv)
{
    struct sockaddr_in host;
    int fd = -1, tries;
    long bytes;
    double start;
    uint8_t answer;

    if (argc != 3)
        wrong();
    bytes = number(argv[2]);
    memset(&host, 0, sizeof(host));
    host.sin_family = AF_INET;
    host.sin_port = htons(number(argv[1]));
    if (inet_pton(AF_INET, argv[0], &host.sin_addr) != 1)
        wrong();
    for (tries = 0; tries < 30; tries++)
    {
        fd = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(fd, (struct sockaddr *)&host, sizeof(host)) == 0)
            break;
        close(fd);
        fd = -1;
        pause_ms(1000);
    }
    if (fd < 0)
        die("tcp: %s does not answer: %s", argv[0], strerror(errno));
    start = now();
    write_stream(fd, bytes);
    if (read(fd, &answer, 1) != 1 || answer != 'y')
        die("tcp: the receiver did not get the same bytes");
    printf("tcp: %ld bytes identical in %.2f s: %.3f MB/s\n", bytes, now() - start, bytes * 1e-6 / (now() - start));
    close(fd);
    return 0;
}

static int tcp_receive(int argc, char **argv)
{
    struct sockaddr_in here;
    struct pollfd poll_fd;
    int listener, fd, one = 1, filled = 0;
    long bytes, done = 0;

    if (argc != 2)
        wrong();
    bytes = number(argv[1]);
    memset(&here, 0, sizeof(here));
    here.sin_family = AF_INET;
    here.sin_port = htons(number(argv[0]));
    listener = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
    if (bind(listener, (struct sockaddr *)&here, sizeof(here)) < 0 || listen(listener, 1) < 0)
        die("tcp: cannot listen: %s", strerror(errno));
    fd = accept(listener, NULL, NULL);
    poll_fd.fd = fd;
    poll_fd.events = POLLIN;
    while (done < bytes)
    {
        int wanted = bytes - done < 65536 ? (int)(bytes - done) : 65536, got;

        if (poll(&poll_fd, 1, 60000) <= 0)
            die("tcp: nothing came for 60 s after %ld bytes", done + filled);
        got = read(fd, in + filled, wanted - filled);
        if (got <= 0)
            die("tcp: the connection ended after %ld bytes", done + filled);
        filled += got;
        if (filled == wanted)
        {
            block(out, done / 65536);
            if (memcmp(in, out, wanted) != 0)
                die("tcp: the bytes from %ld on are not those that were sent", done);
            done += filled;
            filled = 0;
        }
    }
    write_fully(fd, (const uint8_t *)"y", 1);
    close(fd);
    return 0;
}

int main(int argc, char **argv)
{
    static const struct
    {
        const char *name;
        int (*run)(int, char **);
    } commands[] = {
        { "aal5", transfer }, { "aal0", raw_cells }, { "many", many }, { "cycles", cycles }, { "open", open_cbr },
        { "hold", open_cbr }, { "rate", rate }, { "throughput", throughput }, { "roundtrip", roundtrip },
        { "setup", set_up }, { "send", send_only }, { "receive", receive_only }, { "echo", echo }, { "call", call },
        { "ping", ping }, { "pattern", write_pattern }, { "tcp-send", tcp_send }, { "tcp-receive", tcp_receive },
    };
    unsigned i;

    setvbuf(stdout, NULL, _IOLBF, 0);
    for (i = 0; argc > 1 && i < sizeof(commands) / sizeof(*commands); i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 2, argv + 2);
    wrong();
    return 2;
}
