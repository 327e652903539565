#ifndef SOAK_INJECT_OPTIONS_H
#define SOAK_INJECT_OPTIONS_H

enum call { CALL_WRITE, CALL_PWRITE, CALL_FDATASYNC, CALL_FSYNC, CALL_OPEN, CALL_RENAME };

enum action_kind { ACTION_TORN_KILL, ACTION_SHORT, ACTION_ERRNO, ACTION_KILL_BEFORE, ACTION_KILL_AFTER };

struct action {
    enum action_kind kind;
    const char *text;  // as it was asked for, for the report
    long amount;       // bytes to keep (0: half), or an errno
};

struct options {
    long uid, gid;      // -1: stay who we are
    int control;        // descriptor of the life line, -1: none
    int report;         // descriptor for JSON lines
    const char *probe;  // a path to try to create, instead of a program
    const char *path;   // NULL: nothing is traced
    enum call call;
    const char *call_name;
    struct action action;
    unsigned long k;
    int armed;
    char **program;
};

/// Reads the command line. On wrong usage it says in one line what is wrong and exits with 64.
struct options parse_options(int argc, char **argv);

#endif
