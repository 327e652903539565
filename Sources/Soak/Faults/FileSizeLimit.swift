import Glibc

/// No file of the running engine may grow beyond what today's signals file holds (`prlimit --fsize` on its
/// pid): writes are cut short there, then fail with EFBIG, and SIGXFSZ ends a program that does not ignore it.
///
/// Proof: the limit that /proc shows for the process, and a signals file that did not grow beyond it.
package struct FileSizeLimit: Fault {
    package let plan: PlannedFault
    package let end = FaultEnd.time
    private var limit = ProcessLimit(.fileSize)
    private var watched: (path: String, bytes: Int64)?
    /// Below this the spool would not fit either, and nothing could be written anywhere.
    static let bytesMin: Int64 = 65_536
    /// What may have been written between the look at the size and the limit.
    static let underWayBytesMax: Int64 = 1 << 20

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var about: String {
        "from \(plan.armAt.text) to \(plan.until.text) no file of the running engine may grow beyond the size of "
            + "today's signals file"
    }

    package var undoing: String { "prlimit --fsize with the limit that it had" }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        guard case .running = ground.engineState else { return false }
        let path = "\(ground.dataDirectory)/signals_\(ground.now.day).jsonl"
        guard let size = try? FileTail(path).size, size >= Self.bytesMin else { return false }
        watched = (path, size)
        return true
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) {
        guard let watched else { throw FaultMiss("made before it was prepared") }
        try limit.lower(to: watched.bytes, on: ground)
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        guard let watched, let pid = try limit.lowered(on: ground) else { return nil }
        let size: Int64
        do { size = try FileTail(watched.path).size } catch { throw FaultMiss(error.description) }
        let name = String(watched.path.split(separator: "/").last ?? "")
        // What was on its way when the limit came may stand there.
        guard size <= watched.bytes + Self.underWayBytesMax else {
            throw FaultMiss("\(name) grew from \(watched.bytes) to \(size) bytes in spite of the limit")
        }
        return FaultProof(
            "/proc/\(pid)/limits says at most \(watched.bytes) bytes a file, and \(name) stays at \(size)",
            facts: [
                ("path", .text(name)), ("limit", .number(watched.bytes)), ("size", .number(size)),
                ("errno", .number(Int64(EFBIG))),
            ])
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) { try limit.restore(on: ground) }
}
