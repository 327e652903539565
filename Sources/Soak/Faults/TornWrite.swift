import Glibc

/// The K-th write to a signals file is cut short inside a line, and the engine is killed before it knows.
///
/// Proof: the injector's report (so many bytes asked for, so many done), and a file that ends there, in no
/// newline, before the engine is started again.
package struct TornWrite: Fault {
    package let plan: PlannedFault
    package let end = FaultEnd.engineBack
    private var injection: Injection

    package init(_ plan: PlannedFault) {
        self.plan = plan
        injection = Injection(plan, calls: ["write"], action: "tornkill:\(plan.bytes)")
    }

    package var tracedCalls: [String] { injection.calls }
    package func plansEnd(_ bite: InjectorBite?) -> Bool { bite != nil }

    package var about: String {
        "write number \(plan.k) to a signals file from \(plan.armAt.text) on is torn inside a line, "
            + "and the engine killed"
    }

    package var undoing: String { "the engine is started again at once and has to repair the torn line" }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        if case .running = ground.engineState { true } else { false }
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) { injection.arm(on: ground) }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        guard let (bite, _) = try injection.outcome(on: ground) else { return nil }
        // The report comes before the process is gone; the file is looked at when it can't change any more.
        guard let exit = ground.engineState.exit else { return nil }
        return try Self.judge(bite, exit: exit)
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {}

    private static func judge(_ bite: InjectorBite, exit: ProcessExit) throws(FaultMiss) -> FaultProof {
        let name = bite.name
        guard bite.done > 0, bite.done < bite.asked else {
            throw FaultMiss("the write was not cut: \(bite.done) of \(bite.asked) bytes of \(name)")
        }
        guard exit == .signal(SIGKILL) else {
            throw FaultMiss("the engine was not killed but ended with \(exit)")
        }
        let tail: FileTail
        do { tail = try FileTail(bite.path) } catch { throw FaultMiss(error.description) }
        guard let last = tail.lastByte, last != UInt8(ascii: "\n") else {
            throw FaultMiss("\(name) ends in a newline after all: nothing is torn")
        }
        guard tail.size == bite.offset + bite.done else {
            throw FaultMiss("\(name) has \(tail.size) bytes, not \(bite.offset) + \(bite.done)")
        }
        return FaultProof(
            "\(bite.done) of \(bite.asked) bytes written at \(bite.offset) of \(name), then SIGKILL; "
                + "the file ends in byte \(last), no newline",
            facts: [
                ("path", .text(name)), ("asked", .number(bite.asked)), ("done", .number(bite.done)),
                ("offset", .number(bite.offset)), ("matched", .number(bite.matched)),
                ("size", .number(tail.size)), ("last_byte", .number(Int64(last))),
            ])
    }
}
