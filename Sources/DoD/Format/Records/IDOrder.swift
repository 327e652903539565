/// Watches the order of ids: those of signals rise per market and side, those of follow-ups nearly do, per market,
/// side and offset.
struct IDOrder {
    private struct Rise {
        var first: SignalID?
        var last: SignalID?
    }

    private var slots = MarketSlots()
    /// By slot and side.
    private var signals: [Rise] = []
    /// By slot, side and the three offsets that there are.
    private var followups: [RecentIDs] = []
    private var otherOffsets: [OtherOffset: RecentIDs] = [:]

    private struct OtherOffset: Hashable {
        var key: MarketSide
        var offsetMS: Int64
    }

    func write(to pack: inout PackWriter) {
        pack.list(slots.markets) { $0.market($1) }
        pack.list(signals) { pack, rise in
            pack.optional(rise.first) { $0.id($1) }
            pack.optional(rise.last) { $0.id($1) }
        }
        pack.list(followups) { $1.write(to: &$0) }
        pack.flag(otherOffsets.isEmpty)
    }

    init() {}

    init(from pack: inout PackReader) throws {
        for market in try pack.list({ try $0.market() }) { _ = slots.slot(of: market) }
        signals = try pack.list { pack in
            Rise(first: try pack.optional { try $0.id() }, last: try pack.optional { try $0.id() })
        }
        followups = try pack.list { try RecentIDs(from: &$0) }
        if try !pack.flag() {
            otherOffsets[OtherOffset(key: MarketSide(market: .nowhere, side: .buy), offsetMS: 0)] =
                RecentIDs()
        }
    }

    /// In words, nil when all is well.
    mutating func add(_ signal: SignalRecord, _ context: RecordAudit.Context) -> String? {
        let index = 2 * slots.slot(of: signal.market) + (signal.side == .buy ? 0 : 1)
        while signals.count <= index { signals.append(Rise()) }
        if let last = signals[index].last, !signal.id.isAfter(last) {
            if signal.id == last { return "\(signal.id) again" }
            if !context.mayFall(from: last.timestampMS, to: signal.id.timestampMS) {
                return "\(signal.id) comes after \(last)"
            }
        }
        if signals[index].first == nil { signals[index].first = signal.id }
        signals[index].last = signal.id
        return nil
    }

    /// In words, nil when all is well.
    mutating func add(_ followup: FollowupRecord, _ context: RecordAudit.Context) -> String? {
        guard let offset = Self.offset(followup.offsetMS) else { return addOther(followup, context) }
        let side = followup.id.side == .buy ? 0 : 1
        let index = 6 * slots.slot(of: followup.id.market) + 3 * side + offset
        while followups.count <= index { followups.append(RecentIDs()) }
        return Self.problem(of: followup, &followups[index], context)
    }

    private mutating func addOther(_ followup: FollowupRecord, _ context: RecordAudit.Context) -> String? {
        let key = MarketSide(market: followup.id.market, side: followup.id.side)
        return Self.problem(
            of: followup,
            &otherOffsets[OtherOffset(key: key, offsetMS: followup.offsetMS), default: RecentIDs()], context)
    }

    @inline(__always)
    private static func offset(_ ms: Int64) -> Int? {
        switch ms {
        case 1_000: 0
        case 3_000: 1
        case 5_000: 2
        default: nil
        }
    }

    @inline(__always)
    private static func problem(
        of followup: FollowupRecord, _ ids: inout RecentIDs, _ context: RecordAudit.Context
    ) -> String? {
        switch ids.add(SignalInstant(followup.id)) {
        case .new: return nil
        case .twice: return "\(followup.id) after \(followup.offsetMS) ms, again"
        case .tooOld(let later):
            guard context.mayFall(from: later.ms, to: followup.id.timestampMS) else {
                return "\(followup.id) comes long after later ones"
            }
            // The clock was set back: from here on the sequence rises anew.
            ids = RecentIDs(after: ids)
            _ = ids.add(SignalInstant(followup.id))
            return nil
        }
    }

    /// As if what `next` saw had been added here; false, and nothing is changed, when it does not all come later.
    mutating func join(_ next: IDOrder) -> Bool {
        guard next.otherOffsets.isEmpty, otherOffsets.isEmpty else { return false }
        let mine = next.slots.markets.map { slots.slot(of: $0) }
        while signals.count < 2 * slots.count { signals.append(Rise()) }
        while followups.count < 6 * slots.count { followups.append(RecentIDs()) }
        for (index, rise) in next.signals.enumerated() {
            guard let first = rise.first, let last = signals[2 * mine[index / 2] + index % 2].last else {
                continue
            }
            if !first.isAfter(last) { return false }
        }
        for (index, ids) in next.followups.enumerated()
        where !followups[6 * mine[index / 6] + index % 6].isBefore(ids) { return false }
        for (index, rise) in next.signals.enumerated() {
            guard let last = rise.last else { continue }
            let place = 2 * mine[index / 2] + index % 2
            if signals[place].first == nil { signals[place].first = rise.first }
            signals[place].last = last
        }
        for (index, ids) in next.followups.enumerated() {
            followups[6 * mine[index / 6] + index % 6].join(ids)
        }
        return true
    }
}
