/// Where one fault stands, and what is to be done about it now. Decides only; the runner acts and tells what
/// came of it.
package struct FaultProgress: Sendable {
    package enum State: Equatable, Sendable {
        case waiting
        case armed
        case bitten
        /// Did not bite, and may still have to be undone.
        case missed(why: String)
        case over(Outcome)
    }

    package enum Outcome: Equatable, Sendable {
        case bitten
        case missed(why: String)
        /// Can't be done on this machine: nothing was done.
        case skipped(why: String)
    }

    package enum Step: Equatable, Sendable {
        case nothing
        case prepare
        case prove
        case miss(why: String)
        case lift
    }

    package let plan: PlannedFault
    package let end: FaultEnd
    package private(set) var state = State.waiting
    private var bittenGeneration = 0

    package init(_ plan: PlannedFault, end: FaultEnd) {
        self.plan = plan
        self.end = end
    }

    package var isOver: Bool { if case .over = state { true } else { false } }
    /// In force, so that what happens to the engine now is its doing.
    package var isInForce: Bool { state == .armed || state == .bitten }
    package var outcome: Outcome? { if case .over(let outcome) = state { outcome } else { nil } }

    /// `ending`: the run is over, so this is the last chance.
    package func next(now: VirtualTime, engineReady: Bool, generation: Int, ending: Bool) -> Step {
        switch state {
        case .waiting:
            if let after = plan.after { return waiting(for: after, now: now, ending: ending) }
            if ending { return .miss(why: "the run ended before its time came (\(plan.armAt.text))") }
            if now < plan.armAt { return .nothing }
            if now >= plan.until { return .miss(why: "could not be prepared before \(plan.until.text)") }
            return .prepare
        case .armed:
            return ending ? .miss(why: "the run ended before it bit") : .prove
        case .bitten:
            if ending { return .lift }
            switch end {
            case .time: return now >= plan.until ? .lift : .nothing
            case .engineBack: return engineReady && generation > bittenGeneration ? .lift : .nothing
            case .atOnce: return .lift
            }
        case .missed: return .lift
        case .over: return .nothing
        }
    }

    // Nothing to do but to wait: whoever counts puts a plan with a time in its place.
    private func waiting(for count: FaultCount, now: VirtualTime, ending: Bool) -> Step {
        if ending { return .miss(why: "the run ended before there were \(count.words)") }
        return now < plan.until
            ? .nothing : .miss(why: "there were no \(count.words) before \(plan.until.text)")
    }

    /// Can't be done here. Nothing was made yet, so nothing is to be lifted.
    package mutating func didSkip(_ why: String) {
        if state == .waiting { state = .over(.skipped(why: why)) }
    }

    package mutating func wasArmed() { if state == .waiting { state = .armed } }

    package mutating func didBite(generation: Int) {
        guard state == .armed else { return }
        bittenGeneration = generation
        state = .bitten
    }

    package mutating func didMiss(_ why: String) {
        switch state {
        case .waiting: state = .over(.missed(why: why))
        case .armed: state = .missed(why: why)
        case .bitten, .missed, .over: break
        }
    }

    package mutating func wasLifted() {
        switch state {
        case .bitten: state = .over(.bitten)
        case .missed(let why): state = .over(.missed(why: why))
        case .waiting, .armed, .over: break
        }
    }
}
