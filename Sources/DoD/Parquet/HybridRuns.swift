/// Parquet's runs of small numbers: repeated ones and bit-packed ones, in turn. Levels and dictionary
/// indices are written so.
///
/// Source of the format: "Run Length Encoding / Bit-Packing Hybrid" in the Parquet format's `Encodings.md`.
enum HybridRuns {
    /// Exactly `count` numbers; nil when the bytes don't hold them. `isWhole`: nothing may be left over.
    static func read(_ bytes: ArraySlice<UInt8>, bits: Int, count: Int, isWhole: Bool) -> [Int]? {
        guard (0...32).contains(bits) else { return nil }
        var numbers: [Int] = []
        numbers.reserveCapacity(count)
        var at = bytes.startIndex
        while numbers.count < count {
            guard let head = varint(bytes, &at), head >> 1 > 0 else { return nil }
            let length = Int(clamping: head >> 1)
            if head & 1 == 0 {
                guard let number = fixed(bytes, &at, bytes: (bits + 7) / 8) else { return nil }
                guard length <= count - numbers.count else { return nil }
                numbers.append(contentsOf: repeatElement(number, count: length))
            } else {
                guard length <= bytes.count, bytes.endIndex - at >= length * bits else { return nil }
                unpack(bytes[at..<at + length * bits], bits: bits, into: &numbers, upTo: count)
                at += length * bits
            }
        }
        return isWhole && at != bytes.endIndex ? nil : numbers
    }

    private static func varint(_ bytes: ArraySlice<UInt8>, _ at: inout Int) -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 42, by: 7) {
            guard at < bytes.endIndex else { return nil }
            let byte = bytes[at]
            at += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
        }
        return nil
    }

    private static func fixed(_ bytes: ArraySlice<UInt8>, _ at: inout Int, bytes count: Int) -> Int? {
        guard bytes.endIndex - at >= count else { return nil }
        var value = 0
        for index in 0..<count { value |= Int(bytes[at + index]) << (8 * index) }
        at += count
        return value
    }

    /// Groups of eight numbers, lowest bit first; those behind the last number are padding.
    private static func unpack(
        _ packed: ArraySlice<UInt8>, bits: Int, into numbers: inout [Int], upTo count: Int
    ) {
        if bits == 0 {
            return numbers.append(contentsOf: repeatElement(0, count: count - numbers.count))
        }
        var held: UInt64 = 0
        var heldBits = 0
        for byte in packed {
            held |= UInt64(byte) << UInt64(heldBits)
            heldBits += 8
            while heldBits >= bits, numbers.count < count {
                numbers.append(Int(held & (1 << UInt64(bits) - 1)))
                held >>= UInt64(bits)
                heldBits -= bits
            }
        }
    }
}
