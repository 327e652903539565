/// Reads the parts of a canonical ledger line in their order. Knows no other JSON.
struct LineCursor {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    /// Steps over `literal`; false, and nothing is stepped over, when something else stands there.
    mutating func skip(_ literal: StaticString) -> Bool {
        let count = literal.utf8CodeUnitCount
        guard bytes.endIndex - position >= count else { return false }
        for offset in 0..<count where bytes[position + offset] != literal.utf8Start[offset] { return false }
        position += count
        return true
    }

    /// A string without escapes, with the quote that ends it.
    mutating func text() -> String? {
        guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        defer { position = end + 1 }
        return String(decoding: bytes[position..<end], as: UTF8.self)
    }

    mutating func integer() -> Int64? {
        let negative = skip("-")
        let begin = position
        var value: Int64 = 0
        while position < bytes.endIndex, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
            let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = shifted.addingReportingOverflow(Int64(bytes[position] - UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            value = sum
            position += 1
        }
        return position > begin ? (negative ? -value : value) : nil
    }

    /// Steps over `literal` and reads the number after it.
    mutating func integer(after literal: StaticString) -> Int64? {
        skip(literal) ? integer() : nil
    }

    /// Steps forward to behind the next `literal`.
    mutating func seek(_ literal: StaticString) -> Bool {
        while position < bytes.endIndex {
            if skip(literal) { return true }
            position += 1
        }
        return false
    }
}
