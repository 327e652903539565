import SoakExchange
import SoakMarket

/// What the answers of `/info` say of the markets, held against the ones that are known.
struct UniverseProbe: Sendable {
    private static let requiredKeys = ["szDecimals", "name", "maxLeverage"]
    private static let knownKeys = [
        "marginTableId", "onlyIsolated", "isDelisted", "marginMode", "growthMode", "lastGrowthModeChangeTime",
        "lastFeeScaleChangeTime", "deployerFeeScale",
    ]

    let dex: String
    private(set) var findings: [ProbeFinding] = []
    /// Listed and not delisted, in the order of `meta`.
    private(set) var coins: [String] = []

    init(dex: String) { self.dex = dex }

    mutating func perpDexs(_ answer: VenueQuestion.Answer) {
        guard let dexes = body(answer, of: "perpDexs")?.elements else { return }
        guard dexes.first == .null else {
            findings.append(
                ProbeFinding(
                    "perpDexs", .differs, "its first element is not null, so positions are no indices"))
            return
        }
        guard let index = dexes.firstIndex(where: { $0["name"]?.asText == dex }) else {
            findings.append(
                ProbeFinding("perpDexs", .wrong, "there is no dex \(dex) among \(dexes.count - 1)"))
            return
        }
        let caps = dexes[index]["assetToStreamingOiCap"]?.elements?.count
        findings.append(
            caps == nil
                ? ProbeFinding("perpDexs", .differs, "\(dex) is dex \(index), without assetToStreamingOiCap")
                : ProbeFinding(
                    "perpDexs", .same, "\(dex) is dex \(index), with \(caps ?? 0) caps on open interest"))
    }

    mutating func meta(_ answer: VenueQuestion.Answer) {
        guard let universe = body(answer, of: "meta")?["universe"]?.elements else {
            if findings.last?.topic != "meta" {
                findings.append(ProbeFinding("meta", .wrong, "an answer without a universe"))
            }
            return
        }
        var oddities = Oddities()
        for entry in universe {
            let keys = entry.keys
            for key in Self.requiredKeys where !keys.contains(key) {
                oddities.note("no \(key)", keys.joined(separator: ","))
            }
            for key in keys where !Self.requiredKeys.contains(key) && !Self.knownKeys.contains(key) {
                oddities.note("new key \(key)")
            }
        }
        let delisted = universe.count { $0["isDelisted"]?.isTrue == true }
        coins = universe.filter { $0["isDelisted"]?.isTrue != true }.compactMap { $0["name"]?.asText }
        let listed = "\(universe.count) listed, \(delisted) of them delisted, answered in \(answer.tookMs) ms"
        findings.append(
            oddities.isEmpty
                ? ProbeFinding("meta", .same, listed)
                : ProbeFinding("meta", .differs, "\(listed); \(oddities.text)"))
        if dex == "xyz" { findings.append(indices(universe)) }
    }

    /// Only the markets whose place is known are held against it; what was listed later may be anything.
    private func indices(_ universe: [JSONValue]) -> ProbeFinding {
        var oddities = Oddities()
        let known = MarketTable.january2026
        for (index, market) in known.enumerated() {
            guard index < universe.count else {
                oddities.note("not listed", "\(dex):\(index) \(market.coin)")
                continue
            }
            let name = universe[index]["name"]?.asText ?? "nothing"
            if name != market.coin {
                oddities.note("another market", "\(dex):\(index) is \(name), not \(market.coin)")
            }
            let decimals = universe[index]["szDecimals"]?.asInteger
            if name == market.coin, decimals != Int64(market.szDecimals) {
                oddities.note(
                    "other szDecimals",
                    "\(market.coin) has \(decimals.map(String.init) ?? "none"), not \(market.szDecimals)")
            }
        }
        guard oddities.isEmpty else { return ProbeFinding("indices", .differs, oddities.text) }
        return ProbeFinding(
            "indices", .same,
            "the \(known.count) markets of January 2026 stand where they stood, \(max(0, universe.count - known.count)) came after"
        )
    }

    private mutating func body(_ answer: VenueQuestion.Answer, of topic: String) -> JSONValue? {
        guard answer.status == 200 else {
            let text = String(decoding: answer.body.prefix(80), as: UTF8.self)
            findings.append(ProbeFinding(topic, .wrong, "status \(answer.status): \(text)"))
            return nil
        }
        guard let value = try? JSONParser.parse(answer.body) else {
            findings.append(
                ProbeFinding(topic, .wrong, "an answer of \(answer.body.count) bytes that is no JSON"))
            return nil
        }
        return value
    }
}
