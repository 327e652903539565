import EngineCore

/// Numbers and chains ledger lines in the order in which they are made.
struct LedgerChain: Equatable {
    /// The number that the next line gets.
    private(set) var sequence: Int64 = 0
    /// The 8 hex digits of the line before.
    private(set) var chain: [UInt8] = Array("00000000".utf8)
    /// The time of the line before.
    private(set) var lastMs: Int64 = .min

    init() {}

    /// Goes on behind a line that was found in a file.
    init(after line: LedgerLine) {
        sequence = line.sequence + 1
        chain = line.chain
        lastMs = line.atMs
    }

    /// A whole line with its `\n`. Time never falls in a ledger but at a `clock` line, so an earlier time is
    /// raised to that of the line before.
    mutating func line(_ type: String, atMs: Int64, members: [UInt8]) -> (atMs: Int64, bytes: [UInt8]) {
        let at = type == "clock" ? atMs : max(atMs, lastMs)
        var line = LineWriter(reserving: members.count + 96)
        line.open()
        line.key("type")
        line.value(type)
        line.key("at_ms")
        line.value(at)
        line.key("seq")
        line.value(sequence)
        if !members.isEmpty { line.raw(members) }
        chain = hexDigits(checksum(chain + line.bytes))
        line.key("chain")
        line.value(String(decoding: chain, as: UTF8.self))
        line.close()
        line.newline()
        sequence += 1
        lastMs = at
        return (at, line.bytes)
    }
}

/// The members that every ledger line has, read back from one.
struct LedgerLine: Equatable {
    let type: String
    let atMs: Int64
    let sequence: Int64
    let chain: [UInt8]

    /// Nil when `line` (without its `\n`) is no ledger line.
    init?(_ line: ArraySlice<UInt8>) {
        let tail = #","chain":"00000000"}"#.utf8.count
        guard line.count > tail else { return nil }
        var cursor = LineCursor(line)
        guard cursor.skip(#"{"type":""#), let type = cursor.text(),
            let atMs = cursor.integer(after: #","at_ms":"#),
            let sequence = cursor.integer(after: #","seq":"#)
        else { return nil }
        let digits = line[(line.endIndex - 10)..<(line.endIndex - 2)]
        var end = LineCursor(line[(line.endIndex - tail)...])
        guard end.skip(#","chain":""#), digits.allSatisfy({ Self.hex.contains($0) }),
            line.suffix(2).elementsEqual(#""}"#.utf8)
        else { return nil }
        self.type = type
        self.atMs = atMs
        self.sequence = sequence
        chain = Array(digits)
    }

    private static let hex = Set("0123456789abcdef".utf8)
}
