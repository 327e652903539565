import FoundationEssentials
import Testing

extension WholePrograms {
    /// The same scenario and seed give the same fault plan and the same decisions; another seed gives others.
    @Suite struct DeterminismTests {
        let place: Workplace

        init() throws { place = try Workplace() }

        /// Faults by time with a drawn moment, by a count, and at a drawn call.
        private func scenario(_ policy: String) -> String {
            """
            # Run twice with one seed and once with another.
            name = "sameness"
            seed = 11
            speed = 160.0
            markets = 16
            policy = "\(policy)"
            [window]
            start = "2026-01-20T15:00:00Z"
            duration = "11m"
            [[fault]]
            id = "counted"
            kind = "kill-after-write"
            after_signals = 30
            lasts = "2m"
            [[fault]]
            id = "torn"
            kind = "torn-write"
            at = "15:04"
            jitter = "2m"
            until = "15:09"
            [expect]
            verdict = "REHEARSAL PASS"
            """
        }

        @Test func aSeedDecidesAllOfIt() async throws {
            let policy = try place.write(ShortRun.briefPolicy, to: "policy.toml")
            let file = try place.write(scenario(policy), to: "sameness.toml")
            let reports = try place.makeFolder("reports")
            let junit = place.path("twice.xml")
            let twice = try await ProgramRun.of(
                "hip3-soak",
                ["scenario", "run", file, "--twice", "--keep", "--reports", reports, "--junit", junit])
            // The run itself compares them, and says so when they differ.
            try #require(twice.code == 0, "\(twice)")
            #expect(Workplace.text(at: junit).contains(#"tests="1" failures="0" errors="0" skipped="0""#))
            let other = try await ProgramRun.of(
                "hip3-soak",
                ["scenario", "run", file, "--seed", "12", "--jobs", "2", "--keep", "--reports", reports])
            try #require(other.code == 0, "\(other)")
            let folders = try FileManager.default.contentsOfDirectory(atPath: reports).filter {
                $0.contains("sameness")
            }.sorted()
            try #require(folders.count == 3, "\(folders)")
            let seed11 = folders.filter { $0.contains("sameness-11") }.map { "\(reports)/\($0)" }
            let seed12 = try #require(folders.first { $0.contains("sameness-12") }.map { "\(reports)/\($0)" })
            try #require(seed11.count == 2)
            let plans = (seed11 + [seed12]).map { Workplace.text(at: $0 + "/plan.jsonl") }
            #expect(plans[0].split(separator: "\n").count == 2)
            #expect(plans[0] == plans[1])
            #expect(plans[0] != plans[2])
            // As the journals themselves say it, read here by other means than the runner's.
            #expect(try decisions(seed11[0]) == decisions(seed11[1]))
            #expect(
                try decisions(seed11[0]) == [
                    "armed counted", "bitten counted", "lifted counted", "armed torn", "bitten torn",
                    "lifted torn",
                ])
            try place.clear()
        }

        private func decisions(_ folder: String) throws -> [String] {
            try Workplace.text(at: folder + "/journal.jsonl").split(separator: "\n").compactMap { line in
                guard line.hasPrefix("{\"type\":\"fault-") else { return nil }
                let type = line.dropFirst("{\"type\":\"fault-".count).prefix { $0 != "\"" }
                let fault = try #require(line.split(separator: "\"fault\":\"").last)
                return "\(type) \(fault.prefix { $0 != "\"" })"
            }
        }
    }
}
