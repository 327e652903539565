#define _GNU_SOURCE
#include "tracer.h"

#include <signal.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>

#include "call.h"
#include "durable.h"
#include "registers.h"
#include "report.h"

#define SYSCALL_STOP (SIGTRAP | 0x80)
#define EVENT_STOP 128  // PTRACE_EVENT_STOP; the libc headers leave it out
#define HELD_MAX 64     // threads that may be delayed at once; more of them are let through

static struct plan plan;
static pid_t program;
static enum { UNARMED, ARMED, SPENT } state;
static unsigned long matched, bites;

// The call that is being bitten, from its entry to its exit. One at a time: others pass meanwhile.
static struct {
    int is_open;
    pid_t thread;
    char path[PATH_MAX];
    enum call kind;
    struct call_state call;
} bite;

static struct { pid_t thread; long long until_ms; } held[HELD_MAX];
static int held_count;

static int power_is_off;

int tracer_attach(pid_t child) {
    program = child;
    long wanted = PTRACE_O_EXITKILL | PTRACE_O_TRACESECCOMP | PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE
        | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK;
    return ptrace(PTRACE_SEIZE, child, NULL, (void *)wanted) == -1 ? -1 : 0;
}

unsigned long tracer_matched(void) { return matched; }
unsigned long tracer_bites(void) { return bites; }

void tracer_arm_silently(const struct plan *given) {
    plan = *given;
    state = ARMED;
    matched = bites = 0;
    durable_forget();
}

void tracer_arm(const struct plan *given) {
    tracer_arm_silently(given);
    report_begin("armed");
    report_text("path", plan.path);
    report_text("action", plan.action.text);
    report_number("k", (long long)plan.k);
    report_number("times", (long long)plan.times);
    report_end();
}

void tracer_follow(pid_t copy, const struct plan *given) {
    program = copy;
    bite.is_open = 0;
    held_count = 0;
    if (given) {
        tracer_arm_silently(given);
    } else {
        state = UNARMED;
        matched = bites = 0;
    }
    ptrace(PTRACE_CONT, copy, NULL, NULL);
}

static void let_go(int index) {
    ptrace(PTRACE_CONT, held[index].thread, NULL, NULL);
    held[index] = held[--held_count];
}

void tracer_disarm(void) {
    state = UNARMED;
    while (held_count > 0) let_go(0);
    report_begin("disarmed");
    report_number("matched", (long long)matched);
    report_number("bites", (long long)bites);
    report_end();
}

static long long now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int tracer_release(void) {
    long long now = held_count > 0 ? now_ms() : 0, next = -1;
    for (int i = held_count - 1; i >= 0; i--) {
        if (held[i].until_ms <= now) let_go(i);
        else if (next < 0 || held[i].until_ms - now < next) next = held[i].until_ms - now;
    }
    return (int)next;
}

static void kill_program(void) {
    kill(-program, SIGKILL);
    kill(program, SIGKILL);
}

// The first bite is told in full; how many there were is told when the plan is spent or disarmed.
static void bitten(long long done, long long offset) {
    bites++;
    if (bites == 1) {
        report_begin("bitten");
        report_text("path", bite.path);
        report_text("call", call_name(bite.kind));
        report_text("action", plan.action.text);
        if (bite.kind == CALL_WRITE || bite.kind == CALL_PWRITE)
            report_number("asked", (long long)bite.call.argument[2]);
        report_number("done", done);
        if (offset >= 0) report_number("offset", offset);
        report_number("matched", (long long)matched);
        report_end();
    }
    if (plan.times == 0 || bites < plan.times) return;
    state = SPENT;
    report_begin("spent");
    report_number("matched", (long long)matched);
    report_number("bites", (long long)bites);
    report_end();
}

static void at_exit(pid_t thread) {
    struct call_state call;
    if (bite.is_open && thread == bite.thread && read_call(thread, &call) == 0) {
        // On aarch64 the first argument's register holds the result now; the entry's copy is the one to ask.
        long long offset = -1;
        int descriptor = (int)bite.call.argument[0];
        if (bite.kind == CALL_PWRITE) offset = (long long)bite.call.argument[3];
        if (bite.kind == CALL_WRITE && call.result >= 0) offset = file_position(thread, descriptor) - call.result;
        if (plan.action.kind != ACTION_SHORT) kill_program();
        bite.is_open = 0;
        bitten(call.result, offset);
    } else if (read_call(thread, &call) == 0) {
        durable_ended(thread, call.result == 0);
    }
    ptrace(PTRACE_CONT, thread, NULL, NULL);
}

static int hold(pid_t thread) {
    if (held_count == HELD_MAX) return 0;
    held[held_count].thread = thread;
    held[held_count++].until_ms = now_ms() + plan.action.amount;
    return 1;
}

#define GO_ON 0
#define HOLD (-1)

// Begins the bite. Gives the request with which the thread goes on, GO_ON when this call does not suit, HOLD
// when the thread is not to go on now.
static long begin_bite(pid_t thread, const struct call_state *call) {
    unsigned long long length = call->argument[2], allowed;
    bite.thread = thread;
    bite.call = *call;
    switch (plan.action.kind) {
    case ACTION_TORN_KILL:
        allowed = torn_length(thread, call, (unsigned long long)plan.action.amount);
        if (allowed == 0 || write_argument(thread, 2, allowed) != 0) return GO_ON;
        break;
    case ACTION_SHORT:
        allowed = (unsigned long long)plan.action.amount;
        if (length <= allowed || write_argument(thread, 2, allowed) != 0) return GO_ON;
        break;
    case ACTION_KILL_AFTER: break;
    case ACTION_DELAY:
        if (!hold(thread)) return GO_ON;
        bitten(0, -1);
        return HOLD;
    case ACTION_LIE:
        if (skip_call(thread, 0) != 0) return GO_ON;
        bitten(0, -1);
        return PTRACE_CONT;
    case ACTION_POWER_CUT:
    case ACTION_LIE_CUT: return GO_ON;  // see follow_sync
    case ACTION_ERRNO:
        if (skip_call(thread, (int)plan.action.amount) != 0) return GO_ON;
        bitten(-plan.action.amount, -1);
        return PTRACE_CONT;
    case ACTION_KILL_BEFORE:
        kill_program();
        bitten(0, -1);
        return PTRACE_CONT;
    }
    bite.is_open = 1;
    return PTRACE_SYSCALL;
}

// A sync while a power cut is planned: remembers what it makes durable, or lies, or is where the power goes.
static long follow_sync(pid_t thread, const struct call_state *call, unsigned kind, const char *path) {
    int descriptor = (int)call->argument[0];
    long long bytes = descriptor_bytes(thread, descriptor), durable = durable_bytes(path);
    if (power_is_off || bytes < 0) return GO_ON;
    int lies = plan.action.kind == ACTION_LIE_CUT && durable >= 0;
    // Where nothing would be lost the power goes later.
    if (durable >= 0 && bytes > durable && strstr(path, plan.path) && ++matched >= plan.k) {
        power_is_off = 1;
        strcpy(bite.path, path);
        bite.kind = (enum call)kind;
        kill_program();
        return PTRACE_CONT;
    }
    if (lies) return skip_call(thread, 0) == 0 ? PTRACE_CONT : GO_ON;
    return durable_began(thread, descriptor, path) ? PTRACE_SYSCALL : GO_ON;
}

void tracer_cut(void) {
    if (!power_is_off) return;
    power_is_off = 0;
    struct durable_cut cut = {-1, -1, -1};
    bites = durable_cut_all(plan.action.amount, bite.path, &cut);
    state = SPENT;
    report_begin("bitten");
    report_text("path", bite.path);
    report_text("call", call_name(bite.kind));
    report_text("action", plan.action.text);
    report_number("asked", cut.bytes_before);
    report_number("done", cut.bytes_kept);
    report_number("offset", cut.bytes_durable);
    report_number("matched", (long long)matched);
    report_end();
    report_begin("spent");
    report_number("matched", (long long)matched);
    report_number("bites", (long long)bites);
    report_end();
}

static void at_entry(pid_t thread) {
    struct call_state call;
    char path[PATH_MAX];
    long request = GO_ON;
    unsigned kind = 0;
    if (state == ARMED && !bite.is_open && read_call(thread, &call) == 0)
        kind = call_of(thread, &call, plan.calls, path);
    if (kind && (plan.action.kind == ACTION_POWER_CUT || plan.action.kind == ACTION_LIE_CUT)) {
        request = follow_sync(thread, &call, kind, path);
    } else if (kind && strstr(path, plan.path)) {
        matched++;
        if (matched >= plan.k) {
            strcpy(bite.path, path);
            bite.kind = (enum call)kind;
            request = begin_bite(thread, &call);
        }
    }
    if (request != HOLD) ptrace(request == GO_ON ? PTRACE_CONT : (int)request, thread, NULL, NULL);
}

void tracer_stopped(pid_t thread, int status) {
    int signal_number = WSTOPSIG(status);
    int event = status >> 16;
    if (event == PTRACE_EVENT_SECCOMP) {
        at_entry(thread);
    } else if (event == EVENT_STOP) {
        int group_stop = signal_number == SIGSTOP || signal_number == SIGTSTP || signal_number == SIGTTIN
            || signal_number == SIGTTOU;
        ptrace(group_stop ? PTRACE_LISTEN : PTRACE_CONT, thread, NULL, NULL);
    } else if (event) {
        ptrace(PTRACE_CONT, thread, NULL, NULL);
    } else if (signal_number == SYSCALL_STOP) {
        at_exit(thread);
    } else {
        ptrace(PTRACE_CONT, thread, NULL, (void *)(long)signal_number);
    }
}
