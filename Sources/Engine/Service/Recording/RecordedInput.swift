import EngineFeed

/// One thing that an observation was told. Whatever decides what it writes is one of these; times are those of
/// the feed's clock.
enum RecordedInput: Equatable {
    /// The first of all.
    case opening(RecordedRun)
    case beginning(Beginning, nowMS: Int64)
    /// Bytes of one message of the venue: where they lie in the segment that was read.
    case frame(Range<Int>, nowMS: Int64)
    /// One socket read is dealt with, and it led to something.
    case readEnd
    case tick(nowMS: Int64)
    case connection(ConnectionEvent)
    /// The venue's tables changed, or said again what they are.
    case update(UniverseUpdate, nowMS: Int64)
    /// The feed left a market out, or took it back.
    case leftOut(slot: Int, Bool, nowMS: Int64)
    case wallStep(toMS: Int64, nowMS: Int64)
    /// What a `minute` line said beside the markets: the answer to a question that the input before it raised.
    case minuteFacts(MinuteFacts)
    case stop(nowMS: Int64)
    /// The recording is whole: so many inputs came before this.
    case end(inputs: Int)
    /// The recording ended before the observation did, and this many inputs are not in it; more when the count
    /// is not final, since the observation went on.
    case broken(cause: String, lost: Int, isFinal: Bool)
}

/// What a replay has to know of the run that was recorded.
struct RecordedRun: Hashable, Sendable {
    var runID: String
    var version: String
    var clock: ClockFacts
    /// The time of the ledger's `start` line.
    var startMS: Int64
    /// When the observation began.
    var openedMS: Int64
    /// The configuration file as it was, and what the command line said instead.
    var configuration: [UInt8]
    var configurationFile: String
    var webSocketURL: String?
    var dataDirectory: String?
}
