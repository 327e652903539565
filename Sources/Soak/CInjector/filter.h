#ifndef SOAK_INJECT_FILTER_H
#define SOAK_INJECT_FILTER_H

#include "plan.h"

/// Asks the kernel to stop this process, and all it becomes, at the entry of these `calls` only: every other
/// system call runs at full speed. Needs a tracer that is already attached. 0, or -1 with errno set.
int install_filter(unsigned calls);

#endif
