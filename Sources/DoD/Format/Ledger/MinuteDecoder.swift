/// The `minute` line, which is nearly all of a ledger's bytes.
enum MinuteDecoder {
    static func minute(_ members: inout Members) throws -> MinuteRecord {
        let minuteMS = try members.time("minute_ms")
        if minuteMS % MinuteRecord.milliseconds != 0 {
            throw FormatError(.unexpectedLine, "minute_ms \(minuteMS) is no beginning of a minute")
        }
        return MinuteRecord(
            minuteMS: minuteMS, observedMS: try members.count("observed_ms"),
            feed: try feed(try members.value("feed")), process: try process(try members.value("process")),
            markets: try members.array("markets").map(market))
    }

    private static func feed(_ value: JSONValue) throws -> MinuteFeed {
        var members = try Members(value)
        return MinuteFeed(
            connectedMS: try members.count("connected_ms"), framesIn: try members.count("frames_in"),
            messagesOut: try members.count("messages_out"),
            postsInFlightMax: try members.count("posts_in_flight_max"),
            reconnects: try members.counts("reconnects"), unknown: try members.count("unknown"),
            malformed: try members.count("malformed"),
            pingRoundTripMSMax: try members.optionalInteger("ping_rtt_ms_max"))
    }

    private static func process(_ value: JSONValue) throws -> MinuteProcess {
        var members = try Members(value)
        return MinuteProcess(
            residentBytes: try members.count("rss_bytes"), openFiles: try members.count("open_files"),
            logErrors: try members.count("log_error"), logWarnings: try members.count("log_warning"),
            logInfos: try members.count("log_info"))
    }

    private static func market(_ value: JSONValue) throws -> MarketMinute {
        var members = try Members(value)
        var minute = MarketMinute(market: try members.market("market"))
        minute.bbo = try members.count("bbo")
        minute.ctx = try members.count("ctx")
        minute.bboNull = try members.count("bbo_null")
        minute.twoSidedMS = try members.count("two_sided_ms")
        minute.silenceMSMax = try members.count("silence_ms_max")
        minute.oracleChanges = try members.count("oracle_changes")
        minute.crossesBuy = try members.count("crosses_buy")
        minute.crossesSell = try members.count("crosses_sell")
        minute.signals = try members.count("signals")
        minute.followupsDue = try members.count("followups_due")
        minute.followupsTaken = try members.count("followups_taken")
        minute.followupsMissed = try members.count("followups_missed")
        minute.followupsInterrupted = try members.count("followups_interrupted")
        minute.blocked = try members.counts("blocked")
        minute.blockedMS = try members.countsIfThere("blocked_ms")
        minute.ctxAgeMS = try histogram("ctx_age_ms", &members)
        minute.bboAgeMS = try histogram("bbo_age_ms", &members)
        minute.intervalMS = try histogram("interval_ms", &members)
        minute.crossTicks = try histogram("cross_ticks", &members)
        return minute
    }

    private static func histogram(_ key: String, _ members: inout Members) throws -> LogHistogram {
        let pairs = try members.array(key).map { value -> (Int64, Int64) in
            guard case .array(let pair) = value, pair.count == 2, case .integer(let bucket) = pair[0],
                case .integer(let count) = pair[1]
            else { throw FormatError(.numberExpected, "\(key) must be pairs of bucket and count") }
            guard NumberBounds.count.contains(count), NumberBounds.count.contains(bucket) else {
                throw FormatError(.numberTooLarge, "\(key) [\(bucket),\(count)]")
            }
            return (bucket, count)
        }
        return try LogHistogram(pairs: pairs)
    }
}
