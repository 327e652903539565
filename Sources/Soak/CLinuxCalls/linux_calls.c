#define _GNU_SOURCE
#include "linux_calls.h"

#include <errno.h>
#include <sched.h>
#include <stddef.h>
#include <sys/mount.h>
#include <sys/statvfs.h>

int mounts_enter_private(void) {
    if (unshare(CLONE_FS | CLONE_NEWNS) != 0) return -1;
    return mount("none", "/", NULL, MS_REC | MS_SLAVE, NULL);
}

int mounts_tmpfs(const char *path, const char *options) {
    return mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV, options);
}

// In a user namespace a mount may not shed what it was mounted with.
static unsigned long inherited_flags(const char *path) {
    static const struct { unsigned long seen, wanted; } known[] = {
        {ST_NOSUID, MS_NOSUID}, {ST_NODEV, MS_NODEV},           {ST_NOEXEC, MS_NOEXEC},
        {ST_NOATIME, MS_NOATIME}, {ST_NODIRATIME, MS_NODIRATIME}, {ST_RELATIME, MS_RELATIME},
    };
    struct statvfs space;
    unsigned long flags = 0;
    if (statvfs(path, &space) != 0) return 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (space.f_flag & known[i].seen) flags |= known[i].wanted;
    return flags;
}

int mounts_read_only(const char *path) {
    if (mount(path, path, NULL, MS_BIND, NULL) != 0) return -1;
    unsigned long flags = MS_REMOUNT | MS_BIND | MS_RDONLY | inherited_flags(path);
    if (mount("none", path, NULL, flags, NULL) == 0) return 0;
    int reason = errno;
    umount2(path, MNT_DETACH);
    errno = reason;
    return -1;
}

int mounts_bind(const char *source, const char *target) { return mount(source, target, NULL, MS_BIND, NULL); }

int mounts_remove(const char *path) { return umount2(path, MNT_DETACH); }
