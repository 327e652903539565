import SoakFaults
import SoakScenario
import Testing

/// What the scenarios that we ship have to be, each and all together.
@Suite struct ShippedScenarioTests {
    func load(_ name: String) throws -> Scenario { try ScenarioLibrary.load(name) }

    @Test(arguments: ScenarioLibrary.names) func eachIsGoodAndNamedAsItsFile(name: String) throws {
        let scenario = try load(name)
        #expect(scenario.name == name)
        #expect(scenario.expectation != nil && scenario.feed == .synthetic)
        #expect(scenario.isCanary == (scenario.set == .canary))
        // Faults fit for any seed, since anybody may ask for another one.
        for seed in 0..<200 {
            _ = try FaultPlan(scenario.faults, window: scenario.window, seed: UInt64(seed))
        }
    }

    @Test func eachSetHasItsTimeAndTheCanaryIsAlone() throws {
        let all = try ScenarioLibrary.all()
        func seconds(_ set: ScenarioSet) -> Double {
            all.filter { set.members.contains($0.set) }.reduce(0) { $0 + $1.secondsAtLeast }
        }
        #expect(seconds(.smoke) < 180)
        // Two side by side on two cores.
        #expect(seconds(.full) / 2 < 25 * 60)
        for set in [ScenarioSet.day, .canary] { #expect(all.count { $0.set == set } == 1) }
        #expect(all.count { $0.set == .smoke } >= 5)
    }

    /// Kinds for which there is a reason that no scenario has them; each with that reason.
    static let unusedKinds: [FaultKind: String] = [:]

    @Test func everyKindOfFaultIsUsedByAScenario() throws {
        let used = Set(try ScenarioLibrary.all().flatMap(\.faults).map(\.kind))
        let missing = FaultKind.allCases.filter { !used.contains($0) && Self.unusedKinds[$0] == nil }
        #expect(missing.isEmpty, "no scenario has \(missing.map(\.rawValue).joined(separator: ", "))")
        for kind in Self.unusedKinds.keys { #expect(!used.contains(kind), "\(kind.rawValue) is used now") }
    }

    /// What happened, or nearly did, in January 2026 and before: what shows that it can't happen unseen again.
    static let incidents: [(what: String, scenario: String)] = [
        ("stopped after 15 h, before the US session", "incident-short-window"),
        ("planned around a US open on a holiday", "incident-holiday-day"),
        ("the same in short", "holiday"),
        ("a data directory that belonged to root", "smoke-midnight-incident"),
        ("a torn line, and a good record glued to it", "smoke-torn-write"),
        ("a full disk that cuts a batch in half, and a retry that writes it twice", "incident-half-batch"),
        ("a file cut off exactly at a line end", "truncated-at-line-end"),
        ("a quiet market that looks like a dead process", "incident-quiet-night"),
        ("data in memory that was never written", "incident-unwritten"),
        ("the age of the oracle measured by price change", "incident-closed-market"),
        ("a log line for each blocked tick", "incident-log-volume"),
        ("a market table by the wrong index", "incident-market-index"),
    ]

    @Test(arguments: incidents) func eachIncidentHasItsScenario(what: String, scenario: String) throws {
        let why = try load(scenario).why
        #expect(why.count > 60, "\(what): \(why)")
    }

    @Test func theDiskFailsInManyWaysWithQuietBetween() throws {
        let faults = try load("disk-faults").plan().faults
        #expect(Set(faults.map(\.kind)).count >= 10)
        #expect(faults.contains { $0.armAt.nextMidnight < $0.until })
        for (earlier, later) in zip(faults, faults.dropFirst()) {
            #expect(later.armAt.ms - earlier.until.ms >= 180_000, "\(later.id)")
        }
    }

    @Test func theNetworkFailsInAllWaysWithQuietBetween() throws {
        let plain = try load("network-faults").plan().faults
        let secure = try load("tls-faults")
        #expect(secure.tls)
        let secureFaults = try secure.plan().faults
        #expect(Set((plain + secureFaults).map(\.kind)).count >= 16)
        for faults in [plain, secureFaults] {
            for (earlier, later) in zip(faults, faults.dropFirst()) {
                #expect(later.armAt.ms - earlier.until.ms >= 120_000, "\(later.id)")
            }
        }
    }

    @Test func theDayIsTheOneThatWasPromised() throws {
        let day = try load("day")
        #expect(day.window.from.text == "2026-01-20T07:13:00Z")
        #expect(day.window.durationMs == DurationText.ms("24h2m"))
        #expect(day.speed == 300 && day.markets == 32 && day.set == .day)
        let faults = try day.plan().faults
        #expect(faults.map(\.kind) == [.tornWrite, .dataDirTaken])
        #expect(faults[0].armAt >= VirtualTime("2026-01-20T14:30:00Z")!)
        #expect(faults[0].until <= VirtualTime("2026-01-20T21:00:00Z")!)
        #expect(
            faults[1].armAt.text == "2026-01-20T23:30:00Z" && faults[1].until.text == "2026-01-21T00:30:00Z")
    }
}
