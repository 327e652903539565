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

/// Everything in the registers of a thread at the entry of a call.
struct whole_state;
/// One that is overwritten by the next; NULL: they could not be read.
struct whole_state *keep_state(pid_t thread);
/// At the entry: in place of the call there is a fork, whose child is a child of this thread's parent.
int make_it_a_fork(pid_t thread);
/// At an exit, or in a fork's child that has not run yet: the thread is back where `state` was kept, and begins
/// that call anew when it goes on.
int stand_before_call(pid_t thread, const struct whole_state *state);

#endif
