#include "filter.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#define NUMBERS_MAX 20
#define CODE_MAX 34
#define WAKE_BYTES 8  // an event loop wakes another thread by writing 8 bytes into an eventfd, often

// All but write, which is looked at more closely.
static int numbers_of(unsigned calls, unsigned *numbers) {
    int n = 0;
    if (calls & CALL_PWRITE) numbers[n++] = SYS_pwrite64;
    if (calls & CALL_FDATASYNC) numbers[n++] = SYS_fdatasync;
    if (calls & CALL_FSYNC) numbers[n++] = SYS_fsync;
    if (calls & (CALL_OPEN | CALL_CREATE)) {
        numbers[n++] = SYS_openat;
#ifdef SYS_open
        numbers[n++] = SYS_open;
#endif
    }
    if (calls & CALL_RENAME) {
        numbers[n++] = SYS_renameat2;
#ifdef SYS_renameat
        numbers[n++] = SYS_renameat;
#endif
#ifdef SYS_rename
        numbers[n++] = SYS_rename;
#endif
    }
    if (calls & CALL_TRUNCATE) numbers[n++] = SYS_ftruncate;
    if (calls & CALL_READ) numbers[n++] = SYS_pread64;
    if (calls & CALL_MKDIR) {
        numbers[n++] = SYS_mkdirat;
#ifdef SYS_mkdir
        numbers[n++] = SYS_mkdir;
#endif
    }
    if (calls & CALL_UNLINK) {
        numbers[n++] = SYS_unlinkat;
#ifdef SYS_unlink
        numbers[n++] = SYS_unlink;
#endif
    }
    return n;
}

static struct sock_filter load(size_t offset) {
    return (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offset);
}

static struct sock_filter if_equal(unsigned value, int jump_true, int jump_false) {
    return (struct sock_filter)BPF_JUMP(
        BPF_JMP | BPF_JEQ | BPF_K, value, (unsigned char)jump_true, (unsigned char)jump_false);
}

static struct sock_filter answer(unsigned value) { return (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, value); }

int install_filter(unsigned calls) {
    unsigned numbers[NUMBERS_MAX];
    int count = numbers_of(calls, numbers);
    int has_write = (calls & CALL_WRITE) != 0;
    int trace_at = 4 + count + (has_write ? 3 : 0) + 1;  // behind the ALLOW
    struct sock_filter code[CODE_MAX];
    int n = 0;
    code[n++] = load(offsetof(struct seccomp_data, arch));
    code[n++] = if_equal(ARCHITECTURE, 1, 0);
    code[n++] = answer(SECCOMP_RET_ALLOW);
    code[n++] = load(offsetof(struct seccomp_data, nr));
    for (int i = 0; i < count; i++, n++) code[n] = if_equal(numbers[i], trace_at - n - 1, 0);
    if (has_write) {
        code[n++] = if_equal(SYS_write, 0, 2);  // any other call: to the ALLOW
        code[n++] = load(offsetof(struct seccomp_data, args) + 2 * sizeof(unsigned long long));
        code[n++] = if_equal(WAKE_BYTES, 0, 1);
    }
    code[n++] = answer(SECCOMP_RET_ALLOW);
    code[n++] = answer(SECCOMP_RET_TRACE);
    struct sock_fprog program = {(unsigned short)n, code};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}
