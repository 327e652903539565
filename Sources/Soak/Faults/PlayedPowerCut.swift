import Glibc

/// A power cut that the injector plays: it kills the engine at a sync, and cuts every file back to what it had seen
/// synced.
package protocol PlayedPowerCut: Fault {
    var injection: Injection { get set }
    /// What is lost.
    static var story: String { get }
}

extension PlayedPowerCut {
    package var plan: PlannedFault { injection.plan }
    package var end: FaultEnd { .engineBack }
    package var tracedCalls: [String] { injection.calls }
    package func plansEnd(_ bite: InjectorBite?) -> Bool { bite != nil }

    package var about: String {
        "the power goes at number \(plan.k) of \(injection.words) from \(plan.armAt.text) on: \(Self.story)"
    }

    package var undoing: String { "the engine is started again at once on what is left" }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        if case .running = ground.engineState { true } else { false }
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) { injection.arm(on: ground) }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        guard let (bite, tally) = try injection.outcome(on: ground) else { return nil }
        guard let exit = ground.engineState.exit else { return nil }
        guard exit == .signal(SIGKILL) else {
            throw FaultMiss("the engine was not killed but ended with \(exit)")
        }
        guard bite.offset >= 0, bite.offset <= bite.done, bite.done < bite.asked else {
            throw FaultMiss("\(bite.name) lost nothing: \(bite.asked) bytes before, \(bite.done) after")
        }
        let size: Int64
        do { size = try FileTail(bite.path).size } catch { throw FaultMiss(error.description) }
        guard size == bite.done else { throw FaultMiss("\(bite.name) has \(size) bytes, not \(bite.done)") }
        return FaultProof(
            "SIGKILL at \(bite.call) of \(bite.name), then \(tally.bites) files cut back; it had \(bite.asked) "
                + "bytes, of which \(bite.offset) were synced, and has \(bite.done)",
            facts: [
                ("path", .text(bite.name)), ("size_before", .number(bite.asked)),
                ("synced", .number(bite.offset)), ("size_after", .number(bite.done)),
                ("matched", .number(tally.matched)), ("files", .number(tally.bites)),
                ("signal", .number(Int64(SIGKILL))),
            ])
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {}
}
