/// What stands before each page: its kind, sizes and how its values are written.
struct PageHeader: Equatable {
    enum Kind: Equatable {
        case data(DataForm)
        case dictionary(values: Int)
        /// An index page or one of a later format: skipped.
        case other
    }

    struct DataForm: Equatable {
        var values: Int
        var encoding: Int64
        /// Format 2: the levels' bytes stand before the values, never compressed.
        var levelBytes: (repetition: Int, definition: Int)?
        /// Format 2 may leave a page uncompressed.
        var isCompressed = true

        static func == (left: DataForm, right: DataForm) -> Bool {
            left.values == right.values && left.encoding == right.encoding
                && left.isCompressed == right.isCompressed
                && left.levelBytes?.repetition == right.levelBytes?.repetition
                && left.levelBytes?.definition == right.levelBytes?.definition
        }
    }

    var kind: Kind
    var plainBytes: Int
    var storedBytes: Int
    /// CRC-32 of the stored bytes, where the writer gave one.
    var checksum: UInt32?
    /// Of the header itself.
    var headerBytes: Int

    /// Larger headers and pages than these are none: the old writer's pages held 100 rows.
    static let headerBytesMax = 1 << 16
    static let pageBytesMax = 1 << 28

    /// Nil when the bytes begin with no page header.
    init?(_ bytes: ArraySlice<UInt8>) {
        var reader = ThriftReader(bytes)
        guard let fields = try? reader.fields(), let type = fields[1]?.integer,
            let plain = fields[2]?.integer, let stored = fields[3]?.integer,
            let plainBytes = Self.bytes(plain), let storedBytes = Self.bytes(stored),
            let kind = Self.kind(type, fields)
        else { return nil }
        self.kind = kind
        self.plainBytes = plainBytes
        self.storedBytes = storedBytes
        checksum = fields[4]?.integer.map { UInt32(truncatingIfNeeded: $0) }
        headerBytes = reader.taken
    }

    private static func bytes(_ value: Int64) -> Int? {
        (0...Int64(pageBytesMax)).contains(value) ? Int(value) : nil
    }

    private static func kind(_ type: Int64, _ fields: ThriftValue) -> Kind? {
        switch type {
        case 0:
            guard let page = fields[5], let values = page[1]?.integer.flatMap(bytes),
                let encoding = page[2]?.integer
            else { return nil }
            return .data(DataForm(values: values, encoding: encoding))
        case 2:
            return fields[7]?[1]?.integer.flatMap(bytes).map { .dictionary(values: $0) }
        case 3:
            guard let page = fields[8], let values = page[1]?.integer.flatMap(bytes),
                let encoding = page[4]?.integer, let definition = page[5]?.integer.flatMap(bytes),
                let repetition = page[6]?.integer.flatMap(bytes)
            else { return nil }
            return .data(
                DataForm(
                    values: values, encoding: encoding, levelBytes: (repetition, definition),
                    isCompressed: page[7]?.flag ?? true))
        case 1: return .other
        default: return nil
        }
    }
}
