import FoundationEssentials
import SoakFaults
import SoakScenario
import Testing

/// The files in `scenarios/`.
@Suite struct ShippedScenarioTests {
    static let folder =
        String(#filePath.prefix(#filePath.count - "Tests/Soak/Scenario/ShippedScenarioTests.swift".count))
        + "scenarios"
    static let names = [
        "canary", "day", "disk-faults", "holiday", "network-faults", "tls-faults", "smoke-clean",
        "smoke-disk-full",
        "smoke-data-moved", "smoke-midnight-incident", "smoke-torn-write", "truncated-at-line-end",
    ]

    func load(_ name: String) throws -> Scenario {
        let file = Self.folder + "/" + name + ".toml"
        let text = try String(decoding: Data(contentsOf: URL(filePath: file)), as: UTF8.self)
        return try ScenarioReader.scenario(text, file: file, folder: Self.folder)
    }

    @Test func theseAndNoOthersAreThere() throws {
        let found = try FileManager.default.contentsOfDirectory(atPath: Self.folder).filter {
            $0.hasSuffix(".toml")
        }
        #expect(Set(found) == Set(Self.names.map { $0 + ".toml" }))
    }

    @Test(arguments: names) func eachIsGoodAndNamedAsItsFile(name: String) throws {
        let scenario = try load(name)
        #expect(scenario.name == name)
        #expect(name == "day" || scenario.expectation != nil)
        #expect(scenario.isCanary == (name == "canary"))
        // Faults fit for any seed, since anybody may ask for another one.
        for seed in 0..<200 {
            _ = try FaultPlan(scenario.faults, window: scenario.window, seed: UInt64(seed))
        }
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
        #expect(day.speed == 300 && day.markets == 32)
        let faults = try day.plan().faults
        #expect(faults.map(\.kind) == [.tornWrite, .dataDirTaken])
        #expect(faults[0].armAt >= VirtualTime("2026-01-20T14:30:00Z")!)
        #expect(faults[0].until <= VirtualTime("2026-01-20T21:00:00Z")!)
        #expect(
            faults[1].armAt.text == "2026-01-20T23:30:00Z" && faults[1].until.text == "2026-01-21T00:30:00Z")
    }
}
