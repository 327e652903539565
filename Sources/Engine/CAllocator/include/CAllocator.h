#ifndef CALLOCATOR_H
#define CALLOCATOR_H

/// Few arenas: each thread's own costs memory that the others can't use, and none of ours allocates much.
/// To be called before the first thread is made. Does nothing where the C library is not glibc.
void callocator_share_arenas(void);

/// Gives the pages that nothing uses back to the system: after a start, which reads much and keeps little.
void callocator_give_back(void);

#endif
