/// What a bug makes of what goes between the venue and the engine. The venue knows what it sent.
struct WireBug: Sendable {
    enum Passage {
        case pass
        case hold
        case instead([ArraySlice<UInt8>])
        /// Ends the connection, as a network does; what was not handed on is lost.
        case cut
    }

    /// The connection counts from 1; frames of the stream are counted from 1, over all connections.
    var fromVenue: @Sendable (_ frame: StreamFrame, _ connection: Int) -> Passage = { _, _ in .pass }
    /// What is answered to a subscription in the venue's place, which does not hear of it; nil lets it through.
    var answer: @Sendable (_ request: String, _ connection: Int) -> String? = { _, _ in nil }
}

/// A `bbo` or an `activeAssetCtx` on its way.
struct StreamFrame {
    enum Channel { case bbo, context }

    let channel: Channel
    /// Counts from 1, over all connections.
    var number = 0
    let payload: ArraySlice<UInt8>
    let coin: Substring

    private static let bboHead = Array(#"{"channel":"bbo","data":{"coin":""#.utf8)
    private static let contextHead = Array(#"{"channel":"activeAssetCtx","data":{"coin":""#.utf8)

    /// Nil for every other frame.
    init?(_ payload: ArraySlice<UInt8>) {
        let head: [UInt8]
        if payload.starts(with: Self.bboHead) {
            (channel, head) = (.bbo, Self.bboHead)
        } else if payload.starts(with: Self.contextHead) {
            (channel, head) = (.context, Self.contextHead)
        } else {
            return nil
        }
        self.payload = payload
        coin = Substring(
            decoding: payload[(payload.startIndex + head.count)...].prefix { $0 != 0x22 }, as: UTF8.self)
    }
}
