#define _GNU_SOURCE
#include "linux_calls.h"

#include <errno.h>
#include <sched.h>
#include <stddef.h>
#include <sys/mount.h>

int mounts_enter_private(void) {
    if (unshare(CLONE_FS | CLONE_NEWNS) != 0) return -1;
    return mount("none", "/", NULL, MS_REC | MS_SLAVE, NULL);
}

int mounts_tmpfs(const char *path, const char *options) {
    return mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV, options);
}

int mounts_read_only(const char *path) {
    if (mount(path, path, NULL, MS_BIND, NULL) != 0) return -1;
    if (mount("none", path, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL) == 0) return 0;
    int reason = errno;
    umount2(path, MNT_DETACH);
    errno = reason;
    return -1;
}

int mounts_bind(const char *source, const char *target) { return mount(source, target, NULL, MS_BIND, NULL); }

int mounts_remove(const char *path) { return umount2(path, MNT_DETACH); }
