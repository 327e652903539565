/// What the audit of a single day can't settle, since what it needs may stand in another day's ledger: the costs in
/// force, and whether a market was listed. Kept so that it can be settled exactly when the days are joined.
struct AuditDoubts: Sendable {
    /// Signals that are kept with all their numbers; more than these can't be settled.
    static let keptMax = 10_000
    /// Of the largest suggested sizes, by their share of the best size.
    static let sharesKeptMax = 64
    static let placesKeptMax = RecordAudit.violationsKeptMax

    struct Kept: Sendable {
        var signal: SignalRecord
        var place: LinePlace
    }

    struct UnknownMarket: Sendable {
        var market: MarketKey
        /// Nil: no table at all; false: not in those that are here.
        var answer: Bool?
        var count: Int64 = 0
        var fromMS: Int64
        var toMS: Int64
        var places: [LinePlace] = []
    }

    /// Signals for which no config is known, by the cost that their own numbers tell of: nearly always one.
    struct CostGroup: Sendable {
        var cost: BasisPoints
        var signals: Int64 = 0
        /// All of them, while they are few.
        var all: [Kept] = []
        /// Those that are not right by their own cost.
        var wrong: [Kept] = []
        var wrongCount: Int64 = 0
        /// Those with the largest share, the largest first.
        var shares: [Kept] = []

        /// False once there were more than are kept.
        var hasAll: Bool { Int64(all.count) == signals }

        mutating func add(_ kept: Kept) {
            let signal = kept.signal
            signals += 1
            if signals <= AuditDoubts.fewMax { all.append(kept) }
            let limit = Amount(units: .max / (1 << 20))
            if !RecordRules.isRight(signal, by: RecordRules.Costs(cost: cost, sizingAlpha: limit)) {
                wrongCount += 1
                if wrong.count < AuditDoubts.keptMax { wrong.append(kept) }
            }
            guard signal.bestSize != nil else { return }
            let isFull = shares.count == AuditDoubts.sharesKeptMax
            if let last = shares.last, isFull, !AuditDoubts.isAbove(signal, last.signal) { return }
            let position = shares.firstIndex { AuditDoubts.isAbove(signal, $0.signal) } ?? shares.endIndex
            shares.insert(kept, at: position)
            if shares.count > AuditDoubts.sharesKeptMax { shares.removeLast() }
        }
    }

    /// Of a group, all signals are kept while there are no more.
    static let fewMax = 1_000
    static let groupsMax = 100

    var fromMS: Int64 = .max
    var toMS: Int64 = .min
    var groups: [CostGroup] = []
    /// Signals of costs that came when there were groups enough.
    var lost: Int64 = 0
    var unknown: [UnknownMarket] = []

    var signals: Int64 { groups.reduce(lost) { $0 + $1.signals } }

    /// A signal for which no config is known.
    mutating func add(_ signal: SignalRecord, at place: LinePlace) {
        let cost = signal.rawEdge - signal.netEdge
        fromMS = min(fromMS, signal.timestampMS)
        toMS = max(toMS, signal.timestampMS)
        if let index = groups.firstIndex(where: { $0.cost == cost }) {
            groups[index].add(Kept(signal: signal, place: place))
        } else if groups.count < Self.groupsMax {
            var group = CostGroup(cost: cost)
            group.add(Kept(signal: signal, place: place))
            groups.append(group)
        } else {
            lost += 1
        }
    }

    /// Whether its suggested size is a larger share of the best size.
    fileprivate static func isAbove(_ left: SignalRecord, _ right: SignalRecord) -> Bool {
        guard let size = left.bestSize, let other = right.bestSize else { return false }
        return Int128(left.suggestedSize.units) * Int128(other.units)
            > Int128(right.suggestedSize.units) * Int128(size.units)
    }

    /// A signal of a market that no table or ledger that is here names.
    mutating func add(_ market: MarketKey, _ answer: Bool?, atMS ms: Int64, place: LinePlace) {
        let index: Int
        if let known = unknown.firstIndex(where: { $0.market == market && $0.answer == answer }) {
            index = known
        } else {
            index = unknown.count
            unknown.append(UnknownMarket(market: market, answer: answer, fromMS: ms, toMS: ms))
        }
        unknown[index].count += 1
        unknown[index].fromMS = min(unknown[index].fromMS, ms)
        unknown[index].toMS = max(unknown[index].toMS, ms)
        if unknown[index].places.count < Self.placesKeptMax { unknown[index].places.append(place) }
    }
}

extension AuditDoubts {
    func write(to pack: inout PackWriter) {
        for number in [fromMS, toMS, lost] { pack.int(number) }
        pack.list(groups) { pack, group in
            for number in [group.cost.hundredths, group.signals, group.wrongCount] { pack.int(number) }
            for kept in [group.hasAll ? group.all : [], group.wrong, group.shares] {
                pack.list(kept) { Self.write($1, &$0) }
            }
        }
        pack.list(unknown) { pack, market in
            pack.market(market.market)
            pack.optional(market.answer) { $0.flag($1) }
            for number in [market.count, market.fromMS, market.toMS] { pack.int(number) }
            pack.list(market.places) { $0.place($1) }
        }
    }

    init(from pack: inout PackReader) throws {
        fromMS = try pack.int()
        toMS = try pack.int()
        lost = try pack.int()
        groups = try pack.list { pack in
            var group = CostGroup(cost: BasisPoints(hundredths: try pack.int()))
            group.signals = try pack.int()
            group.wrongCount = try pack.int()
            group.all = try pack.list { try Self.kept(&$0) }
            group.wrong = try pack.list { try Self.kept(&$0) }
            group.shares = try pack.list { try Self.kept(&$0) }
            return group
        }
        unknown = try pack.list { pack in
            let market = try pack.market()
            let answer = try pack.optional { try $0.flag() }
            let (count, fromMS, toMS) = (try pack.int(), try pack.int(), try pack.int())
            return UnknownMarket(
                market: market, answer: answer, count: count, fromMS: fromMS, toMS: toMS,
                places: try pack.list { try $0.place() })
        }
    }

    private static func write(_ kept: Kept, _ pack: inout PackWriter) {
        let signal = kept.signal
        pack.place(kept.place)
        pack.int(signal.timestampMS)
        pack.market(signal.market)
        pack.side(signal.side)
        for points in [signal.rawEdge, signal.netEdge] { pack.int(points.hundredths) }
        for amount in [signal.oracle, signal.best, signal.suggestedSize] { pack.int(amount.units) }
        pack.optional(signal.bestSize) { $0.int($1.units) }
        pack.id(signal.id)
    }

    private static func kept(_ pack: inout PackReader) throws -> Kept {
        let place = try pack.place()
        var signal = SignalRecord()
        signal.timestampMS = try pack.int()
        signal.market = try pack.market()
        signal.side = try pack.side()
        signal.rawEdge.hundredths = try pack.int()
        signal.netEdge.hundredths = try pack.int()
        signal.oracle.units = try pack.int()
        signal.best.units = try pack.int()
        signal.suggestedSize.units = try pack.int()
        signal.bestSize = try pack.optional { Amount(units: try $0.int()) }
        signal.id = try pack.id()
        return Kept(signal: signal, place: place)
    }
}

extension PackWriter {
    mutating func place(_ place: LinePlace) {
        text(place.file)
        int(place.line)
        int(place.byteOffset)
    }

    mutating func id(_ id: SignalID) {
        market(id.market)
        side(id.side)
        int(id.timestampMS)
        int(id.number)
    }
}

extension PackReader {
    mutating func place() throws -> LinePlace {
        let file = try text()
        let line = try int()
        return LinePlace(file: file, line: line, byteOffset: try int())
    }

    mutating func id() throws -> SignalID {
        let market = try market()
        let side = try side()
        let ms = try int()
        return SignalID(market: market, side: side, timestampMS: ms, number: try int())
    }
}
