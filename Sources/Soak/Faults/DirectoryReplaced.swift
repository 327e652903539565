import Glibc

/// The data directory is moved away and an empty one stands in its place: writing goes on without an error,
/// into files that nobody will find. The engine has to notice and bring what it holds open into the new one.
///
/// Proof: the path leads to another directory than before, which was empty. When it is lifted, whatever stands
/// in the old one alone (closed days, the quarantine) is moved into the new one, as an operator would.
package struct DirectoryReplaced: Fault {
    package let plan: PlannedFault
    package let end = FaultEnd.time

    private enum State {
        case untouched
        case replaced(inodeBefore: ino_t, inode: ino_t, atRealMs: Int64)
        case lifted
    }

    private var state = State.untouched
    static let suffix = ".replaced"

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var about: String {
        "at \(plan.armAt.text) the data directory is moved to data\(Self.suffix), and an empty one stands there"
    }

    package var undoing: String { "what only data\(Self.suffix) holds is moved into data" }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        if case .running = ground.engineState { true } else { false }
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) {
        let path = ground.dataDirectory
        do {
            let before = try PathStatus.read(path)
            try DirectoryRemoved.move(path, to: path + Self.suffix)
            if mkdir(path, before.st_mode & 0o7777) != 0 { throw SystemFailure("mkdir", path, errno: errno) }
            if ground.engineUser != nil, chown(path, before.st_uid, before.st_gid) != 0 {
                throw SystemFailure("chown", path, errno: errno)
            }
            let inode = try PathStatus.read(path).st_ino
            state = .replaced(inodeBefore: before.st_ino, inode: inode, atRealMs: ground.realMs)
        } catch { throw FaultMiss("it could not be made: \(error)") }
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        guard case .replaced(let before, let inode, let atRealMs) = state,
            ground.realMs - atRealMs >= HindranceTime.lastsRealMsMin
        else { return nil }
        let now: ino_t
        do { now = try PathStatus.read(ground.dataDirectory).st_ino } catch { throw FaultMiss("\(error)") }
        guard now == inode, now != before else {
            throw FaultMiss("the data directory is inode \(now), not the new one (\(inode))")
        }
        return FaultProof(
            "the data directory was inode \(before) and is inode \(inode), which was empty",
            facts: [("inode_before", .number(Int64(before))), ("inode", .number(Int64(inode)))])
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {
        guard case .replaced = state else { return }
        state = .lifted
        let old = ground.dataDirectory + Self.suffix
        do {
            for name in try FolderNames.read(old) {
                let home = ground.dataDirectory + "/" + name
                if access(home, F_OK) != 0 { try DirectoryRemoved.move(old + "/" + name, to: home) }
            }
        } catch { throw FaultMiss("\(error)") }
    }
}

/// The names in a folder, in their order.
enum FolderNames {
    static func read(_ folder: String) throws(SystemFailure) -> [String] {
        guard let handle = opendir(folder) else { throw SystemFailure("open folder", folder, errno: errno) }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
