import CChecksum
import EngineCore
import EngineFeed
import EngineStore
import TOMLKit

extension EngineConfiguration {
    private static let fileBytesMax = 1 << 20
    static let dayMs: Int64 = 86_400_000

    /// Reads and checks a file. Touches nothing else.
    package static func read(
        _ path: String, overrides: Overrides = Overrides()
    ) throws(ConfigurationError) -> EngineConfiguration {
        let bytes: [UInt8]
        do throws(FileError) {
            let disk = PosixFileSystem()
            bytes = try disk.read(disk.open(path, .read), at: 0, count: fileBytesMax)
        } catch {
            throw ConfigurationError(
                file: path, problem: "can't be read: \(error); name an existing file with --config")
        }
        return try parse(bytes, file: path, overrides: overrides)
    }

    package static func parse(
        _ bytes: [UInt8], file: String, overrides: Overrides = Overrides()
    ) throws(ConfigurationError) -> EngineConfiguration {
        let toml: TOMLTable
        do {
            toml = try TOMLTable(string: String(decoding: bytes, as: UTF8.self))
        } catch let error as TOMLParseError {
            throw ConfigurationError(
                file: file, problem: "line \(error.source.begin.line): no TOML: \(error.description)")
        } catch {
            throw ConfigurationError(file: file, problem: "no TOML: \(error)")
        }
        let top = ConfigurationTable(file: file, name: "", toml)
        let digest = bytes.withUnsafeBytes { crc32c_extend(0, $0.baseAddress, $0.count) }
        var configuration = try read(top, digest: digest, overrides)
        try top.finish()
        (configuration.file, configuration.text, configuration.overrides) = (file, bytes, overrides)
        return configuration
    }

    private static func read(
        _ top: ConfigurationTable, digest: UInt32, _ overrides: Overrides
    ) throws(ConfigurationError) -> EngineConfiguration {
        let mode = try top.text("mode") ?? "observe"
        if TradingKeys.isTradingMode(mode) { throw top.error(TradingKeys.refusal("mode = \"\(mode)\"")) }
        let fileURL = try top.text("ws_url")
        let fileInfoURL = try top.text("info_url")
        let url = overrides.webSocketURL ?? fileURL ?? defaultWebSocketURL
        let webSocket = try address(top, url)
        // Another ws_url than the file's is another venue: its /info is asked, not the file's.
        let infoURL = overrides.webSocketURL == nil ? fileInfoURL : nil
        let info = try infoAddress(top, infoURL ?? self.infoURL(beside: webSocket))
        let dex = try dexName(top)
        let coins = try coins(top, of: dex)
        let feed = try feedSettings(top.table("websocket"))
        let detector = try detectorSettings(top.table("risk"), top.table("detector"))
        let store = try storeConfiguration(top, overrides)
        let telemetry = try top.table("telemetry")
        let ops = try opsAddress(telemetry, overrides)
        let logFile = try telemetry.text("log_file")
        let logBytesMax = try telemetry.integer("log_max_bytes", 4_096...1 << 40)
        try telemetry.finish()
        let clock = try top.table("clock")
        let page = try clock.text("page")
        // At the top, or beside the clock that a synthetic feed comes with.
        let seedAtTop = try top.integer("synthetic_seed", .min ... .max)
        let syntheticSeed = try clock.integer("synthetic_seed", .min ... .max) ?? seedAtTop
        try clock.finish()
        return EngineConfiguration(
            mode: mode, webSocket: webSocket, info: info, dex: dex, coins: coins, feed: feed,
            detector: detector, store: store, ops: ops, logFile: logFile,
            logBytesMax: logBytesMax.map { Int($0) } ?? defaultLogBytesMax,
            clock: page.map { .page(path: $0) } ?? .system, syntheticSeed: syntheticSeed, digest: digest)
    }

    private static func address(_ top: ConfigurationTable, _ url: String) throws(ConfigurationError)
        -> VenueAddress
    {
        do throws(VenueAddressError) {
            return try .webSocket(url)
        } catch {
            throw top.error(error.description)
        }
    }

    private static func infoAddress(
        _ top: ConfigurationTable, _ url: String
    ) throws(ConfigurationError) -> VenueAddress {
        do throws(VenueAddressError) {
            return try .http(url)
        } catch {
            throw top.error(error.description)
        }
    }

    /// `wss://host/ws` is asked at `https://host/info`.
    static func infoURL(beside address: VenueAddress) -> String {
        "\(address.isSecure ? "https" : "http")://\(address.authority)/info"
    }

    /// The deployed bot names a pattern of coins (`xyz`, `xyz:` or `xyz:*`); a dex is all it can mean.
    private static func dexName(_ top: ConfigurationTable) throws(ConfigurationError) -> String {
        let pattern = try top.text("xyz_pattern") ?? "xyz"
        var name = pattern[...]
        if name.hasSuffix("*") { name = name.dropLast() }
        if name.hasSuffix(":") { name = name.dropLast() }
        guard !name.isEmpty, name.utf8.allSatisfy({ ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) })
        else {
            throw top.error(#"xyz_pattern = "\#(pattern)" is no dex name; write xyz_pattern = "xyz""#)
        }
        return String(name)
    }

    /// One that can't be of the dex would only be missed, and the day with it.
    private static func coins(
        _ top: ConfigurationTable, of dex: String
    ) throws(ConfigurationError) -> [String] {
        let coins = try top.list("markets", of: "coin") ?? []
        for (position, coin) in coins.enumerated() {
            guard coin.hasPrefix("\(dex):"), coin.utf8.count > dex.utf8.count + 1 else {
                throw top.error(#"markets: "\#(coin)" is no coin of \#(dex); write "\#(dex):TSLA""#)
            }
            guard !coins[..<position].contains(coin) else {
                throw top.error("markets: \(coin) stands there twice; name each coin once")
            }
        }
        return coins
    }

    private static func feedSettings(_ table: ConfigurationTable) throws(ConfigurationError) -> FeedSettings {
        var feed = FeedSettings()
        feed.caFile = try table.text("ca_file")
        if let seed = try table.integer("backoff_seed", .min ... .max) {
            feed.seed = UInt64(bitPattern: seed)
        }
        func set(_ key: String, _ field: WritableKeyPath<FeedSettings, Int64>) throws(ConfigurationError) {
            if let value = try table.integer(key, 1...dayMs) { feed[keyPath: field] = value }
        }
        try set("connect_timeout_ms", \.connectTimeoutMS)
        try set("ack_timeout_ms", \.acknowledgementTimeoutMS)
        try set("ping_interval_ms", \.pingIntervalMS)
        try set("pong_timeout_ms", \.pongTimeoutMS)
        try set("mute_after_ms", \.muteAfterMS)
        try set("market_mute_after_ms", \.marketMuteAfterMS)
        try set("backoff_first_ms", \.backoffFirstMS)
        try set("backoff_max_ms", \.backoffMaxMS)
        try set("close_timeout_ms", \.closeTimeoutMS)
        try checkManners(feed, table)
        if let poll = try table.integer("meta_poll_ms", 0...dayMs) {
            guard poll == 0 || poll >= UniversePoll.intervalMinMS else {
                throw table.error(
                    "websocket.meta_poll_ms = \(poll) would use up what the venue grants; "
                        + "write \(UniversePoll.intervalMinMS) or more, or 0 for never")
            }
            feed.metaPollMS = poll
        }
        try table.finish()
        return feed
    }

    /// The venue ends a connection that is silent for a minute, and grants 30 connections in one.
    private static func checkManners(
        _ feed: FeedSettings, _ table: ConfigurationTable
    ) throws(ConfigurationError) {
        guard feed.pingIntervalMS <= pingIntervalMSMax else {
            throw table.error(
                "websocket.ping_interval_ms = \(feed.pingIntervalMS): the venue ends what is silent for 60000 ms; "
                    + "write \(pingIntervalMSMax) or less")
        }
        guard feed.backoffFirstMS <= feed.backoffMaxMS else {
            throw table.error(
                "websocket.backoff_first_ms = \(feed.backoffFirstMS) is above backoff_max_ms = \(feed.backoffMaxMS); "
                    + "write a smaller one")
        }
    }

    private static let pingIntervalMSMax: Int64 = 50_000

    private static func storeConfiguration(
        _ top: ConfigurationTable, _ overrides: Overrides
    ) throws(ConfigurationError) -> StoreConfiguration {
        let table = try top.table("persistence")
        let fileDirectory = try table.text("data_dir")
        guard let dataDirectory = overrides.dataDirectory ?? fileDirectory, !dataDirectory.isEmpty else {
            throw top.error(#"persistence.data_dir is missing; write data_dir = "data" below [persistence]"#)
        }
        var store = StoreConfiguration(
            dataDirectory: dataDirectory, spoolDirectory: try table.text("spool_dir"))
        guard store.spoolStandsApart else {
            throw table.error(
                #"persistence.spool_dir = "\#(store.spoolDirectory)" must be outside of data_dir = "\#(dataDirectory)", "#
                    + #"since it is for the time when that one fails; write spool_dir = "/var/tmp/hip3-spool""#
            )
        }
        if let bytes = try table.integer("spool_bytes", StoreConfiguration.spoolBytesMin...1 << 40) {
            store.spoolBytes = bytes
        }
        if let interval = try table.integer("sync_interval_ms", 0...1_000) {
            guard interval == 0 || interval >= 5 else {
                throw table.error(
                    "\(table.path("sync_interval_ms")) = \(interval) must be from 5 to 1000, or 0 for a sync of each record at once"
                )
            }
            store.syncInterval = .milliseconds(interval)
        }
        store.compressesClosedDays = try table.flag("compress_closed_days") ?? false
        try table.finish()
        return store
    }

    private static func opsAddress(
        _ telemetry: ConfigurationTable, _ overrides: Overrides
    ) throws(ConfigurationError) -> OpsAddress {
        let fromFile = try telemetry.text("ops")
        guard let text = overrides.ops ?? fromFile else { return .standard }
        guard let address = OpsAddress(text) else {
            throw telemetry.error(
                #"telemetry.ops = "\#(text)" is no HOST:PORT; write ops = "\#(OpsAddress.standard)""#)
        }
        return address
    }
}
