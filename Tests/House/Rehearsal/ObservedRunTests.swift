import FoundationEssentials
import Testing

extension WholePrograms {
    /// `hip3-soak run` with its own connection to the venue, and the probe before it.
    @Suite struct ObservedRunTests {
        private static let secondsMin = 12

        /// Frames at several times their usual pace, so that a short run sees some signals; the run's own clock is the
        /// machine's.
        private static func run(_ place: Workplace, _ more: [String]) async throws -> ProgramRun {
            let words = ["exchange", "--port", "0", "--speed", "6", "--no-hold"]
            let policy = try place.write(ShortRun.briefPolicy, to: "policy.toml")
            let reports = try place.makeFolder("reports")
            return try await ProgramRun.of("hip3-soak", words) { ready in
                let url = "ws://127.0.0.1:\(try ready.value("port"))/ws"
                return try await ProgramRun.of(
                    "hip3-soak",
                    [
                        "run", "--feed", url, "--duration", "\(secondsMin)s", "--policy", policy, "--reports",
                        reports,
                    ]
                        + more)
            }.outcome
        }

        private static func folder(_ place: Workplace) throws -> String {
            let names = try FileManager.default.contentsOfDirectory(atPath: place.path("reports"))
            return place.path("reports") + "/" + (names.filter { $0.hasPrefix("2") }.sorted().last ?? "none")
        }

        @Test func theVerdictSaysWhatTheObserverSaw() async throws {
            let place = try Workplace()
            let ended = try await Self.run(place, [])
            let folder = try Self.folder(place)
            let verdict = Workplace.text(at: folder + "/verdict.json")
            let signals = Workplace.text(at: folder + "/observer/signals.jsonl").split(separator: "\n")
            #expect(signals.count > 5, "\(ended)")
            #expect(verdict.contains("\"observer_clear\":"), "\(verdict.prefix(4000))")
            #expect(verdict.contains("\"observer_clear_missed\":0"), "\(verdict.prefix(4000))")
            #expect(!verdict.contains("\"observer_seen\":0,"), "\(verdict.prefix(4000))")
            let ledger = Workplace.text(at: folder + "/observer/ledger.jsonl").split(separator: "\n")
            #expect(ledger.first?.contains("\"type\":\"start\"") == true)
            #expect(ledger.last?.contains("\"type\":\"stop\"") == true)
            #expect(ledger.contains { $0.contains("\"type\":\"recorded\",") && $0.contains("frames_") })
            try place.clear()
        }

        @Test func aVenueWhoseClockIsAnotherIsRefusedByTheProbe() async throws {
            let place = try Workplace()
            let ended = try await Self.run(place, ["--probe", "1s"])
            #expect(ended.code == 2, "\(ended)")
            #expect(ended.output.contains("this machine's clock is off by"), "\(ended)")
            #expect(ended.output.contains("not begun: no day can be judged"), "\(ended)")
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: place.path("reports")).allSatisfy {
                    !$0.hasPrefix("2")
                })
            let despite = try await Self.run(place, ["--probe", "1s", "--despite", "--duration", "5s"])
            #expect(despite.output.contains("WRONG    clock"))
            let journal = Workplace.text(at: try Self.folder(place) + "/journal.jsonl")
            #expect(journal.contains("{\"type\":\"venue-probed\","))
            #expect(journal.contains("\"differences\":[\"") && journal.contains("clock is off by"))
            try place.clear()
        }
    }
}
