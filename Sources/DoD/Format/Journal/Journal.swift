/// The runner's record of a run, as far as it could be read.
package struct Journal: Sendable {
    package var lines: [JournalLine]
    package var damages: [Damage]
    package var damageCount: Int64
    package var notes: [String]

    package init(
        lines: [JournalLine], damages: [Damage] = [], damageCount: Int64? = nil, notes: [String] = []
    ) {
        self.lines = lines
        self.damages = damages
        self.damageCount = damageCount ?? Int64(damages.count)
        self.notes = notes
    }

    /// The first `run-started`.
    package var started: RunStarted? {
        for line in lines { if case .runStarted(let started) = line.event { return started } }
        return nil
    }

    /// How the run ended; nil when the journal does not say.
    package var outcome: String? {
        for line in lines.reversed() { if case .runEnded(let outcome, _) = line.event { return outcome } }
        return nil
    }

    /// What is said of each fault, in the order in which they were armed or planned.
    package var faults: [FaultHistory] {
        var histories: [FaultHistory] = []
        func at(_ id: String) -> Int {
            if let known = histories.firstIndex(where: { $0.id == id }) { return known }
            histories.append(FaultHistory(id: id))
            return histories.count - 1
        }
        for line in lines {
            switch line.event {
            case .runStarted(let started): for id in started.faults { _ = at(id) }
            case .faultArmed(let id, let kind, let about, let lift):
                let index = at(id)
                histories[index].kind = kind
                histories[index].about = about
                histories[index].lift = lift
                histories[index].armedMS = line.virtualMS
            case .faultBitten(let id, let proof, let facts):
                let index = at(id)
                histories[index].bites.append(FaultBite(atMS: line.virtualMS, proof: proof, facts: facts))
            case .faultLifted(let id): histories[at(id)].liftedMS = line.virtualMS
            case .faultMissed(let id, let why): histories[at(id)].missedWhy = why
            case .faultSkipped(let id, let kind, let why, let allowed):
                let index = at(id)
                histories[index].kind = kind
                histories[index].skip = FaultSkip(why: why, isAllowed: allowed)
            default: break
            }
        }
        return histories
    }
}

/// A fault's story in the journal; times are virtual.
package struct FaultHistory: Hashable, Sendable {
    package var id: String
    package var kind = ""
    package var about = ""
    /// How it was to be undone.
    package var lift = ""
    /// Nil when it was planned but never armed.
    package var armedMS: Int64?
    package var bites: [FaultBite] = []
    package var liftedMS: Int64?
    package var missedWhy: String?
    /// Set when it can't be done on that machine.
    package var skip: FaultSkip?

    package init(id: String) { self.id = id }

    /// From armed to lifted; nil while either is missing.
    package var window: TimeWindow? {
        guard let armedMS, let liftedMS else { return nil }
        return TimeWindow(fromMS: armedMS, toMS: max(armedMS, liftedMS) + 1)
    }
}

package struct FaultSkip: Hashable, Sendable {
    package var why: String
    /// Whoever asked for the run had said that it may be left out.
    package var isAllowed: Bool

    package init(why: String, isAllowed: Bool) {
        self.why = why
        self.isAllowed = isAllowed
    }
}

package struct FaultBite: Hashable, Sendable {
    package var atMS: Int64
    package var proof: String
    package var facts: [FaultFact]

    package init(atMS: Int64, proof: String, facts: [FaultFact]) {
        self.atMS = atMS
        self.proof = proof
        self.facts = facts
    }
}
