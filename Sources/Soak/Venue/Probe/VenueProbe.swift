package import SoakRunner

/// Carries a probe out: two questions, one connection for its time, and a second one for the coin that does not
/// exist.
package struct VenueProbe: Sendable {
    /// How long the venue may take to cut a connection for an unknown coin.
    private static let cutMsMax = 3_000
    private static let lookMs = 100

    private let address: VenueAddress
    private let dex: String
    private let caFile: String?

    package init(_ address: VenueAddress, dex: String = "xyz", caFile: String? = nil) {
        self.address = address
        self.dex = dex
        self.caFile = caFile
    }

    /// Blocks for `ms` and some; not for the pool of async code. `isOver`: end earlier.
    package func run(ms: Int64, isOver: () -> Bool = { false }) throws(LinkFailure) -> ProbeReport {
        let begin = MachineClock.steadyNs
        var machine = ProbeMachine(dex: dex)
        machine.perpDexs(try VenueQuestion.ask(address, #"{"type":"perpDexs"}"#, caFile: caFile))
        machine.meta(try VenueQuestion.ask(address, #"{"type":"meta","dex":"\#(dex)"}"#, caFile: caFile))
        if machine.hasMarkets {
            try listen(&machine, ms: ms, isOver)
            if !isOver() { try provoke(&machine) }
        }
        return machine.report(
            address: address.webSocketURL, tookMs: (MachineClock.steadyNs - begin) / 1_000_000)
    }

    private func listen(
        _ machine: inout ProbeMachine, ms: Int64, _ isOver: () -> Bool
    ) throws(LinkFailure) {
        let link = try VenueLink.open(address, caFile: caFile)
        defer { link.vanish() }
        let begin = MachineClock.steadyNs
        for text in machine.connected(steadyNs: begin) { link.send(text) }
        while MachineClock.steadyNs - begin < ms * 1_000_000, !isOver() {
            for text in machine.due(steadyNs: MachineClock.steadyNs) { link.send(text) }
            guard let arrival = link.inbox.take(withinMs: Self.lookMs) else { continue }
            machine.take(arrival, sinceMs: (arrival.steadyNs - begin) / 1_000_000)
            if case .closed = arrival.event { return }
        }
    }

    private func provoke(_ machine: inout ProbeMachine) throws(LinkFailure) {
        let link = try VenueLink.open(address, caFile: caFile)
        defer { link.vanish() }
        let begin = MachineClock.steadyNs
        link.send(machine.unknownCoinOpened())
        while true {
            let passed = Int((MachineClock.steadyNs - begin) / 1_000_000)
            guard passed < Self.cutMsMax, let arrival = link.inbox.take(withinMs: Self.cutMsMax - passed)
            else { break }
            if case .closed(let end) = arrival.event {
                machine.unknownCoinEnded(end, afterMs: (arrival.steadyNs - begin) / 1_000_000)
                return
            }
        }
        machine.unknownCoinEnded(nil, afterMs: Int64(Self.cutMsMax))
    }
}
