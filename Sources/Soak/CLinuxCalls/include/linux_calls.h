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
/// Fails with EBUSY while files of it are open.
int mounts_unmount(const char *path);

/// Mounts a file that holds an ext4 file system over `path`, and gives the device that stands between (`size`
/// bytes of room). The device is given back with the last mount of it.
int loop_disk_mount(const char *image, const char *path, char *device, unsigned size);
/// From here on nothing reaches the disk of the ext4 file system at `path`, not even its journal.
int loop_disk_cut_power(const char *path);

/// The processors that a thread may run on, as bits; 0 when that is not known.
unsigned long long processors_of(int thread);
/// Lets all threads that a process has now run on these only; 0: the calling thread.
int processors_bind(int process, unsigned long long processors);

/// 1: something keeps the machine's clock in sync, as the kernel has it, to within `error_us`; 0: nothing does;
/// -1: it does not tell.
int clock_is_in_sync(long *error_us);

#endif
