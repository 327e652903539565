import FoundationEssentials
import Glibc
import Subprocess
import Testing

extension WholePrograms {
    /// SIGKILL to the runner at fifty moments of a run: while it starts, mounts, traces, has a fault in force,
    /// restarts the engine, judges. The kernel has to clean up, since the runner can't.
    @Suite struct KilledRunnerTests {
        static let seed: UInt64 = 20_260_120
        static let kills = 50
        static let sideBySide = 4
        /// How long an undisturbed run of these takes, about: moments are drawn from it.
        static let runMs: UInt64 = 3_800

        /// Each leaves something else to be cleaned up.
        static let faults = [
            (kind: "disk-full", start: "2026-01-20T15:00:00Z", at: "15:00:15", until: "15:02", more: ""),
            (
                kind: "read-only-mount", start: "2026-01-20T15:00:00Z", at: "15:00:15", until: "15:02",
                more: ""
            ),
            (
                kind: "data-dir-taken", start: "2026-01-20T23:59:00Z", at: "23:59:15", until: "00:01",
                more: ""
            ),
            (
                kind: "torn-write", start: "2026-01-20T15:00:00Z", at: "15:00:15", until: "15:02",
                more: "k = 1"
            ),
            (
                kind: "slow-disk", start: "2026-01-20T15:00:00Z", at: "15:00:10", until: "15:02",
                more: "on = \"data\"\ntimes = 0\ndelay = \"100ms\""
            ),
            (
                kind: "open-files-limit", start: "2026-01-20T15:00:00Z", at: "15:00:15", until: "15:02",
                more: ""
            ),
        ]

        struct Kill: Sendable {
            let index: Int
            /// False: the run was over already.
            let hitRunner: Bool
            let hadMount: Bool
            let hadFault: Bool
            let processes: Int
            let leftovers: [String]
        }

        @Test func nothingIsLeftAfterFiftyKills() async throws {
            let place = try Workplace()
            let before = await MachineState.now()
            let kills = try await withThrowingTaskGroup(of: Kill.self) { group in
                var next = 0
                var kills: [Kill] = []
                while next < Self.sideBySide {
                    let index = next
                    group.addTask { try await Self.kill(index, at: place) }
                    next += 1
                }
                for try await kill in group {
                    kills.append(kill)
                    if next < Self.kills {
                        let index = next
                        group.addTask { try await Self.kill(index, at: place) }
                        next += 1
                    }
                }
                return kills
            }
            for kill in kills { #expect(kill.leftovers.isEmpty, "kill \(kill.index): \(kill.leftovers)") }
            let after = await MachineState.now()
            #expect(after.rules == before.rules)
            #expect(after.names.isSubset(of: before.names), "\(after.names.subtracting(before.names))")
            #expect(after.groups.isSubset(of: before.groups), "\(after.groups.subtracting(before.groups))")
            #expect(!Workplace.text(at: "/proc/self/mountinfo").contains(place.folder))
            // Moments that are worth the name: most of them hit a run, many one with something to clean up.
            #expect(kills.count == Self.kills)
            #expect(kills.count { $0.hitRunner } >= Self.kills * 3 / 5)
            #expect(kills.count { $0.processes > 2 } >= Self.kills / 3)
            #expect(kills.count { $0.hadFault } >= Self.kills / 10)
            if try await Self.mayMount() { #expect(kills.contains { $0.hadMount }) }
            // What a fault in force had done stays done, but in its folder: that can be mended and removed.
            for path in try FileManager.default.subpathsOfDirectory(atPath: place.folder)
            where path.hasSuffix("/data") { chmod(place.path(path), 0o755) }
            try place.clear()
        }

        /// What looks for leftovers finds one: a process with a file of its own outside.
        @Test func aProcessThatStaysIsSeen() async throws {
            let place = try Workplace()
            let (mark, outside) = ("HIP3_KILLED_RUN=\(place.folder)/", place.path("outside"))
            _ = try await run(
                .name("env"), arguments: [mark, "sh", "-c", "exec 3>'\(outside)'; exec sleep 600"],
                input: .none, output: .discarded, error: .discarded
            ) { execution in
                try await eventually("its file") { access(outside, F_OK) == 0 }
                let seen = MarkedProcess.all(marked: mark)
                #expect(seen.count == 1 && seen[0].isAlive)
                #expect(seen.first?.writtenFiles == [outside], "\(seen)")
                try execution.send(signal: .kill)
                try await eventually("its end") { !seen.contains(where: \.isAlive) }
            }
            #expect(MarkedProcess.all(marked: mark).isEmpty)
            try place.clear()
        }

        /// As root; an ordinary user's faults do without mounts.
        private static func mayMount() async throws -> Bool {
            let trial = try await run(
                .name("unshare"), arguments: ["-m", "true"], output: .discarded, error: .discarded)
            return trial.terminationStatus.isSuccess && geteuid() == 0
        }

        /// The n-th moment, in real ms after the start: a hash, so that the moments are those of the seed.
        static func momentMs(_ index: Int) -> UInt64 {
            var mixed = seed &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            mixed ^= mixed >> 31
            return mixed % runMs
        }

        private static func scenario(_ index: Int) -> String {
            let fault = faults[index % faults.count]
            return """
                # A runner that is killed at some moment.
                name = "killed-\(index)"
                speed = 60.0
                markets = 4
                [window]
                start = "\(fault.start)"
                duration = "3m"
                [[fault]]
                kind = "\(fault.kind)"
                at = "\(fault.at)"
                until = "\(fault.until)"
                \(fault.more)
                """
        }

        private static func kill(_ index: Int, at place: Workplace) async throws -> Kill {
            let file = try place.write(scenario(index), to: "killed-\(index).toml")
            let reports = try place.makeFolder("reports-\(index)")
            let mark = "HIP3_KILLED_RUN=\(reports)/"
            let result = try await run(
                .name("env"),
                arguments: Arguments([
                    mark, Workplace.built("hip3-soak"), "rehearse", "--scenario", file, "--reports", reports,
                ]),
                input: .none, output: .discarded, error: .discarded
            ) { execution in
                try await Task.sleep(for: .milliseconds(momentMs(index)))
                var seen = MarkedProcess.all(marked: mark)
                seen += MarkedProcess.strangers(in: Set(seen.flatMap(\.namespaces)), marked: mark)
                let journal = journalText(in: reports)
                try? execution.send(signal: .kill)
                return (seen, journal)
            }
            let (seen, journal) = result.closureResult
            let ours = Set(seen.flatMap(\.namespaces))
            let leftovers = try await whatIsLeft(of: seen, ours, mark: mark, reports: reports)
            return Kill(
                index: index, hitRunner: result.terminationStatus == .signaled(SIGKILL),
                hadMount: ours.contains { $0.hasPrefix("mnt:") },
                hadFault: journal.contains("fault-armed") && !journal.contains("fault-lifted"),
                processes: seen.count, leftovers: leftovers)
        }

        /// Waits for the end of all that it had started, and then looks for the rest.
        private static func whatIsLeft(
            of seen: [MarkedProcess], _ namespaces: Set<String>, mark: String, reports: String
        ) async throws -> [String] {
            var found: [String] = []
            do {
                try await eventually("the end of all processes") {
                    seen.allSatisfy { !$0.isAlive } && MarkedProcess.all(marked: mark).isEmpty
                }
            } catch {
                found += MarkedProcess.all(marked: mark).map { "process \($0)" }
            }
            // A namespace lives as long as somebody is in it, or as its name is mounted; its number is given
            // anew at once.
            for mounts in mountTables() {
                if mounts.contains(reports + "/") { found.append("a mount in \(reports)") }
                for name in namespaces where mounts.contains(" \(name) ") {
                    found.append("namespace \(name)")
                }
            }
            let outside = Set(seen.flatMap(\.writtenFiles)).filter { !$0.hasPrefix(reports + "/") }
            found += outside.sorted().map { "written outside of its folder: \($0)" }
            // The next run must get the folder.
            let lock = open(reports + "/.lock", O_RDWR | O_CLOEXEC)
            if lock >= 0 {
                if flock(lock, LOCK_EX | LOCK_NB) != 0 { found.append("the lock of \(reports)") }
                close(lock)
            }
            return found
        }

        private static func mountTables() -> Set<String> {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
            return Set(names.filter { Int($0) != nil }.map { Workplace.text(at: "/proc/\($0)/mountinfo") })
        }

        private static func journalText(in reports: String) -> String {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: reports)) ?? []
            return names.map { Workplace.text(at: "\(reports)/\($0)/journal.jsonl") }.joined()
        }
    }
}
