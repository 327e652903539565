/// Frames that the venue should not send, or that say nothing to an engine. None of them tells anything of a market
/// that is streamed, so what a correct engine finds does not change.
package enum StrangeFrame: String, CaseIterable, Sendable {
    case error
    case unknownChannel = "unknown-channel"
    case missingKey = "missing-key"
    case wrongType = "wrong-type"
    case hugeNumber = "huge-number"
    case invalidJSON = "invalid-json"
    case invalidUTF8 = "invalid-utf8"
    /// A megabyte.
    case huge
    /// A text in three frames, a ping between them.
    case fragmented
    /// A book of a coin that nobody listed.
    case unlistedCoin = "unlisted-coin"
    case ping
    /// Servers must not mask: a client has to end the connection.
    case masked
    /// Bits that no extension was agreed for: the same.
    case reservedBits = "reserved-bits"

    static let hugeBytes = 1 << 20

    /// The bytes on the wire, header and all.
    func bytes(atMs: Int64) -> [UInt8] {
        switch self {
        case .error: Self.text(#"{"channel":"error","data":"Something is wrong with the venue"}"#)
        case .unknownChannel: Self.text(#"{"channel":"weather","data":{"coin":"xyz:TSLA","rain":true}}"#)
        case .missingKey: Self.text(#"{"channel":"bbo","data":{"time":\#(atMs)}}"#)
        case .wrongType:
            Self.text(#"{"channel":"bbo","data":{"coin":17,"time":"\#(atMs)","bbo":{"px":[]}}}"#)
        case .hugeNumber:
            Self.text(
                #"{"channel":"activeAssetCtx","data":{"coin":"xyz:NONE","ctx":{"oraclePx":"9e999","markPx":"NaN","openInterest":"\#(String(repeating: "9", count: 400))"}}}"#
            )
        case .invalidJSON:
            Self.text(#"{"channel":"bbo","data":{"coin":"xyz:TSLA","time":\#(atMs),"bbo":[{"px":"1"#)
        case .invalidUTF8:
            Self.frame([0x81], Array(#"{"channel":"bbo","data":""#.utf8) + [0xFF, 0xFE] + Array("\"}".utf8))
        case .huge:
            Self.text(
                #"{"channel":"notice","data":"\#(String(repeating: "x", count: Self.hugeBytes))"}"#)
        case .fragmented:
            Self.frame([0x01], Array(#"{"channel":"#.utf8) as [UInt8]) + Self.frame([0x89], [])
                + Self.frame([0x00], Array(#""notice","data":"in "#.utf8))
                + Self.frame([0x80], Array(#"three"}"#.utf8))
        case .unlistedCoin:
            Self.text(
                #"{"channel":"bbo","data":{"coin":"xyz:NONE","time":\#(atMs),"bbo":[{"px":"1.0","sz":"1.0","n":1},null]}}"#
            )
        case .ping: Self.frame([0x89], Array("are you there".utf8))
        case .masked: [0x81, 0x80 | 2, 0, 0, 0, 0] + Array("{}".utf8)
        case .reservedBits: Self.frame([0x81 | 0x40], Array("{}".utf8))
        }
    }

    private static func text(_ text: String) -> [UInt8] { frame([0x81], Array(text.utf8)) }

    /// An unmasked frame; `head` is its first byte.
    private static func frame(_ head: [UInt8], _ payload: [UInt8]) -> [UInt8] {
        let length = payload.count
        if length < 126 { return head + [UInt8(length)] + payload }
        if length <= 0xFFFF { return head + [126, UInt8(length >> 8), UInt8(length & 0xFF)] + payload }
        return head + [127] + (0..<8).map { UInt8(truncatingIfNeeded: length >> (56 - 8 * $0)) } + payload
    }
}
