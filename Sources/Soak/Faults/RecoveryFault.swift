import Glibc

/// A fault in the recovery from another one: a line of today's signals is torn by a kill, and the engine's next start,
/// which has that to mend, meets this.
///
/// The order goes to the engine's next life with its start, so the k-th call is the same one in each run.
package protocol RecoveryFault: Fault {
    var stage: RecoveryStage { get set }
    /// What the recovery is hindered by; its path is that of the target.
    var injection: Injection { get }
    /// For sentences: `is killed`.
    static var fate: String { get }
    /// What it came to; nil: wait.
    func judge(_ bite: InjectorBite, _ tally: InjectorTally, on ground: any FaultGround) throws(FaultMiss)
        -> FaultProof?
}

package enum RecoveryStage: Equatable, Sendable {
    case untouched
    /// The first kill is armed in that life.
    case tearing(generation: Int)
    /// That life is over; the next one recovers.
    case recovering(from: Int)
    case done

    /// Bytes of the torn line that reach the file.
    static let tornBytes: Int64 = 20
}

extension RecoveryFault {
    package var plan: PlannedFault { injection.plan }
    package var tracedCalls: [String] { ["write"] + injection.calls }
    package func plansEnd(_ bite: InjectorBite?) -> Bool { bite != nil }

    package var about: String {
        "from \(plan.armAt.text) on a line is torn by a SIGKILL, and the start after it \(Self.fate) at number "
            + "\(plan.k) of \(injection.words)"
    }

    package var undoing: String { "the engine is started again and has both to mend" }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        if case .running = ground.engineState { true } else { false }
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) { tear(on: ground) }

    private mutating func tear(on ground: any FaultGround) {
        stage = .tearing(generation: ground.generation)
        ground.armInjector(
            InjectorOrder(
                path: FaultTarget.signals.pattern(ground), call: "write",
                action: "tornkill:\(RecoveryStage.tornBytes)", k: 1))
    }

    package func orderAtStart(on ground: any FaultGround) -> InjectorOrder? {
        guard case .recovering(ground.generation) = stage else { return nil }
        var order = injection.order(on: ground)
        order.isArmed = true
        return order
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        switch stage {
        case .untouched, .done: return nil
        case .tearing(let generation):
            if ground.generation == generation, ground.engineState.exit != nil, ground.bite != nil {
                stage = .recovering(from: generation)
            } else if case .running = ground.engineState, ground.generation > generation {
                tear(on: ground)  // it died of something else
            }
            if case .tearing = stage, ground.now >= plan.until {
                throw FaultMiss("no line was torn by \(plan.until.text)")
            }
            return nil
        case .recovering(let generation):
            guard ground.generation > generation else { return nil }
            if let bite = ground.bite, let tally = ground.spent {
                guard let proof = try judge(bite, tally, on: ground) else { return nil }
                stage = .done
                return proof
            }
            guard case .running = ground.engineState else { return nil }
            stage = .done
            let tally = ground.disarmInjector()
            throw FaultMiss("the recovery made only \(tally?.matched ?? 0) of \(injection.words)")
        }
    }
}
