/*
 * Measures what an access costs a client of a vfio-user server, at several sockets in turn, so that what else the machine does hits all.
 *
 *     roundtrip ROUNDS ACCESSES SOCKET...
 *
 * Each round makes so many accesses at each socket: register reads of 4 bytes, and the pattern of a driver that clears memory, two posted
 * writes and a read. One line for each kind, socket and round: KIND SOCKET-NUMBER NANOSECONDS, the median of the round.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { VERSION = 1, REGION_READ = 9, REGION_WRITE = 10, NO_REPLY = 0x10 };
enum { BAR = 1, CONFIG = 7, COMMAND_REGISTER = 4, DECODE_AND_MASTER = 7 };
enum { READ_OFFSET = 0x18, WRITE_OFFSET = 0x00, MOST_SOCKETS = 8 };

struct message
{
    uint16_t id;
    uint16_t command;
    uint32_t size;
    uint32_t flags;
    uint32_t error;
    uint64_t offset;
    uint32_t region;
    uint32_t count;
    uint32_t data;
} __attribute__((packed));

static uint16_t next_id;

static void fail(const char *what)
{
    fprintf(stderr, "roundtrip: %s\n", what);
    exit(1);
}

static void send_message(int fd, uint16_t command, uint32_t flags, uint32_t region, uint64_t offset, uint32_t count,
    uint32_t data)
{
    const uint32_t size = sizeof(struct message) - (command == REGION_READ ? 4 : 4 - count);
    struct message message = { ++next_id, command, size, flags, 0, offset, region, count, data };
    if (send(fd, &message, size, MSG_NOSIGNAL) != (ssize_t)size)
    {
        fail("the server has gone");
    }
}

/* As QEMU does: the header, then as much as it says. */
static uint32_t receive_reply(int fd)
{
    struct message reply;
    if (recv(fd, &reply, 16, MSG_WAITALL) != 16 || reply.size < 16 || reply.size > sizeof(reply) || reply.error != 0 ||
        reply.id != next_id || recv(fd, &reply.offset, reply.size - 16, MSG_WAITALL) != (ssize_t)(reply.size - 16))
    {
        fail("a wrong reply");
    }
    return reply.data;
}

static int open_socket(const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    const char text[] = "\0\0\0\0{\"capabilities\":{\"max_msg_fds\":8}}";
    const uint32_t size = 16 + sizeof(text);
    struct message hello = { .id = 0, .command = VERSION, .size = size };
    char reply[512];
    if (strlen(path) >= sizeof(address.sun_path))
    {
        fail("the path of a socket is too long");
    }
    strcpy(address.sun_path, path);
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0)
    {
        perror(path);
        exit(1);
    }
    memcpy(reply, &hello, 16);
    memcpy(reply + 16, text, sizeof(text));
    if (send(fd, reply, size, MSG_NOSIGNAL) != (ssize_t)size || recv(fd, reply, 16, MSG_WAITALL) != 16)
    {
        fail("no answer to VERSION");
    }
    memcpy(&hello, reply, 16);
    if (hello.error != 0 || hello.size > sizeof(reply) || recv(fd, reply, hello.size - 16, MSG_WAITALL) < 4)
    {
        fail("a wrong answer to VERSION");
    }
    return fd;
}

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int compare(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int64_t median(int fd, int posted, int64_t *times, int accesses)
{
    for (int i = 0; i < accesses; i++)
    {
        const int64_t begin = now();
        for (int j = 0; j < posted; j++)
        {
            send_message(fd, REGION_WRITE, NO_REPLY, BAR, WRITE_OFFSET + 4 * j, 4, 0);
        }
        send_message(fd, REGION_READ, 0, BAR, READ_OFFSET, 4, 0);
        receive_reply(fd);
        times[i] = now() - begin;
    }
    qsort(times, accesses, sizeof(*times), compare);
    return times[accesses / 2];
}

int main(int argc, char **argv)
{
    int fds[MOST_SOCKETS];
    const int rounds = argc > 3 ? atoi(argv[1]) : 0;
    const int accesses = argc > 3 ? atoi(argv[2]) : 0;
    const int sockets = argc - 3;
    if (rounds < 1 || accesses < 1 || sockets > MOST_SOCKETS)
    {
        fprintf(stderr, "usage: roundtrip ROUNDS ACCESSES SOCKET...\n");
        return 2;
    }
    int64_t *times = malloc(accesses * sizeof(*times));
    for (int i = 0; i < sockets; i++)
    {
        fds[i] = open_socket(argv[3 + i]);
    }
    for (int round = 0; round < rounds; round++)
    {
        for (int posted = 0; posted <= 2; posted += 2)
        {
            for (int i = 0; i < sockets; i++)
            {
                printf("%s %d %lld\n", posted == 0 ? "read" : "write+write+read", i,
                    (long long)median(fds[i], posted, times, accesses));
            }
        }
        fflush(stdout);
    }
    return 0;
}
