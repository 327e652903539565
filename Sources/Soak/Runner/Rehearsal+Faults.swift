import SoakFaults

// The fault plan: asks each fault's progress what is due, does it, journals it.
extension Rehearsal {
    /// `ending`: the last chance; faults that have not bitten are missed, all are lifted.
    func advanceFaults(ending: Bool) throws(Stop) {
        lookAtCounts()
        for index in faults.indices {
            // A fault may go several steps at once: bitten, then lifted.
            for _ in 0..<Self.stepsMax {
                let isReady = if case .running = engine.state { true } else { false }
                let step = faults[index].progress.next(
                    now: now, engineReady: isReady, generation: engine.generation, ending: ending)
                if step == .nothing { break }
                let before = faults[index].progress.state
                try take(step, index)
                if faults[index].progress.state == before { break }
            }
        }
    }

    private static let stepsMax = 4

    private func take(_ step: FaultProgress.Step, _ index: Int) throws(Stop) {
        switch step {
        case .nothing: break
        case .prepare: try prepare(index)
        case .prove: try prove(index)
        case .miss(let why): try miss(index, why)
        case .lift: try lift(index)
        }
    }

    private func prepare(_ index: Int) throws(Stop) {
        // One that real time keeps in force for longer than it was planned to is waited for.
        if faults.contains(where: { $0.progress.isInForce }) { return }
        if let why = faults[index].fault.impossible(on: self) {
            return try skip(index, FaultMiss.impossible(why).reason)
        }
        do throws(FaultMiss) {
            guard try faults[index].fault.prepare(on: self) else { return }
        } catch { return try error.isSkip ? skip(index, error.reason) : miss(index, error.why) }
        let fault = faults[index].fault
        try record(
            .faultArmed(id: fault.plan.id, kind: fault.plan.kind, about: fault.about, lift: fault.undoing))
        faults[index].progress.wasArmed()
        console.say("\(stamp) fault \(fault.plan.id) armed: \(fault.about)")
        do throws(FaultMiss) { try faults[index].fault.make(on: self) } catch { try miss(index, error.why) }
    }

    private func prove(_ index: Int) throws(Stop) {
        let proof: FaultProof?
        do throws(FaultMiss) { proof = try faults[index].fault.prove(on: self) } catch {
            return try miss(index, error.why)
        }
        guard let proof else { return }
        try record(.faultBitten(id: faults[index].id, proof: proof))
        faults[index].progress.didBite(generation: engine.generation)
        console.say("\(stamp) fault \(faults[index].id) bit: \(proof.sentence)")
    }

    private func miss(_ index: Int, _ why: String) throws(Stop) {
        faults[index].progress.didMiss(why)
        try record(.faultMissed(id: faults[index].id, why: why))
        console.say("\(stamp) fault \(faults[index].id) did NOT bite: \(why)")
    }

    private func skip(_ index: Int, _ why: String) throws(Stop) {
        let plan = faults[index].fault.plan
        let isAllowed = order.leave.allows(plan)
        faults[index].progress.didSkip(why)
        try record(.faultSkipped(id: plan.id, kind: plan.kind, why: why, allowed: isAllowed))
        console.say(
            "\(stamp) fault \(plan.id) SKIPPED\(isAllowed ? " (allowed)" : ""): \(why)")
    }

    // One that waits for a number gets its time when that is reached and no other one is in force.
    private func lookAtCounts() {
        if faults.contains(where: { $0.progress.isInForce }) { return }
        for index in faults.indices where faults[index].progress.state == .waiting {
            let plan = faults[index].progress.plan
            guard let after = plan.after else { continue }
            counts.look(atMs: realMs)
            if after.isReached(signals: counts.signals, frames: counts.frames), now < plan.until {
                faults[index] = ActiveFault(plan.begun(at: now))
            }
        }
    }

    private func lift(_ index: Int) throws(Stop) {
        do throws(FaultMiss) { try faults[index].fault.lift(on: self) } catch {
            throw .broken("fault \(faults[index].id) could not be lifted: \(error.why)", 70)
        }
        faults[index].progress.wasLifted()
        try record(.faultLifted(id: faults[index].id))
        console.say("\(stamp) fault \(faults[index].id) lifted")
    }

    private var stamp: String { "\(now.day) \(now.timeOfDay)" }

    /// The last resort on the way out: nothing stays taken, even when journaling is what failed.
    func liftQuietly() {
        for index in faults.indices where !faults[index].progress.isOver {
            try? faults[index].fault.lift(on: self)
        }
    }
}
