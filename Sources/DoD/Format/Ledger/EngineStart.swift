/// A `start` line: which engine, with which values, on which feed and clock.
package struct EngineStart: Hashable, Sendable {
    package var runID: String
    package var pid: Int64
    package var version: String
    package var uid: Int64
    package var config: EngineConfig
    package var configCRC32C: UInt32
    package var clock: EngineClock
    package var feed: FeedOrigin
    package var dataDir: String
    package var spoolDir: String?

    package init(
        runID: String, pid: Int64 = 1, version: String = "1", uid: Int64 = 1000,
        config: EngineConfig = EngineConfig(), configCRC32C: UInt32 = 0, clock: EngineClock, feed: FeedOrigin,
        dataDir: String = "", spoolDir: String? = nil
    ) {
        self.runID = runID
        self.pid = pid
        self.version = version
        self.uid = uid
        self.config = config
        self.configCRC32C = configCRC32C
        self.clock = clock
        self.feed = feed
        self.dataDir = dataDir
        self.spoolDir = spoolDir
    }
}

/// The values of the engine's config that a judge needs.
package struct EngineConfig: Hashable, Sendable {
    package var fee: BasisPoints
    package var slippage: BasisPoints
    package var minEdge: BasisPoints
    package var sizingAlpha: Amount
    package var maxNotional: Amount
    /// In the order of the file; a gate that is not there is off.
    package var gates: [GateLimit]

    package init(
        fee: BasisPoints = BasisPoints(hundredths: 400), slippage: BasisPoints = BasisPoints(hundredths: 200),
        minEdge: BasisPoints = BasisPoints(hundredths: 500), sizingAlpha: Amount = Amount(units: 10_000_000),
        maxNotional: Amount = Amount(units: 1_000 * Amount.unitsPerOne), gates: [GateLimit] = []
    ) {
        self.fee = fee
        self.slippage = slippage
        self.minEdge = minEdge
        self.sizingAlpha = sizingAlpha
        self.maxNotional = maxNotional
        self.gates = gates
    }

    /// What an edge must reach and what is subtracted from it.
    package var cost: BasisPoints { fee + slippage + minEdge }
}

/// A gate that was on, with its limit as written: `true` for one that has none.
package struct GateLimit: Hashable, Sendable {
    /// `bbo_age_ms`
    package var key: String
    package var limit: String

    package init(key: String, limit: String) {
        self.key = key
        self.limit = limit
    }

    /// The name it has in counts: `bbo_age`.
    package var name: String {
        for unit in ["_ms", "_bps", "_ratio"] where key.hasSuffix(unit) {
            return String(key.dropLast(unit.utf8.count))
        }
        return key
    }
}

/// Which clock the engine read.
package struct EngineClock: Hashable, Sendable {
    /// `system`, or `page` in a rehearsal.
    package var source: String
    /// Seconds of its time in a real second.
    package var rate: Amount
    package var originMS: Int64

    package init(source: String, rate: Amount, originMS: Int64) {
        self.source = source
        self.rate = rate
        self.originMS = originMS
    }

    /// The machine's own clock at its own speed.
    package static let system = EngineClock(
        source: "system", rate: Amount(units: Amount.unitsPerOne), originMS: 0)
    package var isOwn: Bool { self == .system }
    /// At the speed of the real clock while it was read: the machine's own, or a page at rate 1. A recording's is not.
    package var isRealTime: Bool { isOwn || source == "page" && rate.units == Amount.unitsPerOne }
}

/// Where the market data came from.
package struct FeedOrigin: Hashable, Sendable {
    package var host: String
    package var port: Int64
    package var synthetic: Bool
    /// As written; nil on a live feed.
    package var seed: String?

    package init(host: String, port: Int64, synthetic: Bool, seed: String?) {
        self.host = host
        self.port = port
        self.synthetic = synthetic
        self.seed = seed
    }
}
