import Glibc

/// Over midnight UTC the data directory belongs to somebody else (as root), or may not be written (without
/// root: mode 0555). Open files don't feel that; the new day's files can't be created.
///
/// Proof: a process of the engine's user could create a file before, and gets EACCES on the very path of the
/// new day's signals afterwards, which does not exist then.
package struct DataDirTaken: Fault {
    package let plan: PlannedFault
    package let end = FaultEnd.time

    private enum State: Equatable {
        case untouched
        case taken(Before)
        case lifted
    }

    private struct Before: Equatable {
        var owner: UserIdentity
        var mode: mode_t
    }

    private var state = State.untouched
    private var refusedAtOnce = false
    static let probeName = ".hip3-soak-probe"

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var about: String {
        "from \(plan.armAt.text) to \(plan.until.text) the data directory belongs to another user: "
            + "the files of \(plan.armAt.nextMidnight.day) can't be created"
    }

    package var undoing: String { "chown data back to the engine's user and chmod 0755 data" }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        let probe = try Self.probe(ground, Self.path(ground, Self.probeName))
        guard probe.errno == 0 else {
            throw FaultMiss(
                "the engine's user could not write there even before: \(SystemFailure.name(probe.errno))")
        }
        return true
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) {
        var status = stat()
        guard stat(ground.dataDirectory, &status) == 0 else {
            throw FaultMiss(SystemFailure("stat", ground.dataDirectory, errno: errno).description)
        }
        let owner = UserIdentity(uid: status.st_uid, gid: status.st_gid)
        state = .taken(Before(owner: owner, mode: status.st_mode & 0o7777))
        let failed: Bool
        if ground.engineUser != nil {
            failed = chown(ground.dataDirectory, 0, 0) != 0 || chmod(ground.dataDirectory, 0o755) != 0
        } else {
            failed = chmod(ground.dataDirectory, 0o555) != 0
        }
        if failed { throw FaultMiss(SystemFailure("chown", ground.dataDirectory, errno: errno).description) }
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        if !refusedAtOnce {
            let probe = try Self.probe(ground, Self.path(ground, Self.probeName))
            guard probe.errno == EACCES else {
                throw FaultMiss(
                    "a file could still be created there as uid \(probe.uid) (errno \(probe.errno), wanted \(EACCES))"
                )
            }
            refusedAtOnce = true
        }
        let midnight = plan.armAt.nextMidnight
        guard ground.now >= midnight else { return nil }
        let name = "signals_\(midnight.day).jsonl"
        let path = Self.path(ground, name)
        let probe = try Self.probe(ground, path)
        var status = stat()
        let exists = lstat(path, &status) == 0
        guard probe.errno == EACCES, !exists else {
            throw FaultMiss(
                "\(name) \(exists ? "exists" : "could be created") after midnight, errno \(probe.errno)")
        }
        guard stat(ground.dataDirectory, &status) == 0 else {
            throw FaultMiss(SystemFailure("stat", ground.dataDirectory, errno: errno).description)
        }
        return FaultProof(
            "creating \(name) as uid \(probe.uid) gives EACCES (13) and the file does not exist; "
                + "the same user could create a file there before",
            facts: [
                ("path", .text(name)), ("errno", .number(Int64(probe.errno))),
                ("uid", .number(Int64(probe.uid))),
                ("owner_uid", .number(Int64(status.st_uid))),
                ("mode", .text(String(status.st_mode & 0o7777, radix: 8))),
            ])
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {
        guard case .taken(let before) = state else { return }
        if ground.engineUser != nil, chown(ground.dataDirectory, before.owner.uid, before.owner.gid) != 0 {
            throw FaultMiss(SystemFailure("chown back", ground.dataDirectory, errno: errno).description)
        }
        if chmod(ground.dataDirectory, before.mode) != 0 {
            throw FaultMiss(SystemFailure("chmod back", ground.dataDirectory, errno: errno).description)
        }
        state = .lifted
        let probe = try Self.probe(ground, Self.path(ground, Self.probeName))
        if probe.errno != 0 {
            throw FaultMiss("lifted, yet the engine's user can't write: \(SystemFailure.name(probe.errno))")
        }
    }

    private static func path(_ ground: any FaultGround, _ name: String) -> String {
        ground.dataDirectory + "/" + name
    }

    private static func probe(_ ground: any FaultGround, _ path: String) throws(FaultMiss) -> CreateProbe {
        do { return try ground.probeCreate(path) } catch {
            throw FaultMiss("the probe did not run: \(error)")
        }
    }
}
