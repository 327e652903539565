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

    @Test("Skipped: unknown without leave, said in any case", arguments: [false, true])
    func skipped(isAllowed: Bool) throws {
        let result = try day { day in
            day.journal.removeAll { $0.type == "fault-armed" || $0.type == "fault-lifted" }
            let bitten = index(day, "fault-bitten")
            day.journal[bitten].type = "fault-skipped"
            day.journal[bitten].members =
                "\"fault\":\"torn-1\",\"kind\":\"torn-write\",\"why\":\"no ptrace\",\"allowed\":\(isAllowed)"
        }
        #expect(result.outcome == (isAllowed ? .pass : .unknown))
        let words = "torn-1 (torn-write) was skipped: no ptrace"
        #expect(
            isAllowed
                ? result.evidence.contains("\(words) (allowed by --allow-skip)") : result.summary == words)
        if isAllowed { #expect(result.summary.hasSuffix("; 1 skipped with leave"), "\(result.summary)") }
        #expect(result.measured["skipped"] == .count(1))
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
        #expect(directory.summary.contains("no storage failure with errno 13 or 1 or 30"))
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

    /// The day's one fault as another kind, with these facts.
    func named(_ kind: String, facts: String, _ day: inout SyntheticDay) {
        for index in day.journal.indices {
            day.journal[index].members = day.journal[index].members.replacing("torn-write", with: kind)
        }
        let bitten = index(day, "fault-bitten")
        let id = "\"fault\":\"torn-1\",\"proof\":\"it bit\",\"facts\":{\(facts)}"
        day.journal[bitten].members = id
    }

    @Test(
        "A kind is believed only with the engine's own errno of it",
        arguments: [
            ("write-error", 28), ("fsync-error", 5), ("open-error", 24), ("rename-error", 5),
            ("directory-mode", 13),
            ("directory-removed", 2), ("disk-full", 28), ("read-only-mount", 30), ("open-files-limit", 24),
            ("file-size-limit", 27),
        ])
    func storageFailures(kind: String, errno: Int) throws {
        for found in [errno, errno + 100] {
            let result = try day { day in
                named(kind, facts: "\"errno\":\(errno)", &day)
                let at = day.ledger.firstIndex { $0.type == "repair" }!
                day.ledger.insert(
                    DayLine(
                        type: "storage", atMS: day.ledger[at].atMS,
                        members:
                            "\"event\":\"failing\",\"operation\":\"write\",\"path\":\"p\",\"errno\":\(found),\"records\":0,\"bytes\":0"
                    ), at: at)
            }
            #expect(result.outcome == (found == errno ? .pass : .unknown), "\(kind): \(result.summary)")
        }
    }

    @Test("An interrupted call leaves nothing behind, and needs not")
    func interrupted() throws {
        let result = try day { named("write-error", facts: "\"errno\":4", &$0) }
        #expect(result.outcome == .pass, "\(result.summary)")
    }

    @Test("A kill is believed only with the end that the runner saw and the start after it")
    func kills() throws {
        for kind in ["sigkill", "kill-before-write", "kill-after-write", "kill-before-sync"] {
            let killed = try day { named(kind, facts: "\"signal\":9", &$0) }
            #expect(killed.outcome == .pass, "\(kind): \(killed.summary)")
        }
        // It was killed, so nobody asked it to end in order.
        let asked = try day { named("sigterm", facts: "\"signal\":15", &$0) }
        #expect(asked.outcome == .unknown)
        #expect(asked.summary.contains("the journal has no such end of the engine"), "\(asked.summary)")
    }

    @Test(
        "A broken connection is believed only with the cause that the engine saw",
        arguments: [
            ("connection-expired", "expired"), ("connection-inactive", "inactive"),
            ("connection-reset", "closed"),
            ("closed-without-close-frame", "closed"), ("half-closed", "closed"),
            ("reconnect-storm", "closed"),
            ("half-open", "stalled"), ("feed-stalled", "stalled"), ("slow-reader", "stalled"),
            ("connection-refused", "refused"), ("name-not-resolved", "refused"),
            ("tls-expired-certificate", "refused"), ("tls-wrong-host", "refused"),
            ("tls-unknown-issuer", "refused"),
        ])
    func lostConnections(kind: String, cause: String) throws {
        for found in [cause, "error"] {
            let result = try day { day in
                named(kind, facts: "\"cut\":1", &day)
                let at = day.ledger.firstIndex { $0.type == "repair" }!
                day.ledger.insert(
                    DayLine(
                        type: "connection", atMS: day.ledger[at].atMS,
                        members: "\"event\":\"lost\",\"connection\":1,\"cause\":\"\(found)\",\"detail\":\"\""
                    ), at: at)
            }
            #expect(result.outcome == (found == cause ? .pass : .unknown), "\(kind): \(result.summary)")
        }
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
