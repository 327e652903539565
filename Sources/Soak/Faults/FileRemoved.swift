import Glibc

/// Today's signals file is unlinked under the engine, which holds it open: writing goes on into a file without
/// a name. The engine has to notice and bring it back from what it holds.
///
/// Proof: the path led to a file, and led nowhere after the unlink.
package struct FileRemoved: Fault {
    package let plan: PlannedFault
    package let end = FaultEnd.time

    private enum State {
        case untouched
        case removed(name: String, inode: ino_t, bytes: Int64, atRealMs: Int64)
    }

    private var state = State.untouched

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var about: String { "at \(plan.armAt.text) the day's signals file is unlinked under the engine" }
    package var undoing: String {
        "nothing is undone: the engine holds the bytes and has to write them again"
    }

    private func path(_ ground: any FaultGround) -> String {
        "\(ground.dataDirectory)/signals_\(ground.now.day).jsonl"
    }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        guard case .running = ground.engineState, let tail = try? FileTail(path(ground)) else { return false }
        return tail.size > 0
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) {
        let path = path(ground)
        do {
            let before = try PathStatus.read(path)
            if unlink(path) != 0 { throw SystemFailure("unlink", path, errno: errno) }
            let name = String(path.split(separator: "/").last ?? "")
            state = .removed(
                name: name, inode: before.st_ino, bytes: Int64(before.st_size), atRealMs: ground.realMs)
        } catch { throw FaultMiss("it could not be made: \(error)") }
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        guard case .removed(let name, let inode, let bytes, let atRealMs) = state,
            ground.realMs - atRealMs >= HindranceTime.lastsRealMsMin
        else { return nil }
        let found = try? PathStatus.read(ground.dataDirectory + "/" + name)
        guard found?.st_ino != inode else { throw FaultMiss("\(name) is still there") }
        return FaultProof(
            "\(name) (inode \(inode), \(bytes) bytes) was unlinked; "
                + (found.map { "inode \($0.st_ino) with \($0.st_size) bytes stands there now" }
                    ?? "nothing stands there now"),
            facts: [("path", .text(name)), ("inode", .number(Int64(inode))), ("size", .number(bytes))])
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {}
}
