import Glibc

/// Today's signals file is unlinked under the engine, which holds it open: writing goes on into a file without
/// a name. The engine has to notice and bring it back from what it holds.
///
/// Proof: the path led to a file, and that file has no name any more. It is held open until then: a file system
/// gives the number of a file that is gone to the next one, so a number alone proves nothing.
package struct FileRemoved: Fault {
    package let plan: PlannedFault
    package let end = FaultEnd.time

    private enum State {
        case untouched
        case removed(name: String, held: Int32, inode: ino_t, bytes: Int64, atRealMs: Int64)
        case proven
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
            let held = open(path, O_RDONLY | O_CLOEXEC)
            if held < 0 { throw SystemFailure("open", path, errno: errno) }
            let before = try PathStatus.read(path)
            if unlink(path) != 0 {
                let failure = SystemFailure("unlink", path, errno: errno)
                close(held)
                throw failure
            }
            let name = String(path.split(separator: "/").last ?? "")
            state = .removed(
                name: name, held: held, inode: before.st_ino, bytes: Int64(before.st_size),
                atRealMs: ground.realMs)
        } catch { throw FaultMiss("it could not be made: \(error)") }
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        guard case .removed(let name, let held, let inode, let bytes, let atRealMs) = state,
            ground.realMs - atRealMs >= HindranceTime.lastsRealMsMin
        else { return nil }
        let found = try? PathStatus.read(ground.dataDirectory + "/" + name)
        var gone = stat()
        let isKnown = fstat(held, &gone) == 0
        close(held)
        state = .proven
        guard isKnown, gone.st_ino == inode, gone.st_nlink == 0 else {
            throw FaultMiss("\(name) (inode \(inode)) still has a name")
        }
        return FaultProof(
            "\(name) (inode \(inode), \(bytes) bytes) was unlinked; "
                + (found.map { "inode \($0.st_ino) with \($0.st_size) bytes stands there now" }
                    ?? "nothing stands there now"),
            facts: [("path", .text(name)), ("inode", .number(Int64(inode))), ("size", .number(bytes))])
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {}
}
