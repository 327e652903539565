#ifndef SOAK_INJECT_CALL_H
#define SOAK_INJECT_CALL_H

#include <sys/types.h>

#include "plan.h"
#include "registers.h"

/// Which of the planned kinds a call is, 0 for none of them, and the absolute path that it is about (PATH_MAX
/// bytes). The path is filled in only when the kind is not 0.
unsigned call_of(pid_t thread, const struct call_state *state, unsigned wanted, char *path);

/// How many bytes to let through so that the file ends in the middle of a line; `wanted` 0: about half. 0
/// when this call can't be torn that way.
unsigned long long torn_length(pid_t thread, const struct call_state *state, unsigned long long wanted);

/// Where the next byte goes in an open file of another process; -1 when that is not known.
long long file_position(pid_t thread, int descriptor);

#endif
