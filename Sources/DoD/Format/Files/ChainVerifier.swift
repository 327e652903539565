import CChecksum

/// The chain of a ledger or journal: each line's checksum over the checksum before it and its own bytes.
struct ChainVerifier {
    /// `,"chain":"xxxxxxxx"}`
    private static let tailBytes = 20
    private static let tailHead = Array(",\"chain\":\"".utf8)

    /// The eight digits of the chain of the line before, as they stand in memory.
    private var previous = Digits(repeating: UInt8(ascii: "0"))
    /// True once a line came whose chain can't be tried, since its predecessor is not here.
    private var isUnanchored = false

    /// Eight bytes.
    struct Digits: Sendable {
        fileprivate var bytes: UInt64

        fileprivate init(repeating byte: UInt8) { bytes = 0x0101_0101_0101_0101 * UInt64(byte) }

        fileprivate init(_ digits: UnsafeRawPointer) { bytes = digits.loadUnaligned(as: UInt64.self) }
    }

    /// The next line's chain can't be tried: lines before it are missing.
    mutating func unanchor() { isUnanchored = true }

    /// As if the line with this chain had gone by, and was right.
    mutating func follow(_ chain: Digits) {
        previous = chain
        isUnanchored = false
    }

    /// The chain that the line before ended with.
    var chain: Digits { previous }

    /// Nil when the line continues the chain. A line that breaks it is believed from there on, so that one
    /// defect is named once.
    mutating func problem(of line: UnsafeBufferPointer<UInt8>) -> FormatError? {
        guard let body = Self.body(of: line) else {
            return FormatError(.chainBroken, at: 0, "the line does not end with its chain")
        }
        guard let claimed = Hex.checksum(line[(line.count - 10)..<(line.count - 2)]) else {
            return FormatError(.malformedChecksum, at: body, "the chain is not 8 lower-case hex digits")
        }
        let before = withUnsafeBytes(of: previous.bytes) { crc32c_extend(0, $0.baseAddress, $0.count) }
        let checksum = crc32c_extend(before, line.baseAddress, body)
        let wasUnanchored = isUnanchored
        follow(Digits(UnsafeRawPointer(line.baseAddress!) + line.count - 10))
        if checksum == claimed || wasUnanchored { return nil }
        return FormatError(
            .chainBroken, at: body,
            "this line or the one before it was changed, removed or put elsewhere (\(Hex.checksum(checksum)) expected)"
        )
    }

    /// How many bytes stand before the chain; nil where there is none.
    private static func body(of line: UnsafeBufferPointer<UInt8>) -> Int? {
        guard line.count > tailBytes, line[line.count - 1] == UInt8(ascii: "}"),
            line[line.count - 2] == UInt8(ascii: "\""),
            line[(line.count - tailBytes)...].starts(with: tailHead)
        else { return nil }
        return line.count - tailBytes
    }
}
