#ifndef SOAK_INJECT_REGISTERS_H
#define SOAK_INJECT_REGISTERS_H

#include <sys/types.h>

/// The registers of a thread that is stopped at a system call, the same on x86_64 and aarch64.
struct registers;

/// Arguments 0...5 of the system call at whose entry the thread stands.
struct call_state {
    unsigned long long argument[6];
    long number;
    long long result;  // at the exit only
};

/// 0, or -1 with errno set (ESRCH: the thread is gone).
int read_call(pid_t thread, struct call_state *state);
int write_argument(pid_t thread, int index, unsigned long long value);
/// At the entry: the call is not made, the program sees `-1` and that errno.
int skip_call(pid_t thread, int with_errno);

#endif
