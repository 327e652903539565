import CChecksum
import Testing

@testable import DoDFormat

/// A sealed day of 1,000 lines: whatever bit is flipped, it is found, and in its own segment.
@Suite("Every bit of a sealed file")
struct EveryBitTests {
    static let lines = 1_000
    static let linesPerSeal = 20

    private struct Segment {
        var bytes: [UInt8]
        var range: SealedRange
    }

    private func segments() -> [Segment] {
        var segments: [Segment] = []
        var from: Int64 = 0
        for first in stride(from: 0, to: Self.lines, by: Self.linesPerSeal) {
            var text = ""
            for number in first..<first + Self.linesPerSeal {
                let at = 1_768_920_860_000 + Int64(number) * 137
                text +=
                    "{\"timestamp_ms\":\(at),\"market_key\":\"xyz:11\",\"side\":\"buy\",\"raw_edge_bps\":17.15,\"net_edge_bps\":6.15,\"oracle_px\":186.55,\"best_px\":186.23,\"best_size\":3.0,\"suggested_size\":0.3,\"signal_id\":\"sig_xyz:11_buy_\(at)_0\"}\n"
            }
            let bytes = Array(text.utf8)
            let checksum = bytes.withUnsafeBytes { crc32c_extend(0, $0.baseAddress, $0.count) }
            let to = from + Int64(bytes.count)
            segments.append(
                Segment(
                    bytes: bytes,
                    range: SealedRange(
                        file: "signals_2026-01-20.jsonl", from: from, to: to,
                        records: Int64(Self.linesPerSeal),
                        crc32c: checksum)))
            from = to
        }
        return segments
    }

    /// What the file's check says of the segment with these bytes.
    private func isSame(_ segment: Segment, _ bytes: [UInt8]) -> Bool {
        let place = LinePlace(file: "ledger_2026-01-20.jsonl", line: 1, byteOffset: 0)
        var range = segment.range
        range.to -= range.from
        range.from = 0
        var checker = RangeChecker(claims: [RangeChecker.Claim(range: range, place: place)])
        bytes.withUnsafeBufferPointer { bytes in
            checker.chunk(bytes, at: 0)
            for (at, byte) in bytes.enumerated() where byte == 0x0A { checker.line(endingAt: Int64(at) + 1) }
        }
        return checker.findings(size: Int64(bytes.count)).allSatisfy { $0.found == .same }
    }

    @Test("none goes unnoticed")
    func everyBit() {
        // An unoptimised build is a hundred times slower: it tries one bit of every 23rd byte, each bit in turn; an
        // optimised one (`swift test -c release --filter EveryBit`) tries all 1.8 million.
        var isOptimised = true
        assert(
            {
                isOptimised = false; return true
            }())
        var unnoticed = 0
        var tried = 0
        for segment in segments() {
            #expect(isSame(segment, segment.bytes))
            var bytes = segment.bytes
            for at in stride(from: 0, to: bytes.count, by: isOptimised ? 1 : 23) {
                for bit in isOptimised ? 0..<8 : at % 8..<at % 8 + 1 {
                    bytes[at] ^= 1 << UInt8(bit)
                    if isSame(segment, bytes) { unnoticed += 1 }
                    bytes[at] ^= 1 << UInt8(bit)
                    tried += 1
                }
            }
        }
        #expect(unnoticed == 0)
        #expect(tried > 9_000)
    }
}
