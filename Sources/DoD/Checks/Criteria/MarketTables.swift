import DoDFormat

/// The tables of markets, each held against what the ledger tells of the markets on its day.
///
/// A table says which coin an index was: changed, it turns every signal into one of another market, and no seal
/// covers it. What only a table tells (leverage, a market that was never listed) can't be held against anything.
struct MarketTables {
    private let run: RunEvidence
    private let days: [UTCDay: DailyUniverse.Day]
    private let universe: DailyUniverse

    init(_ run: RunEvidence) {
        self.run = run
        universe = DailyUniverse(run.ledger)
        days = universe.days
    }

    func report(_ findings: inout Findings) {
        for table in run.marketTables {
            for words in Self.twins(table) { findings.fail("\(path(table.day)) names \(words)") }
        }
        guard let ledger = run.ledger else { return }
        // What the ledger lacks, or tells of a clock that was set over midnight, may be what a table followed.
        let isSure = ledger.damageCount == 0 && !universe.hasUnsureDays
        for day in days.keys.sorted() {
            guard let table = run.marketTables.first(where: { $0.day == day }) else {
                reportMissing(day, isSure, &findings)
                continue
            }
            report(table, isSure, &findings)
        }
        guard let first = ledger.lines.first?.atMS else { return }
        for table in run.marketTables where days[table.day] == nil && table.day.endMS > first {
            findings.doubt("\(path(table.day)): the ledger tells of no market on that day")
        }
    }

    private func path(_ day: UTCDay) -> String {
        run.files.first { $0.kind == .markets && $0.day == day }?.path
            ?? "\(run.pathPrefix)markets_\(day).json"
    }

    private func reportMissing(_ day: UTCDay, _ isSure: Bool, _ findings: inout Findings) {
        guard let told = days[day], told.isWritten,
            !run.files.contains(where: { $0.kind == .markets && $0.day == day })
        else { return }
        let count = told.states.last?.count ?? 0
        let words = "\(path(day)) is not there, and the ledger tells of \(count) markets on that day"
        if !isSure {
            findings.doubt(words)
        } else if universe.endsSpooling {
            findings.doubt("\(words) (the spool was not drained: start the engine once to bring it back)")
        } else {
            findings.fail(words)
        }
    }

    /// One of the states that the day's table may have must be its own; else it is told how it differs from the last.
    private func report(_ table: MarketTable, _ isSure: Bool, _ findings: inout Findings) {
        let all = (days[table.day]?.states ?? []).map { differences(table, from: $0) }
        if all.contains(where: \.isEmpty) { return }
        // One with doubts only is nearer than one that is wrong.
        guard let found = all.last(where: { !$0.contains(where: \.isWrong) }) ?? all.last else { return }
        for difference in found {
            let words = "\(path(table.day)) \(difference.words)"
            if difference.isWrong, isSure, !universe.endsSpooling {
                findings.fail(words)
            } else {
                findings.doubt(words)
            }
        }
    }

    private struct Difference {
        var words: String
        /// False where the ledger may rightly say nothing of it.
        var isWrong = true
    }

    private func differences(_ table: MarketTable, from state: DailyUniverse.State) -> [Difference] {
        var found: [Difference] = []
        let rows = Dictionary(table.markets.map { ($0.market, $0) }) { first, _ in first }
        for (market, told) in state.sorted(by: { $0.key < $1.key }) {
            guard let row = rows[market] else {
                found.append(Difference(words: "lacks \(market) (\(told.coin))"))
                continue
            }
            if row.coin != told.coin {
                found.append(
                    Difference(words: "has \(market) as \(row.coin), the ledger as \(told.coin)"))
            }
            if row.isDelisted != told.isDelisted {
                let names = [false: "listed", true: "delisted"]
                found.append(
                    Difference(
                        words:
                            "has \(market) as \(names[row.isDelisted]!), the ledger as \(names[told.isDelisted]!)"
                    ))
            }
            if row.sizeDecimals != told.sizeDecimals, !universe.knows(row) {
                found.append(
                    Difference(
                        words:
                            "has \(market) with sz_decimals \(row.sizeDecimals), the ledger \(told.sizeDecimals)",
                        isWrong: universe.wouldTell(of: market)))
            }
        }
        // One that is new and delisted at once is listed by no line.
        for row in table.markets where state[row.market] == nil && !row.isDelisted {
            found.append(
                Difference(words: "has \(row.market) (\(row.coin)), of which the ledger says nothing"))
        }
        return found
    }

    /// An index or a coin that stands in more than one row.
    private static func twins(_ table: MarketTable) -> [String] {
        var indices: Set<MarketKey> = []
        var coins: Set<String> = []
        var words: [String] = []
        for row in table.markets {
            if !indices.insert(row.market).inserted { words.append("index \(row.market.index) twice") }
            if !coins.insert(row.coin).inserted { words.append("\(row.coin) twice") }
        }
        return words
    }
}
