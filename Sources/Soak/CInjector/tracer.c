#define _GNU_SOURCE
#include "tracer.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "registers.h"
#include "report.h"

#define SYSCALL_STOP (SIGTRAP | 0x80)
#define EVENT_STOP 128  // PTRACE_EVENT_STOP; the libc headers leave it out
#define LOOK_BACK_BYTES 4096

static const struct options *options;
static pid_t program;
static enum { UNARMED, ARMED, BITING, BITTEN } state;
static unsigned long matched;

// The call that is being bitten, from its entry to its exit.
static struct {
    pid_t thread;
    char path[PATH_MAX];
    struct call_state call;
    unsigned long long allowed;
} bite;

int tracer_attach(const struct options *given, pid_t child) {
    options = given;
    program = child;
    state = given->armed ? ARMED : UNARMED;
    long wanted = PTRACE_O_EXITKILL | PTRACE_O_TRACESECCOMP | PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE
        | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK;
    return ptrace(PTRACE_SEIZE, child, NULL, (void *)wanted) == -1 ? -1 : 0;
}

unsigned long tracer_matched(void) { return matched; }

void tracer_arm(void) {
    if (state != UNARMED) return;
    state = ARMED;
    matched = 0;
    report_begin("armed");
    report_text("path", options->path);
    report_text("call", options->call_name);
    report_text("action", options->action.text);
    report_number("k", (long long)options->k);
    report_end();
}

void tracer_disarm(void) {
    if (state == ARMED) state = UNARMED;
    report_begin("disarmed");
    report_number("matched", (long long)matched);
    report_end();
}

static int link_of(const char *format, pid_t thread, int descriptor, char *path) {
    char name[64];
    snprintf(name, sizeof name, format, (int)thread, descriptor);
    ssize_t length = readlink(name, path, PATH_MAX - 1);
    if (length < 0) return -1;
    path[length] = '\0';
    return 0;
}

static size_t read_memory(pid_t thread, unsigned long long address, void *into, size_t length) {
    struct iovec here = {into, length};
    struct iovec there = {(void *)(unsigned long)address, length};
    ssize_t got = process_vm_readv(thread, &here, 1, &there, 1, 0);
    return got < 0 ? 0 : (size_t)got;
}

// A path argument, made absolute. Read up to the page's end first: the next page may not be there.
static int path_argument(pid_t thread, int directory, unsigned long long address, char *path) {
    char text[PATH_MAX];
    size_t first = 4096 - (size_t)(address & 4095);
    size_t got = read_memory(thread, address, text, first < sizeof text ? first : sizeof text);
    if (got && !memchr(text, 0, got) && got < sizeof text)
        got += read_memory(thread, address + got, text + got, sizeof text - got);
    if (!got || !memchr(text, 0, got)) return -1;
    if (text[0] == '/') {
        strcpy(path, text);
        return 0;
    }
    int found = directory == -100 ? link_of("/proc/%d/cwd", thread, 0, path)
                                  : link_of("/proc/%d/fd/%d", thread, directory, path);
    if (found != 0 || strlen(path) + strlen(text) + 2 > PATH_MAX) return -1;
    strcat(path, "/");
    strcat(path, text);
    return 0;
}

static int path_of(pid_t thread, const struct call_state *call, char *path) {
    const unsigned long long *a = call->argument;
    switch (options->call) {
    case CALL_OPEN:
#ifdef SYS_open
        if (call->number == SYS_open) return path_argument(thread, -100, a[0], path);
#endif
        return path_argument(thread, (int)a[0], a[1], path);
    case CALL_RENAME:
#ifdef SYS_rename
        if (call->number == SYS_rename) return path_argument(thread, -100, a[0], path);
#endif
        return path_argument(thread, (int)a[0], a[1], path);
    default: return link_of("/proc/%d/fd/%d", thread, (int)a[0], path);
    }
}

// How many bytes to let through so that the file ends in the middle of a line; 0 when this call can't be
// torn that way.
static unsigned long long torn_length(pid_t thread, const struct call_state *call) {
    unsigned long long length = call->argument[2];
    unsigned long long wanted = (unsigned long long)options->action.amount;
    if (length < 2) return 0;
    if (wanted == 0 || wanted >= length) wanted = length / 2;
    char before[LOOK_BACK_BYTES];
    unsigned long long window = wanted < sizeof before ? wanted : sizeof before;
    if (read_memory(thread, call->argument[1] + wanted - window, before, window) != window) return 0;
    while (window > 0 && before[window - 1] == '\n') {
        window--;
        wanted--;
    }
    return window > 0 ? wanted : 0;
}

static long long file_position(pid_t thread, int descriptor) {
    char name[64];
    long long position = -1;
    snprintf(name, sizeof name, "/proc/%d/fdinfo/%d", (int)thread, descriptor);
    FILE *info = fopen(name, "re");
    if (!info) return -1;
    if (fscanf(info, "pos: %lld", &position) != 1) position = -1;
    fclose(info);
    return position;
}

static void kill_program(void) {
    kill(-program, SIGKILL);
    kill(program, SIGKILL);
}

static void report_bite(long long done, long long offset) {
    int sized = options->call == CALL_WRITE || options->call == CALL_PWRITE;
    report_begin("bitten");
    report_text("path", bite.path);
    report_text("call", options->call_name);
    report_text("action", options->action.text);
    if (sized) report_number("asked", (long long)bite.call.argument[2]);
    report_number("done", done);
    if (offset >= 0) report_number("offset", offset);
    report_number("matched", (long long)matched);
    report_end();
    state = BITTEN;
}

static void at_exit(pid_t thread) {
    struct call_state call;
    if (state != BITING || thread != bite.thread || read_call(thread, &call) != 0) {
        ptrace(PTRACE_CONT, thread, NULL, NULL);
        return;
    }
    // On aarch64 the first argument's register holds the result now; the entry's copy is the one to ask.
    long long offset = -1;
    int descriptor = (int)bite.call.argument[0];
    if (options->call == CALL_PWRITE) offset = (long long)bite.call.argument[3];
    if (options->call == CALL_WRITE && call.result >= 0) offset = file_position(thread, descriptor) - call.result;
    int kills = options->action.kind == ACTION_TORN_KILL || options->action.kind == ACTION_KILL_AFTER;
    if (kills) kill_program();
    report_bite(call.result, offset);
    ptrace(PTRACE_CONT, thread, NULL, NULL);
}

// Begins the bite. Gives the request that lets the thread go on, or 0 when this call does not suit.
static long begin_bite(pid_t thread, const struct call_state *call) {
    bite.thread = thread;
    bite.call = *call;
    switch (options->action.kind) {
    case ACTION_TORN_KILL:
        bite.allowed = torn_length(thread, call);
        if (bite.allowed == 0 || write_argument(thread, 2, bite.allowed) != 0) return 0;
        break;
    case ACTION_SHORT:
        if (call->argument[2] <= (unsigned long long)options->action.amount) return 0;
        if (write_argument(thread, 2, (unsigned long long)options->action.amount) != 0) return 0;
        break;
    case ACTION_KILL_AFTER: break;
    case ACTION_ERRNO:
        if (skip_call(thread, (int)options->action.amount) != 0) return 0;
        report_bite(-options->action.amount, -1);
        return PTRACE_CONT;
    case ACTION_KILL_BEFORE:
        kill_program();
        report_bite(0, -1);
        return PTRACE_CONT;
    }
    state = BITING;
    return PTRACE_SYSCALL;
}

static void at_entry(pid_t thread) {
    struct call_state call;
    long request = PTRACE_CONT;
    if (state == ARMED && read_call(thread, &call) == 0 && path_of(thread, &call, bite.path) == 0
        && strstr(bite.path, options->path)) {
        matched++;
        if (matched >= options->k) {
            long begun = begin_bite(thread, &call);
            if (begun) request = begun;
        }
    }
    ptrace(request, thread, NULL, NULL);
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
