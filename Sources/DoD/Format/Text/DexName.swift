import Synchronization

/// The name of a dex in 64 bits, so that a market is compared and hashed without looking at text.
///
/// Up to seven ASCII bytes stand in it as they are, from the highest byte down, so that their order is that of the
/// numbers; a longer name has a number in a table that lasts as long as the process.
struct DexName: Hashable, Comparable, Sendable {
    private static let inlineBytesMax = 7
    /// The lowest byte of a name that stands in the table; no inline name has it.
    private static let tableMark: UInt64 = 0xff
    private static let table = Mutex(Table())

    private struct Table {
        var names: [String] = []
        var numbers: [String: Int] = [:]
    }

    private let code: UInt64

    /// A code as the reader of canonical lines packs it, of one to seven bytes.
    init(packed code: UInt64) { self.code = code }

    init(_ name: String) {
        var packed: UInt64 = 0
        var count = 0
        for byte in name.utf8 {
            guard count < Self.inlineBytesMax, byte > 0, byte < 0x80 else {
                self.code = Self.number(of: name) << 8 | Self.tableMark
                return
            }
            packed |= UInt64(byte) << UInt64(56 - 8 * count)
            count += 1
        }
        code = packed
    }

    private static func number(of name: String) -> UInt64 {
        table.withLock { table in
            if let known = table.numbers[name] { return UInt64(known) }
            table.names.append(name)
            table.numbers[name] = table.names.count - 1
            return UInt64(table.names.count - 1)
        }
    }

    private var isInline: Bool { code & 0xff != Self.tableMark }

    var text: String {
        guard isInline else { return Self.table.withLock { $0.names[Int(code >> 8)] } }
        var bytes: [UInt8] = []
        var rest = code
        while rest != 0 {
            bytes.append(UInt8(truncatingIfNeeded: rest >> 56))
            rest <<= 8
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func < (left: DexName, right: DexName) -> Bool {
        left.isInline && right.isInline ? left.code < right.code : left.text < right.text
    }
}
