/// Notices when the gates of one market begin and stop to block, and for how long they do.
struct GateWatch: Sendable {
    private(set) var blocking: BlockingGates = []
    private var blockedSinceMS = [Int64](repeating: 0, count: GateName.allCases.count)
    /// Up to when the time of a gate that blocks is in a minute's tally.
    private var talliedToMS = [Int64](repeating: 0, count: GateName.allCases.count)
    /// Of minutes that run.
    private var blockedMS = [Int64](repeating: 0, count: GateName.allCases.count)

    /// What changed, in the order of the gates; `detail` is asked for the words to a gate that begins to block.
    mutating func update(
        _ now: BlockingGates, slot: Int, nowMS: Int64, actions: inout [ObservatoryAction],
        detail: (GateName) -> String
    ) {
        for gate in GateName.allCases {
            let blockedBefore = blocking.contains(BlockingGates(gate))
            guard blockedBefore != now.contains(BlockingGates(gate)) else { continue }
            let index = Int(gate.rawValue)
            if blockedBefore {
                let duration = nowMS - blockedSinceMS[index]
                blockedMS[index] += nowMS - talliedToMS[index]
                actions.append(
                    .gate(
                        GateChange(
                            slot: slot, gate: gate, event: .passes(blockedMS: duration), atMS: nowMS)))
            } else {
                blockedSinceMS[index] = nowMS
                talliedToMS[index] = nowMS
                actions.append(
                    .gate(
                        GateChange(
                            slot: slot, gate: gate, event: .blocks, atMS: nowMS, detail: detail(gate))))
            }
        }
        blocking = now
    }

    /// How long each gate blocked since this was asked last, by `GateName.rawValue`.
    mutating func takeBlockedMS(endMS: Int64) -> [Int64] {
        for gate in GateName.allCases where blocking.contains(BlockingGates(gate)) {
            let index = Int(gate.rawValue)
            blockedMS[index] += endMS - talliedToMS[index]
            talliedToMS[index] = endMS
        }
        defer { for index in blockedMS.indices { blockedMS[index] = 0 } }
        return blockedMS
    }
}
