package import DoDFormat

/// What kind of day the evidence tells of.
package enum EvidenceKind: String, Hashable, Comparable, CaseIterable, Sendable {
    /// The venue's own feed, at the speed of the real clock.
    case live
    /// A synthetic exchange at real speed.
    case synthetic
    /// A clock of another speed, a recorded one, or one that was not the machine's own on the venue's feed.
    case accelerated
    /// No ledger.
    case none

    /// The furthest from live of all engine starts; none when there is no start.
    package init(_ evidence: Evidence) {
        self = evidence.runs.map(EvidenceKind.init(run:)).max() ?? .none
    }

    init(run: RunEvidence) {
        let starts = run.ledger?.processes.map(\.start) ?? []
        self =
            starts.map { start -> EvidenceKind in
                EvidenceKind(start)
            }.max() ?? .none
    }

    private init(_ start: EngineStart) {
        switch (start.clock.isOwn, start.clock.isRealTime, start.feed.synthetic) {
        case (true, _, false): self = .live
        case (_, true, true): self = .synthetic
        default: self = .accelerated
        }
    }

    private var distance: Int {
        switch self {
        case .live: 0
        case .synthetic: 1
        case .accelerated: 2
        case .none: 3
        }
    }

    package static func < (left: EvidenceKind, right: EvidenceKind) -> Bool { left.distance < right.distance }
}
