/// What one market did in one minute: one member of `markets` in the ledger's `minute` line.
package struct MarketTally: Hashable, Sendable {
    package internal(set) var bbo = 0
    package internal(set) var context = 0
    package internal(set) var bboNull = 0
    package internal(set) var twoSidedMS: Int64 = 0
    package internal(set) var silenceMSMax: Int64 = 0
    package internal(set) var oracleChanges = 0
    package internal(set) var crossesBuy = 0
    package internal(set) var crossesSell = 0
    package internal(set) var signals = 0
    package internal(set) var followupsTaken = 0
    package internal(set) var followupsMissed = 0
    package internal(set) var followupsInterrupted = 0
    /// By `GateName.rawValue`.
    package internal(set) var blocked = [Int](repeating: 0, count: GateName.allCases.count)
    /// How long each gate blocked, by `GateName.rawValue`.
    package internal(set) var blockedMS = [Int64](repeating: 0, count: GateName.allCases.count)
    package internal(set) var contextAge = LogHistogram()
    package internal(set) var bboAge = LogHistogram()
    package internal(set) var interval = LogHistogram()
    package internal(set) var crossTicks = LogHistogram()

    package init() {}

    /// A follow-up falls due when it is taken, missed or found interrupted, so the sum holds by itself.
    package var followupsDue: Int { followupsTaken + followupsMissed + followupsInterrupted }

    package func write(market: String, to writer: inout LineWriter) {
        writer.open()
        writer.key("market")
        writer.value(market)
        writer.key("bbo")
        writer.value(bbo)
        writer.key("ctx")
        writer.value(context)
        writer.key("bbo_null")
        writer.value(bboNull)
        writer.key("two_sided_ms")
        writer.value(twoSidedMS)
        writer.key("silence_ms_max")
        writer.value(silenceMSMax)
        writer.key("oracle_changes")
        writer.value(oracleChanges)
        writer.key("crosses_buy")
        writer.value(crossesBuy)
        writer.key("crosses_sell")
        writer.value(crossesSell)
        writer.key("signals")
        writer.value(signals)
        writer.key("followups_due")
        writer.value(followupsDue)
        writer.key("followups_taken")
        writer.value(followupsTaken)
        writer.key("followups_missed")
        writer.value(followupsMissed)
        writer.key("followups_interrupted")
        writer.value(followupsInterrupted)
        writer.key("blocked")
        MarketTally.write(blocked, to: &writer)
        writer.key("blocked_ms")
        MarketTally.write(blockedMS, to: &writer)
        writer.key("ctx_age_ms")
        contextAge.write(to: &writer)
        writer.key("bbo_age_ms")
        bboAge.write(to: &writer)
        writer.key("interval_ms")
        interval.write(to: &writer)
        writer.key("cross_ticks")
        crossTicks.write(to: &writer)
        writer.close()
    }

    /// Only gates that have something.
    private static func write(_ byGate: [some BinaryInteger], to writer: inout LineWriter) {
        writer.open()
        for gate in GateName.allCases where byGate[Int(gate.rawValue)] > 0 {
            writer.key(named: gate.name)
            writer.value(byGate[Int(gate.rawValue)])
        }
        writer.close()
    }
}
