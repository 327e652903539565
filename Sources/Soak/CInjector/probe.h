#ifndef SOAK_INJECT_PROBE_H
#define SOAK_INJECT_PROBE_H

/// Tries to create `path`, which must not exist, as the user that this process is, and removes it again.
/// Reports the errno (0: it could be created; 17: it exists already). Exit status 0 unless it could not
/// clean up.
int probe_create(const char *path);

#endif
