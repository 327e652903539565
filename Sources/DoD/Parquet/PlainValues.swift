/// Values one after the other, as they are.
enum PlainValues {
    /// Exactly `count` values that fill the bytes exactly; nil when they don't.
    static func read(_ bytes: ArraySlice<UInt8>, _ type: ParquetSchema.ValueType, count: Int) -> ColumnValues?
    {
        switch type {
        case .int64:
            return numbers(bytes, width: 8, count).map { .integers($0.map { Int64(bitPattern: $0) }) }
        case .int32:
            return numbers(bytes, width: 4, count).map {
                .integers($0.map { Int64(Int32(truncatingIfNeeded: $0)) })
            }
        case .double:
            return numbers(bytes, width: 8, count).map { .doubles($0.map { Double(bitPattern: $0) }) }
        case .float:
            return numbers(bytes, width: 4, count).map {
                .doubles($0.map { Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0))) })
            }
        case .bytes: return texts(bytes, count).map { .texts($0) }
        case .flag, .int96, .fixedBytes: return nil
        }
    }

    private static func numbers(_ bytes: ArraySlice<UInt8>, width: Int, _ count: Int) -> [UInt64]? {
        guard bytes.count == width * count else { return nil }
        return (0..<count).map { index in
            var value: UInt64 = 0
            let from = bytes.startIndex + index * width
            for byte in 0..<width { value |= UInt64(bytes[from + byte]) << UInt64(8 * byte) }
            return value
        }
    }

    private static func texts(_ bytes: ArraySlice<UInt8>, _ count: Int) -> [String]? {
        var texts: [String] = []
        var at = bytes.startIndex
        for _ in 0..<count {
            guard bytes.endIndex - at >= 4 else { return nil }
            let length = (0..<4).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
            at += 4
            guard length <= bytes.endIndex - at,
                let text = String(validating: bytes[at..<at + length], as: UTF8.self)
            else { return nil }
            texts.append(text)
            at += length
        }
        return at == bytes.endIndex ? texts : nil
    }
}
