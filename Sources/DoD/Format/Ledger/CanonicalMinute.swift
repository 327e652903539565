/// Reads what stands behind `seq` in a minute line of the engine's own form, and packs its markets.
struct CanonicalMinute {
    /// The last minute's markets: the next one nearly always has the same.
    private var markets: [MarketKey] = []

    /// Up to the end of the list of markets; nil where the form is another.
    mutating func read(_ line: inout ByteCursor) -> MinuteRecord? {
        guard line.literal(",\"minute_ms\":"), let minuteMS = line.natural(),
            minuteMS % MinuteRecord.milliseconds == 0, line.literal(",\"observed_ms\":"),
            let observedMS = line.natural(), let feed = Self.feed(&line), let process = Self.process(&line),
            let packed = rows(&line)
        else { return nil }
        return MinuteRecord(
            minuteMS: minuteMS, observedMS: observedMS, feed: feed, process: process, packed: packed)
    }

    private static func feed(_ line: inout ByteCursor) -> MinuteFeed? {
        guard line.literal(",\"feed\":{\"connected_ms\":"), let connectedMS = line.natural(),
            line.literal(",\"frames_in\":"), let framesIn = line.natural(),
            line.literal(",\"messages_out\":"), let messagesOut = line.natural(),
            line.literal(",\"posts_in_flight_max\":"), let posts = line.natural(),
            line.literal(",\"reconnects\":{\"expired\":"), let expired = line.natural(),
            line.literal(",\"inactive\":"), let inactive = line.natural(),
            line.literal(",\"closed\":"), let closed = line.natural(),
            line.literal(",\"refused\":"), let refused = line.natural(),
            line.literal(",\"stalled\":"), let stalled = line.natural(),
            line.literal(",\"error\":"), let error = line.natural(),
            line.literal("},\"unknown\":"), let unknown = line.natural(),
            line.literal(",\"malformed\":"), let malformed = line.natural(),
            line.literal(",\"ping_rtt_ms_max\":")
        else { return nil }
        var roundTrip: Int64?
        if !line.literal("null") {
            guard let ms = line.natural() else { return nil }
            roundTrip = ms
        }
        guard line.byte("}") else { return nil }
        let reconnects = [
            NamedCount(name: "expired", count: expired), NamedCount(name: "inactive", count: inactive),
            NamedCount(name: "closed", count: closed), NamedCount(name: "refused", count: refused),
            NamedCount(name: "stalled", count: stalled), NamedCount(name: "error", count: error),
        ]
        return MinuteFeed(
            connectedMS: connectedMS, framesIn: framesIn, messagesOut: messagesOut, postsInFlightMax: posts,
            reconnects: reconnects, unknown: unknown, malformed: malformed, pingRoundTripMSMax: roundTrip)
    }

    private static func process(_ line: inout ByteCursor) -> MinuteProcess? {
        guard line.literal(",\"process\":{\"rss_bytes\":"), let resident = line.natural(),
            line.literal(",\"open_files\":"), let openFiles = line.natural(),
            line.literal(",\"log_error\":"), let errors = line.natural(),
            line.literal(",\"log_warning\":"), let warnings = line.natural(),
            line.literal(",\"log_info\":"), let infos = line.natural(), line.byte("}")
        else { return nil }
        return MinuteProcess(
            residentBytes: resident, openFiles: openFiles, logErrors: errors, logWarnings: warnings,
            logInfos: infos)
    }

    private mutating func rows(_ line: inout ByteCursor) -> PackedMarkets? {
        guard line.literal(",\"markets\":[") else { return nil }
        var packed = PackedMarkets.Writer()
        var count = 0
        if !line.byte("]") {
            repeat {
                guard let market = row(&line, &packed) else { return nil }
                if count < markets.count {
                    if markets[count] != market { markets[count] = market }
                } else {
                    markets.append(market)
                }
                count += 1
            } while line.byte(",")
            guard line.byte("]") else { return nil }
        }
        if markets.count > count { markets.removeLast(markets.count - count) }
        return packed.finish(markets)
    }

    private func row(_ line: inout ByteCursor, _ packed: inout PackedMarkets.Writer) -> MarketKey? {
        guard line.literal("{\"market\":\""), let name = line.name(), let market = MarketKey(bytes: name),
            line.literal("\",\"bbo\":"), let bbo = line.natural(), line.literal(",\"ctx\":"),
            let ctx = line.natural(), line.literal(",\"bbo_null\":"), let bboNull = line.natural(),
            line.literal(",\"two_sided_ms\":"), let twoSided = line.natural(),
            line.literal(",\"silence_ms_max\":"), let silence = line.natural(),
            line.literal(",\"oracle_changes\":"), let oracle = line.natural(),
            line.literal(",\"crosses_buy\":"), let buy = line.natural(),
            line.literal(",\"crosses_sell\":"), let sell = line.natural(),
            line.literal(",\"signals\":"), let signals = line.natural(),
            line.literal(",\"followups_due\":"), let due = line.natural(),
            line.literal(",\"followups_taken\":"), let taken = line.natural(),
            line.literal(",\"followups_missed\":"), let missed = line.natural(),
            line.literal(",\"followups_interrupted\":"), let interrupted = line.natural(),
            line.literal(",\"blocked\":")
        else { return nil }
        packed.counts(
            bbo, ctx, bboNull, twoSided, silence, oracle, buy, sell, signals, due, taken, missed, interrupted)
        guard Self.gates(&line, &packed) else { return nil }
        if line.literal(",\"blocked_ms\":") {
            guard Self.gates(&line, &packed) else { return nil }
        } else {
            packed.noGates()
        }
        guard line.literal(",\"ctx_age_ms\":"), Self.histogram(&line, &packed),
            line.literal(",\"bbo_age_ms\":"), Self.histogram(&line, &packed),
            line.literal(",\"interval_ms\":"), Self.histogram(&line, &packed),
            line.literal(",\"cross_ticks\":"), Self.histogram(&line, &packed), line.byte("}")
        else { return nil }
        return market
    }

    /// `{"bbo_age":3}`, gates that are known, each once.
    private static func gates(_ line: inout ByteCursor, _ packed: inout PackedMarkets.Writer) -> Bool {
        guard line.byte("{") else { return false }
        packed.beginGates()
        if line.byte("}") { return true }
        repeat {
            guard line.byte("\""), let name = line.name(), let gate = PackedMarkets.gate(name),
                line.literal("\":"), let count = line.natural(), packed.gate(gate, count)
            else { return false }
        } while line.byte(",")
        return line.byte("}")
    }

    /// `[[0,60],[10,40]]`, buckets that rise.
    private static func histogram(_ line: inout ByteCursor, _ packed: inout PackedMarkets.Writer) -> Bool {
        guard line.byte("[") else { return false }
        packed.beginHistogram()
        if line.byte("]") { return true }
        repeat {
            guard line.byte("["), let bucket = line.natural(), line.byte(","), let count = line.natural(),
                line.byte("]"), packed.bucket(bucket, count)
            else { return false }
        } while line.byte(",")
        return line.byte("]")
    }
}

extension MarketKey {
    /// `xyz:11`; nil for any other form, and for a name of other signs than letters, digits, `-` and `.`.
    init?(bytes: UnsafeBufferPointer<UInt8>) {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon <= 7 else { return nil }
        var name: UInt64 = 0
        for position in 0..<colon {
            if bytes[position] == UInt8(ascii: "_") { return nil }
            name |= UInt64(bytes[position]) << UInt64(56 - 8 * position)
        }
        guard var cursor = ByteCursor(UnsafeBufferPointer(rebasing: bytes[(colon + 1)...])),
            let index = cursor.natural(), cursor.isAtEnd
        else { return nil }
        self.init(DexName(packed: name), index: Int(index))
    }
}
