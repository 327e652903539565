import DoDFormat

/// Frames sent by the exchange against frames received by the engine, over minutes in which the connection
/// was up from end to end on both sides.
struct FrameCounts {
    private(set) var minutes: Int64 = 0
    private(set) var sent: Int64 = 0
    private(set) var received: Int64 = 0

    init(_ truth: Truth, _ ledger: Ledger) {
        var whole: [Int64: Int64] = [:]
        for minute in ledger.minutes
        where minute.observedMS == MinuteRecord.milliseconds
            && minute.feed.connectedMS == MinuteRecord.milliseconds
        {
            whole[minute.minuteMS] = minute.markets.reduce(0) { $0 + $1.bbo + $1.ctx }
        }
        for minute in truth.minutes where minute.connectedMS == MinuteRecord.milliseconds {
            guard let count = whole[minute.minuteMS] else { continue }
            minutes += 1
            sent += minute.markets.reduce(0) { $0 + $1.bbo + $1.ctx }
            received += count
        }
    }
}
