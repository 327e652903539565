#ifndef SOAK_INJECT_OPTIONS_H
#define SOAK_INJECT_OPTIONS_H

#include "plan.h"

struct options {
    long uid, gid;      // -1: stay who we are
    int control;        // descriptor of the life line, -1: none
    int report;         // descriptor for JSON lines
    int own_mounts;     // the program gets a user namespace of its own, and is neither traced nor watched
    const char *probe;  // a path to try to create, instead of a program
    const char *mould;  // what a path contains before whose first touch the program stands and is copied; NULL: no copies
    unsigned traced;    // calls that the program is stopped at; 0: nothing is traced
    int has_plan;
    struct plan plan;
    int armed;
    char **program;
};

/// Reads the command line. On wrong usage it says in one line what is wrong and exits with 64.
struct options parse_options(int argc, char **argv);

#endif
