/// A gate began to block a market, or stopped.
package struct GateChange: Hashable, Sendable {
    package enum Event: Hashable, Sendable {
        case blocks
        /// With how long it blocked.
        case passes(blockedMS: Int64)
    }

    package let slot: Int
    package let gate: GateName
    package let event: Event
}

/// Notices when the gates of one market begin and stop to block.
struct GateWatch: Sendable {
    private var blocking: BlockingGates = []
    private var blockedSinceMS = [Int64](repeating: 0, count: GateName.allCases.count)

    @inline(__always)
    mutating func update(
        _ now: BlockingGates, slot: Int, nowMS: Int64, actions: inout [ObservatoryAction]
    ) {
        if now != blocking { note(now, slot: slot, nowMS: nowMS, actions: &actions) }
    }

    private mutating func note(
        _ now: BlockingGates, slot: Int, nowMS: Int64, actions: inout [ObservatoryAction]
    ) {
        for gate in GateName.allCases {
            let bit = BlockingGates(gate)
            let blockedBefore = blocking.contains(bit)
            guard blockedBefore != now.contains(bit) else { continue }
            if blockedBefore {
                let blockedMS = nowMS - blockedSinceMS[Int(gate.rawValue)]
                actions.append(
                    .gate(GateChange(slot: slot, gate: gate, event: .passes(blockedMS: blockedMS))))
            } else {
                blockedSinceMS[Int(gate.rawValue)] = nowMS
                actions.append(.gate(GateChange(slot: slot, gate: gate, event: .blocks)))
            }
        }
        blocking = now
    }
}
