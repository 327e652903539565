import DoDChecks
import DoDFormat
import Testing

@Suite("Faults are believed only with a proof and a trace")
struct FaultsTests {
    func day(_ edit: (inout SyntheticDay) -> Void) throws -> CriterionResult {
        var day = SyntheticDay(killAt: 2)
        edit(&day)
        return try DayFolder(day).result(.faults)
    }

    func index(_ day: SyntheticDay, _ type: String) -> Int { day.journal.firstIndex { $0.type == type }! }

    @Test("Armed, and nothing shows that it bit")
    func noBite() throws {
        let result = try day { $0.journal.remove(at: index($0, "fault-bitten")) }
        #expect(result.outcome == .unknown)
        #expect(result.summary.contains("nothing shows that it bit"))
    }

    @Test("Missed")
    func missed() throws {
        let result = try day { day in
            let bitten = index(day, "fault-bitten")
            day.journal[bitten].type = "fault-missed"
            day.journal[bitten].members = "\"fault\":\"torn-1\",\"why\":\"the engine was faster\""
        }
        #expect(result.outcome == .unknown)
        #expect(result.summary.contains("torn-1 (torn-write) did not bite: the engine was faster"))
    }

    @Test("Planned and never armed; bitten and never lifted")
    func halves() throws {
        let planned = try day { day in
            day.journal.removeAll { $0.type.hasPrefix("fault-") }
        }
        #expect(planned.summary.contains("torn-1 was planned and never armed"))
        let unlifted = try day { $0.journal.remove(at: index($0, "fault-lifted")) }
        #expect(unlifted.outcome == .unknown)
        #expect(unlifted.summary.contains("was never lifted"))
    }

    @Test("Reported, and not to be seen in the evidence")
    func noTrace() throws {
        let other = try day { day in
            let bitten = index(day, "fault-bitten")
            day.journal[bitten].members = day.journal[bitten].members.replacing(
                "\"size\":", with: "\"size\":9")
        }
        #expect(other.outcome == .unknown)
        #expect(other.summary.contains("no repair line of the ledger ends at byte 9"), "\(other.summary)")
        let directory = try day { day in
            for index in day.journal.indices {
                day.journal[index].members = day.journal[index].members.replacing(
                    "torn-write", with: "data-dir-taken")
            }
        }
        #expect(directory.outcome == .unknown)
        #expect(directory.summary.contains("no storage failure with errno 13"))
        let truncated = try day { day in
            for index in day.journal.indices {
                day.journal[index].members = day.journal[index].members.replacing(
                    "torn-write", with: "truncate-at-line-end")
            }
        }
        #expect(
            truncated.summary.contains("is whole and nothing says that it shrank"), "\(truncated.summary)")
    }

    @Test("A taken directory with the engine's own EACCES in that time")
    func directoryTaken() throws {
        let result = try day { day in
            for index in day.journal.indices {
                day.journal[index].members = day.journal[index].members.replacing(
                    "torn-write", with: "data-dir-taken")
            }
            let at = day.ledger.firstIndex { $0.type == "repair" }!
            day.ledger.insert(
                DayLine(
                    type: "storage", atMS: day.ledger[at].atMS,
                    members:
                        "\"event\":\"failing\",\"operation\":\"open\",\"path\":\"p\",\"errno\":13,\"records\":0,\"bytes\":0"
                ), at: at)
        }
        #expect(result.outcome == .pass, "\(result.summary)")
    }

    @Test("A journal that was changed proves nothing")
    func journalChanged() throws {
        var folder = DayFolder(SyntheticDay(killAt: 2))
        folder.replace("journal.jsonl", "24 of 226 bytes", "25 of 226 bytes")
        let result = try folder.result(.faults)
        #expect(result.outcome == .unknown)
        #expect(result.summary.contains("the journal is not whole"))
        #expect(try folder.result(.evidence).outcome == .unknown)
    }

    @Test("Without a plan there is nothing to prove")
    func none() throws {
        #expect(try DayFolder(SyntheticDay()).result(.faults).summary == "no fault was planned")
        var alone = DayFolder(SyntheticDay())
        alone.files["journal.jsonl"] = nil
        #expect(try alone.result(.faults).outcome == .unknown)
    }
}
