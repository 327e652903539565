import Glibc
import Testing

extension WholePrograms {
    /// `hip3-soak sweep` with the real engine, and with engines that are not to be trusted.
    @Suite struct SweepProgramTests {
        private func sweep(_ place: Workplace, _ more: [String]) async throws -> ProgramRun {
            try await ProgramRun.of(
                "hip3-soak", ["sweep", "--reports", place.path("reports"), "--jobs", "2"] + more)
        }

        /// An engine that does `before` to its data directory (`$4`) when it is started again, then goes on.
        private func engine(_ place: Workplace, before: String) throws -> String {
            let script = """
                #!/bin/sh
                # Not in the undisturbed sessions, which say what has to be there.
                case "$4 $2" in *baseline*) ;; *session-2.hip3) \(before) ;; esac
                exec \(Workplace.built("hip3-engine")) "$@"
                """
            let path = try place.write(script, to: "engine.sh")
            chmod(path, 0o755)
            return path
        }

        @Test func everyRenameOfASessionIsLivedThrough() async throws {
            let place = try Workplace()
            let run = try await sweep(
                place, ["--op", "rename", "--recovery-every", "1", "--junit", place.path("sweep.xml")])
            #expect(run.code == 0, "\(run)")
            #expect(run.output.contains("0 lost, 0 doubled, 0 torn, glued or invented, 0 against the ledger"))
            #expect(place.text("sweep.xml").contains("failures=\"0\" errors=\"0\""))
            try place.clear()
        }

        /// A copy of a standing engine and one that was started come to the same, point by point: the same calls, the
        /// same kills and restarts. 44 openings, some of which are lived through and some not.
        @Test func copiesComeToWhatStartsComeTo() async throws {
            let place = try Workplace()
            var tables: [[Substring]] = []
            for more in [[], ["--fresh-starts"]] {
                let run = try await sweep(place, ["--op", "open", "--recovery-every", "90"] + more)
                #expect(run.code == 0, "\(run)")
                tables.append(run.output.split(separator: "\n").filter { $0.hasPrefix("  ") })
            }
            #expect(tables[0].count > 8 && tables[0] == tables[1])
            try place.clear()
        }

        /// What a start could not take over, because the disk failed it, is taken over when the spool is drained: the
        /// second fault of each is in the recovery from the first.
        @Test(arguments: [
            "write:kill-before:57,fsync:EIO:3", "write:kill-before:57,open:EIO:10",
            "write:kill-before:89,fsync:EIO:3", "write:kill-before:6",
        ]) func aFailedTakeoverIsMadeUpFor(point: String) async throws {
            let place = try Workplace()
            let run = try await sweep(place, ["--only", point])
            #expect(run.code == 0, "\(run)")
            try place.clear()
        }

        /// The canary: a sweep that did not notice these would prove nothing.
        @Test(arguments: [
            ("sed -i '$d' $4/signals_2026-01-20.jsonl", "counted and not there"),
            ("sed -i '1p' $4/signals_2026-01-20.jsonl", "twice in signals_2026-01-20.jsonl"),
            (
                "echo '{\"timestamp_ms\":17}' >> $4/signals_2026-01-20.jsonl",
                "no line of this session in signals_2026-01-20.jsonl"
            ),
            ("sed -i 's/\"seq\":3,/\"seq\":5,/' $4/ledger_2026-01-20.jsonl", "chain broken"),
            ("exit 3", "session 2 ended with"),
        ]) func anEngineThatLosesIsFound(harm: String, words: String) async throws {
            let place = try Workplace()
            let run = try await sweep(
                place,
                ["--only", "fsync:kill-after:40", "--engine-binary", try engine(place, before: harm)])
            #expect(run.code == 1, "\(harm): \(run)")
            #expect(run.output.contains(words), "\(harm): \(run)")
            #expect(run.output.contains("again:  hip3-soak sweep --seed 1"))
            try place.clear()
        }

        @Test(arguments: [
            (["--op", "read"], "--op read: give write, fsync, open or rename"),
            (["--only", "write:tear:1"], "--only write:tear:1 is no point"),
            (["--jobs", "0"], "--jobs 0: give 1 to"),
            (["/nonexistent.hip3"], "/nonexistent.hip3"),
        ]) func whatIsNoSweepIsSaidInOneLine(words: [String], says: String) async throws {
            let place = try Workplace()
            let run = try await ProgramRun.of(
                "hip3-soak", ["sweep", "--reports", place.path("reports")] + words)
            #expect(run.code == 64 && run.errors.contains(says), "\(run)")
            #expect(run.errors.split(separator: "\n").count == 1, "\(run)")
            try place.clear()
        }
    }
}
