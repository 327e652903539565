#define _GNU_SOURCE
#include "linux_calls.h"

#include <dirent.h>
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

static int bind_thread(int thread, unsigned long long processors) {
    cpu_set_t set;
    CPU_ZERO(&set);
    for (int i = 0; i < 64; i++)
        if (processors >> i & 1) CPU_SET(i, &set);
    return sched_setaffinity(thread, sizeof set, &set);
}

unsigned long long processors_of(int thread) {
    cpu_set_t set;
    unsigned long long processors = 0;
    CPU_ZERO(&set);
    if (sched_getaffinity(thread, sizeof set, &set) != 0) return 0;
    for (int i = 0; i < 64; i++)
        if (CPU_ISSET(i, &set)) processors |= 1ull << i;
    return processors;
}

int processors_bind(int process, unsigned long long processors) {
    if (process == 0) return bind_thread(0, processors);
    char name[64];
    snprintf(name, sizeof name, "/proc/%d/task", process);
    DIR *threads = opendir(name);
    if (!threads) return -1;
    int bound = 0;
    struct dirent *entry;
    while ((entry = readdir(threads))) {
        int thread = atoi(entry->d_name);
        // One that ended meanwhile needs no processor.
        if (thread > 0 && bind_thread(thread, processors) == 0) bound++;
    }
    closedir(threads);
    if (bound == 0) errno = ESRCH;
    return bound > 0 ? 0 : -1;
}
