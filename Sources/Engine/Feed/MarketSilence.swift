/// How long one market has been silent on one connection, and when it is worth asking for anew.
struct MarketSilence: Hashable, Sendable {
    /// False for a market that is halted or delisted: nobody promised that it speaks.
    var isExpected: Bool
    private var lastContextMS: Int64?
    /// Since when contexts can be expected: the first time that its subscription was alive.
    private var sinceMS: Int64?
    private var nextResubscribeMS: Int64 = 0
    private var intervalMS: Int64

    init(isExpected: Bool, thresholdMS: Int64) {
        self.isExpected = isExpected
        intervalMS = thresholdMS
    }

    var hasSpoken: Bool { lastContextMS != nil }

    @inline(__always)
    mutating func heard(nowMS: Int64) { lastContextMS = nowMS }

    mutating func live(nowMS: Int64) {
        if sinceMS == nil { sinceMS = nowMS }
    }

    /// How long it has been mute, if it is to be subscribed anew now: at first after the threshold, then each time
    /// twice as late, up to a limit.
    mutating func dueMS(nowMS: Int64, thresholdMS: Int64, intervalMaxMS: Int64) -> Int64? {
        guard isExpected, let lastMS = lastContextMS ?? sinceMS else { return nil }
        let silentMS = nowMS - lastMS
        if silentMS < thresholdMS {
            intervalMS = thresholdMS
            nextResubscribeMS = lastMS + thresholdMS
            return nil
        }
        guard nowMS >= nextResubscribeMS else { return nil }
        nextResubscribeMS = nowMS + intervalMS
        intervalMS = min(intervalMS * 2, max(intervalMaxMS, thresholdMS))
        return silentMS
    }
}
