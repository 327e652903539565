#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Goes along bytes that are expected to have one certain form. Each step answers nil or false at the first byte that
/// is otherwise; what is wrong then is for the careful reader to say.
struct ByteCursor {
    private let base: UnsafePointer<UInt8>
    private let count: Int
    private(set) var at = 0

    /// Nil for no bytes.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else { return nil }
        self.base = base
        count = bytes.count
    }

    var isAtEnd: Bool { at == count }

    @inline(__always)
    mutating func literal(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard count - at >= length, memcmp(base + at, text.utf8Start, length) == 0 else { return false }
        at += length
        return true
    }

    @inline(__always)
    mutating func byte(_ wanted: Unicode.Scalar) -> Bool {
        guard at < count, base[at] == UInt8(truncatingIfNeeded: wanted.value) else { return false }
        at += 1
        return true
    }

    /// Digits without a leading zero, at most 18 of them.
    @inline(__always)
    mutating func natural() -> Int64? {
        let start = at
        var value: Int64 = 0
        while at < count {
            let digit = base[at] &- UInt8(ascii: "0")
            if digit > 9 { break }
            value = value &* 10 &+ Int64(digit)
            at += 1
        }
        let digits = at - start
        if digits == 0 || digits > 18 || base[start] == UInt8(ascii: "0") && digits > 1 { return nil }
        return NumberBounds.count.contains(value) ? value : nil
    }

    /// What stands before the next quote, if all of it is of names: letters, digits, `_`, `-`, `.` and `:`.
    @inline(__always)
    mutating func name() -> UnsafeBufferPointer<UInt8>? {
        let start = at
        while at < count, Self.isOfName(base[at]) { at += 1 }
        guard at > start, at < count, base[at] == UInt8(ascii: "\"") else { return nil }
        return UnsafeBufferPointer(start: base + start, count: at - start)
    }

    /// The next `length` bytes.
    mutating func bytes(_ length: Int) -> UnsafeBufferPointer<UInt8>? {
        guard count - at >= length else { return nil }
        defer { at += length }
        return UnsafeBufferPointer(start: base + at, count: length)
    }

    @inline(__always)
    private static func isOfName(_ byte: UInt8) -> Bool {
        let letter = byte | 0x20
        return letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z")
            || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: ":")
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
}
