import Subprocess
import Testing

extension WholePrograms {
    /// `hip3-engine` and `hip3-soak exchange` as processes, without a runner between them.
    @Suite struct EngineProcessTests {
        /// Plays an exchange for as long as `body` takes, and leaves its truth in `truth`.
        private func withExchange(
            at place: Workplace, _ body: (inout EngineOnFeed) async throws -> Void
        ) async throws {
            var engine = try EngineOnFeed(at: place)
            let (run, _) = try await ProgramRun.of(
                "hip3-soak",
                [
                    "exchange", "--port", "0", "--seed", "1", "--speed", "120", "--markets", "6",
                    "--start", "2026-01-20T15:00:00Z", "--truth", place.path("truth"),
                    "--clock", place.path("clock"),
                ]
            ) { ready in
                engine.webSocketURL = "ws://127.0.0.1:\(try ready.value("port"))/ws"
                engine.clockPage = try ready.value("clock")
                try await body(&engine)
            }
            try #require(run.code == 0, "\(run)")
        }

        /// What it has counted is in the files, whole, over several lives; the judge finds nothing missing.
        @Test func anEndByTerminationLosesNothing() async throws {
            let place = try Workplace()
            var left: EngineOnFeed?
            try await withExchange(at: place) { engine in
                let arguments = try engine.arguments(engine.configuration())
                for life in 1...3 {
                    let before = engine.told.count
                    let running = engine
                    let (run, _) = try await ProgramRun.of("hip3-engine", arguments) { _ in
                        try await eventually("signals in life \(life)") { running.told.count >= before + 10 }
                    }
                    try #require(run.code == 0 && run.errors.isEmpty, "\(run)")
                    try #require(engine.counted.count == life)
                    try #require(engine.recorded == engine.told.count, "life \(life)")
                    try #require(engine.counted.last == engine.told.last)
                }
                left = engine
            }
            let engine = try #require(left)
            try #require(engine.counted.reduce(0, +) == engine.recorded)
            let judge = try await ProgramRun.of(
                "hip3-dod",
                ["check", engine.data, "--truth", place.path("truth"), "--json", place.path("verdict.json")])
            let verdict = try Verdict(of: place.path("verdict.json"))
            try #require(try verdict.criterion("integrity").result == "pass", "\(judge)")
            let completeness = try verdict.criterion("completeness")
            for loss in ["LOST", "INVENTED", "DOUBLED", "OUT OF PLACE"] {
                try #require(!completeness.says(loss), "\(completeness)")
            }
            try place.clear()
        }

        /// However it ends, every signal that it had told of stands in the file, and after the next start the
        /// judge finds the evidence whole. An end that was asked for seals and counts all of them.
        @Test(arguments: [Signal.kill, .interrupt, .terminate])
        func noEndLosesACountedSignal(signal: Signal) async throws {
            let place = try Workplace()
            var left: EngineOnFeed?
            try await withExchange(at: place) { engine in
                let arguments = try engine.arguments(engine.configuration())
                let running = engine
                let (run, _) = try await ProgramRun.of("hip3-engine", arguments, endedBy: signal) { _ in
                    try await eventually("signals") { running.told.count >= 20 }
                }
                let told = engine.told.count
                // A kill may leave whole lines that were not told of yet, and half a line at the end.
                let text = Workplace.text(at: engine.data + "/signals_2026-01-20.jsonl")
                let whole = text.utf8.count { $0 == UInt8(ascii: "\n") }
                if signal == .kill {
                    try #require(whole >= told, "\(whole) lines, \(told) told")
                    try #require(engine.counted.isEmpty)
                } else {
                    try #require(run.code == 0 && run.errors.isEmpty, "\(run)")
                    try #require(whole == told && engine.counted == [told])
                }
                let (next, _) = try await ProgramRun.of("hip3-engine", arguments) { _ in }
                try #require(next.code == 0, "\(next)")
                try #require(engine.recorded >= whole, "\(engine.recorded) of \(whole)")
                left = engine
            }
            let engine = try #require(left)
            _ = try await ProgramRun.of(
                "hip3-dod", ["check", engine.data, "--json", place.path("verdict.json")])
            let integrity = try Verdict(of: place.path("verdict.json")).criterion("integrity")
            // What a killed engine did behind its last seal nobody can know; nothing that it sealed is missing.
            let right = signal == .kill ? ["pass", "unknown"] : ["pass"]
            try #require(right.contains(integrity.result), "\(integrity)")
            try place.clear()
        }

        /// A line per signal and per change of state, none per tick or frame: a run with many more frames than
        /// lines says when it begins, connects, is subscribed, is ready, is lost and ends, and else its signals.
        @Test func aLogIsOfSignalsAndChangesOnly() async throws {
            let place = try Workplace()
            try await withExchange(at: place) { engine in
                let running = engine
                let (run, frames) = try await ProgramRun.of(
                    "hip3-engine", try engine.arguments(engine.configuration())
                ) { ready in
                    try await eventually("signals") { running.told.count >= 100 }
                    let page = try HTTPPage.of(try ready.value("ops"), "/metrics")
                    let line = page.split(separator: "\n").first {
                        $0.hasPrefix("hip3_frames_received_total ")
                    }
                    return Int(line?.split(separator: " ").last ?? "") ?? 0
                }
                try #require(run.code == 0, "\(run)")
                let lines = place.text("engine.log").split(separator: "\n")
                let others = lines.filter { !$0.contains(" INFO Signal detected (#") }
                try #require(lines.count - others.count == engine.told.count)
                try #require(frames > 300 && others.count <= 12, "\(frames): \(others)")
                try #require(Set(others.map { $0.dropFirst(25) }).count == others.count, "\(others)")
            }
            try place.clear()
        }

        /// A full disk under the log costs no signal; one line on standard error tells of it.
        @Test func aLogThatTakesNothingHurtsNothing() async throws {
            let place = try Workplace()
            try await withExchange(at: place) { engine in
                engine.log = "/dev/full"
                let running = engine
                let (run, _) = try await ProgramRun.of(
                    "hip3-engine", try engine.arguments(engine.configuration())
                ) { ready in
                    try await eventually("signals") { running.recorded >= 20 }
                    let metrics = try HTTPPage.of(try ready.value("ops"), "/metrics")
                    try #require(!metrics.contains("\nhip3_log_lost_total 0\n"), "\(metrics)")
                    try #require(metrics.contains("\nhip3_log_lost_total "), "\(metrics)")
                }
                try #require(run.code == 0 && run.errorLines.count == 1, "\(run)")
                for words in ["/dev/full takes no lines", "No space left", "signals are kept"] {
                    try #require(run.errors.contains(words), "\(run)")
                }
                try #require(engine.counted == [engine.recorded] && engine.recorded >= 20)
            }
            try place.clear()
        }

        @Test func aSecondEngineIsTurnedAway() async throws {
            let place = try Workplace()
            try await withExchange(at: place) { engine in
                let arguments = try engine.arguments(engine.configuration())
                let first = engine
                let (run, second) = try await ProgramRun.of("hip3-engine", arguments) { _ in
                    try await eventually("the first engine's signals") { first.told.count >= 5 }
                    let second = try await ProgramRun.of("hip3-engine", arguments)
                    let before = first.told.count
                    try await eventually("the first engine to go on") { first.told.count > before }
                    return second
                }
                try #require(second.code == 75, "\(second)")
                try #require(second.errorLines.count == 1, "\(second)")
                try #require(second.errors.contains("another engine holds \(engine.data)"), "\(second)")
                try #require(second.errors.contains("stop it first"), "\(second)")
                try #require(run.code == 0, "\(run)")
                try #require(engine.counted == [engine.recorded])
            }
            try place.clear()
        }

        @Test func aPortThatIsTakenCostsNothing() async throws {
            let place = try Workplace()
            try await withExchange(at: place) { engine in
                let port = engine.webSocketURL.split(separator: ":").last?.split(separator: "/").first ?? ""
                engine.ops = "127.0.0.1:\(port)"
                let run = try await ProgramRun.of(
                    "hip3-engine", try engine.arguments(engine.configuration()))
                try #require(run.code == 1 && run.errorLines.count == 1, "\(run)")
                for words in ["telemetry.ops = 127.0.0.1:\(port)", "in use", "--ops"] {
                    try #require(run.errors.contains(words), "\(run)")
                }
                try #require(Workplace.text(at: engine.data + "/ledger_2026-01-20.jsonl").isEmpty)
                let other = try await ProgramRun.of(
                    "hip3-soak", ["exchange", "--port", "\(port)", "--truth", place.path("other-truth")])
                try #require(other.code == 70 && other.errorLines.count == 1, "\(other)")
                for words in ["127.0.0.1:\(port)", "in use", "--port"] {
                    try #require(other.errors.contains(words), "\(other)")
                }
            }
            try place.clear()
        }
    }
}
