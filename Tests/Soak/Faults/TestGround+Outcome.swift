import SoakFaults
import Testing

extension TestGround {
    /// A plan of half an hour from 15:30 on.
    static func plan(
        _ kind: FaultKind, k: Int64 = 1, bytes: Int64 = 10, target: FaultTarget? = nil,
        error: DiskError? = nil,
        times: Int64? = nil, delayMs: Int64 = 20, lengthRealMs: Int64 = 100
    ) -> PlannedFault {
        PlannedFault(
            id: "fault", kind: kind, armAt: VirtualTime("2026-01-20T15:30:00Z")!,
            until: VirtualTime("2026-01-20T16:00:00Z")!, k: k, bytes: bytes, target: target, error: error,
            times: times, delayMs: delayMs, lengthRealMs: lengthRealMs)
    }

    /// Prepares and makes it.
    func make(_ fault: inout some Fault) throws {
        #expect(try fault.prepare(on: self))
        try fault.make(on: self)
    }

    /// Asks until there is a proof or a miss.
    func outcome(_ fault: inout some Fault) throws -> FaultProof {
        var proof: FaultProof?
        var miss: FaultMiss?
        #expect(
            eventually {
                update()
                do throws(FaultMiss) { proof = try fault.prove(on: self) } catch { miss = error }
                return proof != nil || miss != nil
            })
        if let miss { throw miss }
        return try #require(proof)
    }

    /// As if that much real time had gone by.
    func pass(ms: Int64) { realMs += ms }

    var signalLines: [Substring] {
        bench.text("data/signals_2026-01-20.jsonl").split(separator: "\n", omittingEmptySubsequences: false)
    }
}

extension FaultProof {
    subscript(_ name: String) -> Fact? { facts.first { $0.name == name }?.value }
}
