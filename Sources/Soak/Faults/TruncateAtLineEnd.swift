import Glibc

/// The engine is killed, and while it is down whole lines vanish from the end of today's signals file. Each
/// line that is left is perfect: only somebody who knows how many there were can tell.
///
/// The cut goes below what the file held some real seconds before the kill, so that bytes are missing which
/// the engine had counted, and not only ones that were in flight. Proof: the size before and after, and a
/// last byte that is a newline. It can't be undone, and the run must not pass.
package struct TruncateAtLineEnd: Fault {
    package let plan: PlannedFault
    package let end = FaultEnd.engineBack

    private enum State {
        case untouched
        case seen(size: Int64, path: String, atRealMs: Int64)
        case killed(size: Int64, path: String)
        case cut
    }

    private var state = State.untouched
    /// Real time in which an engine has synced and sealed what it had written.
    static let settleRealMs: Int64 = 1000

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var about: String {
        "SIGKILL, then \(plan.lines) or more whole lines are cut off the end of today's signals file while "
            + "the engine is down"
    }

    package var undoing: String {
        "the engine is started again; the lines stay lost, and the judge must say so"
    }

    package func plansEnd(_ bite: InjectorBite?) -> Bool { true }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        guard case .running = ground.engineState else { return false }
        let name = "signals_\(ground.now.day).jsonl"
        let path = ground.dataDirectory + "/" + name
        if case .seen(let size, path, let atRealMs) = state {
            guard size > 0, ground.realMs - atRealMs >= Self.settleRealMs else { return false }
            // Enough lines to lose some and keep some, or it is not this fault.
            return ((try? FileTail.offset(ofLine: plan.lines, beforeEnd: size, in: path)) ?? 0) > 0
        }
        guard let tail = try? FileTail(path), tail.size > 0 else { return false }
        guard ((try? FileTail.offset(ofLine: plan.lines, beforeEnd: tail.size, in: path)) ?? 0) > 0 else {
            return false
        }
        state = .seen(size: tail.size, path: path, atRealMs: ground.realMs)
        return false
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) {
        guard case .seen(let size, let path, _) = state else {
            throw FaultMiss("made before it was prepared")
        }
        state = .killed(size: size, path: path)
        ground.killEngine()
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        guard case .killed(let settled, let path) = state, ground.engineState.exit != nil else { return nil }
        state = .cut
        do {
            let before = try FileTail(path)
            let keep = try FileTail.offset(ofLine: plan.lines, beforeEnd: settled, in: path)
            let lines = try FileTail.lines(from: keep, in: path)
            if truncate(path, Int(keep)) != 0 { throw SystemFailure("truncate", path, errno: errno) }
            let after = try FileTail(path)
            return try Self.judge(path, before: before, after: after, lines: lines)
        } catch let miss as FaultMiss { throw miss } catch { throw FaultMiss("\(error)") }
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {}

    private static func judge(
        _ path: String, before: FileTail, after: FileTail, lines: Int64
    ) throws(FaultMiss) -> FaultProof {
        let name = String(path.split(separator: "/").last ?? "")
        guard after.size > 0, after.size < before.size, after.lastByte == UInt8(ascii: "\n") else {
            throw FaultMiss(
                "\(name) was not cut at a line's end: \(before.size) bytes before, \(after.size) after")
        }
        return FaultProof(
            "\(name) cut from \(before.size) to \(after.size) bytes while the engine was down: \(lines) whole "
                + "lines gone, the last byte is a newline",
            facts: [
                ("path", .text(name)), ("size_before", .number(before.size)),
                ("size_after", .number(after.size)),
                ("lines", .number(lines)), ("last_byte", .number(10)),
            ])
    }
}
