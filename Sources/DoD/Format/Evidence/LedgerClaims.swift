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
    private(set) var ranges: [String: [RangeChecker.Claim]] = [:]
    package private(set) var totals: [String: [TotalClaim]] = [:]
    package private(set) var repairs: [RepairClaim] = []
    /// How much of a file stood there before the first engine began.
    package private(set) var legacyBytes: [String: Int64] = [:]
    package private(set) var clockSteps: [ClockStep] = []
    package private(set) var configs: [(atMS: Int64, config: EngineConfig)] = []
    package private(set) var listedMarkets: Set<MarketKey> = []

    package init(_ ledger: Ledger?) {
        var processes = 0
        for line in ledger?.lines ?? [] {
            switch line.event {
            case .start(let start):
                processes += 1
                configs.append((line.atMS, start.config))
            case .seal(let seal):
                for range in seal.ranges { add(range, line.place) }
            case .adopted(let range):
                let isFirst = ranges[range.file] == nil
                if processes <= 1, isFirst, range.from == 0 { legacyBytes[range.file] = range.to }
                add(range, line.place)
            case .repair(let repair): repairs.append(RepairClaim(repair: repair, place: line.place))
            case .universe(let universe): listedMarkets.formUnion(universe.markets.map(\.market))
            case .clock(let step): clockSteps.append(step)
            case .dayEnd(let totals): add(totals, line.place, isStop: false)
            case .stop(let totals): add(totals, line.place, isStop: true)
            case .minute, .connection, .storage, .gate, .unknown: break
            }
        }
    }

    /// Names of files that the ledger speaks of.
    package var fileNames: Set<String> { Set(ranges.keys).union(totals.keys) }

    private mutating func add(_ range: SealedRange, _ place: LinePlace) {
        ranges[range.file, default: []].append(RangeChecker.Claim(range: range, place: place))
    }

    private mutating func add(_ totals: Totals, _ place: LinePlace, isStop: Bool) {
        for total in totals.files {
            self.totals[total.file, default: []].append(
                TotalClaim(total: total, place: place, isStop: isStop))
        }
    }

    func checker(of file: String) -> RangeChecker {
        RangeChecker(claims: ranges[file] ?? [], boundaries: (totals[file] ?? []).map(\.total.bytes))
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
