package import DoDAnalysis
import DoDFormat

extension Policy {
    /// When a minute of a market counts as covered.
    package var coverageRule: CoverageRule {
        CoverageRule(
            connectedMSMin: hundredths(.coverageConnectedSecondsMin) * 10,
            contextsMin: whole(.coverageContextsMin), coins: markets)
    }
}

extension Evidence {
    /// Whether a moment belongs to what was asked for. Without a question everything does.
    func isAsked(_ ms: Int64) -> Bool { askedWindow?.contains(ms) ?? true }

    /// True when no minute of any run lies in the time that was asked for: what did not happen there proves nothing.
    var isOutsideAskedTime: Bool {
        guard let askedWindow else { return false }
        let observed = runs.compactMap(\.observedWindow)
        return !observed.isEmpty && !observed.contains { $0.intersection(askedWindow) != nil }
    }

    static let outsideAskedTime = "nothing was recorded in the time that was asked for"

    /// How a sentence about one run begins: with its path when there are several, else with nothing.
    func label(of run: RunEvidence) -> String {
        runs.count > 1 ? "\(run.pathPrefix.split(separator: "/").joined(separator: "/")): " : ""
    }
}

extension RunEvidence {
    /// Seconds of the engine's time in a real second: the fastest that any start or the journal tells of.
    var rate: Amount {
        let rates =
            (ledger?.processes.map(\.start.clock.rate) ?? []) + [journal?.started?.rate].compactMap { $0 }
        return rates.max() ?? Amount(units: Amount.unitsPerOne)
    }

    /// True when no start tells of another speed than the machine's own.
    var isRealTime: Bool { rate.units == Amount.unitsPerOne }
}

extension TimeWindow {
    /// `2026-01-20T14:30:00.000Z to 2026-01-20T14:36:00.000Z`
    var text: String { "\(ISOTime.text(fromMS)) to \(ISOTime.text(toMS))" }
}
