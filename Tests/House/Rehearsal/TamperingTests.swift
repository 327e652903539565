import FoundationEssentials
import Testing

extension WholePrograms {
    /// A good run, and the same files with one thing done to them afterwards: judged bad for that one thing.
    @Suite(.serialized, CleanRun()) struct TamperingTests {
        private let ledger = "ledger_2026-01-20.jsonl"
        private let signals = "signals_2026-01-20.jsonl"
        private let followups = "followups_2026-01-20.jsonl"

        /// Spoils a copy of the clean run and has it judged.
        private func judged(
            _ spoil: (ShortRun.Played) throws -> Void, _ look: (ProgramRun, Verdict) throws -> Void
        ) async throws {
            let place = try Workplace()
            let copy = try CleanRun.copy(to: place)
            try spoil(copy)
            let (run, verdict) = try await copy.judge()
            try look(run, verdict)
            try place.clear()
        }

        @Test func untouchedItIsGood() async throws {
            try await judged({ _ in }) { run, verdict in
                try #require(verdict.verdict == "REHEARSAL PASS" && run.code == 0, "\(run)\n\(verdict)")
                for id in ["integrity", "completeness", "faults", "coverage"] {
                    try #require(try verdict.criterion(id).result == "pass")
                }
            }
        }

        @Test func aMinuteTakenOutOfTheLedger() async throws {
            var removed = 0
            try await judged({ run in
                var lines = run.lines(ledger)
                let minutes = lines.indices.filter { lines[$0].hasPrefix(#"{"type":"minute""#) }
                removed = minutes[minutes.count / 2]
                lines.remove(at: removed)
                try run.write(lines, to: ledger)
            }) { run, verdict in
                try verdict.requireBad("integrity", "fail", "\(ledger):\(removed + 1)")
                try #require(verdict.verdict == "FAIL" && run.code == 1, "\(run)")
            }
        }

        @Test func theLastLinesCutOffTheLedger() async throws {
            try await judged({ run in
                let lines = run.lines(ledger)
                try #require(lines.last?.hasPrefix(#"{"type":"stop""#) == true)
                try run.write(lines.dropLast(3), to: ledger)
            }) { run, verdict in
                try verdict.requireBad("integrity", "fail", "has 0 stop lines: lines of it are gone")
                try #require(verdict.verdict == "FAIL" && run.code == 1, "\(run)")
            }
        }

        /// Where nobody else saw the engine end, the ledger may just as well end with it: unknown, never good.
        @Test func theLastLinesCutOffTheLedgerAndNoJournal() async throws {
            try await judged({ run in
                try run.write(run.lines(ledger).dropLast(3), to: ledger)
                try FileManager.default.removeItem(atPath: run.folder + "/journal.jsonl")
            }) { run, verdict in
                try verdict.requireBad("integrity", "unknown", "without stop: unknown from there on")
                try #require(verdict.verdict == "INCONCLUSIVE" && run.code == 2, "\(run)")
            }
        }

        @Test func oneDigitOfOneSignal() async throws {
            try await judged({ run in
                var lines = run.lines(signals)
                let index = lines.count / 2
                let digit = try #require(lines[index].firstRange(of: #""best_size":"#)).upperBound
                let other = lines[index][digit] == "9" ? "8" : "9"
                lines[index].replaceSubrange(digit...digit, with: other)
                try run.write(lines, to: signals)
            }) { run, verdict in
                try verdict.requireBad("integrity", "fail", "\(signals) bytes", "sealed")
                try #require(verdict.verdict == "FAIL" && run.code == 1, "\(run)")
            }
        }

        @Test func linesCutOffAtALineEnd() async throws {
            try await judged({ run in
                let lines = run.lines(signals)
                try run.write(lines.dropLast(lines.count / 4), to: signals)
            }) { run, verdict in
                try verdict.requireBad("integrity", "fail", "\(signals) has", "were sealed", "are missing")
                try verdict.requireBad("completeness", "fail", "LOST xyz:")
                try #require(verdict.verdict == "FAIL" && run.code == 1, "\(run)")
            }
        }

        @Test func aLineThatStandsTwice() async throws {
            try await judged({ run in
                let lines = run.lines(signals)
                try run.write(lines + [lines[lines.count - 1]], to: signals)
            }) { run, verdict in
                try verdict.requireBad("completeness", "fail", "DOUBLED xyz:")
                try verdict.requireBad("integrity", "fail", signals)
                try #require(verdict.verdict == "FAIL" && run.code == 1, "\(run)")
            }
        }

        @Test func aFileThatIsGone() async throws {
            try await judged({ run in
                try FileManager.default.removeItem(atPath: run.path(followups))
            }) { run, verdict in
                try verdict.requireBad("integrity", "fail", "\(followups) is not there")
                try #require(verdict.verdict == "FAIL" && run.code == 1, "\(run)")
            }
        }

        /// Without what the exchange says it sent, nobody knows what should be there.
        @Test func noTruth() async throws {
            try await judged({ run in
                try FileManager.default.removeItem(atPath: run.folder + "/truth")
            }) { run, verdict in
                try verdict.requireBad("completeness", "unknown", "no truth of the synthetic exchange")
                try #require(verdict.verdict == "INCONCLUSIVE" && run.code == 2, "\(run)")
            }
        }
    }
}
