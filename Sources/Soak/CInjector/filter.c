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

#define NUMBERS_MAX 4
#define WAKE_BYTES 8  // an event loop wakes another thread by writing 8 bytes into an eventfd, often

static int numbers_of(enum call call, unsigned *numbers) {
    int n = 0;
    switch (call) {
    case CALL_WRITE: numbers[n++] = SYS_write; break;
    case CALL_PWRITE: numbers[n++] = SYS_pwrite64; break;
    case CALL_FDATASYNC: numbers[n++] = SYS_fdatasync; break;
    case CALL_FSYNC: numbers[n++] = SYS_fsync; break;
    case CALL_OPEN:
        numbers[n++] = SYS_openat;
#ifdef SYS_open
        numbers[n++] = SYS_open;
#endif
        break;
    case CALL_RENAME:
        numbers[n++] = SYS_renameat2;
#ifdef SYS_renameat
        numbers[n++] = SYS_renameat;
#endif
#ifdef SYS_rename
        numbers[n++] = SYS_rename;
#endif
        break;
    }
    return n;
}

int install_filter(enum call call) {
    unsigned numbers[NUMBERS_MAX];
    int count = numbers_of(call, numbers);
    struct sock_filter code[16];
    int n = 0;
    code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch));
    code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
    code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (int i = 0; i < count; i++)  // a hit jumps over the other comparisons and the ALLOW behind them
        code[n++] = (struct sock_filter)BPF_JUMP(
            BPF_JMP | BPF_JEQ | BPF_K, numbers[i], (unsigned char)(count - i), 0);
    code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    if (call == CALL_WRITE) {
        code[n++] = (struct sock_filter)BPF_STMT(
            BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args) + 2 * sizeof(unsigned long long));
        code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, WAKE_BYTES, 0, 1);
        code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    }
    code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
    struct sock_fprog program = {(unsigned short)n, code};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}
