/// How often something may be done: a burst, then one each interval. In no span of time `s` more than
/// `burst + s / interval` are allowed (generic cell rate algorithm, one number of state).
struct RateBudget: Hashable, Sendable {
    /// New connections: at most 5 + 20 in any minute, where the venue allows 30.
    static let connections = RateBudget(burst: 5, intervalMicros: 3_000_000)
    /// Messages: at most 1000 + 900 in any minute, where the venue allows 2000.
    static let messages = RateBudget(burst: 1_000, intervalMicros: 66_667)
    /// Answers to pings of the protocol, which no venue of ours sends: at most 20 + 60 in any minute, so that a flood
    /// of them takes the messages over no limit.
    static let pongs = RateBudget(burst: 20, intervalMicros: 1_000_000)

    private let intervalMicros: Int64
    private let toleranceMicros: Int64
    /// When the budget would be whole again.
    private var wholeAtMicros = Int64.min / 2

    init(burst: Int64, intervalMicros: Int64) {
        self.intervalMicros = intervalMicros
        self.toleranceMicros = (burst - 1) * intervalMicros
    }

    /// Takes one if there is one.
    mutating func take(nowMS: Int64) -> Bool {
        guard nowMS >= nextMS else { return false }
        wholeAtMicros = max(wholeAtMicros, nowMS * 1_000) + intervalMicros
        return true
    }

    /// When the next one may be taken.
    var nextMS: Int64 {
        let micros = wholeAtMicros - toleranceMicros
        return micros <= 0 ? 0 : (micros + 999) / 1_000
    }
}
