/// The slow part of a market's context: volumes, open interest, funding and yesterday's price.
struct ContextMotion {
    /// A volume forgets a trade after so many others: it stands where it started, on average.
    private static let volumeTrades: Int64 = 20_000
    /// Oracle steps in an hour, over which the premium is averaged.
    private static let fundingSteps: Int64 = 1_200
    /// 0.01 % in 8 h, and how far the premium may be from it before it counts.
    private static let interestE10: Int64 = 1_000_000
    private static let clampE10: Int64 = 3_000_000
    private static let hourMs: Int64 = 3_600_000

    private let openInterestStartE10: Int64
    private let tradeMeanE10: Int64
    private(set) var openInterestE10: Int64
    private(set) var dayNtlVlmE10: Int64
    private(set) var dayBaseVlmE10: Int64
    private var averagePremiumE10: Int64
    /// The mark at the last 24 full hours, the oldest at `hour % 24`.
    private var marksE8: [Int64]
    private var hour: Int64

    init(_ facts: MarketFacts, fromMs: Int64) {
        let start = facts.start
        openInterestStartE10 = start.openInterestE10
        openInterestE10 = start.openInterestE10
        dayNtlVlmE10 = start.dayNtlVlmE10
        dayBaseVlmE10 = start.dayBaseVlmE10
        tradeMeanE10 = start.dayNtlVlmE10 / Self.volumeTrades
        // The premium that gives the funding with which the market starts.
        let eightHours = start.fundingE10 * 16
        averagePremiumE10 =
            eightHours == Self.interestE10
            ? start.book?.premiumE10 ?? 0
            : eightHours + (eightHours > Self.interestE10 ? Self.clampE10 : -Self.clampE10)
        marksE8 = [Int64](repeating: start.prevDayPxE8, count: 24)
        hour = fromMs / Self.hourMs
    }

    var prevDayPxE8: Int64 { marksE8[Int(hour % 24)] }

    /// Hourly, half of the rate for 8 hours (the dex's multiplier), to 10 decimals.
    var fundingE10: Int64 {
        let way = Self.interestE10 - averagePremiumE10
        return (averagePremiumE10 + min(max(way, -Self.clampE10), Self.clampE10)) / 16
    }

    mutating func tick(at ms: Int64, premiumE10: Int64?, markPxE8: Int64) {
        if let premiumE10 { averagePremiumE10 += (premiumE10 - averagePremiumE10) / Self.fundingSteps }
        if ms / Self.hourMs > hour {
            marksE8[Int(hour % 24)] = markPxE8
            hour += 1
        }
    }

    /// Volumes carry the noise of the venue's binary fractions in their last decimals.
    mutating func trade(pxE8: Int64, lotE8: Int64, _ random: inout RandomSource) {
        let lotNtlE10 = pxE8 / 100 * lotE8 / 10_000
        let lots = max(1, random.exponential(mean: 1_024) * (tradeMeanE10 / 1_024) / lotNtlE10)
        let sizeE10 = lots * lotE8 * 100
        dayNtlVlmE10 += lots * lotNtlE10 - dayNtlVlmE10 / Self.volumeTrades / 1_000_000 * 1_000_000
        dayNtlVlmE10 += random.below(3) - 1
        let forgotten = dayBaseVlmE10 / Self.volumeTrades / (lotE8 * 100) * (lotE8 * 100)
        dayBaseVlmE10 += sizeE10 - forgotten
        if random.below(2) == 0 {
            let grows =
                random.below(8) < (openInterestE10 < openInterestStartE10 ? 5 : 3)
            openInterestE10 += grows ? sizeE10 : -min(sizeE10, openInterestE10 / 100)
        }
    }
}
