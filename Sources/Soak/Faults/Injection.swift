/// A fault of the injector's while it lasts: armed, armed anew when the engine died of something else and was
/// started again, bitten, counted.
package struct Injection: Sendable {
    let plan: PlannedFault
    /// As soak-inject names them.
    package let calls: [String]
    let action: String
    private var armedGeneration = 0

    init(_ plan: PlannedFault, calls: [String], action: String) {
        self.plan = plan
        self.calls = calls
        self.action = action
    }

    func order(on ground: any FaultGround) -> InjectorOrder {
        InjectorOrder(
            path: plan.target.pattern(ground), call: calls.joined(separator: ","), action: action, k: plan.k,
            times: plan.times)
    }

    mutating func arm(on ground: any FaultGround) {
        armedGeneration = ground.generation
        ground.armInjector(order(on: ground))
    }

    /// The first bite and the count so far; nil while there is more to wait for. One that is to bite so many
    /// times is waited for until it has, or until its time is over.
    mutating func outcome(on ground: any FaultGround) throws(FaultMiss) -> (InjectorBite, InjectorTally)? {
        if let bite = ground.bite {
            if let spent = ground.spent { return (bite, spent) }
            if plan.times == 0 { return (bite, InjectorTally(matched: bite.matched, bites: 1)) }
        }
        if ground.now >= plan.until {
            guard let tally = ground.disarmInjector() else { return nil }
            if tally.bites > 0, let bite = ground.bite { return (bite, tally) }
            throw FaultMiss(
                "number \(plan.k) of \(words) never came: \(tally.matched) from \(plan.armAt.text) to "
                    + plan.until.text)
        }
        // The engine died of something else: its next life has to be armed anew.
        if case .running = ground.engineState, ground.generation != armedGeneration { arm(on: ground) }
        return nil
    }

    /// `write, pwrite64 of signals files`
    var words: String { "\(calls.joined(separator: ", ")) of \(plan.target.words)" }

    /// `from number 3 on, until 15:20` and the like.
    var extent: String {
        switch plan.times {
        case 0: "number \(plan.k) and all after it until \(plan.until.timeOfDay)"
        case 1: "number \(plan.k)"
        default: "numbers \(plan.k) to \(plan.k + plan.times - 1)"
        }
    }
}

/// A fault that the injector makes in calls of an engine that goes on running.
package protocol InjectedFault: Fault {
    var injection: Injection { get set }
    /// What a bite must say that it did; a sentence when it did not.
    func flaw(_ bite: InjectorBite) -> String?
    /// What the call came to, for the proof: `failed with ENOSPC (28)`.
    func outcome(_ bite: InjectorBite) -> String
    var facts: [(String, FaultProof.Fact)] { get }
}

extension InjectedFault {
    package var plan: PlannedFault { injection.plan }
    package var end: FaultEnd { .time }
    package var tracedCalls: [String] { injection.calls }
    package var undoing: String { "the injector is disarmed" }
    package var facts: [(String, FaultProof.Fact)] { [] }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        if case .running = ground.engineState { true } else { false }
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) { injection.arm(on: ground) }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        guard let (bite, tally) = try injection.outcome(on: ground) else { return nil }
        if let flaw = flaw(bite) { throw FaultMiss(flaw) }
        return FaultProof(
            "the injector saw \(bite.call) number \(bite.matched) on \(bite.name), which \(outcome(bite)); "
                + "\(tally.bites) bitten so far",
            facts: [("path", .text(bite.name)), ("call", .text(bite.call))] + facts + [
                ("matched", .number(tally.matched)), ("bites", .number(tally.bites)),
            ])
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) { _ = ground.disarmInjector() }
}
