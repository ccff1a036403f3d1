/*
 * The limit of the event queue: the same queue in C++. Same order (time, then sequence of scheduling), picoseconds, virtual
 * call of each event, same wheel (buckets in order, bitmap of three levels, fitted every so often), a heap for far events.
 *
 *   event_wheel PENDING
 *
 * Reads from standard input how many increments there are, and the increments; an event is put back by one after the other
 * of them. Then it reads numbers. For each it does so many holds, and answers with the nanoseconds that they took and the
 * instant of the last event.
 */
#include <algorithm>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

namespace
{
constexpr int min_buckets_shift = 12;
constexpr int max_buckets_shift = 16;
constexpr uint64_t ones = ~uint64_t{0};

int low(uint64_t bits)
{
    return __builtin_ctzll(bits);
}

int digits(uint64_t number)
{
    return number == 0 ? 0 : 64 - __builtin_clzll(number);
}

class queue;

struct event
{
    uint64_t time = 0, order = 0;
    event *next = nullptr, *last = nullptr;

    bool before(const event &other) const
    {
        return time < other.time || (time == other.time && order < other.order);
    }

    virtual void fire(queue &events, uint64_t now) = 0;

protected:
    ~event() = default;
};

struct later
{
    bool operator()(const event *one, const event *other) const
    {
        return other->before(*one);
    }
};

class queue
{
public:
    uint64_t now = 0;

    void schedule(event &e, uint64_t time)
    {
        e.time = time;
        e.order = sequence++;
        if ((sequence & 7) == 0)
        {
            delays[digits(time - now)]++;
        }
        first_time = std::min(first_time, time);
        put(e);
    }

    void run_next()
    {
        const uint64_t time = first_time;
        event *e = heads[time >> shift & mask];
        if (e != nullptr && e->time == time && (time != far_time() || e->before(*far.front())))
        {
            first_time = std::min(remove_first(*e), far_time());
        }
        else
        {
            e = far.front();
            std::pop_heap(far.begin(), far.end(), later());
            far.pop_back();
            first_time = std::min(wheel_time(now >> shift & mask), far_time());
        }
        now = time;
        if (++fired == fit_at)
        {
            fit();
        }
        e->fire(*this, time);
    }

private:
    std::vector<event *> heads = std::vector<event *>(1 << min_buckets_shift), far;
    std::vector<uint64_t> bits = std::vector<uint64_t>(1 << (min_buckets_shift - 6));
    uint64_t words[1 << (max_buckets_shift - 12)] = {}, blocks = 0;
    uint64_t mask = (1 << min_buckets_shift) - 1;
    int shift = 14, buckets_shift = min_buckets_shift;
    uint64_t first_time = ones, sequence = 0, fired = 0;
    uint64_t fit_at = 1 << min_buckets_shift, fitted_time = 0, fitted_count = 0;
    uint32_t delays[65] = {};

    uint64_t far_time() const
    {
        return far.empty() ? ones : far.front()->time;
    }

    void put(event &e)
    {
        if ((e.time >> shift) - (now >> shift) > mask)
        {
            far.push_back(&e);
            std::push_heap(far.begin(), far.end(), later());
            return;
        }
        const uint64_t bucket = e.time >> shift & mask;
        event *first = heads[bucket];
        if (first == nullptr)
        {
            heads[bucket] = &e;
            bits[bucket >> 6] |= uint64_t{1} << (bucket & 63);
            words[bucket >> 12] |= uint64_t{1} << (bucket >> 6 & 63);
            blocks |= uint64_t{1} << (bucket >> 12);
            return;
        }
        event *last = first->last == nullptr ? first : first->last;
        if (last->before(e))
        {
            last->next = &e;
            first->last = &e;
        }
        else if (e.before(*first))
        {
            e.next = first;
            e.last = last;
            first->last = nullptr;
            heads[bucket] = &e;
        }
        else
        {
            event *before = first;
            while (before->next->before(e))
            {
                before = before->next;
            }
            e.next = before->next;
            before->next = &e;
        }
    }

    uint64_t remove_first(event &e)
    {
        const uint64_t bucket = e.time >> shift & mask;
        event *next = e.next;
        if (next != nullptr)
        {
            heads[bucket] = next;
            if (e.last != next)
            {
                next->last = e.last;
            }
            e.next = e.last = nullptr;
            return next->time;
        }
        heads[bucket] = nullptr;
        const uint64_t word = bucket >> 6;
        bits[word] &= ~(uint64_t{1} << (bucket & 63));
        if (bits[word] == 0 && (words[word >> 6] &= ~(uint64_t{1} << (word & 63))) == 0)
        {
            blocks &= ~(uint64_t{1} << (word >> 6));
        }
        return wheel_time(bucket);
    }

    /* Time of the earliest event of the wheel, all of whose events are at a bucket or behind it. */
    uint64_t wheel_time(uint64_t from) const
    {
        uint64_t word = from >> 6;
        const uint64_t here = bits[word] & ones << (from & 63);
        if (here != 0)
        {
            return heads[word << 6 | low(here)]->time;
        }
        uint64_t block = word >> 6;
        uint64_t left = words[block] & (ones << 1) << (word & 63);
        if (left == 0)
        {
            if (blocks == 0)
            {
                return ones;
            }
            const uint64_t after = blocks & (ones << 1) << block;
            block = low(after != 0 ? after : blocks);
            left = words[block];
        }
        word = block << 6 | low(left);
        return heads[word << 6 | low(bits[word])]->time;
    }

    void fit()
    {
        const uint64_t gap = std::max(uint64_t{4}, (now - fitted_time) / (fired - fitted_count));
        const int fine = digits(gap) - 3;
        uint32_t all = 0, beyond = 0;
        for (const uint32_t count : delays)
        {
            all += count;
        }
        int reach = 65;
        while (reach > 0 && beyond <= all >> 6)
        {
            beyond += delays[--reach];
        }
        const int new_buckets_shift = std::clamp(reach - fine, min_buckets_shift, max_buckets_shift);
        const int new_shift = std::max(fine, reach - new_buckets_shift);
        if (std::abs(new_shift - shift) > 1 || new_buckets_shift < buckets_shift - 1 ||
            shift + buckets_shift < reach || gap >> shift > 8)
        {
            rebuild(new_shift, new_buckets_shift);
        }
        std::fill(std::begin(delays), std::end(delays), 0);
        fitted_time = now;
        fitted_count = fired;
        fit_at = fired + (1 << buckets_shift);
    }

    void rebuild(int new_shift, int new_buckets_shift)
    {
        std::vector<event *> all;
        for (event *e : heads)
        {
            for (; e != nullptr; e = e->next)
            {
                all.push_back(e);
            }
        }
        shift = new_shift;
        buckets_shift = new_buckets_shift;
        mask = (uint64_t{1} << buckets_shift) - 1;
        heads.assign(mask + 1, nullptr);
        bits.assign((mask + 1) >> 6, 0);
        std::fill(std::begin(words), std::end(words), 0);
        blocks = 0;
        for (event *e : all)
        {
            e->next = e->last = nullptr;
            put(*e);
        }
    }
};

std::vector<uint64_t> increments;
size_t next_increment = 0;

uint64_t increment()
{
    const uint64_t result = increments[next_increment++];
    next_increment &= increments.size() - 1;
    return result;
}

struct held final : event
{
    void fire(queue &events, uint64_t now) override
    {
        events.schedule(*this, now + increment());
    }
};
}

int main(int argc, char **argv)
{
    size_t count = 0;
    if (argc != 2 || scanf("%zu", &count) != 1 || count == 0 || (count & (count - 1)) != 0)
    {
        fprintf(stderr, "usage: event_wheel PENDING, then a power of two and so many increments\n");
        return 2;
    }
    increments.resize(count);
    for (uint64_t &each : increments)
    {
        if (scanf("%" SCNu64, &each) != 1)
        {
            return 2;
        }
    }
    queue events;
    std::vector<held> all(strtoul(argv[1], nullptr, 10));
    for (held &each : all)
    {
        events.schedule(each, increment());
    }
    uint64_t holds;
    while (scanf("%" SCNu64, &holds) == 1)
    {
        timespec from, to;
        clock_gettime(CLOCK_MONOTONIC, &from);
        for (uint64_t done = 0; done < holds; done++)
        {
            events.run_next();
        }
        clock_gettime(CLOCK_MONOTONIC, &to);
        printf("%" PRId64 " %" PRIu64 "\n",
            static_cast<int64_t>(to.tv_sec - from.tv_sec) * 1000000000 + to.tv_nsec - from.tv_nsec, events.now);
        fflush(stdout);
    }
    return 0;
}
