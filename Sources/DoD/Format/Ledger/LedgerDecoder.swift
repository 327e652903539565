/// Makes typed events of ledger lines. Throws `FormatError` for a member that is missing or of another
/// kind; keys that it does not know are returned, not refused.
enum LedgerDecoder {
    /// `members` without type, at_ms, seq and chain, which the reader has taken.
    static func event(type: String, _ members: inout Members) throws -> LedgerEvent {
        switch type {
        case "start": .start(try start(&members))
        case "seal": .seal(try seal(&members))
        case "adopted": .adopted(try range(&members))
        case "repair": .repair(try repair(&members))
        case "minute": .minute(try MinuteDecoder.minute(&members))
        case "connection": .connection(try connection(&members))
        case "storage": .storage(try storage(&members))
        case "gate": .gate(try gate(&members))
        case "universe": .universe(try universe(&members))
        case "clock": .clock(try clockStep(&members))
        case "day-end": .dayEnd(try totals(&members))
        case "stop": .stop(try totals(&members))
        default: .unknown(type: type)
        }
    }

    private static func start(_ members: inout Members) throws -> EngineStart {
        EngineStart(
            runID: try members.string("run_id"), pid: try members.integer("pid"),
            version: try members.string("version"), uid: try members.integer("uid"),
            config: try config(try members.value("config")),
            configCRC32C: try members.checksum("config_crc32c"),
            clock: try clock(try members.value("clock")), feed: try feed(try members.value("feed")),
            dataDir: try members.string("data_dir"), spoolDir: try members.optionalString("spool_dir"))
    }

    private static func config(_ value: JSONValue) throws -> EngineConfig {
        var members = try Members(value)
        return EngineConfig(
            fee: try members.basisPoints("fee_bps"), slippage: try members.basisPoints("slippage_bps"),
            minEdge: try members.basisPoints("min_edge_bps"), sizingAlpha: try members.amount("sizing_alpha"),
            maxNotional: try members.amount("max_notional"), gates: try gates(try members.value("gates")))
    }

    private static func gates(_ value: JSONValue) throws -> [GateLimit] {
        guard case .object(let members) = value else { throw FormatError(.notAnObject, "config.gates") }
        return try members.compactMap { member in
            switch member.value {
            case .integer(let number): GateLimit(key: member.key, limit: String(number))
            case .decimal(let text): GateLimit(key: member.key, limit: text)
            case .flag(let isOn): isOn ? GateLimit(key: member.key, limit: "true") : nil
            default: throw FormatError(.numberExpected, "config.gates.\(member.key)")
            }
        }
    }

    private static func clock(_ value: JSONValue) throws -> EngineClock {
        var members = try Members(value)
        return EngineClock(
            source: try members.string("source"), rate: try members.amount("rate"),
            originMS: try members.integer("origin_ms"))
    }

    static func feed(_ value: JSONValue) throws -> FeedOrigin {
        var members = try Members(value)
        let host = try members.string("host")
        let port = try members.integer("port")
        let synthetic = try members.flag("synthetic")
        let seed: String? =
            switch members.optionalValue("seed") {
            case .integer(let number)?: String(number)
            case .decimal(let text)?: text
            case .null?, nil: nil
            default: throw FormatError(.numberExpected, "feed.seed")
            }
        return FeedOrigin(host: host, port: port, synthetic: synthetic, seed: seed)
    }

    private static func seal(_ members: inout Members) throws -> Seal {
        let isLate = try members.flag("late")
        let ranges = try members.array("files").map { value in
            var file = try Members(value)
            return try range(&file)
        }
        return Seal(isLate: isLate, ranges: ranges)
    }

    private static func range(_ members: inout Members) throws -> SealedRange {
        let range = SealedRange(
            file: try members.string("file"), from: try members.count("from"), to: try members.count("to"),
            records: try members.count("records"), crc32c: try members.checksum("crc32c"))
        if range.to < range.from {
            throw FormatError(.notPositive, "to \(range.to) is below from \(range.from)")
        }
        return range
    }

    private static func repair(_ members: inout Members) throws -> Repair {
        Repair(
            file: try members.string("file"), atByte: try members.count("at_byte"),
            bytes: try members.count("bytes"), crc32c: try members.checksum("crc32c"),
            quarantine: try members.string("quarantine"))
    }

    private static func connection(_ members: inout Members) throws -> ConnectionEvent {
        let kind = try word("event", of: ConnectionEvent.Kind.self, &members)
        return ConnectionEvent(
            kind, connection: try members.integer("connection"), cause: try members.optionalString("cause"),
            detail: try members.optionalString("detail"))
    }

    private static func storage(_ members: inout Members) throws -> StorageEvent {
        let kind = try word("event", of: StorageEvent.Kind.self, &members)
        return StorageEvent(
            kind, operation: try members.optionalString("operation"),
            path: try members.optionalString("path"),
            errno: try members.optionalInteger("errno"), records: try members.optionalInteger("records"),
            bytes: try members.optionalInteger("bytes"))
    }

    private static func gate(_ members: inout Members) throws -> GateEvent {
        let event = try members.string("event")
        guard event == "blocks" || event == "passes" else {
            throw FormatError(.unexpectedLine, "event \(event)")
        }
        return GateEvent(
            blocks: event == "blocks", gate: try members.string("gate"), market: try members.market("market"),
            blockedMS: try members.integer("blocked_ms"),
            detail: try members.stringIfThere("detail"))
    }

    private static func universe(_ members: inout Members) throws -> UniverseEvent {
        let kind = try word("event", of: UniverseEvent.Kind.self, &members)
        let markets = try members.array("markets").map { value in
            var market = try Members(value)
            return UniverseMarket(
                market: try market.market("market"), coin: try market.string("coin"),
                sizeDecimals: try market.integer("sz_decimals"), isDelisted: try market.flag("delisted"))
        }
        return UniverseEvent(kind, markets: markets)
    }

    private static func clockStep(_ members: inout Members) throws -> ClockStep {
        _ = try members.string("event")
        return ClockStep(fromMS: try members.time("from_ms"), toMS: try members.time("to_ms"))
    }

    private static func totals(_ members: inout Members) throws -> Totals {
        let text = try members.string("day")
        guard let day = UTCDay(text) else { throw FormatError(.wrongDay, "day \(text)") }
        let files = try members.array("files").map { value in
            var file = try Members(value)
            return FileTotal(
                file: try file.string("file"), bytes: try file.count("bytes"),
                records: try file.count("records"))
        }
        return Totals(
            day: day, files: files, signals: try members.count("signals"),
            followups: try members.count("followups"), dropped: try members.count("dropped"))
    }

    private static func word<Word: RawRepresentable<String>>(
        _ key: String, of: Word.Type, _ members: inout Members
    ) throws -> Word {
        let text = try members.string(key)
        guard let word = Word(rawValue: text) else { throw FormatError(.unexpectedLine, "\(key) \(text)") }
        return word
    }
}
