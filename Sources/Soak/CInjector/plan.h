#ifndef SOAK_INJECT_PLAN_H
#define SOAK_INJECT_PLAN_H

#include <limits.h>

/// Kinds of system calls, as bits: a plan may name several.
enum call {
    CALL_WRITE = 1,
    CALL_PWRITE = 2,
    CALL_FDATASYNC = 4,
    CALL_FSYNC = 8,
    CALL_OPEN = 16,
    CALL_CREATE = 32,  // an open that makes a file which is not there yet
    CALL_RENAME = 64,
    CALL_TRUNCATE = 128,
    CALL_MKDIR = 256,
    CALL_UNLINK = 512,
    CALL_READ = 1024,
};

enum action_kind {
    ACTION_TORN_KILL, ACTION_SHORT, ACTION_ERRNO, ACTION_DELAY, ACTION_KILL_BEFORE, ACTION_KILL_AFTER,
    ACTION_LIE,        // says that it was done, and does nothing
    ACTION_POWER_CUT,  // killed at a sync, and every file loses what was not synced
    ACTION_LIE_CUT,    // the same, and since the first one of each file all syncs were lies
};

#define ACTION_TEXT_MAX 32

struct action {
    enum action_kind kind;
    char text[ACTION_TEXT_MAX];  // as it was asked for, for the report
    long amount;                 // bytes to keep (0: half), an errno, or milliseconds
};

/// What is done to which calls.
struct plan {
    char path[PATH_MAX];  // what the absolute path contains
    unsigned calls;
    struct action action;
    unsigned long k;      // the first call that is bitten, counted from 1 and from arming
    unsigned long times;  // how many are, from that one on; 0: all until it is disarmed
};

/// Why a text is no plan, or part of one; NULL: it was read. `value` is set to the word that is wrong.
const char *read_calls(const char *text, unsigned *calls, const char **value);
const char *read_action(const char *text, struct action *action, const char **value);
const char *read_number(const char *text, long lowest, long *number);
const char *check_plan(const struct plan *plan);
/// From `CALLS ACTION K TIMES PATH`, parted by single blanks; the path goes on to the end. Changes `text`.
const char *read_plan(char *text, struct plan *plan);
/// The name of one call.
const char *call_name(enum call call);

#endif
