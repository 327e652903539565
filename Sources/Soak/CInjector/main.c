// soak-inject: starts a program, as another user where asked, and makes one of its system calls fail in a
// planned way. It is always the parent of the engine, so that a planned fault needs no rights that an
// ordinary user lacks, and so that the engine never outlives the run: the program dies with this process
// (PR_SET_PDEATHSIG, PTRACE_O_EXITKILL), and this process ends when its control descriptor does.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "filter.h"
#include "mould.h"
#include "namespace.h"
#include "options.h"
#include "probe.h"
#include "report.h"
#include "tracer.h"

#define ORDER_MAX (PATH_MAX + 256)  // longer lines are cut, and then refused

static pid_t program;  // 0: a mould stands and no copy of it is alive
static pid_t mould;    // 0: there is none

static void die(const char *what) {
    fprintf(stderr, "soak-inject: %s: %s\n", what, strerror(errno));
    if (program > 0) kill(program, SIGKILL);
    exit(EX_SOFTWARE);
}

// A runtime that is linked in may catch what a crash sends. The program has that from us until it is executed, and a
// signal that was meant for it would be lost.
static void catch_nothing(void) {
    for (int number = 1; number < NSIG; number++) {
        struct sigaction now;
        if (sigaction(number, NULL, &now) != 0 || now.sa_handler == SIG_IGN || now.sa_handler == SIG_DFL) continue;
        signal(number, SIG_DFL);
    }
}

// Becomes the other user for good, and makes sure of it: as root a fault of modes proves nothing.
static void become(const struct options *o) {
    if (o->uid < 0) return;
    uid_t uid = (uid_t)o->uid;
    gid_t gid = (gid_t)o->gid;
    if (geteuid() == 0 && setgroups(0, NULL) != 0) die("clearing the groups");
    if (setresgid(gid, gid, gid) != 0) die("becoming the group");
    if (setresuid(uid, uid, uid) != 0) die("becoming the user");
    if (uid != 0 && setuid(0) == 0) {
        errno = EPERM;
        die("privileges could be taken back");
    }
    prctl(PR_SET_DUMPABLE, 1);  // so that tracing our own child needs no capability
}

static void run_program(const struct options *o, pid_t parent, int gate, const sigset_t *mask) {
    setpgid(0, 0);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) _exit(EX_SOFTWARE);
    if (getppid() != parent) _exit(EX_SOFTWARE);
    // A planned crash leaves no picture of the memory in whatever folder it happened in.
    struct rlimit no_core = {0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    char go;
    if (read(gate, &go, 1) != 1) _exit(EX_SOFTWARE);
    if (o->traced && install_filter(o->traced) != 0) {
        fprintf(stderr, "soak-inject: seccomp filter: %s\n", strerror(errno));
        _exit(EX_SOFTWARE);
    }
    sigprocmask(SIG_SETMASK, mask, NULL);
    execvp(o->program[0], o->program);
    int reason = errno;
    fprintf(stderr, "soak-inject: %s: %s\n", o->program[0], strerror(reason));
    _exit(reason == ENOENT ? 127 : 126);
}

static void kill_program(void) {
    if (program <= 0) return;
    kill(-program, SIGKILL);
    kill(program, SIGKILL);
}

static void kill_all(void) {
    kill_program();
    if (mould > 0) kill(mould, SIGKILL);
}

static void report_started(void) {
    report_begin("started");
    report_number("pid", program);
    report_number("uid", (long long)geteuid());
    report_end();
}

static void report_not_standing(const char *why) {
    report_begin("not-standing");
    report_text("reason", why);
    report_end();
}

// Gives 0 when the program has ended instead.
static int stand(const char *path, int *status) {
    switch (mould_stand(path, status)) {
    case STANDING:
        mould = program;
        program = 0;
        report_begin("standing");
        report_number("pid", mould);
        report_end();
        return 1;
    case STANDING_NEVER: report_not_standing("it ended before it touched anything there"); return 0;
    case STANDING_THREADS: report_not_standing("it has more than one thread"); break;
    }
    kill_all();
    while (waitpid(program, status, __WALL) == program && WIFSTOPPED(*status)) {}
    return 0;
}

static void start(const struct options *o, const sigset_t *mask) {
    int gate[2];
    if (pipe2(gate, O_CLOEXEC) != 0) die("pipe");
    pid_t parent = getpid();
    program = fork();
    if (program < 0) die("fork");
    if (program == 0) run_program(o, parent, gate[0], mask);
    setpgid(program, program);
    if ((o->traced || o->mould) && tracer_attach(program) != 0) die("tracing (is ptrace forbidden here?)");
    if (o->has_plan && o->armed) tracer_arm_silently(&o->plan);
    if (o->mould && mould_hold(program) != 0) die("holding the program");
    if (!o->mould) report_started();
    if (write(gate[1], "g", 1) != 1) die("starting the program");
    close(gate[0]);
    close(gate[1]);
}

static int ended(int status) {
    if (program > 0) kill(-program, SIGKILL);  // whatever it started and left behind
    tracer_cut();
    report_begin("exited");
    report_number("pid", program);
    if (WIFEXITED(status)) report_number("code", WEXITSTATUS(status));
    else report_null("code");
    if (WIFSIGNALED(status)) report_number("signal", WTERMSIG(status));
    else report_null("signal");
    report_number("matched", (long long)tracer_matched());
    report_number("bites", (long long)tracer_bites());
    report_end();
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// Handles every child event there is. Gives what has ended, the program or the mould, with its status.
static pid_t reap(int *status) {
    for (;;) {
        int now;
        pid_t thread = waitpid(-1, &now, WNOHANG | __WALL);
        if (thread <= 0) return 0;
        if (WIFSTOPPED(now)) {
            tracer_stopped(thread, now);
        } else if (thread == program || thread == mould) {
            *status = now;
            return thread;
        }
    }
}

// `arm` alone is the command line's plan; behind it stands another one.
static void arm(const struct options *o, char *text) {
    struct plan plan = o->plan;
    const char *why = text ? read_plan(text, &plan) : o->has_plan ? NULL : "no plan on the command line";
    if (!why && plan.calls & ~o->traced) why = "a call that is not traced";
    if (why) fprintf(stderr, "soak-inject: arm: %s\n", why);
    else tracer_arm(&plan);
}

// One life of a copy; behind the order may stand the plan that is armed for it.
static void live(const struct options *o, char *text) {
    struct plan plan;
    const char *why = !mould ? "there is no --mould" : program ? "a copy is alive" : text ? read_plan(text, &plan) : NULL;
    if (!why && text && plan.calls & ~o->traced) why = "a call that is not traced";
    if (why) {
        fprintf(stderr, "soak-inject: live: %s\n", why);
        return;
    }
    pid_t copy = mould_copy();
    if (copy < 0) die("copying the program");
    program = copy;
    report_started();
    tracer_follow(copy, text ? &plan : NULL);
}

// True: the end of a copy, and the mould stands ready for the next one.
static int life_ended(pid_t gone, int status) {
    if (!mould || gone == mould) return 0;
    ended(status);
    program = 0;
    return 1;
}

static void report_limit(const char *name, unsigned long long before, int failure) {
    report_begin("limited");
    report_text("limit", name);
    // No limit at all is -1: JSON's numbers are signed here.
    report_number("before", (long long)before);
    report_number("errno", failure);
    report_end();
}

// A soft limit of the program; the hard one stays, so that it can be taken back without rights.
static void limit(const char *text) {
    char name[8] = "";
    unsigned long long wanted;
    if (sscanf(text, "%7s %llu", name, &wanted) != 2) return report_limit(name, 0, EINVAL);
    int resource = strcmp(name, "files") == 0 ? RLIMIT_NOFILE : strcmp(name, "bytes") == 0 ? RLIMIT_FSIZE
        : strcmp(name, "memory") == 0 ? RLIMIT_AS : strcmp(name, "data") == 0 ? RLIMIT_DATA : -1;
    struct rlimit now = {0, 0};
    if (resource < 0 || prlimit(program, resource, NULL, &now) != 0)
        return report_limit(name, 0, resource < 0 ? EINVAL : errno);
    unsigned long long before = now.rlim_cur;
    now.rlim_cur = wanted < now.rlim_max ? wanted : now.rlim_max;
    report_limit(name, before, prlimit(program, resource, &now, NULL) == 0 ? 0 : errno);
}

static void obey(const struct options *o, char *order) {
    long number;
    if (strcmp(order, "kill") == 0) kill_program();
    else if (strcmp(order, "live") == 0) live(o, NULL);
    else if (strncmp(order, "live ", 5) == 0) live(o, order + 5);
    else if (program <= 0) fprintf(stderr, "soak-inject: %s: no program is alive\n", order);
    else if (strcmp(order, "arm") == 0) arm(o, NULL);
    else if (strncmp(order, "arm ", 4) == 0) arm(o, order + 4);
    else if (strcmp(order, "disarm") == 0) tracer_disarm();
    else if (strncmp(order, "signal ", 7) == 0 && !read_number(order + 7, 1, &number)) kill(program, (int)number);
    else if (strncmp(order, "limit ", 6) == 0) limit(order + 6);
    else fprintf(stderr, "soak-inject: no such order: %s\n", order);
}

// Lines of the control descriptor. False at its end: whoever started us is gone.
static int take_orders(const struct options *o) {
    static char line[ORDER_MAX];
    static size_t used;
    char bytes[256];
    ssize_t got = read(o->control, bytes, sizeof bytes);
    if (got <= 0) return got < 0 && errno == EINTR;
    for (ssize_t i = 0; i < got; i++) {
        if (bytes[i] == '\n') {
            line[used] = '\0';
            obey(o, line);
            used = 0;
        } else if (used < sizeof line - 1) {
            line[used++] = bytes[i];
        }
    }
    return 1;
}

static void take_signal(const struct options *o, int signals) {
    struct signalfd_siginfo info;
    while (read(signals, &info, sizeof info) == sizeof info) {
        if (info.ssi_signo == SIGCHLD) continue;
        if (info.ssi_signo == SIGUSR1) {
            if (o->has_plan) tracer_arm(&o->plan);
        } else if (program > 0) {
            kill(program, (int)info.ssi_signo);
        }
    }
}

int main(int argc, char **argv) {
    struct options o = parse_options(argc, argv);
    report_to(o.report);
    if (o.own_mounts) return become_with_own_mounts(o.program);
    // Whatever else our caller has open is not the program's: a page's port, an observer's connection.
    int highest = o.control > o.report ? o.control : o.report;
    close_range((unsigned)(highest > 2 ? highest : 2) + 1, ~0U, 0);
    catch_nothing();
    umask(022);
    signal(SIGPIPE, SIG_IGN);
    drop_mount_rights();
    become(&o);
    if (o.probe) return probe_create(o.probe);
    if (o.report > 2) fcntl(o.report, F_SETFD, FD_CLOEXEC);
    if (o.control >= 0 && fcntl(o.control, F_SETFD, FD_CLOEXEC) != 0) die("--control");
    sigset_t handled, before;
    sigemptyset(&handled);
    int list[] = {SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) sigaddset(&handled, list[i]);
    sigprocmask(SIG_BLOCK, &handled, &before);
    int signals = signalfd(-1, &handled, SFD_CLOEXEC | SFD_NONBLOCK);
    if (signals < 0) die("signalfd");
    signal(SIGPIPE, SIG_DFL);  // the program's own, inherited through exec
    start(&o, &before);
    signal(SIGPIPE, SIG_IGN);
    struct pollfd ready[2] = {{signals, POLLIN, 0}, {o.control, POLLIN, 0}};
    int status;
    if (o.mould && !stand(o.mould, &status)) return ended(status);
    for (pid_t gone; !(gone = reap(&status)) || life_ended(gone, status);) {
        if (gone) continue;
        if (poll(ready, 2, tracer_release()) < 0 && errno != EINTR) die("poll");
        if (ready[0].revents) take_signal(&o, signals);
        if (ready[1].revents && !take_orders(&o)) {
            kill_all();
            ready[1].fd = -1;
        }
    }
    return ended(status);
}
