import Glibc

/// The running engine may open no further file (`prlimit --nofile` on its pid): EMFILE on every open, while
/// what is open stays so.
///
/// Proof: the limit that /proc shows for the process, below the number of files that it has open, for long
/// enough that an engine that makes a file once a second has met it.
package struct OpenFilesLimit: Fault {
    package let plan: PlannedFault
    package let end = FaultEnd.time
    private var limit = ProcessLimit(.openFiles)
    static let filesMax: Int64 = 3

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var about: String {
        "from \(plan.armAt.text) to \(plan.until.text) the running engine may have \(Self.filesMax) files open"
    }

    package var undoing: String { "prlimit --nofile with the limit that it had" }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        if case .running = ground.engineState { true } else { false }
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) {
        try limit.lower(to: Self.filesMax, on: ground)
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        guard let pid = try limit.lowered(on: ground) else { return nil }
        let open = ProcessFacts.openFiles(pid)
        guard open >= Self.filesMax else {
            throw FaultMiss("the engine has only \(open) files open: the limit hinders nothing")
        }
        return FaultProof(
            "/proc/\(pid)/limits says at most \(Self.filesMax) open files, and it has \(open): each open fails with EMFILE",
            facts: [
                ("limit", .number(Self.filesMax)), ("open_files", .number(open)),
                ("errno", .number(Int64(EMFILE))),
            ])
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) { try limit.restore(on: ground) }
}
