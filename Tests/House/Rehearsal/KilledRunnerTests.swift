import FoundationEssentials
import Subprocess
import Testing

extension WholePrograms {
    /// SIGKILL to the runner while a disk is full and an engine runs: the kernel has to clean up.
    @Suite struct KilledRunnerTests {
        let place: Workplace

        init() throws { place = try Workplace() }

        static let scenario = """
            # A full disk under a runner that is killed.
            name = "killed"
            speed = 60.0
            markets = 4
            [window]
            start = "2026-01-20T15:00:00Z"
            duration = "1h"
            [[fault]]
            kind = "disk-full"
            at = "15:01"
            until = "15:40"
            """

        @Test func noProcessAndNoMountIsLeft() async throws {
            let file = try place.write(Self.scenario, to: "killed.toml")
            let reports = try place.makeFolder("reports")
            _ = try await run(
                .name("env"),
                arguments: Arguments([
                    Workplace.built("hip3-soak"), "rehearse", "--scenario", file, "--reports", reports,
                ]),
                input: .none, output: .discarded, error: .discarded
            ) { execution in
                // Without the right to mount anything it is missed: the engine runs all the same.
                try await eventually("the fault") {
                    let text = journal(in: reports)
                    return text.contains("fault-armed") || text.contains("fault-skipped")
                }
                #expect(!processes(naming: reports).isEmpty)
                try execution.send(signal: .kill)
            }
            try await eventually("the end of all processes") { processes(naming: reports).isEmpty }
            #expect(!Workplace.text(at: "/proc/self/mountinfo").contains(reports))
            try place.clear()
        }

        private func journal(in reports: String) -> String {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: reports)) ?? []
            return names.map { Workplace.text(at: "\(reports)/\($0)/journal.jsonl") }.joined()
        }

        /// Those whose command line names the folder.
        private func processes(naming folder: String) -> [String] {
            let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
            return all.filter { Int($0) != nil && Workplace.text(at: "/proc/\($0)/cmdline").contains(folder) }
        }
    }
}
