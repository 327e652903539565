#ifndef SOAK_LINUX_CALLS_H
#define SOAK_LINUX_CALLS_H

/// System calls that Swift's Glibc does not show. Each gives 0, or -1 with errno set.

/// Lays the file `source` over the file `target`.
int mounts_bind(const char *source, const char *target);

/// Moves the calling thread, and no other, into a mount namespace of its own. What is mounted in it is not seen
/// outside; what is mounted outside is still seen in it.
int mounts_enter_private(void);
int mounts_tmpfs(const char *path, const char *options);
/// A read-only view of a directory over itself.
int mounts_read_only(const char *path);
/// Also while files of it are open: they live on.
int mounts_remove(const char *path);

#endif
