package import SoakFaults

/// One run as a file asks for it: checked, but nothing drawn from the seed yet.
package struct Scenario: Equatable, Sendable {
    package var name: String
    package var set: ScenarioSet
    package var feed: ScenarioFeed
    /// The comment at the head of the file: why this scenario exists.
    package var why: String
    /// As it was named by whoever asked for it.
    package var file: String
    package var seed: UInt64
    /// Virtual seconds per real second.
    package var speed: Double
    package var markets: Int
    /// The exchange and the engine speak TLS, with certificates that are made for the run.
    package var tls = false
    /// The judge's policy; a path that is relative to the scenario's folder was made absolute. Nil: its default.
    package var policy: String?
    package var window: VirtualWindow
    package var faults: [FaultSpec]
    /// Nil: it is only run and judged, nothing is expected of it.
    package var expectation: ScenarioExpectation?
    /// Must fail, to show that failures are noticed; left out of a run of all scenarios.
    package var isCanary: Bool

    package static let speedDefault = 300.0
    package static let speedMax = 10_000.0
    package static let marketsMax = 32

    /// Real time that a run of it takes at least, with the start of its programs and the judge.
    package var secondsAtLeast: Double { Double(window.durationMs) / 1000 / speed + Self.overheadSeconds }
    static let overheadSeconds = 3.0

    /// The faults in the window, all decided.
    package func plan() throws(FaultPlan.Misplaced) -> FaultPlan {
        try FaultPlan(faults, window: window, seed: seed)
    }
}
