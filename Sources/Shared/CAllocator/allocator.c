#define _GNU_SOURCE
#include "CAllocator.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <link.h>
#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

// Left to itself glibc raises this with each large block that is freed, up to 32 MiB, and from then on such blocks
// leave holes in the heap.
static const int own_mapping_bytes_min = 128 << 10;

void callocator_bound(int arenas) {
    mallopt(M_ARENA_MAX, arenas);
    mallopt(M_MMAP_THRESHOLD, own_mapping_bytes_min);
    mallopt(M_TRIM_THRESHOLD, own_mapping_bytes_min);
}

void callocator_give_back(void) { malloc_trim(0); }

static int give_back_object(struct dl_phdr_info *object, size_t size, void *context) {
    (void)size, (void)context;
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    for (int at = 0; at < object->dlpi_phnum; at++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[at];
        if (part->p_type != PT_LOAD || (part->p_flags & PF_W) != 0) continue;
        uintptr_t begin = (object->dlpi_addr + part->p_vaddr) & ~(page - 1);
        uintptr_t end = (object->dlpi_addr + part->p_vaddr + part->p_filesz) & ~(page - 1);
        if (begin < end) madvise((void *)begin, end - begin, MADV_DONTNEED);
    }
    return 0;
}

void callocator_give_back_code(void) { dl_iterate_phdr(give_back_object, NULL); }
#else
void callocator_bound(int arenas) { (void)arenas; }
void callocator_give_back(void) {}
void callocator_give_back_code(void) {}
#endif
