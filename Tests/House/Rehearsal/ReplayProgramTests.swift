import FoundationEssentials
import Glibc
import Subprocess
import Testing

extension WholePrograms {
    /// `run --record` and `replay` as processes, on a venue that is lost on the way and a day that ends.
    @Suite struct ReplayProgramTests {
        /// Lets an engine record across midnight and a lost connection.
        private func record(
            at place: Workplace, whileRunning look: (ReadyLine) async throws -> Void = { _ in }
        ) async throws -> (engine: EngineOnFeed, run: ProgramRun) {
            var left: (EngineOnFeed, ProgramRun)?
            let (exchange, _) = try await ProgramRun.of(
                "hip3-soak",
                [
                    "exchange", "--port", "0", "--seed", "1", "--speed", "60", "--markets", "12", "--start",
                    "2026-01-20T23:59:00Z", "--truth", place.path("truth"), "--clock", place.path("clock"),
                ]
            ) { ready in
                let relay = try Relay(to: try #require(Int(try ready.value("port"))))
                defer { relay.close() }
                var engine = try EngineOnFeed(at: place)
                engine.webSocketURL = "ws://127.0.0.1:\(relay.port)/ws"
                engine.clockPage = try ready.value("clock")
                let arguments =
                    try engine.arguments(engine.configuration()) + ["--record", place.path("day.hip3")]
                let running = engine
                let (run, _) = try await ProgramRun.of("hip3-engine", arguments) { ready in
                    try await eventually("signals") { running.told.count >= 5 }
                    relay.cut()
                    try await eventually("another connection") {
                        place.text("engine.log").contains("connection 2 ready")
                    }
                    // A follow-up may be that of a signal before midnight, so each file is waited for.
                    for name in ["signals", "followups"] {
                        try await eventually("\(name) of the next day") {
                            !Workplace.text(at: running.data + "/\(name)_2026-01-21.jsonl").isEmpty
                        }
                    }
                    try await look(ready)
                }
                left = (engine, run)
            }
            try #require(exchange.code == 0, "\(exchange)")
            let (engine, run) = try #require(left)
            try #require(run.code == 0 && run.errors.isEmpty, "\(run)")
            return (engine, run)
        }

        private func names(in folder: String) throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        }

        private func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: path)) }

        /// A ledger without what belongs to its process alone: its id, and the chain over it.
        private func said(_ path: String) -> [String] {
            Workplace.text(at: path).split(separator: "\n").map { line in
                line.replacing(/,"chain":"[0-9a-f]{8}"/, with: "").replacing(/"pid":[0-9]+/, with: "")
                    .description
            }
        }

        @Test func aReplayWritesTheSameFiles() async throws {
            let place = try Workplace()
            let (engine, _) = try await record(at: place)
            for name in ["again", "once-more"] {
                let replay = try await ProgramRun.of(
                    "hip3-engine", ["replay", place.path("day.hip3"), "--data-dir", place.path(name)])
                try #require(replay.code == 0 && replay.errors.isEmpty, "\(replay)")
                try #require(replay.output.contains("times real time"), "\(replay)")
            }
            let files = try names(in: engine.data)
            let others = try names(in: place.path("again"))
            try #require(files == others)
            try #require(files.count == 8, "\(files)")
            for file in files {
                let again = try bytes(place.path("again/\(file)"))
                if file.hasPrefix("ledger") {
                    let (first, second) = (
                        said(place.path("again/\(file)")), said(place.path("once-more/\(file)"))
                    )
                    try #require(!first.isEmpty && first == second, "\(file)")
                } else {
                    let live = try bytes("\(engine.data)/\(file)")
                    let third = try bytes(place.path("once-more/\(file)"))
                    try #require(!again.isEmpty && again == live && again == third, "\(file)")
                }
            }
            // The minutes and the connections are those of the run.
            let live = files.filter { $0.hasPrefix("ledger") }.flatMap { said("\(engine.data)/\($0)") }
            let again = files.filter { $0.hasPrefix("ledger") }.flatMap { said(place.path("again/\($0)")) }
            func without(_ lines: [String], _ kind: String) -> [String] {
                lines.filter { $0.hasPrefix(#"{"type":"\#(kind)""#) }
                    .map { $0.replacing(/"seq":[0-9]+/, with: "").description }
            }
            for kind in ["minute", "connection", "gate", "universe"] {
                try #require(without(live, kind) == without(again, kind), "\(kind)")
            }
            try #require(without(live, "connection").contains { $0.contains(#""event":"lost""#) })
            try await judge(place)
            try place.clear()
        }

        /// A replay is judged as what it is, whatever the recorded run was.
        private func judge(_ place: Workplace) async throws {
            let judge = try await ProgramRun.of(
                "hip3-dod", ["check", place.path("again"), "--json", place.path("verdict.json")])
            let text = place.text("verdict.json")
            try #require(!text.contains(#""verdict":"PASS""#) && judge.code != 0, "\(judge)")
            try #require(text.contains(#""evidence":"accelerated""#), "\(text.prefix(200))")
            let verdict = try Verdict(of: place.path("verdict.json"))
            try #require(try verdict.criterion("integrity").result == "pass", "\(judge)")
            try #require(try verdict.criterion("semantics").result == "pass", "\(judge)")
        }

        @Test func whatIsAskedOfAReplayIsSaidInOneLine() async throws {
            let place = try Workplace()
            let full = try place.makeFolder("full")
            try place.write("x", to: "full/x")
            try place.write("no recording", to: "text")
            try place.write("hip3-engine recording 1\n", to: "cut")
            for (arguments, words) in [
                (["text", "--data-dir", "new"], ["text is no recording", "run --record"]),
                (["absent", "--data-dir", "new"], ["absent: No such file", "run --record"]),
                (["cut", "--data-dir", "new"], ["nothing that can be replayed"]),
            ] {
                let run = try await ProgramRun.of(
                    "hip3-engine",
                    ["replay"] + arguments.map { $0.hasPrefix("--") ? $0 : place.path($0) })
                try #require(run.code == 64 && run.errorLines.count == 1, "\(run)")
                for word in words { try #require(run.errors.contains(word), "\(run)") }
            }
            _ = full
            let configuration = try EngineOnFeed(at: place).arguments(EngineOnFeed(at: place).configuration())
            let run = try await ProgramRun.of(
                "hip3-engine", configuration + ["--record", place.path("no/such/folder/r")])
            try #require(run.code == 64 && run.errorLines.count == 1, "\(run)")
            for word in ["--record", "No such file or directory", "may write"] {
                try #require(run.errors.contains(word), "\(run)")
            }
            try place.clear()
        }
    }
}
