import FoundationEssentials
import Glibc
import Testing

extension WholePrograms {
    /// `hip3-soak run` against an exchange that is there already, at real speed.
    @Suite struct LiveRunTests {
        static let kills = Int(ProcessInfo.processInfo.environment["HIP3_KILLS"] ?? "") ?? 200
        private static let seed: UInt64 = 20_260_121
        /// Moments of a life at which it is killed; the earlier ones hit it before its first line.
        private static let momentMs: (from: UInt64, count: UInt64) = (100, 500)
        private static let secondsMin = 6

        /// What the runner's own line must be, whatever the judge says of so short a run.
        static func order(_ url: String, _ place: Workplace, seconds: Int) throws -> [String] {
            let policy = try place.write(ShortRun.briefPolicy, to: "policy.toml")
            return [
                "run", "--feed", url, "--duration", "\(seconds)s", "--policy", policy, "--reports",
                try place.makeFolder("reports"),
            ]
        }

        static func withExchange<R: Sendable>(
            _ body: @Sendable (String) async throws -> R
        ) async throws -> R {
            // A US open in a hurry, so that each short life has signals; the engine's clock is the machine's.
            let words = [
                "exchange", "--port", "0", "--speed", "30", "--markets", "8", "--start",
                "2026-01-20T14:29:55Z",
            ]
            return try await ProgramRun.of("hip3-soak", words) { ready in
                try await body("ws://127.0.0.1:\(try ready.value("port"))/ws")
            }.outcome
        }

        static func folder(_ place: Workplace) throws -> String {
            let names = try FileManager.default.contentsOfDirectory(atPath: place.path("reports"))
            return place.path("reports") + "/" + (names.filter { $0.hasPrefix("2") }.sorted().last ?? "none")
        }

        static func count(_ type: String, _ journal: String) -> Int {
            journal.split(separator: "\n").count { $0.hasPrefix("{\"type\":\"\(type)\",") }
        }

        @Test func aRunIsWatchedAndJudged() async throws {
            let place = try Workplace()
            let ended = try await Self.withExchange { url in
                try await ProgramRun.of("hip3-soak", Self.order(url, place, seconds: Self.secondsMin))
            }
            let journal = Workplace.text(at: try Self.folder(place) + "/journal.jsonl")
            #expect(ended.output.contains("no US session") || ended.output.contains("holds the US session"))
            #expect(ended.output.contains("  connection   it takes connections"), "\(ended)")
            for type in [
                "run-started", "machine", "engine-started", "engine-watched", "engine-exited", "run-ended",
            ] {
                #expect(Self.count(type, journal) == 1, "\(type): \(journal)")
            }
            #expect(
                ended.output.contains("is no host of the venue"), "the judge knows that this is no live day")
            #expect([1, 2].contains(ended.code))
            try place.clear()
        }

        @Test func stoppedInOrderItIsGoneOnWith() async throws {
            let place = try Workplace()
            try await Self.withExchange { url in
                let order = try Self.order(url, place, seconds: 60)
                let first = try await ProgramRun.of("hip3-soak", order) { pid in
                    try await Self.engineStarts(1, place)
                    kill(pid, SIGTERM)
                }
                #expect(first.output.contains("go on with it: hip3-soak resume"), "\(first)")
                #expect(first.code == 2)
                let other = try await ProgramRun.of(
                    "hip3-soak", ["run", "--feed", url, "--duration", "61s"] + order.suffix(2))
                #expect(other.code == 64 && other.errors.contains("is an unfinished run"), "\(other)")
                let second = try await ProgramRun.of("hip3-soak", order) { pid in
                    try await Self.engineStarts(2, place)
                    let busy = try await ProgramRun.of("hip3-soak", order)
                    #expect(busy.code == 75, "\(busy)")
                    kill(pid, SIGINT)
                }
                #expect(second.output.contains("going on with"), "\(second)")
            }
            let journal = Workplace.text(at: try Self.folder(place) + "/journal.jsonl")
            #expect(Self.count("run-paused", journal) == 2 && Self.count("run-resumed", journal) == 1)
            #expect(Self.count("engine-started", journal) == Self.count("engine-exited", journal))
            try place.clear()
        }

        /// SIGKILL to the runner, to the engine, or to both, again and again until the run's time is over.
        @Test func noKillBreaksTheRecord() async throws {
            let place = try Workplace()
            var draw = SystemDraw(seed: Self.seed)
            let moments = (0..<Self.kills).map { _ in
                (ms: Self.momentMs.from + draw.next() % Self.momentMs.count, victim: draw.next() % 3)
            }
            let seconds = max(Self.secondsMin, Int(moments.reduce(0) { $0 + $1.ms }) / 1000)
            try await Self.withExchange { url in
                let order = try Self.order(url, place, seconds: seconds)
                for (ms, victim) in moments {
                    _ = try await ProgramRun.of("hip3-soak", order) { pid in
                        try await Task.sleep(for: .milliseconds(Int64(ms)))
                        if victim > 0 { try Self.killEngine(place) }
                        if victim == 2 { try await Task.sleep(for: .milliseconds(Int64(ms) % 97)) }
                        kill(pid, SIGKILL)
                    }
                }
                let last = try await ProgramRun.of("hip3-soak", order)
                #expect([1, 2].contains(last.code), "\(last)")
            }
            // A run whose time was over was judged, and the next order began another one.
            let folders = try FileManager.default.contentsOfDirectory(atPath: place.path("reports"))
                .filter { $0.hasPrefix("2") }.sorted().map { place.path("reports/\($0)") }
            let journals = folders.map { Workplace.text(at: $0 + "/journal.jsonl") }.filter { !$0.isEmpty }
            func count(_ type: String) -> Int { journals.reduce(0) { $0 + Self.count(type, $1) } }
            #expect(count("run-started") == journals.count && count("run-ended") >= 1)
            #expect(count("run-resumed") >= Self.kills / 2)
            #expect(count("engine-started") > Self.kills / 2)
            let signals = folders.flatMap { signalsLines($0 + "/data") }
            #expect(!signals.isEmpty && Set(signals).count == signals.count, "none is there twice")
            for journal in journals {
                #expect(Self.count("engine-started", journal) == Self.count("engine-exited", journal))
            }
            #expect(MarkedProcess.all(marked: "").allSatisfy { !$0.command.contains(place.folder) })
            for folder in folders where access(folder + "/verdict.json", R_OK) == 0 {
                let judged = try await ProgramRun.of(
                    "hip3-dod", ["check", folder + "/data", "--run", folder])
                #expect(!judged.output.contains("journal.jsonl"), "the chain is whole: \(judged)")
                #expect(!judged.output.contains("fail      integrity"), "\(judged)")
            }
            try place.clear()
        }

        // MARK: Parts

        private func signalsLines(_ data: String) -> [String] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: data)) ?? []
            return names.filter { $0.hasPrefix("signals_") }.sorted().flatMap {
                Workplace.text(at: "\(data)/\($0)").split(separator: "\n").map(String.init)
            }
        }

        static func engineStarts(_ count: Int, _ place: Workplace) async throws {
            try await eventually("start \(count) of the engine") {
                guard let folder = try? Self.folder(place) else { return false }
                return Self.count("engine-started", Workplace.text(at: folder + "/journal.jsonl")) >= count
            }
        }

        private static func killEngine(_ place: Workplace) throws {
            for process in MarkedProcess.all(marked: "")
            where process.command.contains("hip3-engine run --config \(place.folder)")
                && !process.command.contains("soak-inject")
            {
                kill(Int32(process.pid), SIGKILL)
            }
        }
    }
}

/// Numbers of a seed (splitmix64).
private struct SystemDraw {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
