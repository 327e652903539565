import CChecksum

/// A recording as docs/formats.md describes it, written by a hand of its own: what a replay is told.
struct RecordingBytes {
    private static let firstLine = Array("hip3-engine recording 1\n".utf8)
    private static let magic: UInt32 = 0x4745_5348  // "HSEG"

    struct Market {
        var key: String
        var coin: String
        var sizeDecimals: Int
        var maxLeverage: Int
    }

    private var payload: [UInt8] = []
    private var lastMS: Int64 = 0
    private var inputs: Int64 = 0

    /// The whole file: one segment, which ends with the number of its inputs.
    var file: [UInt8] {
        var ended = payload
        ended.append(10)
        ended += Self.varint(zigzag: inputs)
        var segment: [UInt8] = []
        let number = Self.bytes(0), length = Self.bytes(UInt32(ended.count))
        let checked = number + length + ended
        let checksum = checked.withUnsafeBytes { crc32c_extend(0, $0.baseAddress, $0.count) }
        segment += Self.bytes(Self.magic) + number + length + Self.bytes(checksum) + ended
        return Self.firstLine + segment
    }

    mutating func run(id: String, configuration: String, startMS: Int64) {
        begin(1)
        text(id)
        text("sweep")
        text("recording")
        payload += Self.varint(1.0.bitPattern)
        integer(0)
        integer(startMS)
        integer(startMS)
        text("sweep.toml")
        text(configuration)
        integer(0)
        integer(0)
    }

    mutating func beginning(dex: String, markets: [Market], atMS: Int64) {
        begin(2)
        time(atMS)
        text(dex)
        integer(1)
        self.markets(markets)
        self.markets(markets)
        integer(0)  // no signals of earlier runs
        integer(0)  // nothing interrupted
        integer(0)  // no terms
    }

    mutating func connection(_ code: Int64, number: Int64, atMS: Int64) {
        begin(6)
        time(atMS)
        integer(code)
        integer(number)
        text("")
    }

    mutating func frame(_ frame: String, atMS: Int64) {
        begin(3)
        time(atMS)
        payload += Self.varint(UInt64(frame.utf8.count))
        payload += frame.utf8
        begin(4)
    }

    mutating func tick(atMS: Int64) {
        begin(5)
        time(atMS)
    }

    mutating func stop(atMS: Int64) {
        begin(9)
        time(atMS)
    }

    private mutating func begin(_ kind: UInt8) {
        inputs += 1
        payload.append(kind)
    }

    private mutating func time(_ ms: Int64) {
        integer(ms - lastMS)
        lastMS = ms
    }

    private mutating func markets(_ markets: [Market]) {
        integer(Int64(markets.count))
        for market in markets {
            text(market.key)
            text(market.coin)
            integer(Int64(market.sizeDecimals))
            integer(Int64(market.maxLeverage))
            integer(0)
        }
    }

    private mutating func integer(_ number: Int64) { payload += Self.varint(zigzag: number) }

    private mutating func text(_ text: String) {
        payload += Self.varint(UInt64(text.utf8.count))
        payload += text.utf8
    }

    private static func varint(zigzag number: Int64) -> [UInt8] {
        varint(UInt64(bitPattern: (number << 1) ^ (number >> 63)))
    }

    private static func varint(_ number: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    private static func bytes(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> UInt32(8 * $0)) }
    }
}
