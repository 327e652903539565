package import SoakFaults
package import SoakScenario

/// A run as it was asked for: a scenario and what the command line says otherwise. `order` checks it all and
/// decides what is open.
package struct RunRequest: Sendable {
    package var scenario: Scenario
    package var seed: UInt64?
    package var speed: Double?
    package var start: VirtualTime?
    package var durationMs: Int64?
    /// In place of the scenario's own; each must fit into the window.
    package var faults: [FaultSpec]?
    package var policy: String?
    package var leave = SkipLeave()
    /// `hip3-soak`, the subcommand and what else repeats the run, without the options below.
    package var words: [String]

    package init(scenario: Scenario, words: [String]) {
        self.scenario = scenario
        self.words = words
    }

    private var isNarrowed: Bool { start != nil || durationMs != nil }

    package var window: VirtualWindow {
        VirtualWindow(
            from: start ?? scenario.window.from, durationMs: durationMs ?? scenario.window.durationMs)
    }

    /// The run, and what the user should know before it starts.
    package func order(
        reports: String, programs: Programs, engineUser: UserIdentity?
    ) throws(RunRefusal) -> (order: RunOrder, notes: [String]) {
        let speed = speed ?? scenario.speed
        guard speed > 0, speed <= Scenario.speedMax else {
            throw .usage(
                "--speed \(speed): give more than 0 and at most \(Int(Scenario.speedMax)) times real time")
        }
        if window.durationMs <= 0 { throw .usage("--duration: give more than nothing") }
        if scenario.feed != .synthetic {
            throw .usage(
                "\(scenario.file): its feed is \"\(scenario.feed.text)\", and faults are only injected before the "
                    + "synthetic exchange; set feed = \"synthetic\", or watch it with `hip3-soak run --scenario`"
            )
        }
        let seed = seed ?? scenario.seed
        let (plan, notes) = try plan(seed: seed)
        var order = RunOrder(
            command: command(seed: seed, speed: speed), scenario: scenario.name, seed: seed, speed: speed,
            markets: scenario.markets, tls: scenario.tls, window: window, faults: plan,
            policy: try absolute(policy ?? scenario.policy),
            reports: reports, programs: programs, engineUser: engineUser)
        order.leave = leave
        return (order, notes)
    }

    // A scenario's own faults that a narrower window has no room for are left out, and said so: they were not
    // asked for with this window. Ones that were named on purpose must fit.
    private func plan(seed: UInt64) throws(RunRefusal) -> (FaultPlan, [String]) {
        var notes: [String] = []
        var specs = faults ?? scenario.faults
        if faults == nil, isNarrowed {
            specs = specs.filter { spec in
                do { _ = try FaultPlan([spec], window: window, seed: seed) } catch {
                    notes.append("left out: \(error)")
                    return false
                }
                return true
            }
        }
        do { return (try FaultPlan(specs, window: window, seed: seed), notes) } catch {
            throw .usage(error.description)
        }
    }

    private func absolute(_ path: String?) throws(RunRefusal) -> String? {
        guard let path else { return nil }
        do { return try FileTree.absolute(path) } catch { throw .usage("policy: \(error)") }
    }

    private func command(seed: UInt64, speed: Double) -> String {
        var all = words + ["--seed", String(seed)]
        if self.speed != nil { all += ["--speed", "\(speed)"] }
        if let start { all += ["--start", start.text] }
        if let durationMs { all += ["--duration", DurationText.text(ms: durationMs)] }
        if let policy { all += ["--policy", policy] }
        return CommandText.text(all)
    }
}
