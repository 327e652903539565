/// Bytes of lines on their way into a file: numbers and literals without a detour over `String`.
struct LineBuffer: ~Copyable {
    private(set) var bytes: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private let capacity: Int

    /// Room that every append may take for granted when `isNearlyFull` was false.
    static let slack = 4_096

    init(capacity: Int) {
        self.capacity = capacity
        bytes = .allocate(capacity: capacity)
    }

    deinit { bytes.deallocate() }

    var isNearlyFull: Bool { count + Self.slack > capacity }

    mutating func clear() { count = 0 }

    mutating func text(_ literal: StaticString) {
        let length = literal.utf8CodeUnitCount
        (bytes + count).update(from: literal.utf8Start, count: length)
        count += length
    }

    mutating func text(_ words: [UInt8]) {
        words.withUnsafeBufferPointer { words in
            guard let base = words.baseAddress else { return }
            (bytes + count).update(from: base, count: words.count)
        }
        count += words.count
    }

    mutating func integer(_ value: Int64) {
        if value < 0 {
            bytes[count] = UInt8(ascii: "-")
            count += 1
        }
        var rest = value.magnitude
        var digits = 1
        var bound: UInt64 = 10
        while rest >= bound, digits < 19 {
            digits += 1
            bound &*= 10
        }
        var at = count + digits
        count = at
        for _ in 0..<digits {
            at -= 1
            bytes[at] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    /// `units / 10^scale` with at least one decimal and no other trailing zero.
    mutating func decimal(_ units: Int64, scale: Int) {
        var unit: UInt64 = 1
        for _ in 0..<scale { unit *= 10 }
        if units < 0 {
            bytes[count] = UInt8(ascii: "-")
            count += 1
        }
        integer(Int64(units.magnitude / unit))
        bytes[count] = UInt8(ascii: ".")
        count += 1
        var rest = units.magnitude % unit
        repeat {
            unit /= 10
            bytes[count] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / unit)
            count += 1
            rest %= unit
        } while rest > 0
    }
}
