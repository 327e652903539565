/// A second engine is started on the same directories, as by an operator who thought that the first one was down. It
/// has to refuse with one line, and the first one must not feel it.
///
/// Proof: the second one's exit code and what it said.
package struct StartedTwice: Fault {
    package let plan: PlannedFault
    package let end = FaultEnd.atOnce
    /// Another engine holds the directory.
    static let refusal = ProcessExit.code(75)
    static let wordsMax = 200

    private enum State { case untouched, started(generation: Int), over }

    private var state = State.untouched

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var about: String { "at \(plan.armAt.text) a second engine is started on the same directories" }
    package var undoing: String { "it is killed if it has not ended" }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        if case .running = ground.engineState { true } else { false }
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) {
        state = .started(generation: ground.generation)
        do { try ground.startSecondEngine() } catch { throw FaultMiss("it could not be started: \(error)") }
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        guard case .started(let generation) = state else { return nil }
        guard let second = ground.secondEngine else {
            if ground.now < plan.until { return nil }
            throw FaultMiss("the second engine runs beside the first one")
        }
        guard second.exit == Self.refusal else {
            throw FaultMiss(
                "the second engine ended with \(second.exit), not with \(Self.refusal): \(second.words)")
        }
        guard ground.generation == generation, ground.engineState.pid != nil else {
            throw FaultMiss("the first engine did not outlive it: \(ground.engineState)")
        }
        let words = String(second.words.prefix(Self.wordsMax))
        return FaultProof(
            "the second engine ended with exit 75: \(words)",
            facts: [("code", .number(75)), ("words", .text(words))])
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {
        if case .started = state { ground.endSecondEngine() }
        state = .over
    }
}

/// How a second engine ended, and the last line that it said.
package struct SecondEngine: Equatable, Sendable {
    package let exit: ProcessExit
    package let words: String

    package init(exit: ProcessExit, words: String) {
        self.exit = exit
        self.words = words
    }
}
