#define _GNU_SOURCE
#include "registers.h"

#include <elf.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>

#if defined(__x86_64__)
typedef struct user_regs_struct machine_registers;
#define NUMBER(r) ((r).orig_rax)
#define RESULT(r) ((r).rax)
#define NEXT_INSTRUCTION(r) ((r).rip)
#define CALL_INSTRUCTION_BYTES 2  // syscall
static unsigned long long *argument_of(machine_registers *r, int index) {
    unsigned long long *all[] = {&r->rdi, &r->rsi, &r->rdx, &r->r10, &r->r8, &r->r9};
    return all[index];
}
#elif defined(__aarch64__)
#ifndef NT_ARM_SYSTEM_CALL
#define NT_ARM_SYSTEM_CALL 0x404
#endif
typedef struct user_regs_struct machine_registers;
#define NUMBER(r) ((r).regs[8])
#define RESULT(r) ((r).regs[0])
#define NEXT_INSTRUCTION(r) ((r).pc)
#define CALL_INSTRUCTION_BYTES 4  // svc #0
static unsigned long long *argument_of(machine_registers *r, int index) { return &r->regs[index]; }
#else
#error "soak-inject knows x86_64 and aarch64"
#endif

static int transfer(int request, pid_t thread, machine_registers *registers) {
    struct iovec area = {registers, sizeof *registers};
    return ptrace(request, thread, (void *)(long)NT_PRSTATUS, &area) == -1 ? -1 : 0;
}

int read_call(pid_t thread, struct call_state *state) {
    machine_registers registers;
    if (transfer(PTRACE_GETREGSET, thread, &registers) != 0) return -1;
    for (int i = 0; i < 6; i++) state->argument[i] = *argument_of(&registers, i);
    state->number = (long)NUMBER(registers);
    state->result = (long long)RESULT(registers);
    return 0;
}

int write_argument(pid_t thread, int index, unsigned long long value) {
    machine_registers registers;
    if (transfer(PTRACE_GETREGSET, thread, &registers) != 0) return -1;
    *argument_of(&registers, index) = value;
    return transfer(PTRACE_SETREGSET, thread, &registers);
}

// The registers as they are to be, and the number of the call that is made.
static int put_call(pid_t thread, machine_registers *registers, int number) {
#if defined(__x86_64__)
    NUMBER(*registers) = (unsigned long long)(long long)number;
    return transfer(PTRACE_SETREGSET, thread, registers);
#else
    if (transfer(PTRACE_SETREGSET, thread, registers) != 0) return -1;
    struct iovec area = {&number, sizeof number};
    return ptrace(PTRACE_SETREGSET, thread, (void *)(long)NT_ARM_SYSTEM_CALL, &area) == -1 ? -1 : 0;
#endif
}

int skip_call(pid_t thread, int with_errno) {
    machine_registers registers;
    if (transfer(PTRACE_GETREGSET, thread, &registers) != 0) return -1;
    RESULT(registers) = (unsigned long long)-(long long)with_errno;
    return put_call(thread, &registers, -1);
}

struct whole_state {
    machine_registers registers;
};

struct whole_state *keep_state(pid_t thread) {
    static struct whole_state kept;
    return transfer(PTRACE_GETREGSET, thread, &kept.registers) == 0 ? &kept : NULL;
}

int make_it_a_fork(pid_t thread) {
    machine_registers registers;
    if (transfer(PTRACE_GETREGSET, thread, &registers) != 0) return -1;
    // No stack of its own, no addresses to write to: what fork(2) is.
    *argument_of(&registers, 0) = CLONE_PARENT | SIGCHLD;
    for (int i = 1; i < 5; i++) *argument_of(&registers, i) = 0;
    return put_call(thread, &registers, SYS_clone);
}

int stand_before_call(pid_t thread, const struct whole_state *state) {
    machine_registers registers = state->registers;
    NEXT_INSTRUCTION(registers) -= CALL_INSTRUCTION_BYTES;
#if defined(__x86_64__)
    RESULT(registers) = NUMBER(registers);  // where the instruction takes it from
    NUMBER(registers) = (unsigned long long)-1;  // and it is in no call now
#endif
    return transfer(PTRACE_SETREGSET, thread, &registers);
}
