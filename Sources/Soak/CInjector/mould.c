#define _GNU_SOURCE
#include "mould.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "call.h"
#include "registers.h"

#define TOUCHING (CALL_OPEN | CALL_MKDIR | CALL_UNLINK)

static pid_t mould;

static int is_at_entry(void) {
    struct __ptrace_syscall_info info;
    memset(&info, 0, sizeof info);
    long got = ptrace(PTRACE_GET_SYSCALL_INFO, mould, (void *)sizeof info, &info);
    return got > 0 && info.op == PTRACE_SYSCALL_INFO_ENTRY;
}

static int touches(const char *wanted) {
    struct call_state call;
    char path[PATH_MAX];
    return is_at_entry() && read_call(mould, &call) == 0 && call_of(mould, &call, TOUCHING, path)
        && strstr(path, wanted);
}

static int has_threads(void) {
    char name[64];
    snprintf(name, sizeof name, "/proc/%d/task", (int)mould);
    DIR *tasks = opendir(name);
    if (!tasks) return 1;
    int count = 0;
    for (struct dirent *entry; (entry = readdir(tasks));) count += entry->d_name[0] != '.';
    closedir(tasks);
    return count != 1;
}

// Goes on to the next stop at a call's beginning or end. Other stops are passed, but for `wanted_event`: then it
// stands there. The stop's status; -1: it is gone, and `errno` is ESRCH.
static int next_stop(int wanted_event) {
    int status, signal_number = 0;
    for (;;) {
        ptrace(PTRACE_SYSCALL, mould, NULL, (void *)(long)signal_number);
        signal_number = 0;
        if (waitpid(mould, &status, __WALL) != mould) return -1;
        if (!WIFSTOPPED(status)) {
            errno = ESRCH;
            return -1;
        }
        int event = status >> 16;
        if (event == wanted_event && event) return status;
        if (!event && WSTOPSIG(status) == (SIGTRAP | 0x80)) return status;
        if (!event) signal_number = WSTOPSIG(status);
    }
}

int mould_hold(pid_t program) {
    int status;
    mould = program;
    if (ptrace(PTRACE_INTERRUPT, mould, NULL, NULL) == -1) return -1;
    if (waitpid(mould, &status, __WALL) != mould) return -1;
    if (WIFSTOPPED(status)) return 0;
    errno = ESRCH;
    return -1;
}

enum standing mould_stand(const char *path, int *status) {
    int signal_number = 0;
    for (;;) {
        ptrace(PTRACE_SYSCALL, mould, NULL, (void *)(long)signal_number);
        if (waitpid(mould, status, __WALL) != mould || !WIFSTOPPED(*status)) return STANDING_NEVER;
        int event = *status >> 16;
        signal_number = 0;
        if (event == PTRACE_EVENT_CLONE || event == PTRACE_EVENT_FORK || event == PTRACE_EVENT_VFORK)
            return STANDING_THREADS;
        if (event) continue;
        if (WSTOPSIG(*status) != (SIGTRAP | 0x80)) signal_number = WSTOPSIG(*status);
        else if (touches(path)) return has_threads() ? STANDING_THREADS : STANDING;
    }
}

static pid_t copied(void) {
    unsigned long message = 0;
    int status;
    if (next_stop(PTRACE_EVENT_FORK) >> 16 != PTRACE_EVENT_FORK) return -1;
    if (ptrace(PTRACE_GETEVENTMSG, mould, NULL, &message) == -1) return -1;
    pid_t copy = (pid_t)message;
    // Its very first stop, before it has run anything.
    if (waitpid(copy, &status, __WALL) != copy || !WIFSTOPPED(status)) return -1;
    return copy;
}

pid_t mould_copy(void) {
    struct whole_state *here = keep_state(mould);
    if (!here || make_it_a_fork(mould) != 0) return -1;
    pid_t copy = copied();
    if (copy < 0) return -1;
    // The mould's own call is over; it goes back, and comes to its beginning again.
    if (next_stop(0) < 0 || stand_before_call(mould, here) != 0 || next_stop(0) < 0) return -1;
    if (stand_before_call(copy, here) != 0 || setpgid(copy, copy) != 0) return -1;
    return copy;
}
