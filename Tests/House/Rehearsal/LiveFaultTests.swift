import FoundationEssentials
import Glibc
import Testing

extension WholePrograms {
    /// Faults of a run at a venue whose runner is killed while they are in force.
    @Suite struct LiveFaultTests {
        private static func scenario(_ place: Workplace) throws -> String {
            let now = Date()
            func time(_ seconds: Double) -> String {
                now.addingTimeInterval(seconds).formatted(.iso8601)
            }
            return try place.write(
                """
                # Two faults that a killed runner leaves behind, each in its own way.
                name = "left-behind"
                seed = 1
                speed = 1.0

                [window]
                start = "\(time(0))"
                duration = "3m"

                [[fault]]
                id = "mode"
                kind = "directory-mode"
                at = "\(time(8))"
                until = "\(time(14))"

                [[fault]]
                id = "stop"
                kind = "stop-and-go"
                at = "\(time(20))"
                until = "\(time(50))"
                """, to: "scenario.toml")
        }

        private static func has(_ type: String, _ fault: String, _ journal: String) -> Int {
            journal.split(separator: "\n").count {
                $0.hasPrefix("{\"type\":\"\(type)\",") && $0.contains("\"fault\":\"\(fault)\"")
            }
        }

        private static func mode(_ path: String) -> mode_t {
            var status = stat()
            return lstat(path, &status) == 0 ? status.st_mode & 0o777 : 0
        }

        /// Whoever goes on lifts what was in force, says so once, and does not do it again.
        @Test func whatWasInForceIsLiftedByTheRunThatGoesOn() async throws {
            let place = try Workplace()
            try await LiveRunTests.withExchange { url in
                let order =
                    try LiveRunTests.order(url, place, seconds: 180) + ["--scenario", Self.scenario(place)]
                @Sendable func journal() throws -> String {
                    Workplace.text(at: try LiveRunTests.folder(place) + "/journal.jsonl")
                }
                @Sendable func comes(_ type: String, _ fault: String) async throws {
                    try await eventually("\(type) of \(fault)") {
                        (try? Self.has(type, fault, journal())) ?? 0 > 0
                    }
                }
                _ = try await ProgramRun.of("hip3-soak", order) { pid in
                    try await comes("fault-bitten", "mode")
                    kill(pid, SIGKILL)
                }
                let data = try LiveRunTests.folder(place) + "/data"
                #expect(Self.mode(data) == 0o555, "the killed runner could not take it back")
                _ = try await ProgramRun.of("hip3-soak", order) { pid in
                    try await comes("fault-lifted", "mode")
                    #expect(Self.mode(data) == 0o755)
                    try await comes("fault-armed", "stop")
                    kill(pid, SIGKILL)
                }
                let last = try await ProgramRun.of("hip3-soak", order) { pid in
                    try await LiveRunTests.engineStarts(3, place)
                    kill(pid, SIGTERM)
                }
                #expect(last.code == 2 && last.output.contains("go on with it"), "\(last)")
                let lines = try journal()
                for fault in ["mode", "stop"] {
                    #expect(Self.has("fault-armed", fault, lines) == 1, "\(lines)")
                    #expect(Self.has("fault-lifted", fault, lines) == 1, "\(lines)")
                }
                #expect(LiveRunTests.count("run-resumed", lines) == 2)
                #expect(
                    LiveRunTests.count("engine-started", lines) == LiveRunTests.count("engine-exited", lines))
            }
            #expect(MarkedProcess.all(marked: "").allSatisfy { !$0.command.contains(place.folder) })
            try place.clear()
        }
    }
}
