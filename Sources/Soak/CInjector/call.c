#define _GNU_SOURCE
#include "call.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define LOOK_BACK_BYTES 4096

static int link_of(const char *format, pid_t thread, int descriptor, char *path) {
    char name[64];
    snprintf(name, sizeof name, format, (int)thread, descriptor);
    ssize_t length = readlink(name, path, PATH_MAX - 1);
    if (length < 0) return -1;
    path[length] = '\0';
    return 0;
}

static size_t read_memory(pid_t thread, unsigned long long address, void *into, size_t length) {
    struct iovec here = {into, length};
    struct iovec there = {(void *)(unsigned long)address, length};
    ssize_t got = process_vm_readv(thread, &here, 1, &there, 1, 0);
    return got < 0 ? 0 : (size_t)got;
}

// A path argument, made absolute. Read up to the page's end first: the next page may not be there.
static int path_argument(pid_t thread, int directory, unsigned long long address, char *path) {
    char text[PATH_MAX];
    size_t first = 4096 - (size_t)(address & 4095);
    size_t got = read_memory(thread, address, text, first < sizeof text ? first : sizeof text);
    if (got && !memchr(text, 0, got) && got < sizeof text)
        got += read_memory(thread, address + got, text + got, sizeof text - got);
    if (!got || !memchr(text, 0, got)) return -1;
    if (text[0] == '/') {
        strcpy(path, text);
        return 0;
    }
    int found = directory == AT_FDCWD ? link_of("/proc/%d/cwd", thread, 0, path)
                                      : link_of("/proc/%d/fd/%d", thread, directory, path);
    if (found != 0 || strlen(path) + strlen(text) + 2 > PATH_MAX) return -1;
    strcat(path, "/");
    strcat(path, text);
    return 0;
}

static unsigned open_of(
    pid_t thread, int directory, unsigned long long address, unsigned long long flags, unsigned wanted, char *path) {
    if (path_argument(thread, directory, address, path) != 0) return 0;
    if (wanted & CALL_OPEN) return CALL_OPEN;
    if (!(flags & O_CREAT)) return 0;
    struct stat status;
    return lstat(path, &status) != 0 && errno == ENOENT ? CALL_CREATE : 0;
}

static unsigned on_descriptor(pid_t thread, unsigned call, int descriptor, unsigned wanted, char *path) {
    return wanted & call && link_of("/proc/%d/fd/%d", thread, descriptor, path) == 0 ? call : 0;
}

static unsigned on_path(
    pid_t thread, unsigned call, int directory, unsigned long long address, unsigned wanted, char *path) {
    return wanted & call && path_argument(thread, directory, address, path) == 0 ? call : 0;
}

unsigned call_of(pid_t thread, const struct call_state *state, unsigned wanted, char *path) {
    const unsigned long long *a = state->argument;
    switch (state->number) {
    case SYS_write: return on_descriptor(thread, CALL_WRITE, (int)a[0], wanted, path);
    case SYS_pwrite64: return on_descriptor(thread, CALL_PWRITE, (int)a[0], wanted, path);
    case SYS_fdatasync: return on_descriptor(thread, CALL_FDATASYNC, (int)a[0], wanted, path);
    case SYS_fsync: return on_descriptor(thread, CALL_FSYNC, (int)a[0], wanted, path);
    case SYS_ftruncate: return on_descriptor(thread, CALL_TRUNCATE, (int)a[0], wanted, path);
    case SYS_pread64: return on_descriptor(thread, CALL_READ, (int)a[0], wanted, path);
    case SYS_mkdirat: return on_path(thread, CALL_MKDIR, (int)a[0], a[1], wanted, path);
    case SYS_unlinkat: return on_path(thread, CALL_UNLINK, (int)a[0], a[1], wanted, path);
#ifdef SYS_mkdir
    case SYS_mkdir: return on_path(thread, CALL_MKDIR, AT_FDCWD, a[0], wanted, path);
#endif
#ifdef SYS_unlink
    case SYS_unlink: return on_path(thread, CALL_UNLINK, AT_FDCWD, a[0], wanted, path);
#endif
    case SYS_openat:
        if (!(wanted & (CALL_OPEN | CALL_CREATE))) return 0;
        return open_of(thread, (int)a[0], a[1], a[2], wanted, path);
#ifdef SYS_open
    case SYS_open:
        if (!(wanted & (CALL_OPEN | CALL_CREATE))) return 0;
        return open_of(thread, AT_FDCWD, a[0], a[1], wanted, path);
#endif
#ifdef SYS_rename
    case SYS_rename:
        return wanted & CALL_RENAME && path_argument(thread, AT_FDCWD, a[0], path) == 0 ? CALL_RENAME : 0;
#endif
#ifdef SYS_renameat
    case SYS_renameat:
#endif
    case SYS_renameat2:
        return wanted & CALL_RENAME && path_argument(thread, (int)a[0], a[1], path) == 0 ? CALL_RENAME : 0;
    default: return 0;
    }
}

unsigned long long torn_length(pid_t thread, const struct call_state *state, unsigned long long wanted) {
    unsigned long long length = state->argument[2];
    if (length < 2) return 0;
    if (wanted == 0 || wanted >= length) wanted = length / 2;
    char before[LOOK_BACK_BYTES];
    unsigned long long window = wanted < sizeof before ? wanted : sizeof before;
    if (read_memory(thread, state->argument[1] + wanted - window, before, window) != window) return 0;
    while (window > 0 && before[window - 1] == '\n') {
        window--;
        wanted--;
    }
    return window > 0 ? wanted : 0;
}

long long file_position(pid_t thread, int descriptor) {
    char name[64];
    long long position = -1;
    snprintf(name, sizeof name, "/proc/%d/fdinfo/%d", (int)thread, descriptor);
    FILE *info = fopen(name, "re");
    if (!info) return -1;
    if (fscanf(info, "pos: %lld", &position) != 1) position = -1;
    fclose(info);
    return position;
}
