/// What is wrong with a line as a text, whatever it should say: told from its bytes alone.
enum BrokenText {
    static func problem(of bytes: UnsafeBufferPointer<UInt8>) -> FormatError? {
        if bytes.isEmpty { return FormatError(.blankLine) }
        if let problem = nul(in: bytes) { return problem }
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { return FormatError(.byteOrderMark) }
        if bytes.last == UInt8(ascii: "\r") { return FormatError(.carriageReturn, at: bytes.count - 1) }
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return FormatError(.blankLine, "blanks only") }
        return invalid(in: bytes).map { FormatError(.invalidUTF8, at: $0) }
    }

    /// What a power cut leaves of blocks that were never written.
    static func nul(in bytes: UnsafeBufferPointer<UInt8>) -> FormatError? {
        bytes.firstIndex(of: 0).map {
            FormatError(.nulBytes, at: $0, "\(bytes.count { $0 == 0 }) of \(bytes.count) bytes")
        }
    }

    /// The first byte of a line that is no UTF-8.
    static func invalid(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        if String(validating: bytes, as: UTF8.self) != nil { return nil }
        var at = 0
        while at < bytes.count {
            let length = min(characterBytes(bytes[at]), bytes.count - at)
            let character = UnsafeBufferPointer(rebasing: bytes[at..<at + length])
            if String(validating: character, as: UTF8.self) == nil { return at }
            at += length
        }
        return 0
    }

    /// How many bytes the character has that begins with this one; 1 for one that begins none.
    private static func characterBytes(_ first: UInt8) -> Int {
        switch first {
        case 0xc2...0xdf: 2
        case 0xe0...0xef: 3
        case 0xf0...0xf4: 4
        default: 1
        }
    }
}
