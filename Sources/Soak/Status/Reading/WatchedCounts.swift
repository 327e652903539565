import DoDFormat

/// Counts that begin again with each life of the engine, added up over its lives. Pure.
struct WatchedCounts: Sendable {
    private var pid: Int64?
    private var past = RunStatus.LogLines(errors: 0, warnings: 0, infos: 0)
    private var current: RunStatus.LogLines?
    private var signalsPast: Int64 = 0
    private var signalsCurrent: Int64?

    var logLines: RunStatus.LogLines? {
        guard let current else { return past.total > 0 ? past : nil }
        return past + current
    }

    /// Nil as long as nobody said a number.
    var signals: Int64? {
        if let signalsCurrent { return signalsPast + signalsCurrent }
        return signalsPast > 0 ? signalsPast : nil
    }

    /// Takes an `engine-watched` line; one without counts changes nothing.
    mutating func add(_ line: JSONValue) {
        if let pid = line["pid"]?.integer, pid != self.pid {
            if let current { past = past + current }
            signalsPast += signalsCurrent ?? 0
            current = nil
            signalsCurrent = nil
            self.pid = pid
        }
        if let lines = line["log_lines"] {
            current = RunStatus.LogLines(
                errors: lines["error"]?.integer ?? 0, warnings: lines["warning"]?.integer ?? 0,
                infos: lines["info"]?.integer ?? 0)
        }
        if let signals = line["signals"]?.integer { signalsCurrent = signals }
    }
}

extension RunStatus.LogLines {
    fileprivate var total: Int64 { errors + warnings + infos }

    fileprivate static func + (left: Self, right: Self) -> Self {
        Self(
            errors: left.errors + right.errors, warnings: left.warnings + right.warnings,
            infos: left.infos + right.infos)
    }
}
