import Glibc
package import SoakFaults

/// Where run folders lie: in a place that the engine's user can reach, held by one run at a time.
package struct ReportsFolder: Sendable {
    package let path: String
    /// Said to the user when it is not where it would have been.
    package let note: String?

    /// `asked` must be reachable; without a wish it is `reports` here, or, when the engine's user can't get
    /// there, a folder below /var/tmp.
    package static func choose(asked: String?, engineUser: UserIdentity?) throws(RunRefusal) -> Self {
        let wanted: String
        do { wanted = try absolute(asked ?? "reports") } catch { throw .usage("reports folder: \(error)") }
        guard let user = engineUser, let blocked = Reachability.firstBlocked(wanted, for: user) else {
            return Self(path: try make(wanted), note: nil)
        }
        let why =
            "uid \(user.uid), which the engine runs as, can't enter \(blocked.path) (mode \(octal(blocked.mode)))"
        guard asked == nil else {
            throw .usage(
                "--reports \(wanted): \(why); choose a folder that it can reach, as /var/tmp/reports")
        }
        do {
            let path = try ownFolder() + "/reports"
            return Self(path: path, note: "\(why): run folders lie in \(path)")
        } catch { throw .usage("reports folder: \(error)") }
    }

    private static func absolute(_ path: String) throws(SystemFailure) -> String {
        path.hasPrefix("/") ? path : try FileTree.absolute(".") + "/" + path
    }

    private static func make(_ path: String) throws(RunRefusal) -> String {
        do {
            try FileTree.makeFolders(path)
            return try FileTree.absolute(path)
        } catch { throw .usage("reports folder: \(error)") }
    }

    private static func octal(_ mode: UInt32) -> String { "0" + String(mode, radix: 8) }
    private static func ownName() -> String { "hip3-soak-\(getuid())" }

    // /var/tmp is everybody's: a folder of that name that somebody else made is not used.
    private static func ownFolder() throws(SystemFailure) -> String {
        let path = "/var/tmp/" + ownName()
        if mkdir(path, 0o755) != 0, errno != EEXIST {
            throw SystemFailure("create folder", path, errno: errno)
        }
        var status = stat()
        guard lstat(path, &status) == 0 else { throw SystemFailure("open folder", path, errno: errno) }
        guard status.st_mode & S_IFMT == S_IFDIR, status.st_uid == getuid() else {
            throw SystemFailure("use folder of another user", path, errno: EPERM)
        }
        try FileTree.makeFolders(path + "/reports")
        return path
    }
}

/// Holds the reports folder for this run; let go when this object or the process ends, however it ends.
package final class ReportsLock {
    private let file: Int32

    package init(_ folder: String) throws(RunRefusal) {
        let path = folder + "/.lock"
        file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else {
            let failure = SystemFailure("open", path, errno: errno)
            throw .usage("\(failure); choose a folder of your own with --reports")
        }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            close(file)
            throw RunRefusal(
                .busy, "another run is going on in \(folder); wait for it, or choose another --reports")
        }
    }

    deinit {
        flock(file, LOCK_UN)  // a child that is being started may hold the descriptor for another moment
        close(file)
    }
}
