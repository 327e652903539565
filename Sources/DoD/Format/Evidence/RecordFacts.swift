/// What the signals and follow-ups of a directory come to, in bounded memory: the records are not kept.
package struct RecordFacts: Sendable {
    package var signals: Int64 = 0
    package var followups: Int64 = 0
    package var firstSignalMS: Int64?
    package var lastSignalMS: Int64?
    package var signalsBySide: [MarketSide: Int64] = [:]
    package var signalsByMinute = CountsByMinute()
    /// All markets together, by side and ten minutes.
    package var signalsBySlot: [SideSlotKey: Int64] = [:]
    /// By the minute they were captured in.
    package var followupsByMinute = CountsByMinute()
    /// Signals without `best_size`: files before 2026-01-21.
    package var signalsWithoutSize: Int64 = 0
    /// Rules that a record breaks. Bounded; `violationCounts` has all.
    package var violations: [Violation] = []
    package var violationCounts: [ViolationKind: Int64] = [:]
    /// Records whose rules could not be tried, since no `start` line says the costs in force.
    package var recordsWithoutConfig: Int64 = 0
    /// Signals of a day without any table of markets.
    package var recordsWithoutTable: Int64 = 0
    /// Lines that were there before any ledger: looked at for their form only.
    package var legacyRecords: Int64 = 0
    /// Each signal in its order, for the comparison with the truth; empty without a truth.
    package var sequences: [MarketSide: [RecordedSignal]] = [:]

    /// Signals merged into episodes, with what their follow-ups tell.
    package var episodes = EpisodeSums()

    package init() {}
}

package struct MarketMinuteKey: Hashable, Sendable {
    package var market: MarketKey
    package var minuteMS: Int64

    package init(market: MarketKey, minuteMS: Int64) {
        self.market = market
        self.minuteMS = minuteMS
    }
}

/// A side in ten minutes.
package struct SideSlotKey: Hashable, Sendable {
    package static let milliseconds: Int64 = 600_000

    package var side: Side
    package var fromMS: Int64

    package init(side: Side, fromMS: Int64) {
        self.side = side
        self.fromMS = fromMS
    }

    /// The slot that holds this moment.
    package init(side: Side, containing ms: Int64) {
        self.init(side: side, fromMS: ms - ms % Self.milliseconds)
    }
}

/// A signal as far as the truth can know it.
package struct RecordedSignal: Hashable, Sendable {
    package var timestampMS: Int64
    package var best: Amount
    package var bestSize: Amount
    package var oracle: Amount

    package init(timestampMS: Int64, best: Amount, bestSize: Amount, oracle: Amount) {
        self.timestampMS = timestampMS
        self.best = best
        self.bestSize = bestSize
        self.oracle = oracle
    }
}

/// A record that is well formed and yet says something wrong.
package struct Violation: Hashable, Sendable, CustomStringConvertible {
    package var kind: ViolationKind
    package var place: LinePlace
    package var detail: String

    package init(_ kind: ViolationKind, place: LinePlace, detail: String) {
        self.kind = kind
        self.place = place
        self.detail = detail
    }

    package var description: String { "\(place) (byte \(place.byteOffset)): \(kind.words): \(detail)" }
}

package enum ViolationKind: String, Hashable, CaseIterable, Comparable, Sendable {
    case edge = "raw-edge"
    case netEdge = "net-edge"
    case threshold = "threshold"
    case side = "side"
    case size = "size"
    case idContent = "id-content"
    case idOrder = "id-order"
    case unknownMarket = "unknown-market"
    case followupOffset = "followup-offset"
    case followupTime = "followup-time"
    case followupEdge = "followup-edge"
    case followupMove = "followup-move"
    case followupOrder = "followup-order"

    package static func < (left: ViolationKind, right: ViolationKind) -> Bool {
        left.rawValue < right.rawValue
    }
    package var words: String { rawValue.split(separator: "-").joined(separator: " ") }
}
