#ifndef SOAK_INJECT_TRACER_H
#define SOAK_INJECT_TRACER_H

#include <sys/types.h>

#include "options.h"

/// Takes the one planned fault through its life: unarmed, armed and counting, bitten.
/// Not thread safe; there is one tracer a process.

/// Attaches to `program`, a child that has not yet executed anything. 0, or -1 with errno set.
int tracer_attach(const struct options *options, pid_t program);
void tracer_arm(void);
void tracer_disarm(void);
/// `status` of a stopped thread as waitpid gave it: acts, and lets the thread go on.
void tracer_stopped(pid_t thread, int status);
/// Calls on a matching file since it was armed.
unsigned long tracer_matched(void);

#endif
