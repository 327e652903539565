import Testing

extension WholePrograms {
    /// The polls of the venue's tables, while `/info` is in trouble: survived, counted, said once, gone on with, and
    /// never more often than is configured. The feed itself does not notice.
    @Suite struct TablesInTroubleTests {
        private static let html = "<html><head><title>502 Bad Gateway</title></head></html>"
        private static let troubles: [TablesDesk.Manner] = [
            .answer("429 Too Many Requests", body: "null"),
            .answer("500 Internal Server Error", body: "null"),
            .answer("502 Bad Gateway", body: html), .answer("200 OK", body: html),
            .answer("200 OK", body: ""),
            .answer("200 OK", body: "null"), .answer("200 OK", body: "[null]"),
            .answer("422 Unprocessable Entity", body: "Failed to deserialize"), .cut,
        ]

        private struct Scene: Sendable {
            let engine: EngineOnFeed
            let desk: TablesDesk
            let ops: String

            func metric(_ name: String) throws -> Double {
                let page = try HTTPPage.of(ops, "/metrics")
                let line = page.split(separator: "\n").first { $0.hasPrefix(name + " ") }
                let value = try #require(line?.split(separator: " ").last, "\(name) is not in the metrics")
                return try #require(Double(value))
            }

            var ledger: String { Workplace.text(at: engine.data + "/ledger_2026-01-20.jsonl") }
            var log: String { engine.place.text("engine.log") }
        }

        private func withEngine(
            at place: Workplace, speed: Int, pollMS: Int, _ body: @Sendable (Scene) async throws -> Void
        ) async throws {
            var engine = try EngineOnFeed(at: place)
            let (exchange, _) = try await ProgramRun.of(
                "hip3-soak",
                [
                    "exchange", "--port", "0", "--seed", "1", "--speed", "\(speed)", "--markets", "4",
                    "--start", "2026-01-20T15:00:00Z", "--clock", place.path("clock"),
                ]
            ) { ready in
                let port = try #require(Int(try ready.value("port")))
                let desk = try TablesDesk(before: port)
                defer { desk.close() }
                engine.webSocketURL = "ws://127.0.0.1:\(port)/ws"
                engine.clockPage = try ready.value("clock")
                let text =
                    engine.configuration(top: "info_url = \"http://127.0.0.1:\(desk.port)/info\"")
                    + "\n[websocket]\nmeta_poll_ms = \(pollMS)\n"
                let running = engine
                let (run, _) = try await ProgramRun.of("hip3-engine", engine.arguments(text)) { ready in
                    let scene = Scene(engine: running, desk: desk, ops: try ready.value("ops"))
                    try await eventually("the feed") { scene.ledger.contains(#""event":"ready""#) }
                    try await body(scene)
                }
                try #require(run.code == 0 && run.errors.isEmpty, "\(run)")
            }
            try #require(exchange.code == 0, "\(exchange)")
        }

        @Test func areSurvivedCountedAndSaidOnce() async throws {
            let place = try Workplace()
            try await withEngine(at: place, speed: 120, pollMS: 10_000) { scene in
                try await eventually("a good poll") { try scene.metric("hip3_universe_polls_total") >= 1 }
                try #require(try scene.metric("hip3_universe_polls_failed_total") == 0)
                for trouble in Self.troubles {
                    scene.desk.set(trouble)
                    let failed = try scene.metric("hip3_universe_polls_failed_total")
                    try await eventually("polls that fail by \(trouble)") {
                        try scene.metric("hip3_universe_polls_failed_total") >= failed + 2
                    }
                }
                try #require(scene.log.ranges(of: "are kept as they were").count == 1)
                scene.desk.set(.dribbling)
                try await eventually("to be well again") { scene.log.contains("tables are known again") }
                let failed = try scene.metric("hip3_universe_polls_failed_total")
                let polls = try scene.metric("hip3_universe_polls_total")
                try await eventually("good polls, slowly") {
                    try scene.metric("hip3_universe_polls_total") >= polls + 2
                }
                try #require(try scene.metric("hip3_universe_polls_failed_total") == failed)
                try #require(scene.log.ranges(of: "tables are known again").count == 1)
                try #require(scene.log.ranges(of: "are kept as they were").count == 1)
                // Neither the feed nor what is watched was touched.
                for event in ["lost", "listed", "delisted", "renamed"] {
                    try #require(!scene.ledger.contains(#""event":"\#(event)""#))
                }
                try #require(try scene.metric("hip3_markets") == 4)
                // One turn each ten seconds, and two requests at most a turn.
                let seconds =
                    try scene.metric("hip3_time_seconds") - scene.metric("hip3_start_time_seconds")
                try #require(try scene.metric("hip3_universe_polls_total") <= seconds / 10 + 1)
                try #require(Double(scene.desk.requests) <= 2 * (seconds / 10 + 2))
            }
            try place.clear()
        }

        /// At the start there is nothing that could be kept: asked for until it is answered, and said.
        @Test func atTheStartTheyAreWaitedFor() async throws {
            let place = try Workplace()
            var engine = try EngineOnFeed(at: place)
            let (exchange, _) = try await ProgramRun.of(
                "hip3-soak",
                [
                    "exchange", "--port", "0", "--markets", "2", "--speed", "300", "--clock",
                    place.path("clock"),
                ]
            ) { ready in
                let port = try #require(Int(try ready.value("port")))
                let desk = try TablesDesk(before: port)
                defer { desk.close() }
                desk.set(.answer("429 Too Many Requests", body: "null"))
                engine.webSocketURL = "ws://127.0.0.1:\(port)/ws"
                engine.clockPage = try ready.value("clock")
                let text = engine.configuration(top: "info_url = \"http://127.0.0.1:\(desk.port)/info\"")
                let (run, _) = try await ProgramRun.of("hip3-engine", engine.arguments(text)) { ready in
                    try await eventually("it to be said") {
                        place.text("engine.log").contains("the venue's markets are not known")
                    }
                    let status = try HTTPPage.of(try ready.value("ops"), "/status")
                    try #require(status.contains("the last: status 429"), "\(status)")
                    desk.set(.honest)
                    try await eventually("the feed") { place.text("engine.log").contains("ready") }
                }
                try #require(run.code == 0 && run.errors.isEmpty, "\(run)")
            }
            try #require(exchange.code == 0, "\(exchange)")
            try place.clear()
        }

        /// Never asked again where 0 says so, and no sooner than the interval where it is longer.
        @Test(arguments: [0, 120_000])
        func areAskedForAsOftenAsConfigured(pollMS: Int) async throws {
            let place = try Workplace()
            try await withEngine(at: place, speed: 240, pollMS: pollMS) { scene in
                let minutes = 6.0
                let began = try scene.metric("hip3_start_time_seconds")
                try await eventually("\(minutes) minutes") {
                    try scene.metric("hip3_time_seconds") - began >= minutes * 60
                }
                let seconds = try scene.metric("hip3_time_seconds") - began
                let polls = try scene.metric("hip3_universe_polls_total")
                if pollMS == 0 {
                    try #require(polls == 0 && scene.desk.requests == 2)
                } else {
                    try #require(polls >= 1 && polls <= seconds / 120, "\(polls) in \(seconds) s")
                }
            }
            try place.clear()
        }
    }
}
