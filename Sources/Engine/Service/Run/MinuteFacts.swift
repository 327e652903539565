import EngineCore
import EngineFeed

/// What a `minute` line says beside the markets: measured, so whoever drives the core is asked for it, and a
/// recording keeps the answer.
struct MinuteFacts: Hashable, Sendable {
    /// The value of `feed`.
    var feed: [UInt8]
    /// The value of `process`.
    var process: [UInt8]

    init(feed: [UInt8], process: [UInt8]) {
        self.feed = feed
        self.process = process
    }

    init(_ tally: FeedTally, _ log: LogSink.Counts) {
        var line = LineWriter()
        tally.write(to: &line)
        feed = line.bytes
        line = LineWriter()
        line.open()
        line.key("rss_bytes")
        line.value(ProcessFacts.residentBytes)
        line.key("open_files")
        line.value(ProcessFacts.openFiles)
        line.key("log_error")
        line.value(log.error)
        line.key("log_warning")
        line.value(log.warning)
        line.key("log_info")
        line.value(log.info)
        line.close()
        process = line.bytes
    }

    /// Of a minute of which nothing was kept.
    static let unknown = MinuteFacts(FeedTally(), LogSink.Counts())
}
