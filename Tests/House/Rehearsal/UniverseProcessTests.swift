import Testing

extension WholePrograms {
    /// The engine as a process while the venue's tables and its feed say different things, or change. Two real
    /// exchanges stand for it: one streams, the other one answers `/info` and can be started anew with other markets.
    @Suite struct UniverseProcessTests {
        /// The sixth coin of the tables is unknown to the feed, which ends the whole connection for it.
        @Test func aCoinThatTheFeedDoesNotKnowIsLeftOut() async throws {
            let place = try Workplace()
            try await withExchange(at: place, "feed", markets: 5) { feed in
                try await withExchange(at: place, "tables", markets: 6) { tables in
                    let engine = try engine(at: place, feed: feed, tables: tables.port, pollMS: 0)
                    let (run, _) = try await ProgramRun.of("hip3-engine", engine.arguments) { _ in
                        try await eventually("the coin to be left out") {
                            engine.ledger.contains(#""event":"excluded","markets":[{"market":"xyz:5""#)
                        }
                        try await eventually("the others to be watched") {
                            let after = engine.ledger.split(separator: #""event":"excluded""#).last ?? ""
                            return after.contains(#""event":"ready""#)
                        }
                        let told = engine.signals.count
                        try await eventually("signals of the others") { engine.signals.count > told }
                    }
                    try #require(run.code == 0, "\(run)")
                    let log = place.text("engine.log")
                    try #require(log.contains("is left out: the venue cut the connection 3 times in a row"))
                    // The culprit alone, and once.
                    try #require(engine.ledger.components(of: #""event":"excluded""#) == 1)
                    try #require(engine.ledger.components(of: #""event":"lost""#) <= 6)
                }
            }
            try place.clear()
        }

        /// Two markets more, none at all, fewer, one delisted: each time what must be is in ledger, table and log.
        @Test func aUniverseThatChangesIsFollowed() async throws {
            let place = try Workplace()
            try await withExchange(at: place, "feed", markets: 7) { feed in
                var port = 0
                try await withExchange(at: place, "first", markets: 5) { port = $0.port }
                let tables = port
                var run: ProgramRun?
                try await withExchange(at: place, "second", markets: 5, port: tables) { _ in }
                let engine = try engine(at: place, feed: feed, tables: tables, pollMS: 10_000)
                (run, _) = try await ProgramRun.of("hip3-engine", engine.arguments) { _ in
                    try await withExchange(at: place, "five", markets: 5, port: tables) { _ in
                        try await eventually("five markets") { engine.ledger.contains(#""event":"ready""#) }
                    }
                    try await eventually("a poll without an answer") {
                        engine.log.contains("are kept as they were")
                    }
                    try await withExchange(at: place, "seven", markets: 7, port: tables) { _ in
                        try await eventually("two more") { engine.ledger.contains(#""event":"listed""#) }
                        try await eventually("the table") { engine.table.contains(#""index":6"#) }
                        try await eventually("their data") { engine.minuteHas("xyz:5", "xyz:6") }
                    }
                    try await withExchange(at: place, "four", markets: 4, port: tables) { _ in
                        try await eventually("the refusal") {
                            engine.ledger.contains(#""event":"listed""#)
                                && engine.log.components(of: "are kept as they were") >= 2
                        }
                    }
                    let coin = engine.coin(of: "xyz:6")
                    try await withExchange(at: place, "less", markets: 7, port: tables, delist: coin) { _ in
                        try await eventually("the delisting") {
                            engine.ledger.contains(#""event":"delisted""#)
                        }
                    }
                }
                try #require(run?.code == 0, "\(String(describing: run))")
                try #require(engine.table.components(of: #""index":"#) == 7)
                try #require(engine.ledger.components(of: #""event":"lost""#) == 1)
                // Their slots and indices are what they were: nobody was given another's number.
                try #require(engine.ledger.components(of: #""event":"listed""#) == 1)
                try #require(!engine.ledger.contains(#""event":"renamed""#))
            }
            try place.clear()
        }

        private struct Feed: Sendable {
            let port: Int
            let clock: String
        }

        private struct Engine: Sendable {
            let place: Workplace
            let data: String
            let arguments: [String]

            var ledger: String { Workplace.text(at: data + "/ledger_2026-01-20.jsonl") }
            var table: String { Workplace.text(at: data + "/markets_2026-01-20.json") }
            var signals: [Substring] {
                Workplace.text(at: data + "/signals_2026-01-20.jsonl").split(separator: "\n")
            }
            var log: String { place.text("engine.log") }

            func minuteHas(_ markets: String...) -> Bool {
                ledger.split(separator: "\n").contains { line in
                    line.hasPrefix(#"{"type":"minute""#)
                        && markets.allSatisfy { market in
                            guard let at = line.firstRange(of: #""market":"\#(market)","#) else {
                                return false
                            }
                            let rest = line[at.upperBound...]
                            guard let context = rest.firstRange(of: #""ctx":"#) else { return false }
                            return rest[context.upperBound] != "0"
                        }
                }
            }

            func coin(of market: String) -> String {
                guard let at = ledger.firstRange(of: #""market":"\#(market)","coin":""#) else { return "" }
                return String(ledger[at.upperBound...].prefix { $0 != "\"" })
            }
        }

        private func withExchange(
            at place: Workplace, _ name: String, markets: Int, port: Int = 0, delist: String? = nil,
            _ body: (Feed) async throws -> Void
        ) async throws {
            let (run, _) = try await ProgramRun.of(
                "hip3-soak",
                [
                    "exchange", "--port", "\(port)", "--seed", "1", "--speed", "60", "--markets",
                    "\(markets)",
                    "--start", "2026-01-20T15:00:00Z", "--clock", place.path("clock-\(name)"),
                ] + (delist.map { ["--delist", $0] } ?? [])
            ) { ready in
                try await body(
                    Feed(port: Int(try ready.value("port")) ?? 0, clock: try ready.value("clock")))
            }
            try #require(run.code == 0, "\(run)")
        }

        private func engine(
            at place: Workplace, feed: Feed, tables: Int, pollMS: Int
        ) throws -> Engine {
            var engine = try EngineOnFeed(at: place)
            engine.webSocketURL = "ws://127.0.0.1:\(feed.port)/ws"
            engine.clockPage = feed.clock
            let text =
                engine.configuration(top: "info_url = \"http://127.0.0.1:\(tables)/info\"")
                + "\n[websocket]\nmeta_poll_ms = \(pollMS)\n"
            return Engine(place: place, data: engine.data, arguments: try engine.arguments(text))
        }
    }
}

extension String {
    /// How often `part` is in it.
    fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
