/*
 * The limit of the VC table: a slot table in C, for one thread, without atomic operations and without checks except that of
 * the generation. Same entries, same population and same work as the benchmarks in Java.
 *
 *   vc_slot_table WORK ENTRIES VCIS FORM     WORK: cycle, createDelete, byContext, byVpiVci
 *                                            VCIS: consecutive, scattered
 *                                            FORM: batched (64 at a time, fetched ahead), oneByOne
 *
 * Reads numbers from standard input. For each it does so many operations, rounded up to whole batches, and answers with the
 * nanoseconds that they took.
 */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BATCH 64
#define UNBOUND UINT32_MAX
#define CREATED 1u
#define VPI_VCI_MASK 0xFFFFFFu
#define SCATTER 0x9E3779u

struct hot
{
    uint64_t ndis_vc_handle;
    uint32_t state, generation;
    uint32_t vpi_vci, ring, sends_out, receives_out;
    uint32_t traits, bytes_queued, send_sdu, receive_sdu;
    uint32_t no_buffer, next_free, unused[2];
};

struct flow
{
    uint32_t category, average, peak, minimum, initial, burst, max_sdu, programmed;
};

struct block
{
    struct flow flow;
    uint64_t counters[4];
};

static struct hot *hot;
static struct block (*blocks)[2];
static uint32_t *places;
static uint32_t free_head;  /* index + 1 */
static uint32_t never_used; /* index */
static struct flow transmit = {4, 0, 353207, 0, 0, 32, 9180, 353207};
static struct flow receive = {4, 0, 1000, 0, 0, 32, 9180, 0};

static uint32_t entries, live, spares, binds;
static uint64_t *all_contexts;
static uint32_t *bound, *order, *spare;
static uint32_t next, next_spare;

static uint64_t create(uint64_t handle)
{
    uint32_t i;
    if (free_head != 0)
    {
        i = free_head - 1;
        free_head = hot[i].next_free;
    }
    else if (never_used < entries)
    {
        i = never_used++;
    }
    else
    {
        return 0;
    }
    struct hot *h = &hot[i];
    const uint32_t generation = h->generation;
    *h = (struct hot){.ndis_vc_handle = handle, .state = CREATED, .generation = generation, .vpi_vci = UNBOUND,
        .ring = UINT32_MAX};
    return (uint64_t)generation << 32 | (i + 1);
}

static int delete(uint64_t context)
{
    const uint32_t i = (uint32_t)context - 1;
    struct hot *h = &hot[i];
    if (h->generation != context >> 32 || h->state != CREATED)
    {
        return 0;
    }
    h->state = 0;
    h->generation++;
    h->next_free = free_head;
    free_head = i + 1;
    return 1;
}

static void unbind(uint64_t context)
{
    struct hot *h = &hot[(uint32_t)context - 1];
    if (h->vpi_vci != UNBOUND)
    {
        places[h->vpi_vci] = 0;
        h->vpi_vci = UNBOUND;
    }
}

static int bind(uint64_t context, uint32_t vpi_vci)
{
    const uint32_t number = (uint32_t)context;
    if (places[vpi_vci] != 0)
    {
        return 0;
    }
    places[vpi_vci] = number;
    hot[number - 1].vpi_vci = vpi_vci;
    return 1;
}

static void parameters(uint64_t context)
{
    const uint32_t i = (uint32_t)context - 1;
    blocks[i][0] = (struct block){.flow = transmit};
    blocks[i][1] = (struct block){.flow = receive};
    hot[i].send_sdu = transmit.max_sdu;
    hot[i].receive_sdu = receive.max_sdu;
}

static uint64_t open_vc(uint64_t handle, uint32_t vpi_vci)
{
    const uint64_t context = create(handle);
    if (!bind(context, vpi_vci))
    {
        abort();
    }
    parameters(context);
    return context;
}

static void replace(uint64_t *contexts, const uint64_t *handles, const uint32_t *vpi_vcis, int batched)
{
    if (batched)
    {
        for (int k = 0; k < BATCH; k++)
        {
            const uint32_t i = (uint32_t)contexts[k] - 1;
            __builtin_prefetch(&hot[i], 1);
            __builtin_prefetch(&blocks[i][0], 1);
            __builtin_prefetch(&blocks[i][1], 1);
            __builtin_prefetch(&places[vpi_vcis[k]], 1);
        }
        for (int k = 0; k < BATCH; k++)
        {
            __builtin_prefetch(&places[hot[(uint32_t)contexts[k] - 1].vpi_vci], 1);
        }
    }
    for (int k = 0; k < BATCH; k++)
    {
        unbind(contexts[k]);
        if (!delete(contexts[k]))
        {
            abort();
        }
        contexts[k] = open_vc(handles[k], vpi_vcis[k]);
    }
}

static void recreate(uint64_t *contexts, const uint64_t *handles, int batched)
{
    for (int k = 0; batched && k < BATCH; k++)
    {
        __builtin_prefetch(&hot[(uint32_t)contexts[k] - 1], 1);
    }
    for (int k = 0; k < BATCH; k++)
    {
        if (!delete(contexts[k]))
        {
            abort();
        }
        contexts[k] = create(handles[k]);
    }
}

static uint64_t by_context(const uint64_t *contexts)
{
    uint64_t sum = 0;
    for (int k = 0; k < BATCH; k++)
    {
        const struct hot *h = &hot[(uint32_t)contexts[k] - 1];
        if (h->generation == contexts[k] >> 32 && h->state != 0)
        {
            sum += h->ndis_vc_handle;
        }
    }
    return sum;
}

static uint64_t by_vpi_vci(const uint32_t *vpi_vcis)
{
    uint64_t sum = 0;
    for (int k = 0; k < BATCH; k++)
    {
        const uint32_t number = places[vpi_vcis[k]];
        if (number != 0)
        {
            sum += hot[number - 1].ndis_vc_handle;
        }
    }
    return sum;
}

static uint32_t vpi_vci(uint32_t i, int scattered)
{
    return scattered ? i * SCATTER & VPI_VCI_MASK : i;
}

static uint64_t random_number(void)
{
    static uint64_t state = 88172645463325252u; /* Marsaglia, "Xorshift RNGs" */
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static void *zeroed(size_t count, size_t size)
{
    void *memory = aligned_alloc(128, (count * size + 127) / 128 * 128);
    if (memory == NULL)
    {
        perror("vc_slot_table");
        exit(1);
    }
    return memset(memory, 0, count * size);
}

static void populate(int scattered)
{
    spares = entries / 16;
    live = entries - spares;
    hot = zeroed(entries, sizeof *hot);
    blocks = zeroed(entries, sizeof *blocks);
    places = zeroed(VPI_VCI_MASK + 1, sizeof *places);
    all_contexts = zeroed(live, sizeof *all_contexts);
    bound = zeroed(live, sizeof *bound);
    order = zeroed(live, sizeof *order);
    spare = zeroed(spares, sizeof *spare);
    for (uint32_t i = 0; i < spares; i++)
    {
        spare[i] = vpi_vci(live + i, scattered);
    }
    for (uint32_t i = 0; i < live; i++)
    {
        const uint32_t other = (uint32_t)(random_number() % (i + 1));
        order[i] = order[other];
        order[other] = i;
        bound[i] = vpi_vci(i, scattered);
        all_contexts[i] = binds ? open_vc(i, bound[i]) : create(i);
    }
}

static void replace_batch(int batched)
{
    uint64_t contexts[BATCH], handles[BATCH];
    uint32_t vpi_vcis[BATCH];
    for (int k = 0; k < BATCH; k++)
    {
        next = next + 1 == live ? 0 : next + 1;
        const uint32_t victim = order[next];
        contexts[k] = all_contexts[victim];
        handles[k] = victim;
        vpi_vcis[k] = spare[next_spare];
        spare[next_spare] = bound[victim];
        bound[victim] = vpi_vcis[k];
        next_spare = next_spare + 1 == spares ? 0 : next_spare + 1;
    }
    if (binds)
    {
        replace(contexts, handles, vpi_vcis, batched);
    }
    else
    {
        recreate(contexts, handles, batched);
    }
    for (int k = 0; k < BATCH; k++)
    {
        all_contexts[handles[k]] = contexts[k];
    }
}

int main(int argc, char **argv)
{
    if (argc != 5)
    {
        fprintf(stderr, "usage: vc_slot_table WORK ENTRIES VCIS FORM\n");
        return 2;
    }
    const char *work = argv[1];
    const int batched = strcmp(argv[4], "batched") == 0;
    entries = (uint32_t)strtoul(argv[2], NULL, 10);
    binds = strcmp(work, "createDelete") != 0;
    populate(strcmp(argv[3], "scattered") == 0);

    const int looks_up = strncmp(work, "by", 2) == 0;
    const int context = strcmp(work, "byContext") == 0;
    const uint32_t batches = live / BATCH;
    uint64_t *contexts = zeroed(live, sizeof *contexts);
    uint32_t *vpi_vcis = zeroed(live, sizeof *vpi_vcis);
    for (uint32_t i = 0; i < live; i++)
    {
        contexts[i] = all_contexts[order[i]];
        vpi_vcis[i] = bound[order[i]];
    }

    uint32_t batch = 0;
    uint64_t operations, sum = 0;
    while (scanf("%" SCNu64, &operations) == 1)
    {
        struct timespec from, to;
        clock_gettime(CLOCK_MONOTONIC, &from);
        for (uint64_t done = 0; done < operations; done += BATCH)
        {
            if (looks_up)
            {
                batch = batch + 1 == batches ? 0 : batch + 1;
                sum += context ? by_context(contexts + batch * BATCH) : by_vpi_vci(vpi_vcis + batch * BATCH);
            }
            else
            {
                replace_batch(batched);
            }
        }
        clock_gettime(CLOCK_MONOTONIC, &to);
        printf("%" PRId64 " %" PRIu64 "\n",
            (int64_t)(to.tv_sec - from.tv_sec) * 1000000000 + to.tv_nsec - from.tv_nsec, sum);
        fflush(stdout);
    }
    return 0;
}
