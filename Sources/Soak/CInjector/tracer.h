#ifndef SOAK_INJECT_TRACER_H
#define SOAK_INJECT_TRACER_H

#include <sys/types.h>

#include "plan.h"

/// Takes one plan after the other through its life: unarmed, armed and counting, bitten, spent.
/// Not thread safe; there is one tracer a process.

/// Attaches to `program`, a child that has not yet executed anything. 0, or -1 with errno set.
int tracer_attach(pid_t program);
/// Counts from zero for this plan; one that was armed before is forgotten.
void tracer_arm(const struct plan *plan);
/// As `tracer_arm`, without a report: what the command line asks for from the first call on.
void tracer_arm_silently(const struct plan *plan);
void tracer_disarm(void);
/// Takes over a stopped copy of the program: what is armed is armed anew for it (NULL: nothing is), and lets it go.
void tracer_follow(pid_t copy, const struct plan *plan);
/// `status` of a stopped thread as waitpid gave it: acts, and lets the thread go on.
void tracer_stopped(pid_t thread, int status);
/// Lets delayed calls begin whose time is over. Gives the milliseconds until the next one; -1: there is none.
int tracer_release(void);
/// Calls on a matching file since it was armed, and how many of them were bitten.
unsigned long tracer_matched(void);
unsigned long tracer_bites(void);

/// What a power cut that is played leaves behind, done and reported. The program must be gone.
void tracer_cut(void);

#endif
