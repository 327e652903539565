internal import CSimdjson
package import EngineCore

/// An answer of `/info` that can't be used.
package struct InfoFormError: Error, Hashable, Sendable, CustomStringConvertible {
    package let request: InfoRequest
    package let problem: String

    package var description: String { "the answer to \(request.name) can't be read: \(problem)" }
}

/// Answers of `/info`, read leniently: only what is needed, and unknown keys are none of our business.
package enum InfoAnswer {
    package static let bytesMax = 16 << 20

    /// The dex names by `perp_dex_index`; nil for the main dex (a leading null) and for one without a name.
    package static func perpDexs(_ bytes: some Sequence<UInt8>) throws(InfoFormError) -> [String?] {
        var names: [String?] = []
        let problem = withDecoder(Array(bytes)) { decoder, raw in
            withUnsafeMutablePointer(to: &names) { names in
                csimdjson_perp_dexs(decoder, raw.baseAddress, raw.count, names) { context, name in
                    context?.assumingMemoryBound(to: [String?].self).pointee.append(InfoAnswer.string(name))
                }
            }
        }
        if let problem { throw InfoFormError(request: .perpDexs, problem: problem) }
        return names
    }

    /// The dex's markets, each with its position in `meta.universe`. A market that lacks its name, szDecimals
    /// or maxLeverage is left out and its position told, so that the others keep theirs.
    package static func meta(
        _ bytes: some Sequence<UInt8>, dex: String
    ) throws(InfoFormError) -> (markets: [Market], unreadable: [Int]) {
        var listed: [Listed] = []
        let problem = withDecoder(Array(bytes)) { decoder, raw in
            withUnsafeMutablePointer(to: &listed) { listed in
                csimdjson_meta(decoder, raw.baseAddress, raw.count, listed) { context, market in
                    guard let market = market?.pointee else { return }
                    context?.assumingMemoryBound(to: [Listed].self).pointee.append(Listed(market))
                }
            }
        }
        if let problem { throw InfoFormError(request: .meta(dex: dex), problem: problem) }
        var markets: [Market] = []
        var unreadable: [Int] = []
        for (index, entry) in listed.enumerated() {
            if let market = entry.market(dex: dex, index: index) {
                markets.append(market)
            } else {
                unreadable.append(index)
            }
        }
        return (markets, unreadable)
    }

    private struct Listed {
        let name: String?
        let sizeDecimals: Int
        let maxLeverage: Int
        let isDelisted: Bool

        init(_ market: csimdjson_market) {
            name = InfoAnswer.string(market.name)
            sizeDecimals = Int(market.size_decimals)
            maxLeverage = Int(market.max_leverage)
            isDelisted = market.is_delisted != 0
        }

        func market(dex: String, index: Int) -> Market? {
            guard let name, !name.isEmpty, sizeDecimals >= 0, maxLeverage >= 0 else { return nil }
            return Market(
                dex: dex, index: index, coin: name, sizeDecimals: sizeDecimals, maxLeverage: maxLeverage,
                isDelisted: isDelisted)
        }
    }

    private static func withDecoder(
        _ bytes: [UInt8],
        _ body: (OpaquePointer, UnsafeRawBufferPointer) -> UnsafePointer<CChar>?
    ) -> String? {
        guard let decoder = csimdjson_create(bytesMax) else { return "no memory" }
        defer { csimdjson_destroy(decoder) }
        return bytes.withUnsafeBytes { raw in body(decoder, raw).map { String(cString: $0) } }
    }

    private static func string(_ text: csimdjson_text) -> String? {
        guard let bytes = text.bytes else { return nil }
        return String(decoding: UnsafeRawBufferPointer(start: bytes, count: text.length), as: UTF8.self)
    }
}
