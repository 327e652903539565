import SoakFaults
import SoakRunner
import SoakScenario
import Testing

@Suite struct RequestTests {
    static let scenario = try! ScenarioReader.scenario(
        """
        # Two faults in a day.
        name = "day"
        seed = 5
        [window]
        start = "2026-01-20T07:13:00Z"
        duration = "24h2m"
        [[fault]]
        kind = "torn-write"
        at = "15:30"
        [[fault]]
        kind = "data-dir-taken"
        at = "23:30"
        until = "00:30"
        """, file: "day.toml", folder: ".")
    static let programs = Programs(
        exchange: ["x"], engine: ["e"], engineVersion: ["e"], judge: ["j"], injector: "i")

    func order(_ change: (inout RunRequest) -> Void) throws -> (order: RunOrder, notes: [String]) {
        var request = RunRequest(scenario: Self.scenario, words: ["hip3-soak", "rehearse"])
        change(&request)
        return try request.order(reports: "/r", programs: Self.programs, engineUser: nil)
    }

    @Test func theCommandRepeatsTheRun() throws {
        #expect(try order { _ in }.order.command == "hip3-soak rehearse --seed 5")
        let other = try order {
            $0.seed = 9
            $0.speed = 12.5
            $0.start = VirtualTime("2026-01-20T12:00:00Z")
            $0.durationMs = 14 * 3_600_000
            $0.words += ["--reports", "/a b"]
        }
        #expect(
            other.order.command == "hip3-soak rehearse --reports '/a b' --seed 9 --speed 12.5 --start "
                + "2026-01-20T12:00:00Z --duration 14h")
        #expect(other.order.seed == 9 && other.order.speed == 12.5 && other.notes.isEmpty)
        #expect(other.order.faults.faults.count == 2)
    }

    @Test func faultsThatANarrowWindowHasNoRoomForAreLeftOutAndNamed() throws {
        let narrow = try order { $0.durationMs = 10 * 3_600_000 }
        #expect(narrow.order.faults.faults.map(\.id) == ["torn-write"])
        #expect(narrow.notes.count == 1 && narrow.notes[0].hasPrefix("left out: fault `data-dir-taken`"))
    }

    @Test func faultsThatWereNamedMustFit() {
        #expect(throws: RunRefusal.self) {
            try order {
                $0.durationMs = 3_600_000
                $0.faults = Self.scenario.faults
            }
        }
    }

    @Test(arguments: [0, -1, Double.nan, 1e9]) func impossibleSpeedsAreUsage(speed: Double) {
        do {
            _ = try order { $0.speed = speed }
            Issue.record("accepted \(speed)")
        } catch { #expect((error as? RunRefusal)?.exitCode == 64) }
    }

    @Test func aMissingPolicyIsUsage() {
        do {
            _ = try order { $0.policy = "/nowhere/policy.toml" }
            Issue.record("accepted")
        } catch { #expect("\(error)".contains("/nowhere/policy.toml")) }
    }
}
