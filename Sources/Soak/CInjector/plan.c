#include "plan.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct { const char *name; enum call call; } calls_known[] = {
    {"write", CALL_WRITE}, {"pwrite64", CALL_PWRITE}, {"fdatasync", CALL_FDATASYNC}, {"fsync", CALL_FSYNC},
    {"openat", CALL_OPEN}, {"create", CALL_CREATE},   {"rename", CALL_RENAME},
    {"ftruncate", CALL_TRUNCATE}, {"mkdir", CALL_MKDIR}, {"unlink", CALL_UNLINK}, {"pread64", CALL_READ},
};
static const size_t calls_count = sizeof calls_known / sizeof *calls_known;

static const struct { const char *name; int value; } errnos_known[] = {
    {"EIO", EIO},       {"ENOSPC", ENOSPC}, {"EACCES", EACCES}, {"EROFS", EROFS}, {"EDQUOT", EDQUOT},
    {"EINTR", EINTR},   {"EMFILE", EMFILE}, {"ENOENT", ENOENT},
};

const char *call_name(enum call call) {
    for (size_t i = 0; i < calls_count; i++)
        if (calls_known[i].call == call) return calls_known[i].name;
    return "?";
}

static unsigned call_named(const char *name, size_t length) {
    for (size_t i = 0; i < calls_count; i++)
        if (strlen(calls_known[i].name) == length && strncmp(calls_known[i].name, name, length) == 0)
            return calls_known[i].call;
    return 0;
}

const char *read_calls(const char *text, unsigned *calls, const char **value) {
    *calls = 0;
    for (const char *p = text;; p++) {
        size_t length = strcspn(p, ",");
        unsigned call = call_named(p, length);
        if (!call) {
            *value = p;
            return "no such call";
        }
        *calls |= call;
        p += length;
        if (!*p) return NULL;
    }
}

const char *read_number(const char *text, long lowest, long *number) {
    char *end = NULL;
    errno = 0;
    *number = strtol(text, &end, 10);
    return errno || end == text || *end || *number < lowest ? "is no such number" : NULL;
}

static int errno_named(const char *text, long *number) {
    for (size_t i = 0; i < sizeof errnos_known / sizeof *errnos_known; i++)
        if (strcmp(errnos_known[i].name, text) == 0) {
            *number = errnos_known[i].value;
            return 1;
        }
    return read_number(text, 1, number) == NULL;
}

const char *read_action(const char *text, struct action *action, const char **value) {
    *value = text;
    *action = (struct action){.kind = ACTION_KILL_BEFORE};
    if (strlen(text) >= sizeof action->text) return "no such action";
    strcpy(action->text, text);
    if (strncmp(text, "tornkill:", 9) == 0) {
        action->kind = ACTION_TORN_KILL;
        if (strcmp(text + 9, "half") == 0) return NULL;
        return read_number(text + 9, 1, &action->amount) ? "no number of bytes to keep" : NULL;
    }
    if (strncmp(text, "short:", 6) == 0) {
        action->kind = ACTION_SHORT;
        return read_number(text + 6, 1, &action->amount) ? "no number of bytes to keep" : NULL;
    }
    if (strncmp(text, "delay:", 6) == 0) {
        action->kind = ACTION_DELAY;
        return read_number(text + 6, 1, &action->amount) ? "no number of milliseconds" : NULL;
    }
    if (strncmp(text, "errno:", 6) == 0) {
        action->kind = ACTION_ERRNO;
        return errno_named(text + 6, &action->amount) ? NULL : "errno is no known name and no number";
    }
    if (strncmp(text, "powercut:", 9) == 0 || strncmp(text, "liecut:", 7) == 0) {
        action->kind = text[0] == 'p' ? ACTION_POWER_CUT : ACTION_LIE_CUT;
        return read_number(strchr(text, ':') + 1, 0, &action->amount) ? "no number of bytes to keep" : NULL;
    }
    if (strcmp(text, "lie") == 0) action->kind = ACTION_LIE;
    else if (strcmp(text, "killafter") == 0) action->kind = ACTION_KILL_AFTER;
    else if (strcmp(text, "killbefore") != 0) return "no such action";
    return NULL;
}

const char *check_plan(const struct plan *plan) {
    int cuts = plan->action.kind == ACTION_TORN_KILL || plan->action.kind == ACTION_SHORT;
    if (cuts && plan->calls & ~(unsigned)(CALL_WRITE | CALL_PWRITE)) return "only write and pwrite64 can be cut short";
    int syncs = plan->action.kind == ACTION_LIE || plan->action.kind == ACTION_POWER_CUT
        || plan->action.kind == ACTION_LIE_CUT;
    if (syncs && plan->calls & ~(unsigned)(CALL_FDATASYNC | CALL_FSYNC)) return "only fdatasync and fsync can be a lie";
    return NULL;
}

const char *read_plan(char *text, struct plan *plan) {
    char *word[5];
    for (int i = 0; i < 5; i++) {
        if (!text) return "wants CALLS ACTION K TIMES PATH";
        word[i] = text;
        text = i < 4 ? strchr(text, ' ') : NULL;
        if (text) *text++ = '\0';
    }
    const char *value;
    long k = 0, times = 0;
    const char *why = read_calls(word[0], &plan->calls, &value);
    if (!why) why = read_action(word[1], &plan->action, &value);
    if (!why) why = read_number(word[2], 1, &k);
    if (!why) why = read_number(word[3], 0, &times);
    if (!why && (!*word[4] || strlen(word[4]) >= sizeof plan->path)) why = "no path";
    if (why) return why;
    strcpy(plan->path, word[4]);
    plan->k = (unsigned long)k;
    plan->times = (unsigned long)times;
    return check_plan(plan);
}
