#define _GNU_SOURCE
#include "namespace.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int put(const char *path, const char *text) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return -1;
    ssize_t wrote = write(file, text, strlen(text));
    int reason = errno;
    close(file);
    errno = reason;
    return wrote == (ssize_t)strlen(text) ? 0 : -1;
}

// A user that is not 0 loses its capabilities at exec, but for ambient ones.
static int keep_over_exec(int capability) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2];
    if (syscall(SYS_capget, &header, data) != 0) return -1;
    data[capability / 32].inheritable |= 1u << (capability % 32);
    if (syscall(SYS_capset, &header, data) != 0) return -1;
    return prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0);
}

static const char *enter(void) {
    char map[64];
    unsigned uid = getuid(), gid = getgid();
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return "unshare";
    if (put("/proc/self/setgroups", "deny") != 0 && errno != ENOENT) return "setgroups";
    snprintf(map, sizeof map, "%u %u 1\n", uid, uid);
    if (put("/proc/self/uid_map", map) != 0) return "uid_map";
    snprintf(map, sizeof map, "%u %u 1\n", gid, gid);
    if (put("/proc/self/gid_map", map) != 0) return "gid_map";
    return keep_over_exec(CAP_SYS_ADMIN) == 0 ? NULL : "capset";
}

int become_with_own_mounts(char **program) {
    char answer[128] = "own";
    const char *failed = enter();
    if (failed) snprintf(answer, sizeof answer, "%s: %s", failed, strerror(errno));
    setenv("HIP3_SOAK_MOUNTS", answer, 1);
    execvp(program[0], program);
    int reason = errno;
    fprintf(stderr, "soak-inject: %s: %s\n", program[0], strerror(reason));
    return reason == ENOENT ? 127 : 126;
}

void drop_mount_rights(void) { prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0); }
