import SoakExchange
import SoakTruth
import SoakVenue

/// What `/info` says of a dex, as the truth needs it; by position in `meta`.
struct ObserverMarkets: Sendable {
    struct Market: Sendable {
        var coin: String
        var terms: TruthTerms
    }

    private(set) var markets: [Market] = []
    private(set) var indices: [String: Int] = [:]

    /// Nil for an answer that has no universe.
    init?(_ body: [UInt8]) {
        guard let universe = (try? JSONParser.parse(body))?["universe"]?.elements else { return nil }
        for entry in universe {
            guard let coin = entry["name"]?.asText else { return nil }
            indices[coin] = markets.count
            markets.append(
                Market(
                    coin: coin,
                    terms: TruthTerms(
                        szDecimals: Int(entry["szDecimals"]?.asInteger ?? -1),
                        maxLeverage: Int(entry["maxLeverage"]?.asInteger ?? -1),
                        fees:
                            "\(entry["deployerFeeScale"]?.asText ?? "") \(entry["growthMode"]?.asText ?? "")",
                        isHalted: entry["isDelisted"]?.isTrue == true)))
        }
    }

    /// The caps on open interest of a dex in an answer of `perpDexs`, by these markets' positions.
    func caps(_ body: [UInt8], dex: String) -> [Int64?]? {
        guard let dexes = (try? JSONParser.parse(body))?.elements,
            let pairs = dexes.first(where: { $0["name"]?.asText == dex })?["assetToStreamingOiCap"]?.elements
        else { return nil }
        var caps: [String: Int64] = [:]
        for pair in pairs {
            guard let words = pair.elements, words.count == 2, let coin = words[0].asText,
                let dollars = words[1].asText.flatMap(DecimalE8.parse)
            else { continue }
            caps[coin] = dollars / 100_000_000
        }
        return markets.map { caps[$0.coin] }
    }
}
