package import SoakFaults
package import SoakScenario

/// A run as `hip3-soak run` was asked for it: every word looked at, nothing started.
package struct LiveRequest: Sendable {
    package var feed: RunFeed
    package var durationMs: Int64
    package var engine: EngineChoice
    /// The engine's command as it was given; nil: our own.
    package var engineText: String?
    package var policy: String?
    package var scenario: Scenario?
    package var seed: UInt64
    package var words: [String]
    /// Tells orders of the same words apart.
    package var name: String?

    /// A day is judged by whole minutes, and its first and last are none.
    package static let marginMs: Int64 = 120_000
    /// Shorter ones are for a look, not for a day.
    private static let marginFromMs: Int64 = 3_600_000
    package static let durationMsMin: Int64 = 5_000
    package static let durationMsMax: Int64 = 31 * 86_400_000
    private static let nameBytesMax = 40

    private static func isOfName(_ character: Character) -> Bool {
        character.isASCII
            && (character.isLetter || character.isNumber || character == "-" || character == "_")
    }

    package init(
        feed: String, duration: String, config: String?, engine: String?, policy: String?,
        scenario: Scenario?,
        seed: UInt64, words: [String], name: String? = nil
    ) throws(RunRefusal) {
        if let name, name.isEmpty || name.utf8.count > Self.nameBytesMax || !name.allSatisfy(Self.isOfName) {
            throw .usage("--name \(name): give letters, digits, - and _, \(Self.nameBytesMax) at most")
        }
        self.name = name
        guard let chosen = RunFeed(feed) else {
            throw .usage(
                "--feed \(feed): give live, synthetic, or a WebSocket URL as wss://api.hyperliquid.xyz/ws")
        }
        self.feed = chosen
        guard let ms = DurationText.ms(duration), ms >= Self.durationMsMin, ms <= Self.durationMsMax else {
            throw .usage("--duration \(duration): give five seconds to 31 days, as 24h or 90m")
        }
        durationMs = ms
        let config = try Self.absolute(config, "--config")
        if let engine {
            do throws(ForeignEngine.Flaw) { self.engine = .other(try ForeignEngine(engine)) } catch {
                throw .usage("--engine: \(error)")
            }
        } else {
            self.engine = .own(config: config)
        }
        if chosen == .synthetic, config != nil {
            throw .usage("--config: a synthetic run writes its own; leave it out, or name another --feed")
        }
        engineText = engine
        self.policy = try Self.absolute(policy, "--policy")
        self.scenario = scenario
        self.seed = seed
        self.words = words
    }

    package func window(fromMs: Int64) -> VirtualWindow {
        let margin = durationMs >= Self.marginFromMs ? Self.marginMs : 0
        return VirtualWindow(from: VirtualTime(ms: fromMs / 1000 * 1000), durationMs: durationMs + margin)
    }

    package func file(window: VirtualWindow) -> RunFile {
        var config: String?
        if case .own(let own) = engine { config = own }
        return RunFile(
            feed: feed.text, seed: seed, window: window, command: CommandText.text(words),
            durationMs: durationMs,
            config: config, engine: engineText, policy: policy, scenario: scenario?.file, name: name)
    }

    package func order(
        window: VirtualWindow, reports: String, programs: Programs, engineUser: UserIdentity?,
        leave: SkipLeave
    ) throws(RunRefusal) -> RunOrder {
        let plan: FaultPlan
        do { plan = try FaultPlan(scenario?.faults ?? [], window: window, seed: seed) } catch {
            throw .usage(error.description)
        }
        var order = RunOrder(
            command: CommandText.text(words), scenario: scenario?.name ?? "run", seed: seed, speed: 1,
            markets: Scenario.marketsMax, window: window, faults: plan, policy: policy, reports: reports,
            programs: programs, engineUser: engineUser)
        order.feed = feed
        order.engine = engine
        order.leave = leave
        return order
    }

    private static func absolute(_ path: String?, _ option: String) throws(RunRefusal) -> String? {
        guard let path else { return nil }
        do { return try FileTree.absolute(path) } catch { throw .usage("\(option): \(error)") }
    }
}
