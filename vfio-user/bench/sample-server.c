/*
 * The least that a vfio-user server in C can be: one device whose region 1 is a page of registers, one client after the other. It makes
 * the system calls that libvfio-user's samples make for an access: the header is received with room for descriptors, then the rest of the
 * message, and the reply is sent by sendmsg. It serves as a measure for round trips; guests do not get far with it.
 *
 *     sample-server SOCKET
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

enum { VERSION = 1, REGION_READ = 9, REGION_WRITE = 10 };
enum { FLAG_REPLY = 1, FLAG_NO_REPLY = 0x10, FLAG_ERROR = 0x20 };
enum { MAX_PAYLOAD = 4096, MAX_DESCRIPTORS = 8, REGISTERS = 4096 };

struct header
{
    uint16_t id;
    uint16_t command;
    uint32_t size;
    uint32_t flags;
    uint32_t error;
};

struct access
{
    uint64_t offset;
    uint32_t region;
    uint32_t count;
    uint8_t data[];
};

static uint8_t registers[REGISTERS];

static int receive_header(int fd, struct header *header)
{
    union
    {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(MAX_DESCRIPTORS * sizeof(int))];
    } control;
    struct iovec part = { header, sizeof(*header) };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof(control) };
    if (recvmsg(fd, &message, MSG_WAITALL) != sizeof(*header))
    {
        return -1;
    }
    for (struct cmsghdr *c = CMSG_FIRSTHDR(&message); c != NULL; c = CMSG_NXTHDR(&message, c))
    {
        for (size_t i = 0; c->cmsg_type == SCM_RIGHTS && i < (c->cmsg_len - CMSG_LEN(0)) / sizeof(int); i++)
        {
            close(((int *)CMSG_DATA(c))[i]);
        }
    }
    return header->size >= sizeof(*header) && header->size - sizeof(*header) <= MAX_PAYLOAD ? 0 : -1;
}

static int reply(int fd, const struct header *request, uint32_t error, void *payload, size_t length)
{
    struct header header = { request->id, request->command, (uint32_t)(sizeof(header) + length),
        FLAG_REPLY | (error != 0 ? FLAG_ERROR : 0), error };
    struct iovec parts[] = { { &header, sizeof(header) }, { payload, length } };
    struct msghdr message = { .msg_iov = parts, .msg_iovlen = length != 0 ? 2 : 1 };
    return sendmsg(fd, &message, MSG_NOSIGNAL) == (ssize_t)header.size ? 0 : -1;
}

/* Returns the length of the reply's payload, which is in the request's place, or -1. */
static long handle(const struct header *header, uint8_t *payload, size_t length)
{
    struct access *access = (struct access *)payload;
    if (header->command == VERSION)
    {
        static const char ours[] = "\0\0\0\0{\"capabilities\":{\"max_msg_fds\":8}}";
        memcpy(payload, ours, sizeof(ours));
        return sizeof(ours);
    }
    if (length < sizeof(*access) || access->offset > REGISTERS || access->count > REGISTERS - access->offset)
    {
        return -1;
    }
    if (header->command == REGION_READ && length == sizeof(*access) && access->count <= MAX_PAYLOAD - sizeof(*access))
    {
        memcpy(access->data, registers + access->offset, access->count);
        return (long)(sizeof(*access) + access->count);
    }
    if (header->command == REGION_WRITE && length == sizeof(*access) + access->count)
    {
        memcpy(registers + access->offset, access->data, access->count);
        return sizeof(*access);
    }
    return -1;
}

static void serve(int fd)
{
    struct header header;
    while (receive_header(fd, &header) == 0)
    {
        const size_t length = header.size - sizeof(header);
        uint8_t *payload = malloc(MAX_PAYLOAD);
        if (payload == NULL || (length != 0 && recv(fd, payload, length, MSG_WAITALL) != (ssize_t)length))
        {
            free(payload);
            return;
        }
        const long answer = handle(&header, payload, length);
        const int failed = (header.flags & FLAG_NO_REPLY) == 0 &&
            reply(fd, &header, answer < 0 ? EINVAL : 0, payload, answer < 0 ? 0 : (size_t)answer) != 0;
        free(payload);
        if (failed)
        {
            return;
        }
    }
}

int main(int argc, char **argv)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    if (argc != 2 || strlen(argv[1]) >= sizeof(address.sun_path))
    {
        fprintf(stderr, "usage: sample-server SOCKET\n");
        return 2;
    }
    strcpy(address.sun_path, argv[1]);
    const int server = socket(AF_UNIX, SOCK_STREAM, 0);
    if (server < 0 || bind(server, (struct sockaddr *)&address, sizeof(address)) != 0 || listen(server, 1) != 0)
    {
        perror(argv[1]);
        return 1;
    }
    while (1)
    {
        const int client = accept(server, NULL, NULL);
        if (client >= 0)
        {
            serve(client);
            close(client);
        }
    }
}
