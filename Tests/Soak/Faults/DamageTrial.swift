import Glibc
import SoakFaults
import Testing

/// A fault's whole way with the file of an engine that is really killed: what was there before, what is after, and
/// the proof.
struct DamageTrial {
    let before: [UInt8]
    let after: [UInt8]
    let proof: FaultProof

    /// Signals as an engine writes them, one a second.
    static let signals = (0..<40).map { index in
        let time = 1_768_923_000_000 + index * 1000
        return """
            {"timestamp_ms":\(time),"market_key":"xyz:11","side":"buy","raw_edge_bps":17.\(10 + index),\
            "best_px":186.23,"signal_id":"sig_xyz:11_buy_\(time)_\(index)"}

            """
    }.joined()

    static func plan(_ kind: FaultKind, lines: Int64 = 5, bytes: Int64 = 10) -> PlannedFault {
        PlannedFault(
            id: "damage", kind: kind, armAt: VirtualTime("2026-01-20T15:30:00Z")!,
            until: VirtualTime("2026-01-20T15:45:00Z")!, bytes: bytes, lines: lines)
    }

    init(_ given: some FileDamage, text: String = Self.signals, file: String = "signals") throws {
        var fault = given
        let bench = Bench()
        let ground = TestGround(bench)
        let name = "data/\(file)_2026-01-20.jsonl"
        try ground.startEngine(script: "sleep 600")
        bench.write(text, to: name)
        bench.write("{\"followup\":1}\n{\"followup\":2}\n", to: "data/followups_2026-01-20.jsonl")
        #expect(try !fault.prepare(on: ground))  // what it saw is not settled yet
        ground.pass(ms: 1000)
        #expect(try fault.prepare(on: ground))
        #expect(fault.plansEnd(nil))
        before = bench.bytes(name)
        try fault.make(on: ground)
        #expect(
            eventually {
                ground.update(); return ground.engineState.exit != nil
            })
        #expect(bench.bytes(name) == before)  // nothing happens to it under a living engine
        proof = try #require(try fault.prove(on: ground))
        #expect(try fault.prove(on: ground) == nil)  // it is done once
        try fault.lift(on: ground)
        after = bench.bytes(name)
        expectProofOfBytes()
    }

    /// What the proof says of bytes is what the bytes say.
    private func expectProofOfBytes() {
        let offset = zip(before, after).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        #expect(proof["offset"] == .number(Int64(offset ?? min(before.count, after.count))))
        #expect(proof["size_before"] == .number(Int64(before.count)))
        #expect(proof["size_after"] == .number(Int64(after.count)))
        #expect(proof["before"] != proof["after"])
    }

    var linesBefore: [String] { Self.lines(before) }
    var linesAfter: [String] { Self.lines(after) }

    /// Positions at which the two differ, for damage that keeps the size.
    var changed: [Int] { before.indices.filter { before[$0] != after[$0] } }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        bytes.split(separator: 10, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// A file with too little in it is waited for, and never touched.
    static func expectPatience(_ given: some FileDamage, text: String) throws {
        var fault = given
        let bench = Bench()
        let ground = TestGround(bench)
        try ground.startEngine(script: "sleep 600")
        bench.write(text, to: "data/signals_2026-01-20.jsonl")
        for _ in 0..<3 {
            ground.pass(ms: 10_000)
            #expect(try !fault.prepare(on: ground))
        }
        #expect(throws: FaultMiss.self) { try fault.make(on: ground) }
        #expect(bench.text("data/signals_2026-01-20.jsonl") == text && ground.engineState.pid != nil)
    }
}
