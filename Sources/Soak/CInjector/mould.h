#ifndef SOAK_INJECT_MOULD_H
#define SOAK_INJECT_MOULD_H

#include <sys/types.h>

/// A program that is kept standing at the moment before it first touches its files, and copied as often as one
/// likes: each copy is a process of its own that goes on from there. So what a start costs up to that moment
/// (exec, linking, command line) is paid once.
///
/// What a copy sees is what the program would have seen when it had been started: everything that it looked at
/// before must be the same for all. Only a program that has one thread at that moment can be copied.

enum standing {
    STANDING,
    STANDING_NEVER,    // it ended before; `status` is as waitpid gave it
    STANDING_THREADS,  // it had more than one thread before
};

/// Stops a child that is traced already and waits for something that only this process gives. From here on it can't
/// run ahead of whoever looks at its calls. 0, or -1 with errno set.
int mould_hold(pid_t program);

/// Lets the child that is held run up to the call by which it would first open, make or remove something whose
/// absolute path contains `path`. Waits for that.
enum standing mould_stand(const char *path, int *status);

/// A copy of it, stopped before that call, in a process group of its own and a child of this process. PTRACE_CONT
/// lets it go on. -1 with errno set: it could not be made, and the mould can't be used any more.
pid_t mould_copy(void);

#endif
