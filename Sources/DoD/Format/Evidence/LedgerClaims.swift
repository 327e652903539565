/// What a ledger says of each file, gathered from its lines: what the files are held against.
package struct LedgerClaims: Sendable {
    package struct TotalClaim: Hashable, Sendable {
        package var total: FileTotal
        package var place: LinePlace
        package var isStop: Bool
    }

    package struct RepairClaim: Hashable, Sendable {
        package var repair: Repair
        package var place: LinePlace
    }

    /// Seals and adoptions of a file in the ledger's order.
    private(set) var ranges: [String: LongRow<LedgerLines.RangePosition>] = [:]
    private var lines = LedgerLines()
    package private(set) var totals: [String: [TotalClaim]] = [:]
    /// How much of a file stood there before the first engine began.
    package private(set) var legacyBytes: [String: Int64] = [:]
    package private(set) var clockSteps: [ClockStep] = []
    package private(set) var configs: [(atMS: Int64, config: EngineConfig)] = []
    package private(set) var listedMarkets: Set<MarketKey> = []
    /// False: nothing says how the files came about.
    package let hasLedger: Bool

    package init(_ ledger: Ledger?) {
        hasLedger = ledger != nil
        guard let ledger else { return }
        lines = ledger.lines
        lines.forEachRange { position, range in
            ranges[range.file, default: lines.positionRow()].append(position)
        }
        var processes = 0
        for line in lines.rare {
            switch line.event {
            case .start(let start):
                processes += 1
                configs.append((line.atMS, start.config))
            case .adopted(let range):
                let first = ranges[range.file]?.first.map { lines.place(at: $0) }
                if processes <= 1, first == line.place, range.from == 0 { legacyBytes[range.file] = range.to }
            case .universe(let universe): listedMarkets.formUnion(universe.markets.map(\.market))
            case .clock(let step): clockSteps.append(step)
            case .dayEnd(let totals): add(totals, line.place, isStop: false)
            case .stop(let totals): add(totals, line.place, isStop: true)
            case .repair, .seal, .minute, .connection, .storage, .gate, .unknown: break
            }
        }
    }

    /// Bytes that the engine moved away.
    package static func repairs(of ledger: Ledger) -> [RepairClaim] {
        ledger.lines.rare.compactMap { line in
            guard case .repair(let repair) = line.event else { return nil }
            return RepairClaim(repair: repair, place: line.place)
        }
    }

    /// Names of files that the ledger speaks of.
    package var fileNames: Set<String> { Set(ranges.keys).union(totals.keys) }

    private mutating func add(_ totals: Totals, _ place: LinePlace, isStop: Bool) {
        for total in totals.files {
            self.totals[total.file, default: []].append(
                TotalClaim(total: total, place: place, isStop: isStop))
        }
    }

    /// Offsets at which the ledger says something of a file, rising.
    func boundaries(of file: String) -> [Int64] {
        var offsets = (totals[file] ?? []).map(\.total.bytes)
        for position in ranges[file] ?? lines.positionRow() {
            let range = lines.range(at: position)
            offsets += [range.from, range.to]
        }
        var rising: [Int64] = []
        for offset in offsets.sorted() where offset != rising.last { rising.append(offset) }
        return rising
    }

    func checker(of file: String) -> RangeChecker {
        RangeChecker(
            .ledger(lines, ranges[file] ?? lines.positionRow()),
            boundaries: (totals[file] ?? []).map(\.total.bytes))
    }

    func totalFindings(of file: String, _ checker: RangeChecker, size: Int64) -> [TotalFinding] {
        (totals[file] ?? []).map { claim in
            let lines = checker.lines(upTo: claim.total.bytes)
            return TotalFinding(
                claim: claim.total, place: claim.place, isStop: claim.isStop, records: lines.count,
                isBoundary: claim.total.bytes <= size && (lines.isBoundary || claim.total.bytes == 0))
        }
    }

    /// Findings for a file that is not there at all.
    package func missingFile(_ name: String, path: String, kind: FileKind, day: UTCDay?) -> FileFacts {
        let checker = checker(of: name)
        return FileFacts(
            path: path, name: name, kind: kind, day: day,
            damages: [
                Damage(
                    .missingFile, file: path, line: 0, byteOffset: 0,
                    detail: "the ledger speaks of it, but it is not there")
            ], ranges: checker.findings(size: 0), totals: totalFindings(of: name, checker, size: 0))
    }
}
