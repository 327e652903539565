import CChecksum

/// The chain of a ledger or journal: each line's checksum over the checksum before it and its own bytes.
struct ChainVerifier {
    /// `,"chain":"xxxxxxxx"}`
    private static let tailBytes = 20
    private static let tailHead = Array(",\"chain\":\"".utf8)
    private static let first = Array("00000000".utf8)

    private var previous = ChainVerifier.first
    /// True once a line came whose chain can't be tried, since its predecessor is not here.
    private var isUnanchored = false

    /// The next line's chain can't be tried: lines before it are missing.
    mutating func unanchor() { isUnanchored = true }

    /// Nil when the line continues the chain. A line that breaks it is believed from there on, so that one
    /// defect is named once.
    mutating func problem(of line: UnsafeBufferPointer<UInt8>) -> FormatError? {
        guard line.count > Self.tailBytes, line[line.count - 1] == UInt8(ascii: "}"),
            line[line.count - 2] == UInt8(ascii: "\""),
            line[(line.count - Self.tailBytes)...].starts(with: Self.tailHead)
        else { return FormatError(.chainBroken, at: 0, "the line does not end with its chain") }
        let body = line.count - Self.tailBytes
        let claimed = Array(line[(line.count - 10)..<(line.count - 2)])
        guard let claimedChecksum = Hex.checksum(claimed) else {
            return FormatError(.malformedChecksum, at: body, "the chain is not 8 lower-case hex digits")
        }
        let actual = previous.withUnsafeBytes { crc32c_extend(0, $0.baseAddress, $0.count) }
        let checksum = crc32c_extend(actual, line.baseAddress, body)
        let wasUnanchored = isUnanchored
        previous = claimed
        isUnanchored = false
        if checksum == claimedChecksum || wasUnanchored { return nil }
        return FormatError(
            .chainBroken, at: body,
            "this line or the one before it was changed, removed or put elsewhere (\(Hex.checksum(checksum)) expected)"
        )
    }
}
