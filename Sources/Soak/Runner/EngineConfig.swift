/// The config that an engine is rehearsed with: the deployed one's keys, with short addresses and the clock
/// page in place of the machine's clock.
struct EngineConfig {
    var port: Int
    /// As the engine is told to call the exchange.
    var host = "127.0.0.1"
    /// What it may believe where it speaks TLS; nil: plain.
    var caFile: String?
    var seed: UInt64
    var directory: RunDirectory
    /// How long a line waits for its sync at most.
    var syncIntervalMs = 100

    // Above 10 times real time the gates on age are 60 s or more.
    static let ageGateMs = 60_000

    /// The gates that have no limit of their own: all on, for the engine and for the truth alike.
    private static let plainGates = ["time_regression", "open_interest_cap", "parameter_change", "halt"]

    private static var plainGateLines: String {
        plainGates.map { "\($0) = true" }.joined(separator: "\n")
    }

    /// What the exchange must be told, so that its truth has the same gates.
    static var exchangeArguments: [String] {
        plainGates.map { gate in "--gate-" + String(gate.map { $0 == "_" ? "-" : $0 }) }
    }

    var text: String {
        """
        ws_url = "\(caFile == nil ? "ws" : "wss")://\(host):\(port)/ws"
        info_url = "\(caFile == nil ? "http" : "https")://\(host):\(port)/info"
        xyz_pattern = "xyz"

        [websocket]
        \(caFile.map { "ca_file = \(Self.quoted($0))" } ?? "")

        [clock]
        page = \(Self.quoted(directory.clockPage))
        synthetic_seed = \(seed)

        [risk]
        bbo_age_ms = \(Self.ageGateMs)
        ctx_age_ms = \(Self.ageGateMs)
        mark_divergence_bps = 50.0
        spread_shock_ratio = 6.0
        \(Self.plainGateLines)

        [persistence]
        data_dir = \(Self.quoted(directory.data))
        spool_dir = \(Self.quoted(directory.spool))
        sync_interval_ms = \(syncIntervalMs)

        [telemetry]
        ops = "127.0.0.1:0"
        log_file = \(Self.quoted(directory.engineLog))

        """
    }

    /// A TOML basic string.
    static func quoted(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": escaped += "\\" + String(scalar)
            case _ where scalar.value < 0x20:
                escaped += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return "\"\(escaped)\""
    }
}
