/// One look at the engine from outside, as the journal keeps it: `engine-watched`.
package struct EngineLook: Equatable, Sendable {
    package var pid: Int32
    package var residentBytes: Int64
    package var cpuMs: Int64
    package var openFiles: Int64
    package var dataBytes: Int64
    /// What is left on the disk of the data directory; -1 when it can't be told.
    package var freeBytes: Int64
    /// Lines of the log since its process began, by level.
    package var logLines: LogLevels
    /// As its `/status` says; nil of an engine without one, or one that does not answer.
    package var signals: Int64?
    package var state: String?

    func write(into line: inout JSONLine) {
        line.number("pid", pid)
        line.number("resident_bytes", residentBytes)
        line.number("cpu_ms", cpuMs)
        line.number("open_files", openFiles)
        line.number("data_bytes", dataBytes)
        line.number("free_bytes", freeBytes)
        line.object("log_lines") {
            $0.number("info", logLines.info)
            $0.number("warning", logLines.warning)
            $0.number("error", logLines.error)
        }
        line.optional("signals", signals)
        line.optional("state", state)
    }
}

/// Lines of a log by their level, which stands as a word of capitals near their beginning.
package struct LogLevels: Equatable, Sendable {
    package var info: Int64 = 0
    package var warning: Int64 = 0
    package var error: Int64 = 0

    /// How far into a line a level is looked for: behind a time and a name.
    private static let headBytes = 80

    package mutating func take(line: some Collection<UInt8>) {
        let head = line.prefix(Self.headBytes).split { !(0x41...0x5A).contains($0 & 0xDF) }
        for word in head {
            switch String(decoding: word, as: UTF8.self) {
            case "INFO", "info", "NOTICE", "notice":
                info += 1
                return
            case "WARN", "WARNING", "warn", "warning":
                warning += 1
                return
            case "ERROR", "error", "CRITICAL", "critical", "FATAL", "Fatal":
                error += 1
                return
            default: continue
            }
        }
    }
}
