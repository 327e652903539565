package import SoakTruth

/// A run of the exchange in numbers: what `truth/summary.json` says, and what all clients together did.
package struct ExchangeSummary: Sendable {
    package var seed: UInt64
    package var fromMs: Int64
    package var toMs: Int64
    package var speed: Double
    /// Stream frames to the engine's connections (those the truth followed), and their bytes.
    package var framesToEngine: Int
    package var bytesToEngine: Int
    /// Real ms for which virtual time stood still after it had begun.
    package var heldMs: Int64
    package var counts: TruthCounts
    package var markets: Int
    package var tally: ExchangeTally

    /// The one line of `summary.json`.
    var line: [UInt8] {
        let blocked = TruthGate.allCases.map { "\"\($0.name)\":\(counts.blocked(by: $0))" }
        let text =
            "{\"seed\":\(seed),\"from_ms\":\(fromMs),\"to_ms\":\(toMs),\"rate\":\(Self.canonical(speed))"
            + ",\"frames_sent\":\(framesToEngine),\"bytes_sent\":\(bytesToEngine),\"held_ms\":\(heldMs)"
            + ",\"must\":\(counts.must),\"ambiguous\":\(counts.ambiguous),\"away\":\(counts.away)"
            + ",\"in_flight\":\(counts.inFlight),\"blocked\":{\(blocked.joined(separator: ","))}"
            + ",\"markets\":\(markets),\"complete\":true}\n"
        return Array(text.utf8)
    }

    /// A speed as a canonical decimal; it is given with two decimals at most.
    private static func canonical(_ speed: Double) -> String {
        var scratch = FrameScratch()
        scratch.begin()
        scratch.append(decimal: Int64((speed * 100).rounded()), scale: 2)
        return scratch.text
    }
}
