import DoDChecks
import DoDFormat
import Testing

@Suite("The verdict")
struct VerdictTests {
    struct Saying: Criterion {
        let id: String
        let claim = "as told"
        var outcome = Outcome.pass
        var isBroken = false
        struct Broken: Error {}

        func judge(_ evidence: Evidence, policy: Policy) throws -> CriterionResult {
            if isBroken { throw Broken() }
            return CriterionResult(id: id, outcome: outcome, summary: "said")
        }
    }

    static func all(_ changes: [CriterionID: Saying] = [:]) -> [any Criterion] {
        CriterionID.allCases.map { changes[$0] ?? Saying(id: $0.rawValue) }
    }

    func word(
        _ folder: DayFolder = DayFolder(SyntheticDay(isLive: true)), _ criteria: [any Criterion] = all(),
        policy: Policy = .phaseA
    ) throws -> Verdict.Word {
        Judge(policy: policy, criteria: criteria).judge(try folder.evidence()).word
    }

    @Test("The worst wins, and what nobody judges is unknown")
    func worst() throws {
        #expect(try word() == .pass)
        #expect(try word(DayFolder(SyntheticDay())) == .rehearsalPass)
        let unknown = Saying(id: "errors", outcome: .unknown)
        let fail = Saying(id: "coverage", outcome: .fail)
        let live = DayFolder(SyntheticDay(isLive: true))
        #expect(try word(live, Self.all([.errors: unknown])) == .inconclusive)
        #expect(try word(live, Self.all([.errors: unknown, .coverage: fail])) == .fail)
        #expect(try word(live, Self.all().filter { $0.id != "markets" }) == .inconclusive)
        #expect(try word(live, Self.all([.markets: Saying(id: "markets", isBroken: true)])) == .inconclusive)
        #expect(Outcome.worst(of: [Outcome]()) == .unknown)
    }

    @Test("Any number of files that nobody knows: some are named, the rest is counted")
    func unknownNames() throws {
        let notes = (0..<3_000).map { "note \($0)" }
        let files = (0..<3_000).map {
            FileFacts(path: "unknown-\($0)", name: "unknown-\($0)", kind: .unknown)
        }
        var evidence = try DayFolder(SyntheticDay(isLive: true)).evidence()
        let known = evidence.runs[0].files.count
        let clean = Judge(policy: .phaseA, criteria: Self.all()).judge(evidence)
        evidence.runs[0].files += files
        evidence.runs[0].notes += notes
        let verdict = Judge(policy: .phaseA, criteria: Self.all()).judge(evidence)
        #expect(verdict.word == clean.word && verdict.files.count == known + 200)
        let said = evidence.runs[0].notes.count
        #expect(
            verdict.notes.suffix(2) == ["note \(200 + 3_000 - said - 1)", "and \(said - 200) more notes"])
    }

    @Test("A loosened or short policy can't say PASS")
    func loosened() throws {
        let loose = Policy(name: "mine", hundredths: [.coverageGapMinutesMax: 6_00], mayPass: true)
        #expect(loose.loosened == ["coverage.gap_minutes_max is 6, not 5"])
        let live = DayFolder(SyntheticDay(isLive: true))
        #expect(try word(live, policy: loose) == .rehearsalPass)
        let strict = Policy(name: "mine", hundredths: [.coverageGapMinutesMax: 4_00], mayPass: true)
        #expect(try word(live, policy: strict) == .pass)
        let waiving = Policy(name: "w", waived: ["errors"], mayPass: false)
        let fail = Self.all([.errors: Saying(id: "errors", outcome: .fail)])
        #expect(try word(live, fail, policy: waiving) == .rehearsalPass)
        let verdict = Judge(policy: waiving, criteria: fail).judge(try live.evidence())
        #expect(verdict.notes.contains("policy w, loosened: errors is waived"))
        #expect(VerdictJSON.text(verdict).contains("\"required\":{\"waived\":true}"))
    }

    @Test("Evidence that is not what it says")
    func evidence() throws {
        func evidence(_ edit: (inout SyntheticDay) -> Void, live: Bool = true) throws -> CriterionResult {
            var day = SyntheticDay(isLive: live)
            edit(&day)
            return try DayFolder(day).result(.evidence)
        }
        let host = try evidence { day in
            for index in day.ledger.indices {
                day.ledger[index].members = day.ledger[index].members.replacing(
                    "api.hyperliquid.xyz", with: "example.org")
            }
        }
        #expect(host.outcome == .fail)
        #expect(host.summary.contains("the ledger says host example.org, the journal api.hyperliquid.xyz"))
        let both = try evidence { day in
            for index in day.ledger.indices {
                day.ledger[index].members = day.ledger[index].members.replacing(
                    "api.hyperliquid.xyz", with: "example.org")
            }
            day.journal[0].members = day.journal[0].members.replacing(
                "api.hyperliquid.xyz", with: "example.org")
        }
        #expect(both.outcome == .unknown)
        #expect(both.summary.contains("example.org is no host of the venue"))
        let synthetic = try evidence { day in
            day.journal[0].members = day.journal[0].members.replacing(
                "\"synthetic\":false", with: "\"synthetic\":true")
        }
        #expect(synthetic.outcome == .fail)
        let rate = try evidence { day in
            day.journal[0].members = day.journal[0].members.replacing("\"rate\":1.0", with: "\"rate\":300.0")
        }
        #expect(rate.summary.contains("the ledger says clock rate 1.0, the journal 300.0"))
        let otherTime = try evidence { day in
            for index in day.journal.indices { day.journal[index].atMS += 86_400_000 }
        }
        #expect(otherTime.summary.contains("tell of different times"))
        var alone = DayFolder(SyntheticDay(isLive: true))
        alone.files["journal.jsonl"] = nil
        #expect(try alone.result(.evidence).outcome == .unknown)
    }

    @Test("The same data give the same bytes, without any time of the judging")
    func json() throws {
        let folder = DayFolder(SyntheticDay(killAt: 1))
        let texts = try (0..<2).map { _ in VerdictJSON.text(try folder.judge()) }
        #expect(texts[0] == texts[1])
        let text = texts[0]
        #expect(
            text.hasPrefix(
                "{\"schema\":1,\"verdict\":\"INCONCLUSIVE\",\"evidence\":\"accelerated\",\"policy\":\"test\",\"window\":{\"from\":\"2026-01-20T07:13:00.000Z\",\"to\":\"2026-01-20T07:17:00.000Z\"},\"criteria\":[{\"id\":\"evidence\",\"result\":\"pass\",\"summary\":"
            ), "\(text.prefix(300))")
        #expect(text.contains("{\"path\":\"data/signals_2026-01-20.jsonl\",\"bytes\":"))
        #expect(text.hasSuffix("}\n"))
        _ = try JSONParser.parse(Array(text.utf8.dropLast()))
    }
}
