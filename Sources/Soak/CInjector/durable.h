#ifndef SOAK_INJECT_DURABLE_H
#define SOAK_INJECT_DURABLE_H

#include <sys/types.h>

/// What of each file is on the disk for sure: what it held when a sync began that succeeded. Kept for a power cut
/// that is only played: the program is killed, and each file loses what nobody had synced.
///
/// Only lengths are known: bytes that were overwritten in place, names, and directories stay as they are. A file
/// that was never synced since `durable_forget` is left alone. So a played cut loses less than a real one may,
/// never more.

void durable_forget(void);
/// A sync of a regular file begins in this thread. 0 when there is no room to remember it.
int durable_began(pid_t thread, int descriptor, const char *path);
/// The call that began there has ended. False when none had.
int durable_ended(pid_t thread, int succeeded);
/// Bytes of the file that are on the disk; -1 when none of its syncs was seen.
long long durable_bytes(const char *path);
/// The length of a thread's open regular file; -1 for anything else.
long long descriptor_bytes(pid_t thread, int descriptor);

struct durable_cut {
    long long bytes_before, bytes_durable, bytes_kept;
};

/// Cuts every known file back, with a torn tail of up to `tail_max` bytes more. The program must be gone. Gives
/// how many were cut; `cut` tells of the one at `path`.
unsigned durable_cut_all(long tail_max, const char *path, struct durable_cut *cut);

#endif
