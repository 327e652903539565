#include "CClockPage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define MAGIC 0x31304b434c435048ull  // "HPCLCK01", little-endian

// Every field is atomic, so that a torn read is a retry (the sequence lock) and never undefined.
struct layout {
    uint64_t magic;
    _Atomic uint64_t sequence;  // odd while the writer is at work
    _Atomic int64_t virtual_ns;
    _Atomic int64_t real_ns;
    _Atomic uint64_t rate_bits;
    _Atomic int64_t limit_ns;
    // The wall clock has a writer of its own, so it has a lock of its own.
    _Atomic uint64_t wall_sequence;
    _Atomic int64_t wall_offset_ns;
    _Atomic int64_t wall_drift_permille;
    _Atomic int64_t wall_from_ns;
};

struct clock_page {
    struct layout *map;
};

static clock_page *map_file(int file, int writable) {
    int protection = writable ? PROT_READ | PROT_WRITE : PROT_READ;
    void *map = mmap(NULL, sizeof(struct layout), protection, MAP_SHARED, file, 0);
    int saved = errno;
    close(file);
    if (map == MAP_FAILED) {
        errno = saved;
        return NULL;
    }
    clock_page *page = malloc(sizeof *page);
    page->map = map;
    return page;
}

clock_page *clock_page_create(const char *path, clock_reading first) {
    // Readers may run as another user: the page holds no secret and they only read.
    int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0) return NULL;
    if (ftruncate(file, sizeof(struct layout)) != 0) {
        int saved = errno;
        close(file);
        errno = saved;
        return NULL;
    }
    clock_page *page = map_file(file, 1);
    if (!page) return NULL;
    clock_page_write(page, first);
    page->map->magic = MAGIC;
    return page;
}

static clock_page *open_page(const char *path, int writable) {
    int file = open(path, (writable ? O_RDWR : O_RDONLY) | O_CLOEXEC);
    if (file < 0) return NULL;
    struct stat status;
    if (fstat(file, &status) != 0 || status.st_size < (off_t)sizeof(struct layout)) {
        close(file);
        errno = EINVAL;
        return NULL;
    }
    clock_page *page = map_file(file, writable);
    if (page && page->map->magic != MAGIC) {
        clock_page_close(page);
        errno = EINVAL;
        return NULL;
    }
    return page;
}

clock_page *clock_page_open(const char *path) { return open_page(path, 0); }
clock_page *clock_page_open_to_set_wall(const char *path) { return open_page(path, 1); }

void clock_page_close(clock_page *page) {
    if (!page) return;
    munmap(page->map, sizeof(struct layout));
    free(page);
}

void clock_page_write(clock_page *page, clock_reading reading) {
    struct layout *map = page->map;
    uint64_t rate_bits;
    memcpy(&rate_bits, &reading.rate, sizeof rate_bits);
    uint64_t sequence = atomic_load_explicit(&map->sequence, memory_order_relaxed);
    atomic_store_explicit(&map->sequence, sequence + 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&map->virtual_ns, reading.virtual_ns, memory_order_relaxed);
    atomic_store_explicit(&map->real_ns, reading.real_ns, memory_order_relaxed);
    atomic_store_explicit(&map->rate_bits, rate_bits, memory_order_relaxed);
    atomic_store_explicit(&map->limit_ns, reading.limit_ns, memory_order_relaxed);
    atomic_store_explicit(&map->sequence, sequence + 2, memory_order_release);
}

clock_reading clock_page_read(const clock_page *page) {
    struct layout *map = page->map;
    for (;;) {
        uint64_t before = atomic_load_explicit(&map->sequence, memory_order_acquire);
        clock_reading reading;
        reading.virtual_ns = atomic_load_explicit(&map->virtual_ns, memory_order_relaxed);
        reading.real_ns = atomic_load_explicit(&map->real_ns, memory_order_relaxed);
        uint64_t rate_bits = atomic_load_explicit(&map->rate_bits, memory_order_relaxed);
        reading.limit_ns = atomic_load_explicit(&map->limit_ns, memory_order_relaxed);
        memcpy(&reading.rate, &rate_bits, sizeof reading.rate);
        atomic_thread_fence(memory_order_acquire);
        uint64_t after = atomic_load_explicit(&map->sequence, memory_order_relaxed);
        if (before == after && (before & 1) == 0) return reading;
    }
}

int64_t clock_real_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t clock_reading_at_ns(clock_reading reading, int64_t real_now_ns) {
    int64_t elapsed = real_now_ns - reading.real_ns;
    if (elapsed < 0) elapsed = 0;
    int64_t now = reading.virtual_ns + (int64_t)((double)elapsed * reading.rate);
    return now < reading.limit_ns ? now : reading.limit_ns;
}

int64_t clock_page_now_ns(const clock_page *page) {
    return clock_reading_at_ns(clock_page_read(page), clock_real_ns());
}

void clock_page_set_wall(clock_page *page, clock_wall wall) {
    struct layout *map = page->map;
    uint64_t sequence = atomic_load_explicit(&map->wall_sequence, memory_order_relaxed);
    atomic_store_explicit(&map->wall_sequence, sequence + 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&map->wall_offset_ns, wall.offset_ns, memory_order_relaxed);
    atomic_store_explicit(&map->wall_drift_permille, wall.drift_permille, memory_order_relaxed);
    atomic_store_explicit(&map->wall_from_ns, wall.from_ns, memory_order_relaxed);
    atomic_store_explicit(&map->wall_sequence, sequence + 2, memory_order_release);
}

static clock_wall read_wall(const clock_page *page) {
    struct layout *map = page->map;
    for (;;) {
        uint64_t before = atomic_load_explicit(&map->wall_sequence, memory_order_acquire);
        clock_wall wall;
        wall.offset_ns = atomic_load_explicit(&map->wall_offset_ns, memory_order_relaxed);
        wall.drift_permille = atomic_load_explicit(&map->wall_drift_permille, memory_order_relaxed);
        wall.from_ns = atomic_load_explicit(&map->wall_from_ns, memory_order_relaxed);
        atomic_thread_fence(memory_order_acquire);
        uint64_t after = atomic_load_explicit(&map->wall_sequence, memory_order_relaxed);
        if (before == after && (before & 1) == 0) return wall;
    }
}

int64_t clock_page_wall_ns(const clock_page *page, int64_t now_ns) {
    clock_wall wall = read_wall(page);
    return now_ns + wall.offset_ns + (now_ns - wall.from_ns) / 1000 * wall.drift_permille;
}
