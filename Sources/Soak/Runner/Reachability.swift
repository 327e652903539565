import Glibc
package import SoakFaults

/// Whether a user can get to a path: the x bit of each folder above it. Access lists are not looked at.
package enum Reachability {
    package struct Blocked: Equatable, Sendable {
        package let path: String
        package let mode: UInt32
    }

    /// The x bit that counts for this user, of one file or folder.
    static func mayEnter(_ user: UserIdentity, owner: UserIdentity, mode: UInt32) -> Bool {
        if user.uid == 0 { return true }
        if user.uid == owner.uid { return mode & 0o100 != 0 }
        if user.gid == owner.gid { return mode & 0o010 != 0 }
        return mode & 0o001 != 0
    }

    /// The first thing on the way to `path`, itself included, that the user can't enter or run; nil when there
    /// is none. What does not exist yet blocks nobody.
    package static func firstBlocked(_ path: String, for user: UserIdentity) -> Blocked? {
        var prefix = ""
        for part in [""] + path.split(separator: "/").map(String.init) {
            prefix += prefix.hasSuffix("/") ? part : "/" + part
            var status = stat()
            guard stat(prefix, &status) == 0 else { return nil }
            let owner = UserIdentity(uid: status.st_uid, gid: status.st_gid)
            let mode = status.st_mode & 0o7777
            if !mayEnter(user, owner: owner, mode: mode) { return Blocked(path: prefix, mode: mode) }
        }
        return nil
    }
}
