import EngineCore
import Foundation
import SoakTruth
import Testing

/// The writers reproduce the golden lines byte for byte; the judge's own tests read the same files. So
/// neither side can change a format alone.
@Suite struct GoldenLinesTests {
    private func golden(_ name: String) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Fixtures/format").standardizedFileURL
        let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
        try #require(bytes.last == UInt8(ascii: "\n"), "\(name) is cut")
        return bytes
    }

    private func goldenSignal() throws -> Signal {
        try Signal(line: try golden("signals.jsonl").dropLast())
    }

    @Test func aSignal() throws {
        var writer = LineWriter()
        try goldenSignal().write(to: &writer)
        #expect(text(writer.bytes) == text(try golden("signals.jsonl")))
    }

    @Test func aFollowup() throws {
        let followup = Followup(
            signal: try goldenSignal(), offsetMS: 1_000, capturedAtMS: 1_768_920_861_123,
            oracle: try Price("186.55"), best: Level(price: try Price("186.3"), size: try Price("2.0")))
        var writer = LineWriter()
        followup.write(to: &writer)
        #expect(text(writer.bytes) == text(try golden("followups.jsonl")))
    }

    @Test func theTableOfMarkets() throws {
        let universe = Universe(
            dex: "xyz", dexIndex: 1,
            markets: [
                Market(dex: "xyz", index: 0, coin: "xyz:XYZ100", sizeDecimals: 4, maxLeverage: 30),
                Market(dex: "xyz", index: 11, coin: "xyz:ORCL", sizeDecimals: 3, maxLeverage: 20),
            ])
        var writer = LineWriter()
        universe.write(to: &writer)
        #expect(text(writer.bytes) == text(try golden("markets.json")))
    }

    @Test func theTruth() throws {
        let ask: [(Int64, TruthSide, TruthClass, Int, Int64, Int64, Int64)] = [
            (1_768_920_860_120, .buy, .must, 1, 18_623_000_000, 300_000_000, 1_715),
            (1_768_920_860_200, .sell, .ambiguous, 1, 18_700_000_000, 150_000_000, 2_412),
            (1_768_920_860_300, .sell, .inFlight, 1, 18_701_000_000, 150_000_000, 2_466),
            (1_768_920_861_300, .buy, .away, 0, 18_600_000_000, 25_000_000, 2_948),
        ]
        let line = TruthLine(marketKeys: (0..<12).map { "xyz:\($0)" })
        var bytes: [UInt8] = []
        for (sentMs, side, classed, connection, best, size, edge) in ask {
            let signal = TruthSignal(
                sentMs: sentMs, market: 11, side: side, classed: classed, connection: connection,
                bestPxE8: best, bestSizeE8: size, oraclePxE8: 18_655_000_000, rawEdgeHundredths: edge)
            line.append(signal, to: &bytes)
        }
        #expect(text(bytes) == text(try golden("truth-signals.jsonl")))
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
