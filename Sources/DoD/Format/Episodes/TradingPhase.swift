/// Which hours of the New York Stock Exchange a moment belongs to. The reader is told, it knows no calendar.
package enum TradingPhase: UInt8, Hashable, Comparable, CaseIterable, Sendable {
    case regular, pre, post, closed
    /// Nobody said.
    case unknown

    package static func < (left: TradingPhase, right: TradingPhase) -> Bool { left.rawValue < right.rawValue }
}

/// From `atMS` on it is `phase`.
package struct PhaseChange: Hashable, Sendable {
    package var atMS: Int64
    package var phase: TradingPhase

    package init(atMS: Int64, phase: TradingPhase) {
        self.atMS = atMS
        self.phase = phase
    }
}

/// What episodes are cut by, beside what the ledger tells.
package struct EpisodeRule: Sendable {
    /// The changes within a UTC day; its first one holds from the day's begin on.
    package var phases: @Sendable (UTCDay) -> [PhaseChange]
    /// Only episodes that begin in it; nil: all.
    package var window: TimeWindow?

    /// Without phases an episode is cut at lost connections only.
    package init(
        window: TimeWindow? = nil, phases: @escaping @Sendable (UTCDay) -> [PhaseChange] = { _ in [] }
    ) {
        self.phases = phases
        self.window = window
    }
}
