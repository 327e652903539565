/// Finds an id that comes twice in a sequence that rises, or nearly does: follow-ups of one millisecond may
/// change places. Remembers a bounded number of ids.
struct RecentIDs {
    static let keptMax = 64

    enum Answer {
        case new, twice
        /// Below one that was forgotten.
        case tooOld(SignalID)
    }

    private var kept: [SignalID] = []
    /// The highest id that was forgotten.
    private var horizon: SignalID?

    mutating func add(_ id: SignalID) -> Answer {
        if let last = kept.last, !id.isAfter(last) {
            if kept.contains(id) { return .twice }
            if let horizon, !id.isAfter(horizon) { return .tooOld(horizon) }
        }
        let place = kept.lastIndex { id.isAfter($0) }.map { $0 + 1 } ?? 0
        kept.insert(id, at: place)
        if kept.count > Self.keptMax { horizon = kept.removeFirst() }
        return .new
    }
}
