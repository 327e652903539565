/// The minutes of a ledger in a row of small numbers, unpacked when somebody looks.
struct PackedMinutes: Sendable {
    private struct Head: Sendable, BitwiseCopyable {
        var minuteMS: Int64
        /// Where its numbers end.
        var end: Int
    }

    private var heads: LongRow<Head>
    private var bytes: LongRow<UInt8>
    /// Which markets they name: nearly always one list for all.
    private var lists: [[MarketKey]] = []
    /// Those of another form than the engine gives them, by number.
    private var unusual: [Int: MinuteRecord] = [:]

    /// The reconnects that a line of the engine's own form names, in its order.
    private static let reasons = ["expired", "inactive", "closed", "refused", "stalled", "error"]

    init(_ space: ScratchSpace) {
        heads = LongRow(space, pageBytes: 1 << 12)
        bytes = LongRow(space)
    }

    var count: Int { heads.count }

    mutating func append(_ minute: MinuteRecord) {
        if let packed = minute.packed, minute.feed.reconnects.map(\.name) == Self.reasons {
            bytes.append(contentsOf: pack(minute, packed))
        } else {
            unusual[count] = minute
        }
        heads.append(Head(minuteMS: minute.minuteMS, end: bytes.count))
    }

    private mutating func pack(_ minute: MinuteRecord, _ packed: PackedMarkets) -> [UInt8] {
        var row: [UInt8] = []
        let feed = minute.feed
        let process = minute.process
        let numbers = [
            minute.observedMS, feed.connectedMS, feed.framesIn, feed.messagesOut,
            feed.postsInFlightMax, feed.unknown, feed.malformed, feed.pingRoundTripMSMax == nil ? 0 : 1,
            feed.pingRoundTripMSMax ?? 0, process.residentBytes, process.openFiles, process.logErrors,
            process.logWarnings, process.logInfos, Int64(number(of: packed.keys)),
        ]
        for number in numbers + feed.reconnects.map(\.count) { ShortNumber.append(number, to: &row) }
        return row + packed.bytes
    }

    private mutating func number(of list: [MarketKey]) -> Int {
        if let known = lists.lastIndex(of: list) { return known }
        lists.append(list)
        return lists.count - 1
    }

    subscript(number: Int) -> MinuteRecord {
        if let minute = unusual[number] { return minute }
        let head = heads[number]
        let begin = number == 0 ? 0 : heads[number - 1].end
        return unpack(bytes.copy(of: begin..<head.end), minuteMS: head.minuteMS)
    }

    /// The beginning of each of these minutes, with nothing unpacked.
    func timesMS(of numbers: Range<Int>) -> [(number: Int, minuteMS: Int64)] {
        var times: [(number: Int, minuteMS: Int64)] = []
        heads.forEach(in: numbers) { times.append(($0, $1.minuteMS)) }
        return times
    }

    private func unpack(_ row: [UInt8], minuteMS: Int64) -> MinuteRecord {
        var at = 0
        func next() -> Int64 { ShortNumber.read(row, &at) ?? 0 }
        let observedMS = next()
        var feed = MinuteFeed(
            connectedMS: next(), framesIn: next(), messagesOut: next(), postsInFlightMax: next(),
            unknown: next(), malformed: next())
        let hasRoundTrip = next() != 0
        let roundTrip = next()
        if hasRoundTrip { feed.pingRoundTripMSMax = roundTrip }
        let process = MinuteProcess(
            residentBytes: next(), openFiles: next(), logErrors: next(), logWarnings: next(),
            logInfos: next())
        let list = lists[Int(next())]
        feed.reconnects = Self.reasons.map { NamedCount(name: $0, count: next()) }
        return MinuteRecord(
            minuteMS: minuteMS, observedMS: observedMS, feed: feed, process: process,
            packed: PackedMarkets(keys: list, bytes: Array(row[at...])))
    }
}

/// The minutes of a ledger, or of a part of it, in their order.
package struct LedgerMinutes: RandomAccessCollection, Sendable {
    private let minutes: PackedMinutes
    private let numbers: Range<Int>

    init(_ minutes: PackedMinutes, _ numbers: Range<Int>) {
        self.minutes = minutes
        self.numbers = numbers
    }

    package var startIndex: Int { numbers.lowerBound }
    package var endIndex: Int { numbers.upperBound }
    package subscript(number: Int) -> MinuteRecord { minutes[number] }

    /// Where each one begins: quicker than to unpack them.
    package var timesMS: [(number: Int, minuteMS: Int64)] { minutes.timesMS(of: numbers) }
}
