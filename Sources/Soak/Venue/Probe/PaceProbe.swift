/// How often things come, and what their times say of this machine's clock.
struct PaceProbe: Sendable {
    /// Contexts come once a second, give or take.
    private static let contextGapMs: ClosedRange<Int64> = 800...1_250
    /// The oracle of a market is set every 3 s, seen by us with some jitter.
    private static let oracleGapMsMin: Int64 = 1_500
    /// Shorter than this tells nothing of a pace.
    private static let spanMsMin: Int64 = 4_000
    /// How far arrival and block time may lie apart, both ways.
    private static let lagMs: ClosedRange<Int64> = -250...2_000
    /// With a clock that is off by more no day can be judged.
    private static let lagMsMax: Int64 = 60_000

    private struct Market: Sendable {
        var firstNs: Int64 = 0
        var lastNs: Int64 = 0
        var contexts: Int64 = 0
        var oracle: String?
        var oracleNs: Int64?
        var bboMs: Int64?
    }

    private var markets: [String: Market] = [:]
    private var lagsMs: [Int64] = []
    private var timesBack = 0
    private var oracleMoves = 0
    private var oracleGapMs: Int64?

    mutating func context(_ coin: String, oracle: String?, steadyNs: Int64) {
        var market = markets[coin] ?? Market()
        if market.contexts == 0 { market.firstNs = steadyNs }
        market.lastNs = steadyNs
        market.contexts += 1
        if let oracle, let before = market.oracle, oracle != before {
            oracleMoves += 1
            if let last = market.oracleNs {
                oracleGapMs = min(oracleGapMs ?? .max, (steadyNs - last) / 1_000_000)
            }
            market.oracleNs = steadyNs
        }
        market.oracle = oracle ?? market.oracle
        markets[coin] = market
    }

    mutating func bbo(_ coin: String, timeMs: Int64?, wallMs: Int64) {
        guard let timeMs else { return }
        lagsMs.append(wallMs - timeMs)
        if let before = markets[coin]?.bboMs, timeMs < before { timesBack += 1 }
        markets[coin, default: Market()].bboMs = timeMs
    }

    func findings(subscribed coins: [String]) -> [ProbeFinding] { [cadence(coins), oracle, clock] }

    private func cadence(_ coins: [String]) -> ProbeFinding {
        let silent = coins.filter { (markets[$0]?.contexts ?? 0) == 0 }
        if silent.count == coins.count { return ProbeFinding("cadence", .wrong, "no context came at all") }
        var gaps: [(coin: String, ms: Int64)] = []
        for coin in coins {
            guard let market = markets[coin], market.contexts > 1 else { continue }
            let spanMs = (market.lastNs - market.firstNs) / 1_000_000
            if spanMs >= Self.spanMsMin { gaps.append((coin, spanMs / (market.contexts - 1))) }
        }
        let silence = silent.isEmpty ? "" : "; silent: \(Self.some(silent))"
        guard let middle = Self.median(gaps.map(\.ms)) else {
            let outcome: ProbeFinding.Outcome = silent.isEmpty ? .unseen : .differs
            return ProbeFinding("cadence", outcome, "too short a look at contexts for their pace\(silence)")
        }
        let odd = gaps.filter { !Self.contextGapMs.contains($0.ms) }
        guard odd.isEmpty, silent.isEmpty else {
            let named = odd.isEmpty ? "" : "; otherwise: \(Self.some(odd.map { "\($0.coin) \($0.ms) ms" }))"
            return ProbeFinding("cadence", .differs, "contexts every \(middle) ms\(named)\(silence)")
        }
        return ProbeFinding(
            "cadence", .same, "contexts of \(coins.count) markets, each every \(middle) ms or so")
    }

    private var oracle: ProbeFinding {
        guard let gap = oracleGapMs else {
            return ProbeFinding("oracle", .unseen, "\(oracleMoves) moves, none twice in one market")
        }
        return ProbeFinding(
            "oracle", gap < Self.oracleGapMsMin ? .differs : .same,
            "\(oracleMoves) moves, the closest two of a market \(gap) ms apart")
    }

    /// The venue's block time and our wall clock.
    private var clock: ProbeFinding {
        guard let lag = Self.median(lagsMs) else {
            return ProbeFinding("clock", .unseen, "no block time came")
        }
        let back = timesBack == 0 ? "" : "; block times went back \(timesBack) times"
        let text = "bbo came \(lag) ms after the time in it (median of \(lagsMs.count))\(back)"
        if lag.magnitude > UInt64(Self.lagMsMax) {
            return ProbeFinding(
                "clock", .wrong,
                "\(text): this machine's clock is off by \(Self.span(lag)); set it and keep it in sync")
        }
        return ProbeFinding("clock", Self.lagMs.contains(lag) && timesBack == 0 ? .same : .differs, text)
    }

    private static func span(_ ms: Int64) -> String {
        let seconds = Int64(ms.magnitude) / 1000
        return seconds < 7200 ? "\(seconds) s" : "\(seconds / 3600) h"
    }

    private static func median(_ values: [Int64]) -> Int64? {
        values.isEmpty ? nil : values.sorted()[values.count / 2]
    }

    private static let namedMax = 6

    private static func some(_ names: [String]) -> String {
        names.prefix(namedMax).joined(separator: ", ")
            + (names.count > namedMax ? " and \(names.count - namedMax) more" : "")
    }
}
