import Subprocess
import Testing

extension WholePrograms {
    /// What a running engine shows on its port, to those who would look: Prometheus, Docker, a script.
    @Suite struct OpsPagesTests {
        private func page(_ ops: String, _ path: String) async throws -> String {
            try HTTPPage.of(ops, path)
        }

        /// Well while the venue is there; unwell half a minute of its clock after it went, and it says why.
        @Test func pagesSayWhatIs() async throws {
            let place = try Workplace()
            let (exchange, _) = try await ProgramRun.of(
                "hip3-soak",
                [
                    "exchange", "--port", "0", "--seed", "1", "--speed", "60", "--markets", "6", "--start",
                    "2026-01-20T15:00:00Z", "--truth", place.path("truth"), "--clock", place.path("clock"),
                ]
            ) { ready in
                let relay = try Relay(to: try #require(Int(try ready.value("port"))))
                var engine = try EngineOnFeed(at: place)
                engine.webSocketURL = "ws://127.0.0.1:\(relay.port)/ws"
                engine.clockPage = try ready.value("clock")
                let running = engine
                let (run, _) = try await ProgramRun.of(
                    "hip3-engine", try engine.arguments(engine.configuration())
                ) { ready in
                    let ops = try ready.value("ops")
                    try await eventually("signals") { running.told.count >= 5 }
                    let well = try await ProgramRun.of("hip3-engine", ["healthcheck", "--ops", ops])
                    try #require(well.code == 0 && well.output == "healthy\n", "\(well)")
                    try #require(try await page(ops, "/healthz").hasPrefix("HTTP/1.1 200 "))
                    try await look(at: ops)
                    relay.close()
                    try await eventually("the engine to feel it") {
                        place.text("engine.log").contains("connection 1 lost")
                    }
                    try await sicken(ops)
                }
                try #require(run.code == 0, "\(run)")
            }
            try #require(exchange.code == 0, "\(exchange)")
            let gone = try await ProgramRun.of("hip3-engine", ["healthcheck", "--ops", "127.0.0.1:1"])
            try #require(gone.code == 1 && gone.errorLines.count == 1, "\(gone)")
            try place.clear()
        }

        private func look(at ops: String) async throws {
            let status = try await page(ops, "/status")
            for key in [
                "run_id", "started_at", "state", "feed", "markets", "signals", "followups", "reconnects",
                "storage",
            ] { try #require(status.contains("\"\(key)\":"), "\(key): \(status)") }
            // Sealed a tenth of a second after they came, so some are soon.
            var metrics = ""
            for _ in 0..<3_000 {
                metrics = try await page(ops, "/metrics")
                if !metrics.contains("\nhip3_signal_durable_seconds_count 0\n") { break }
                try await Task.sleep(for: .milliseconds(10))
            }
            try #require(metrics.contains("text/plain; version=0.0.4"), "\(metrics)")
            let body = metrics.split(separator: "\r\n\r\n", maxSplits: 1).last ?? ""
            for line in ["hip3_connected 1", "hip3_feed_ready 1", "hip3_markets 6", "hip3_dropped_total 0"] {
                try #require(body.contains("\n\(line)\n"), "\(line): \(body)")
            }
            try #require(!body.contains("\nhip3_frames_received_total 0\n"))
            try #require(!body.contains("\nhip3_messages_sent_total 0\n"))
            // Each signal so far came of a frame, so each was measured.
            for name in ["hip3_signal_append_seconds", "hip3_signal_durable_seconds"] {
                try #require(body.contains("\n# TYPE \(name) histogram\n"), "\(body)")
                try #require(!body.contains("\n\(name)_count 0\n"), "\(body)")
            }
            let signals = body.split(separator: "\n").filter {
                $0.hasPrefix("hip3_signals_total ") || $0.hasPrefix("hip3_signal_append_seconds_count ")
            }.map { $0.split(separator: " ")[1] }
            try #require(signals.count == 2 && signals[0] == signals[1], "\(signals)")
            // Debian's `prometheus` package has it; where it is not, the same rules hold in MetricsTests.
            guard try await has("promtool") else { return print("promtool is not installed: not asked") }
            let checked = try await run(
                .name("promtool"), arguments: ["check", "metrics"], input: .string(String(body)),
                output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
            let words = checked.standardOutput + checked.standardError
            try #require(checked.terminationStatus.isSuccess && words.isEmpty, "\(words)")
        }

        private func has(_ program: String) async throws -> Bool {
            try await run(
                .name("sh"), arguments: ["-c", "command -v \(program)"], output: .discarded, error: .discarded
            ).terminationStatus.isSuccess
        }

        private func sicken(_ ops: String) async throws {
            var answer = ""
            for _ in 0..<3_000 {
                answer = try await page(ops, "/healthz")
                if answer.hasPrefix("HTTP/1.1 503 ") { break }
                try await Task.sleep(for: .milliseconds(20))
            }
            try #require(
                answer.hasPrefix("HTTP/1.1 503 ") && answer.contains("feed: not ready for"), "\(answer)")
            let sick = try await ProgramRun.of("hip3-engine", ["healthcheck", "--ops", ops])
            try #require(sick.code == 1 && sick.errorLines.count == 1, "\(sick)")
            try #require(
                sick.errors.contains("unhealthy: ") && sick.errors.contains("feed: not ready"), "\(sick)")
        }
    }
}
