import EngineCore
import EngineStore
package import Logging

/// Log lines as `2026-01-20T08:00:00.123Z INFO message`, in the engine's time: so a line can be found in the
/// window of a fault, also in a rehearsal.
package struct EngineLogHandler: LogHandler {
    package var metadata = Logger.Metadata()
    package var metadataProvider: Logger.MetadataProvider?
    package var logLevel = Logger.Level.info
    private let sink: LogSink
    private let clock: any EngineClock

    init(sink: LogSink, clock: any EngineClock) {
        self.sink = sink
        self.clock = clock
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var line = "\(TimeText.of(clock.nowMS)) \(Self.name(event.level)) \(event.message)"
        if let error = event.error { line += ": \(error)" }
        let extra = metadata.merging(event.metadata ?? [:]) { $1 }
        for (key, value) in extra.sorted(by: { $0.key < $1.key }) { line += " \(key)=\(value)" }
        // A line stays a line, whatever a venue put into its message.
        sink.append(String(line.map { $0.isNewline ? " " : $0 }), event.level)
    }

    private static func name(_ level: Logger.Level) -> String {
        switch level {
        case .trace, .debug: "DEBUG"
        case .info, .notice: "INFO"
        case .warning: "WARNING"
        case .error, .critical: "ERROR"
        }
    }
}

/// `2026-01-20T08:00:00.123Z`
enum TimeText {
    static func of(_ timeMS: Int64) -> String {
        let day = UTCDay(containing: timeMS)
        let inDay = timeMS - day.firstMs
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let milliseconds = inDay % 1_000
        let padding = milliseconds < 10 ? "00" : milliseconds < 100 ? "0" : ""
        return "\(day.text)T\(two(inDay / 3_600_000)):\(two(inDay / 60_000 % 60)):\(two(inDay / 1_000 % 60))"
            + ".\(padding)\(milliseconds)Z"
    }
}
