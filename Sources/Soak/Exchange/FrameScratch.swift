/// Where one server text frame is put together: an unmasked WebSocket header and its text, one after the
/// other, ready to be copied into the buffers of all who subscribed it. Used again for every frame.
///
/// No allocation and no check of UTF-8: the texts are ours. A text longer than `textMax` is a mistake here
/// and stops the program; every stream frame is below 400 bytes.
package struct FrameScratch: ~Copyable {
    package static let textMax = 4096
    /// Room for the longest header used here: 2 bytes and a 16-bit length.
    private static let headerMax = 4

    private let base: UnsafeMutablePointer<UInt8>
    private var end = Self.headerMax

    package init() {
        base = .allocate(capacity: Self.headerMax + Self.textMax)
    }

    deinit { base.deallocate() }

    package mutating func begin() { end = Self.headerMax }

    /// The frame with its header; valid until the next `begin`.
    package mutating func finished() -> UnsafeRawBufferPointer {
        let length = end - Self.headerMax
        var begin = Self.headerMax - 2
        if length < 126 {
            base[begin + 1] = UInt8(length)
        } else {
            begin = 0
            base[1] = 126
            base[2] = UInt8(truncatingIfNeeded: length >> 8)
            base[3] = UInt8(truncatingIfNeeded: length)
        }
        base[begin] = 0x81
        return UnsafeRawBufferPointer(start: base + begin, count: end - begin)
    }

    /// The text alone.
    package var text: String {
        String(
            decoding: UnsafeBufferPointer(start: base + Self.headerMax, count: end - Self.headerMax),
            as: UTF8.self)
    }

    @inline(__always)
    package mutating func append(_ literal: StaticString) {
        let count = literal.utf8CodeUnitCount
        reserve(count)
        (base + end).update(from: literal.utf8Start, count: count)
        end += count
    }

    @inline(__always)
    package mutating func append(_ bytes: [UInt8]) {
        reserve(bytes.count)
        bytes.withUnsafeBufferPointer { (base + end).update(from: $0.baseAddress!, count: $0.count) }
        end += bytes.count
    }

    package mutating func append(integer: Int64) {
        reserve(20)
        if integer < 0 { put(UInt8(ascii: "-")) }
        put(digitsOf: integer.magnitude)
    }

    /// `mantissa / 10^scale` as the venue writes it: at least one decimal, no other trailing zero.
    package mutating func append(decimal mantissa: Int64, scale: Int) {
        reserve(24)
        if mantissa < 0 { put(UInt8(ascii: "-")) }
        let unit = Self.powersOfTen[scale]
        let magnitude = mantissa.magnitude
        put(digitsOf: magnitude / unit)
        put(UInt8(ascii: "."))
        var fraction = magnitude % unit
        var digits = scale
        while digits > 1, fraction % 10 == 0 {
            fraction /= 10
            digits -= 1
        }
        if digits == 0 { digits = 1 }
        var position = end + digits
        end = position
        for _ in 0..<digits {
            position -= 1
            base[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: fraction % 10)
            fraction /= 10
        }
    }

    /// The same between quotes.
    @inline(__always)
    package mutating func append(quoted mantissa: Int64, scale: Int) {
        append("\"")
        append(decimal: mantissa, scale: scale)
        append("\"")
    }

    private static let powersOfTen: [UInt64] = (0...18).map { exponent in
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }

    @inline(__always)
    private func reserve(_ count: Int) {
        guard end + count <= Self.headerMax + Self.textMax else {
            fatalError("a frame beyond FrameScratch.textMax")
        }
    }

    @inline(__always)
    private mutating func put(_ byte: UInt8) {
        base[end] = byte
        end += 1
    }

    @inline(__always)
    private mutating func put(digitsOf magnitude: UInt64) {
        var digits = 1
        var bound: UInt64 = 10
        while digits < 20, magnitude >= bound {
            digits += 1
            bound = digits < 20 ? bound &* 10 : .max
        }
        var rest = magnitude
        var position = end + digits
        end = position
        repeat {
            position -= 1
            base[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
    }
}
