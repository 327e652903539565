package import SoakMarket

/// The text of stream frames, byte for byte in the exchange's key order.
package struct StreamFrames: Sendable {
    private let bboHeads: [[UInt8]]
    private let ctxHeads: [[UInt8]]

    package init(coins: [String]) {
        bboHeads = coins.map {
            Array("{\"channel\":\"bbo\",\"data\":{\"coin\":\(JSONText.quoted($0)),\"time\":".utf8)
        }
        ctxHeads = coins.map {
            Array("{\"channel\":\"activeAssetCtx\",\"data\":{\"coin\":\(JSONText.quoted($0)),\"ctx\":".utf8)
        }
    }

    package func write(_ event: MarketEvent, to scratch: inout FrameScratch) {
        scratch.begin()
        switch event.update {
        case .bbo(let bbo):
            scratch.append(bboHeads[event.market])
            scratch.append(integer: bbo.timeMs)
            scratch.append(",\"bbo\":[")
            Self.write(bbo.bid, to: &scratch)
            scratch.append(",")
            Self.write(bbo.ask, to: &scratch)
            scratch.append("]}}")
        case .ctx(let context):
            scratch.append(ctxHeads[event.market])
            Self.write(context, to: &scratch)
            scratch.append("}}")
        }
    }

    /// A context as an object, as `metaAndAssetCtxs` holds it too.
    package static func write(_ context: AssetContext, to scratch: inout FrameScratch) {
        scratch.append("{\"funding\":")
        scratch.append(quoted: context.fundingE10, scale: 10)
        scratch.append(",\"openInterest\":")
        scratch.append(quoted: context.openInterestE10, scale: 10)
        scratch.append(",\"prevDayPx\":")
        scratch.append(quoted: context.prevDayPxE8, scale: 8)
        scratch.append(",\"dayNtlVlm\":")
        scratch.append(quoted: context.dayNtlVlmE10, scale: 10)
        scratch.append(",\"premium\":")
        if let book = context.book {
            scratch.append(quoted: book.premiumE10, scale: 10)
        } else {
            scratch.append("null")
        }
        scratch.append(",\"oraclePx\":")
        scratch.append(quoted: context.oraclePxE8, scale: 8)
        scratch.append(",\"markPx\":")
        scratch.append(quoted: context.markPxE8, scale: 8)
        if let book = context.book {
            scratch.append(",\"midPx\":")
            scratch.append(quoted: book.midPxE8, scale: 8)
            scratch.append(",\"impactPxs\":[")
            scratch.append(quoted: book.impactBidPxE8, scale: 8)
            scratch.append(",")
            scratch.append(quoted: book.impactAskPxE8, scale: 8)
            scratch.append("]")
        } else {
            scratch.append(",\"midPx\":null,\"impactPxs\":null")
        }
        scratch.append(",\"dayBaseVlm\":")
        scratch.append(quoted: context.dayBaseVlmE10, scale: 10)
        scratch.append("}")
    }

    /// One side of a book as `bbo` and `l2Book` write it; `null` when it is missing.
    package static func write(_ level: BookLevel?, to scratch: inout FrameScratch) {
        guard let level else {
            scratch.append("null")
            return
        }
        scratch.append("{\"px\":")
        scratch.append(quoted: level.pxE8, scale: 8)
        scratch.append(",\"sz\":")
        scratch.append(quoted: level.szE8, scale: 8)
        scratch.append(",\"n\":")
        scratch.append(integer: Int64(level.n))
        scratch.append("}")
    }
}
