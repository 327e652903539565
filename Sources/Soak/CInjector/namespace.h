#ifndef SOAK_INJECT_NAMESPACE_H
#define SOAK_INJECT_NAMESPACE_H

/// Becomes `program` in a user namespace of its own, as the same user, with the right to mount there and no other:
/// what is mounted, nobody else sees, and it goes with the last process. Where the machine forbids that, it becomes
/// `program` without. `HIP3_SOAK_MOUNTS` tells which: `own`, or why not. Returns only when nothing can be executed.
int become_with_own_mounts(char **program);
/// So that what is started from here has no more rights than its user.
void drop_mount_rights(void);

#endif
