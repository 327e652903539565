/// A signal that ends the engine; it is started again at once.
package protocol EndingSignal: Fault {
    static var signal: Int32 { get }
    static var ending: ProcessExit { get }
}

extension EndingSignal {
    package var end: FaultEnd { .engineBack }
    package var about: String { "signal \(Self.signal) to the engine at \(plan.armAt.text)" }
    package var undoing: String { "the engine is started again at once" }
    package func plansEnd(_ bite: InjectorBite?) -> Bool { true }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        if case .running = ground.engineState { true } else { false }
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) {
        ground.signalEngine(Self.signal)
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        guard let exit = ground.engineState.exit else {
            if ground.now < plan.until { return nil }
            throw FaultMiss("the engine did not end by \(plan.until.text)")
        }
        guard exit == Self.ending else {
            throw FaultMiss("the engine ended with \(exit), not with \(Self.ending)")
        }
        return FaultProof(
            "signal \(Self.signal) sent; the engine ended with \(exit)",
            facts: [("signal", .number(Int64(Self.signal))), ("code", .number(Int64(exit.shellCode)))])
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {}
}
