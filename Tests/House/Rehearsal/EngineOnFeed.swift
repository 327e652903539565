import Testing

/// What an engine needs for its configuration, and what it left behind.
struct EngineOnFeed {
    let place: Workplace
    var webSocketURL = "ws://127.0.0.1:9/ws"
    var clockPage: String?
    var data: String
    var ops = "127.0.0.1:0"
    /// Nil for standard error.
    var log: String?

    init(at place: Workplace) throws {
        self.place = place
        log = place.path("engine.log")
        data = try place.makeFolder("data")
    }

    /// The configuration's text, with lines of one's own at the top.
    func configuration(top: String = "") -> String {
        """
        \(top)
        ws_url = "\(webSocketURL)"
        xyz_pattern = "xyz"
        \(clockPage.map { "[clock]\npage = \"\($0)\"\nsynthetic_seed = 1" } ?? "")
        [risk]
        bbo_age_ms = 60000
        ctx_age_ms = 60000
        [persistence]
        data_dir = "\(data)"
        spool_dir = "\(place.path("spool"))"
        spool_bytes = 1048576
        [telemetry]
        ops = "\(ops)"
        \(log.map { "log_file = \"\($0)\"" } ?? "")
        """
    }

    func arguments(_ configuration: String) throws -> [String] {
        ["run", "--config", try place.write(configuration, to: "engine.toml")]
    }

    /// The numbers of the log's lines of signals, all lives of the engine one after the other.
    var told: [Int] {
        place.text("engine.log").split(separator: "\n").compactMap { line in
            line.firstRange(of: "Signal detected (#").flatMap {
                Int(line[$0.upperBound...].prefix { $0 != ")" })
            }
        }
    }

    /// The whole lines of signals in the files.
    var recorded: Int {
        let text = Workplace.text(at: data + "/signals_2026-01-20.jsonl")
        return text.hasSuffix("\n") ? text.split(separator: "\n").count : -1
    }

    /// What the `stop` lines of the ledger count, one for each life.
    var counted: [Int] {
        Workplace.text(at: data + "/ledger_2026-01-20.jsonl").split(separator: "\n").compactMap { line in
            guard line.hasPrefix(#"{"type":"stop""#), let found = line.firstRange(of: #""signals":"#) else {
                return nil
            }
            return Int(line[found.upperBound...].prefix { $0.isNumber })
        }
    }
}
