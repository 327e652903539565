#include "options.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

static const char *usage =
    "usage: soak-inject [--uid N --gid N] [--control FD] [--report FD|FILE] [--trace CALLS] [--mould TEXT]\n"
    "                   [--path TEXT --call CALLS --action ACTION [--k K] [--times N] [--armed]] -- PROGRAM ARGS\n"
    "       soak-inject [--uid N --gid N] [--report FD|FILE] --probe PATH\n"
    "\n"
    "Starts PROGRAM, as another user where asked, and ends as it ends (128+n after a signal). Without --trace\n"
    "and --path it only launches. With them, calls of the program fail as asked: the K-th of CALLS, counted from\n"
    "the moment of arming (SIGUSR1, or a line on the control descriptor), on a file whose absolute path contains\n"
    "TEXT, and those after it, N in all (default 1; 0: all until it is disarmed).\n"
    "\n"
    "  --call     one or more of write, pwrite64, fdatasync, fsync, openat, create, rename, parted by commas\n"
    "             (create: an open that makes a file which is not there yet; a write of exactly 8 bytes is\n"
    "             not seen: that is how event loops wake each other)\n"
    "  --trace    calls that plans of the control descriptor may name; each costs its 70 us from then on\n"
    "  --action   tornkill:N   let N bytes through (or `half`), never up to a line's end, then SIGKILL\n"
    "             short:N      let N bytes through and return that\n"
    "             errno:E      do nothing and fail with E (EIO, ENOSPC, EACCES, EROFS, EDQUOT, EINTR, EMFILE,\n"
    "                          ENOENT or a number)\n"
    "             delay:MS     begin the call so many milliseconds later\n"
    "             killbefore   SIGKILL in place of the call\n"
    "             killafter    SIGKILL when the call is done\n"
    "             lie          say that it was synced, and do nothing\n"
    "             powercut:N   SIGKILL at a sync; every file keeps what was synced, and up to N bytes more\n"
    "             liecut:N     the same, where after the first sync of each file all others were lies\n"
    "  --mould    the program stands still before it first opens, makes or removes a path with TEXT in it; each order\n"
    "             `live` lets a copy of it go on from there, one at a time\n"
    "  --control  lines `arm` (the plan of the command line), `arm CALLS ACTION K N TEXT`, `disarm`, `kill`,\n"
    "             `live` and `live CALLS ACTION K N TEXT` (with --mould), `signal NUMBER`, `limit files|bytes|memory|data N` (a soft limit of the program); its end of file means that\n"
    "             the caller is gone: the program is killed at once\n"
    "  --report   JSON lines: started, standing or not-standing (with --mould), armed, bitten (the first time), spent (after the N-th), disarmed, limited, exited\n"
    "             (default: descriptor 2)\n"
    "  --own-mounts  becomes PROGRAM in a user namespace of its own, in which an ordinary user may mount; where that\n"
    "             is refused it becomes PROGRAM all the same. Goes with nothing else\n"
    "  --probe    creates PATH as that user and removes it; reports the errno (0: it could be created)\n"
    "\n"
    "example: soak-inject --path /data/signals_ --call write --action tornkill:half --k 3 --armed -- hip3-engine run\n";

static void wrong(const char *what, const char *value) {
    fprintf(stderr, "soak-inject: %s%s%s (see soak-inject --help)\n", what, value ? ": " : "", value ? value : "");
    exit(EX_USAGE);
}

static long number(const char *name, const char *text, long lowest) {
    long value;
    if (read_number(text, lowest, &value)) wrong(name, text);
    return value;
}

static unsigned calls(const char *text) {
    unsigned bits;
    const char *value, *why = read_calls(text, &bits, &value);
    if (why) wrong(why, value);
    return bits;
}

static struct action action(const char *text) {
    struct action action;
    const char *value, *why = read_action(text, &action, &value);
    if (why) wrong(why, value);
    return action;
}

static void path(const char *text, struct plan *plan) {
    if (!*text || strlen(text) >= sizeof plan->path) wrong("--path", text);
    strcpy(plan->path, text);
}

static int descriptor_or_file(const char *text) {
    if (text[strspn(text, "0123456789")] == '\0') return (int)number("--report", text, 0);
    int file = open(text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (file < 0) {
        fprintf(stderr, "soak-inject: --report %s: %s\n", text, strerror(errno));
        exit(EX_USAGE);
    }
    return file;
}

static void check(struct options *o) {
    if ((o->uid < 0) != (o->gid < 0)) wrong("--uid and --gid go together", NULL);
    if (o->probe) {
        if (o->program) wrong("--probe takes no program", NULL);
        return;
    }
    if (!o->program) wrong("no program: put it after --", NULL);
    if (o->mould && !*o->mould) wrong("--mould wants a part of a path", NULL);
    if (o->mould && o->control < 0) wrong("--mould wants --control: the orders come from there", NULL);
    int parts = !!*o->plan.path + !!o->plan.calls + !!*o->plan.action.text;
    if (parts != 0 && parts != 3) wrong("--path, --call and --action go together", NULL);
    o->has_plan = parts == 3;
    const char *why = check_plan(&o->plan);
    if (why) wrong(why, NULL);
    o->traced |= o->plan.calls;
}

struct options parse_options(int argc, char **argv) {
    struct options o = {.uid = -1, .gid = -1, .control = -1, .report = 2, .plan = {.k = 1, .times = 1}};
    for (int i = 1; i < argc; i++) {
        const char *name = argv[i];
        if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
            fputs(usage, stdout);
            exit(0);
        }
        if (strcmp(name, "--") == 0) {
            if (argv[i + 1]) o.program = argv + i + 1;
            break;
        }
        if (strcmp(name, "--armed") == 0) {
            o.armed = 1;
            continue;
        }
        if (strcmp(name, "--own-mounts") == 0) {
            o.own_mounts = 1;
            continue;
        }
        const char *value = argv[i + 1];
        if (!value) wrong("value missing, or no such option", name);
        i++;
        if (strcmp(name, "--uid") == 0) o.uid = number(name, value, 0);
        else if (strcmp(name, "--gid") == 0) o.gid = number(name, value, 0);
        else if (strcmp(name, "--control") == 0) o.control = (int)number(name, value, 0);
        else if (strcmp(name, "--report") == 0) o.report = descriptor_or_file(value);
        else if (strcmp(name, "--probe") == 0) o.probe = value;
        else if (strcmp(name, "--mould") == 0) o.mould = value;
        else if (strcmp(name, "--trace") == 0) o.traced |= calls(value);
        else if (strcmp(name, "--path") == 0) path(value, &o.plan);
        else if (strcmp(name, "--call") == 0) o.plan.calls = calls(value);
        else if (strcmp(name, "--action") == 0) o.plan.action = action(value);
        else if (strcmp(name, "--k") == 0) o.plan.k = (unsigned long)number(name, value, 1);
        else if (strcmp(name, "--times") == 0) o.plan.times = (unsigned long)number(name, value, 0);
        else wrong("no such option", name);
    }
    check(&o);
    return o;
}
