#ifndef CALLOCATOR_H
#define CALLOCATOR_H

/// Bounds what the C library's allocator keeps for itself. `arenas`: how many heaps it may have; those of a thread cost
/// memory that the others can't use, and threads that allocate much and share one wait for each other. Blocks of
/// 128 KiB and more have mappings of their own for ever, so that freed they are gone. To be called before the first
/// thread is made. Does nothing where the C library is not glibc.
void callocator_bound(int arenas);

/// Gives the pages of the heap that nothing uses back to the system.
void callocator_give_back(void);

/// Forgets the pages of code and constants that were touched so far: those that are needed again come back from the
/// page cache, each at its next use. After a start, most of whose code never runs again.
void callocator_give_back_code(void);

#endif
