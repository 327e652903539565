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
#include "namespace.h"
#include "options.h"
#include "probe.h"
#include "report.h"
#include "tracer.h"

#define ORDER_MAX (PATH_MAX + 256)  // longer lines are cut, and then refused

static pid_t program;

static void die(const char *what) {
    fprintf(stderr, "soak-inject: %s: %s\n", what, strerror(errno));
    if (program > 0) kill(program, SIGKILL);
    exit(EX_SOFTWARE);
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

static void start(const struct options *o, const sigset_t *mask) {
    int gate[2];
    if (pipe2(gate, O_CLOEXEC) != 0) die("pipe");
    pid_t parent = getpid();
    program = fork();
    if (program < 0) die("fork");
    if (program == 0) run_program(o, parent, gate[0], mask);
    setpgid(program, program);
    if (o->traced && tracer_attach(program) != 0) die("tracing (is ptrace forbidden here?)");
    if (o->has_plan && o->armed) tracer_arm_silently(&o->plan);
    report_begin("started");
    report_number("pid", program);
    report_number("uid", (long long)geteuid());
    report_end();
    if (write(gate[1], "g", 1) != 1) die("starting the program");
    close(gate[0]);
    close(gate[1]);
}

static void kill_all(void) {
    kill(-program, SIGKILL);
    kill(program, SIGKILL);
}

static int ended(int status) {
    kill(-program, SIGKILL);  // whatever it started and left behind
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

// Handles every child event there is. True with the exit status when the program itself has ended.
static int reap(int *status) {
    for (;;) {
        int now;
        pid_t thread = waitpid(-1, &now, WNOHANG | __WALL);
        if (thread <= 0) return 0;
        if (WIFSTOPPED(now)) {
            tracer_stopped(thread, now);
        } else if (thread == program) {
            *status = now;
            return 1;
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
        : strcmp(name, "memory") == 0 ? RLIMIT_AS : -1;
    struct rlimit now = {0, 0};
    if (resource < 0 || prlimit(program, resource, NULL, &now) != 0)
        return report_limit(name, 0, resource < 0 ? EINVAL : errno);
    unsigned long long before = now.rlim_cur;
    now.rlim_cur = wanted < now.rlim_max ? wanted : now.rlim_max;
    report_limit(name, before, prlimit(program, resource, &now, NULL) == 0 ? 0 : errno);
}

static void obey(const struct options *o, char *order) {
    long number;
    if (strcmp(order, "kill") == 0) kill_all();
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
        } else {
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
    while (!reap(&status)) {
        if (poll(ready, 2, tracer_release()) < 0 && errno != EINTR) die("poll");
        if (ready[0].revents) take_signal(&o, signals);
        if (ready[1].revents && !take_orders(&o)) {
            kill_all();
            ready[1].fd = -1;
        }
    }
    return ended(status);
}
