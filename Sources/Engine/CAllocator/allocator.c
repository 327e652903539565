#include "CAllocator.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>

static const int arenas_max = 2;

void callocator_share_arenas(void) { mallopt(M_ARENA_MAX, arenas_max); }
void callocator_give_back(void) { malloc_trim(0); }
#else
void callocator_share_arenas(void) {}
void callocator_give_back(void) {}
#endif
