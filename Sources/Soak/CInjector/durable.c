#define _GNU_SOURCE
#include "durable.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES_MAX 64  // files of three days, their spool and quarantine, and some more
#define SYNCS_MAX 16  // threads that sync at once

static struct { char path[PATH_MAX]; dev_t device; ino_t inode; long long bytes; } files[FILES_MAX];
static int files_count;

static struct { pid_t thread; char path[PATH_MAX]; dev_t device; ino_t inode; long long bytes; } syncs[SYNCS_MAX];
static int syncs_count;

void durable_forget(void) { files_count = syncs_count = 0; }

static int status_of(pid_t thread, int descriptor, struct stat *status) {
    char name[64];
    snprintf(name, sizeof name, "/proc/%d/fd/%d", (int)thread, descriptor);
    return stat(name, status) == 0 && S_ISREG(status->st_mode) ? 0 : -1;
}

long long descriptor_bytes(pid_t thread, int descriptor) {
    struct stat status;
    return status_of(thread, descriptor, &status) == 0 ? (long long)status.st_size : -1;
}

int durable_began(pid_t thread, int descriptor, const char *path) {
    struct stat status;
    if (syncs_count == SYNCS_MAX || status_of(thread, descriptor, &status) != 0) return 0;
    syncs[syncs_count].thread = thread;
    strcpy(syncs[syncs_count].path, path);
    syncs[syncs_count].device = status.st_dev;
    syncs[syncs_count].inode = status.st_ino;
    syncs[syncs_count++].bytes = status.st_size;
    return 1;
}

static int known(const char *path) {
    for (int i = 0; i < files_count; i++)
        if (strcmp(files[i].path, path) == 0) return i;
    return -1;
}

int durable_ended(pid_t thread, int succeeded) {
    int sync = 0;
    while (sync < syncs_count && syncs[sync].thread != thread) sync++;
    if (sync == syncs_count) return 0;
    int file = known(syncs[sync].path);
    if (succeeded && file < 0 && files_count < FILES_MAX) {
        file = files_count++;
        strcpy(files[file].path, syncs[sync].path);
    }
    if (succeeded && file >= 0) {
        files[file].device = syncs[sync].device;
        files[file].inode = syncs[sync].inode;
        files[file].bytes = syncs[sync].bytes;
    }
    syncs[sync] = syncs[--syncs_count];
    return 1;
}

long long durable_bytes(const char *path) {
    int file = known(path);
    return file < 0 ? -1 : files[file].bytes;
}

unsigned durable_cut_all(long tail_max, const char *path, struct durable_cut *cut) {
    unsigned count = 0;
    for (int i = 0; i < files_count; i++) {
        struct stat status;
        if (stat(files[i].path, &status) != 0 || status.st_dev != files[i].device || status.st_ino != files[i].inode)
            continue;
        long long lost = (long long)status.st_size - files[i].bytes;
        if (lost <= 0) continue;
        // Never all of it: then nothing would have been lost.
        long long kept = files[i].bytes + (tail_max < lost ? tail_max : lost / 2);
        if (truncate(files[i].path, (off_t)kept) != 0) continue;
        count++;
        if (strcmp(files[i].path, path) == 0) {
            cut->bytes_before = (long long)status.st_size;
            cut->bytes_durable = files[i].bytes;
            cut->bytes_kept = kept;
        }
    }
    return count;
}
