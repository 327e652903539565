#include "options.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

static const char *usage =
    "usage: soak-inject [--uid N --gid N] [--control FD] [--report FD|FILE]\n"
    "                   [--path TEXT --call CALL --action ACTION [--k K] [--armed]] -- PROGRAM ARGS\n"
    "       soak-inject [--uid N --gid N] [--report FD|FILE] --probe PATH\n"
    "\n"
    "Starts PROGRAM, as another user where asked, and ends as it ends (128+n after a signal). Without --path\n"
    "it only launches. With it, one system call of the program fails as asked: the K-th CALL, counted from\n"
    "the moment of arming (SIGUSR1, or a line `arm` on the control descriptor), on a file whose absolute path\n"
    "contains TEXT.\n"
    "\n"
    "  --call     write, pwrite64, fdatasync, fsync, openat, rename\n"
    "             (a write of exactly 8 bytes is not seen: that is how event loops wake each other)\n"
    "  --action   tornkill:N   let N bytes through (or `half`), never up to a line's end, then SIGKILL\n"
    "             short:N      let N bytes through and return that\n"
    "             errno:E      do nothing and fail with E (EIO, ENOSPC, EACCES, EROFS, EDQUOT, EINTR or a number)\n"
    "             killbefore   SIGKILL in place of the call\n"
    "             killafter    SIGKILL when the call is done\n"
    "  --control  lines `arm`, `disarm`, `kill`; its end of file means that the caller is gone: the program\n"
    "             is killed at once\n"
    "  --report   JSON lines: started, armed, disarmed, bitten, exited (default: descriptor 2)\n"
    "  --probe    creates PATH as that user and removes it; reports the errno (0: it could be created)\n"
    "\n"
    "example: soak-inject --path /data/signals_ --call write --action tornkill:half --k 3 --armed -- hip3-engine run\n";

static void wrong(const char *what, const char *value) {
    fprintf(stderr, "soak-inject: %s%s%s (see soak-inject --help)\n", what, value ? ": " : "", value ? value : "");
    exit(EX_USAGE);
}

static long number(const char *name, const char *text, long lowest) {
    char *end = NULL;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno || end == text || *end || value < lowest) wrong(name, text);
    return value;
}

static int errno_named(const char *text) {
    static const struct { const char *name; int value; } known[] = {
        {"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EACCES", EACCES}, {"EROFS", EROFS},
        {"EDQUOT", EDQUOT}, {"EINTR", EINTR}, {"EMFILE", EMFILE}, {"ENOENT", ENOENT},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].name, text) == 0) return known[i].value;
    return (int)number("errno is no known name and no number", text, 1);
}

static enum call call_named(const char *text) {
    static const char *names[] = {"write", "pwrite64", "fdatasync", "fsync", "openat", "rename"};
    for (int i = 0; i <= CALL_RENAME; i++)
        if (strcmp(names[i], text) == 0) return (enum call)i;
    wrong("no such call", text);
    return CALL_WRITE;
}

static struct action action_named(const char *text) {
    struct action action = {ACTION_KILL_BEFORE, text, 0};
    if (strncmp(text, "tornkill:", 9) == 0) {
        action.kind = ACTION_TORN_KILL;
        if (strcmp(text + 9, "half") != 0) action.amount = number("bytes to keep", text + 9, 1);
    } else if (strncmp(text, "short:", 6) == 0) {
        action.kind = ACTION_SHORT;
        action.amount = number("bytes to keep", text + 6, 0);
    } else if (strncmp(text, "errno:", 6) == 0) {
        action.kind = ACTION_ERRNO;
        action.amount = errno_named(text + 6);
    } else if (strcmp(text, "killafter") == 0) {
        action.kind = ACTION_KILL_AFTER;
    } else if (strcmp(text, "killbefore") != 0) {
        wrong("no such action", text);
    }
    return action;
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

static void check(const struct options *o, const char *action) {
    if ((o->uid < 0) != (o->gid < 0)) wrong("--uid and --gid go together", NULL);
    if (o->probe) {
        if (o->program) wrong("--probe takes no program", NULL);
        return;
    }
    if (!o->program) wrong("no program: put it after --", NULL);
    if (!o->path != !o->call_name || !o->path != !action) wrong("--path, --call and --action go together", NULL);
    int cuts = o->action.kind == ACTION_TORN_KILL || o->action.kind == ACTION_SHORT;
    if (o->path && cuts && o->call != CALL_WRITE && o->call != CALL_PWRITE)
        wrong("only write and pwrite64 can be cut short", o->call_name);
}

struct options parse_options(int argc, char **argv) {
    struct options o = {.uid = -1, .gid = -1, .control = -1, .report = 2, .k = 1};
    const char *action = NULL;
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
        const char *value = argv[i + 1];
        if (!value) wrong("value missing, or no such option", name);
        i++;
        if (strcmp(name, "--uid") == 0) o.uid = number(name, value, 0);
        else if (strcmp(name, "--gid") == 0) o.gid = number(name, value, 0);
        else if (strcmp(name, "--control") == 0) o.control = (int)number(name, value, 0);
        else if (strcmp(name, "--report") == 0) o.report = descriptor_or_file(value);
        else if (strcmp(name, "--probe") == 0) o.probe = value;
        else if (strcmp(name, "--path") == 0) o.path = value;
        else if (strcmp(name, "--call") == 0) o.call = call_named(o.call_name = value);
        else if (strcmp(name, "--action") == 0) o.action = action_named(action = value);
        else if (strcmp(name, "--k") == 0) o.k = (unsigned long)number(name, value, 1);
        else wrong("no such option", name);
    }
    check(&o, action);
    return o;
}
