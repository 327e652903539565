package import EngineCore
package import EngineFeed
package import EngineStore

/// Everything that a run of the engine is told, checked once.
package struct EngineConfiguration: Sendable {
    package enum ClockSource: Hashable, Sendable {
        case system
        /// The page of a rehearsal's clock.
        case page(path: String)
    }

    /// What the command line may say instead of the file.
    package struct Overrides: Sendable {
        package var webSocketURL: String?
        package var dataDirectory: String?
        package var ops: String?

        package init(webSocketURL: String? = nil, dataDirectory: String? = nil, ops: String? = nil) {
            self.webSocketURL = webSocketURL
            self.dataDirectory = dataDirectory
            self.ops = ops
        }
    }

    package var mode: String
    package var webSocket: VenueAddress
    package var info: VenueAddress
    package var dex: String
    /// The coins to watch; empty for all of the dex.
    package var coins: [String]
    package var feed: FeedSettings
    package var detector: DetectorSettings
    package var store: StoreConfiguration
    package var ops: OpsAddress
    /// Nil for standard error.
    package var logFile: String?
    package var logBytesMax: Int
    package var clock: ClockSource
    /// The seed of a synthetic feed; nil on a live one.
    package var syntheticSeed: Int64?
    /// CRC32C of the file's bytes.
    package var digest: UInt32
    /// The file as it was read and what the command line said instead: what a recording keeps of it.
    package var file = ""
    package var text: [UInt8] = []
    package var overrides = Overrides()

    /// A feed in virtual time can't be the live one.
    package var isSynthetic: Bool { clock != .system || syntheticSeed != nil }

    package static let defaultWebSocketURL = "wss://api.hyperliquid.xyz/ws"
    package static let defaultLogBytesMax = 64 << 20

    /// Above this rate the age gates would measure the machine and not the market.
    package static let exactAgesRateMax = 10.0
    package static let fastAgeMinMs: Int64 = 60_000

    /// What is watched and where it is kept, in a few words.
    package var summary: String {
        "\(webSocket.authority), dex \(dex), data in \(store.dataDirectory), spool in \(store.spoolDirectory)"
    }

    /// The one rule that needs the clock's rate. Gives what is wrong, or nil.
    package func problem(atRate rate: Double) -> String? {
        guard rate > Self.exactAgesRateMax else { return nil }
        for (name, age) in [
            ("bbo_age_ms", detector.gates.bboAgeMS), ("ctx_age_ms", detector.gates.contextAgeMS),
        ] {
            guard let age, age < Self.fastAgeMinMs else { continue }
            return "risk.\(name) = \(age) is too short for a clock at \(rate) times real time; "
                + "at more than \(Self.exactAgesRateMax) times it must be \(Self.fastAgeMinMs) or more, or 0 for off"
        }
        return nil
    }
}
