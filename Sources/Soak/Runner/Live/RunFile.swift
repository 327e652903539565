import FoundationEssentials
package import SoakFaults

/// What a later process must know to go on with a run: `run.json` in its folder, written before anything starts.
package struct RunFile: Codable, Equatable, Sendable {
    package var feed: String
    package var seed: UInt64
    package var fromMs: Int64
    package var toMs: Int64
    package var command: String
    /// As it was asked for, so that the same words find the same run.
    package var durationMs: Int64
    package var config: String?
    /// The command of an engine that is not ours, as it was given.
    package var engine: String?
    package var policy: String?
    package var scenario: String?
    package var name: String?

    package init(
        feed: String, seed: UInt64, window: VirtualWindow, command: String, durationMs: Int64,
        config: String?,
        engine: String?, policy: String?, scenario: String?, name: String? = nil
    ) {
        self.feed = feed
        self.seed = seed
        fromMs = window.from.ms
        toMs = window.to.ms
        self.command = command
        self.durationMs = durationMs
        self.config = config
        self.engine = engine
        self.policy = policy
        self.scenario = scenario
        self.name = name
    }

    package var window: VirtualWindow {
        VirtualWindow(from: VirtualTime(ms: fromMs), durationMs: toMs - fromMs)
    }

    static let name = "run.json"

    /// Nil for a folder of another kind of run.
    package static func read(_ folder: String) -> Self? {
        guard let bytes = try? FileTree.read(folder + "/" + name) else { return nil }
        return try? JSONDecoder().decode(Self.self, from: Data(bytes))
    }

    package func keep(in folder: String) throws(SystemFailure) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        guard let data = try? encoder.encode(self) else { return }
        try FileTree.write(Array(data) + [UInt8(ascii: "\n")], to: folder + "/" + Self.name)
    }

    /// Asked for with the same words, whenever that was.
    package func isSameOrder(as other: Self) -> Bool {
        feed == other.feed && durationMs == other.durationMs && config == other.config
            && engine == other.engine
            && policy == other.policy && scenario == other.scenario && name == other.name
    }
}
