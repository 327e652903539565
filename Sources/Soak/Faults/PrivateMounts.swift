import CLinuxCalls
import Glibc

/// What a fault needs the data directory to lie on.
package enum DataMount: Equatable, Sendable {
    /// Where it is, in a namespace of mounts that is ours alone.
    case namespaceOnly
    /// On a tmpfs of this size, in such a namespace.
    case tmpfs(bytes: Int64)
    /// On an ext4 file system of this size in a file, in such a namespace. Needs root.
    case loop(bytes: Int64)
}

/// Mounts that only this thread and the processes that it starts can see. The kernel takes them away with the
/// last of these: nothing is left behind by whoever is killed.
package enum PrivateMounts {
    /// Of a tmpfs: far more than a run makes files, and soon taken.
    static let inodesMax = 4096

    /// Moves the calling thread, and it alone, into a mount namespace of its own. Needs the right to (root, or
    /// CAP_SYS_ADMIN); EPERM otherwise. There is no way back for the thread.
    package static func enter() throws(SystemFailure) {
        if mounts_enter_private() != 0 {
            throw SystemFailure("make a mount namespace for", "this run", errno: errno)
        }
    }

    package static func tmpfs(on path: String, bytes: Int64) throws(SystemFailure) {
        if mounts_tmpfs(path, "size=\(bytes),nr_inodes=\(inodesMax),mode=0755") != 0 {
            throw SystemFailure("mount a tmpfs on", path, errno: errno)
        }
    }

    static func bindReadOnly(_ path: String) throws(SystemFailure) {
        if mounts_read_only(path) != 0 { throw SystemFailure("mount read-only", path, errno: errno) }
    }

    /// At once, also while files of it are open.
    package static func unmount(_ path: String) throws(SystemFailure) {
        if mounts_remove(path) != 0 { throw SystemFailure("unmount", path, errno: errno) }
    }
}
