#ifndef CALLOCATIONCOUNT_H
#define CALLOCATIONCOUNT_H

#include <stdint.h>

/// How often the calling thread has asked for memory since it began: malloc, calloc, realloc and their aligned
/// kin, by whoever in the process. What is linked with this target has its allocator wrapped; nothing else changes.
uint64_t allocation_count(void);

#endif
