/// Reads the four files of a truth folder.
struct TruthReader {
    private(set) var truth = Truth()
    private var damages = DamageList()

    /// `folder` is read; `label` begins the paths in the verdict. Throws `ReadError`.
    static func read(folder: String, label: String) throws -> Truth {
        try read(label: label) { name in
            DirectoryListing.exists("\(folder)/\(name)") ? try ByteSource(path: "\(folder)/\(name)") : nil
        }
    }

    /// `open` gives the bytes of a file by its name, nil when it is not there.
    static func read(label: String, open: (String) throws -> ByteSource?) throws -> Truth {
        var reader = TruthReader()
        try reader.lines("signals.jsonl", label, open) { $0.signals.append(try signal(&$1)) }
        try reader.lines("connections.jsonl", label, open) { $0.connections.append(try connection(&$1)) }
        try reader.lines("minutes.jsonl", label, open) { $0.minutes.append(try minute(&$1)) }
        if try open("summary.json") != nil {
            try reader.lines("summary.json", label, open) { $0.summary = try summary(&$1) }
        }
        reader.truth.damages = reader.damages.kept
        reader.truth.damageCount = reader.damages.count
        return reader.truth
    }

    private mutating func lines(
        _ name: String, _ label: String, _ open: (String) throws -> ByteSource?,
        _ add: (inout Truth, inout Members) throws -> Void
    ) throws {
        let path = label + name
        guard let source = try open(name) else {
            return damages.add(
                Damage(.unreadable, file: path, line: 0, byteOffset: 0, detail: "it is not there"))
        }
        _ = try LineScanner.scan(source, chunk: { _, _ in }) { line in
            do {
                if !line.endsWithNewline {
                    throw FormatError(.noFinalNewline, "the truth ends within a line")
                }
                if line.isTooLong { throw FormatError(.lineTooLong) }
                if let problem = BrokenText.problem(of: line.bytes) { throw problem }
                var members = try Members(try JSONParser.parse(line.bytes))
                try add(&truth, &members)
            } catch let error as FormatError {
                damages.add(error.placed(in: line.bytes), file: path, line: line)
            } catch {
                damages.add(FormatError(.notJSON, "\(error)"), file: path, line: line)
            }
        }
    }

    private static func signal(_ members: inout Members) throws -> TruthSignal {
        let sentMS = try members.time("sent_ms")
        let key = MarketSide(market: try members.market("market"), side: try members.side("side"))
        let text = try members.string("class")
        guard let kind = TruthSignal.Class(rawValue: text) else {
            throw FormatError(.unexpectedLine, "class \(text)")
        }
        return TruthSignal(
            sentMS: sentMS, key: key, kind: kind, connection: try members.count("connection"),
            best: try members.amount("best_px"), bestSize: try members.amount("best_size"),
            oracle: try members.amount("oracle_px"), rawEdge: try members.basisPoints("raw_edge_bps"))
    }

    private static func connection(_ members: inout Members) throws -> TruthConnection {
        let connection = try members.count("connection")
        let event = try members.string("event")
        guard event == "up" || event == "down" else { throw FormatError(.unexpectedLine, "event \(event)") }
        return TruthConnection(
            connection: connection, isUp: event == "up", atMS: try members.time("at_ms"),
            cause: try members.optionalString("cause"))
    }

    private static func minute(_ members: inout Members) throws -> TruthMinute {
        TruthMinute(
            minuteMS: try members.time("minute_ms"), connectedMS: try members.count("connected_ms"),
            markets: try members.array("markets").map { value in
                var market = try Members(value)
                return TruthMarketMinute(
                    market: try market.market("market"), bbo: try market.count("bbo"),
                    ctx: try market.count("ctx"))
            })
    }

    private static func summary(_ members: inout Members) throws -> TruthSummary {
        TruthSummary(
            seed: try members.numberText("seed"),
            window: TimeWindow(fromMS: try members.time("from_ms"), toMS: try members.time("to_ms")),
            rate: try members.amount("rate"), framesSent: try members.count("frames_sent"),
            bytesSent: try members.count("bytes_sent"), heldMS: try members.count("held_ms"),
            must: try members.count("must"), ambiguous: try members.count("ambiguous"),
            away: try members.count("away"), inFlight: try members.count("in_flight"),
            blocked: try members.counts("blocked"), markets: try members.count("markets"),
            isComplete: try members.flag("complete"))
    }
}
