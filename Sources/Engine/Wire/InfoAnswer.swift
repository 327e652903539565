internal import CSimdjson
import EngineCore

/// An answer of `/info` that can't be used.
package struct InfoFormError: Error, Hashable, Sendable, CustomStringConvertible {
    package let request: InfoRequest
    package let problem: String

    package var description: String { "the answer to \(request.name) can't be read: \(problem)" }
}

/// Answers of `/info`, read leniently: only what is needed, and unknown keys are none of our business.
package enum InfoAnswer {
    package static let bytesMax = 16 << 20

    /// The dexes by `perp_dex_index`; nil for the main dex (a leading null) and for one without a name.
    package static func perpDexs(_ bytes: some Sequence<UInt8>) throws(InfoFormError) -> [PerpDex?] {
        var dexs: [PerpDex?] = []
        let problem = withDecoder(Array(bytes)) { decoder, raw in
            withUnsafeMutablePointer(to: &dexs) { dexs in
                csimdjson_perp_dexs(decoder, raw.baseAddress, raw.count, dexs) { context, name in
                    context?.assumingMemoryBound(to: [PerpDex?].self).pointee.append(
                        InfoAnswer.string(name).map { PerpDex(name: $0) })
                } _: { context, coin, cap in
                    guard let dexs = context?.assumingMemoryBound(to: [PerpDex?].self),
                        let last = dexs.pointee.indices.last, let coin = InfoAnswer.string(coin),
                        let text = InfoAnswer.string(cap), let cap = try? Fixed8(text)
                    else { return }
                    dexs.pointee[last]?.openInterestCaps[coin] = cap
                }
            }
        }
        if let problem { throw InfoFormError(request: .perpDexs, problem: problem) }
        return dexs
    }

    /// The dex's markets, each with its position in `meta.universe`. A market that lacks its name, szDecimals
    /// or maxLeverage is left out and its position told, so that the others keep theirs.
    package static func meta(_ bytes: some Sequence<UInt8>, dex: String) throws(InfoFormError) -> MetaTable {
        var listed: [Listed] = []
        let problem = withDecoder(Array(bytes)) { decoder, raw in
            withUnsafeMutablePointer(to: &listed) { listed in
                csimdjson_meta(decoder, raw.baseAddress, raw.count, listed) { context, market in
                    guard let market = market?.pointee else { return }
                    context?.assumingMemoryBound(to: [Listed].self).pointee.append(Listed(market))
                } _: { context, key, value in
                    guard let listed = context?.assumingMemoryBound(to: [Listed].self),
                        let last = listed.pointee.indices.last, let key = InfoAnswer.string(key),
                        let value = InfoAnswer.string(value)
                    else { return }
                    listed.pointee[last].fees.append("\(key)=\(value)")
                }
            }
        }
        if let problem { throw InfoFormError(request: .meta(dex: dex), problem: problem) }
        var table = MetaTable()
        for (index, entry) in listed.enumerated() {
            if let market = entry.market(dex: dex, index: index) {
                table.markets.append(market)
                table.feeTerms.append(entry.fees.sorted().joined(separator: " "))
            } else {
                table.unreadable.append(index)
            }
        }
        return table
    }

    private struct Listed {
        let name: String?
        let sizeDecimals: Int
        let maxLeverage: Int
        let isDelisted: Bool
        var fees: [String] = []

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
