internal import CSimdjson
package import EngineCore

/// Bytes of one WebSocket message to a `VenueMessage`. Not safe for two threads at once.
package struct VenueDecoder: ~Copyable {
    /// Nothing that the venue sends comes near; what is longer is malformed.
    package static let messageBytesMax = 1 << 20
    /// How much of a strange text is kept for a report.
    package static let excerptBytesMax = 200

    private let decoder: OpaquePointer
    private let coins: CoinTable

    package init(markets: [Market]) {
        guard let decoder = csimdjson_create(VenueDecoder.messageBytesMax) else {
            fatalError("no memory for the decoder")
        }
        self.decoder = decoder
        coins = CoinTable(markets)
    }

    deinit { csimdjson_destroy(decoder) }

    /// Never throws and never traps: whatever the bytes are, they are one of the cases.
    ///
    /// Nearly all frames are spelled exactly as the venue spells them and need no parser.
    package func decode(_ bytes: UnsafeRawBufferPointer) -> VenueMessage {
        var frame = csimdjson_frame()
        guard csimdjson_decode_canonical(bytes.baseAddress, bytes.count, &frame) != 0 else {
            return decodeGeneral(bytes)
        }
        return frame.kind == CSIMDJSON_BBO ? bbo(frame) : context(frame)
    }

    /// Whether `decode` reads these bytes without the parser.
    package static func isCanonical(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var frame = csimdjson_frame()
        return csimdjson_decode_canonical(bytes.baseAddress, bytes.count, &frame) != 0
    }

    /// The same by way of a general JSON parser alone: what `decode` must agree with, byte for byte.
    package func decodeGeneral(_ bytes: UnsafeRawBufferPointer) -> VenueMessage {
        var frame = csimdjson_frame()
        csimdjson_decode(decoder, bytes.baseAddress, bytes.count, &frame)
        switch frame.kind {
        case CSIMDJSON_BBO: return bbo(frame)
        case CSIMDJSON_CONTEXT: return context(frame)
        case CSIMDJSON_SUBSCRIBED: return acknowledgement(frame, isSubscribed: true)
        case CSIMDJSON_UNSUBSCRIBED: return acknowledgement(frame, isSubscribed: false)
        case CSIMDJSON_PONG: return .pong
        case CSIMDJSON_ERROR: return .error(excerpt(frame.detail))
        case CSIMDJSON_OTHER: return .unknown("channel \(excerpt(frame.detail))")
        default: return .malformed("\(excerpt(frame.detail)): \(excerpt(of: bytes))")
        }
    }

    @inline(__always)
    private func bbo(_ frame: csimdjson_frame) -> VenueMessage {
        guard let slot = coins.slot(of: raw(frame.coin)) else {
            return .unknown("bbo of coin \(excerpt(frame.coin))")
        }
        do throws(DecimalError) {
            return .bbo(
                slot: slot, bid: try level(frame.bid), ask: try level(frame.ask),
                blockTimeMS: frame.time_ms < 0 ? nil : frame.time_ms)
        } catch {
            return .malformed("bbo of \(excerpt(frame.coin)): \(error)")
        }
    }

    @inline(__always)
    private func context(_ frame: csimdjson_frame) -> VenueMessage {
        guard let slot = coins.slot(of: raw(frame.coin)) else {
            return .unknown("activeAssetCtx of coin \(excerpt(frame.coin))")
        }
        do throws(DecimalError) {
            return .context(
                slot: slot, oracle: try price(frame.oracle), mark: try price(frame.mark),
                openInterest: openInterest(frame.open_interest))
        } catch {
            return .malformed("activeAssetCtx of \(excerpt(frame.coin)): \(error)")
        }
    }

    private func acknowledgement(_ frame: csimdjson_frame, isSubscribed: Bool) -> VenueMessage {
        guard let channel = MarketChannel(name: raw(frame.detail)), let slot = coins.slot(of: raw(frame.coin))
        else {
            return .unknown("acknowledgement of \(excerpt(frame.detail)) \(excerpt(frame.coin))")
        }
        return isSubscribed ? .subscribed(channel, slot: slot) : .unsubscribed(channel, slot: slot)
    }

    /// A level of size zero holds no order, so there is no level. A price of zero is no price.
    @inline(__always)
    private func level(_ level: csimdjson_level) throws(DecimalError) -> Level? {
        guard level.is_there != 0 else { return nil }
        let price = try Price(text: raw(level.price))
        let size = try Size(text: raw(level.size))
        if price == .zero { throw .malformed }
        return size == .zero ? nil : Level(price: price, size: size)
    }

    /// Null or zero is a market that has no oracle (or mark) yet.
    @inline(__always)
    private func price(_ text: csimdjson_text) throws(DecimalError) -> Price? {
        guard text.bytes != nil else { return nil }
        let price = try Price(text: raw(text))
        return price == .zero ? nil : price
    }

    /// The venue writes up to 10 decimals of float noise here; what lies below 1e-8 is cut. What can't be read
    /// is unknown, and no reason to lose the oracle that came with it.
    @inline(__always)
    private func openInterest(_ text: csimdjson_text) -> Size? {
        guard text.bytes != nil else { return nil }
        do throws(DecimalError) {
            return try Size(text: raw(text))
        } catch {
            guard case .tooManyDecimals = error else { return nil }
            return cut(raw(text))
        }
    }

    private func cut(_ text: UnsafeRawBufferPointer) -> Size? {
        guard let dot = text.firstIndex(of: UInt8(ascii: ".")) else { return nil }
        let noise = text[(dot + 1 + Size.scale)...]
        guard noise.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return try? Size(text: UnsafeRawBufferPointer(rebasing: text[..<noise.startIndex]))
    }

    @inline(__always)
    private func raw(_ text: csimdjson_text) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: text.bytes, count: text.length)
    }

    private func excerpt(_ text: csimdjson_text) -> String { excerpt(of: raw(text)) }

    private func excerpt(of bytes: UnsafeRawBufferPointer) -> String {
        String(decoding: bytes.prefix(VenueDecoder.excerptBytesMax), as: UTF8.self)
    }
}
