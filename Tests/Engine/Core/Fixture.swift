import EngineCore
import Testing

/// 2026-01-20 14:54:20.122 UTC, the moment of the golden line.
let t0: Int64 = 1_768_920_860_122

let orcl = Market(dex: "xyz", index: 11, coin: "xyz:ORCL", sizeDecimals: 3, maxLeverage: 10)
let tsla = Market(dex: "xyz", index: 1, coin: "xyz:TSLA", sizeDecimals: 3, maxLeverage: 20)

func px(_ text: String) throws -> Price { try Price(text) }

func level(_ price: String, _ size: String = "3.0") throws -> Level {
    Level(price: try Price(price), size: try Size(size))
}

func line(_ write: (inout LineWriter) -> Void) -> String {
    var writer = LineWriter()
    write(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
}

extension Observatory {
    init(_ settings: DetectorSettings = DetectorSettings(), markets: [Market] = [orcl], nowMS: Int64 = t0) {
        self.init(markets: markets, settings: settings, nowMS: nowMS)
    }

    mutating func bbo(_ bid: String?, _ ask: String?, at nowMS: Int64, slot: Int = 0) throws {
        bbo(slot: slot, bid: try bid.map { try level($0) }, ask: try ask.map { try level($0) }, nowMS: nowMS)
    }

    mutating func oracle(_ price: String?, mark: String? = nil, at nowMS: Int64, slot: Int = 0) throws {
        context(slot: slot, oracle: try price.map(px), mark: try mark.map(px), nowMS: nowMS)
    }

    mutating func takeActions() -> [ObservatoryAction] {
        var taken: [ObservatoryAction] = []
        drainActions { taken.append($0) }
        return taken
    }

    mutating func takeSignals() -> [Signal] { takeActions().signals }

    /// The tally of everything so far: the process ends here.
    mutating func finalTally(at nowMS: Int64, slot: Int = 0) throws -> MarketTally {
        stop(nowMS: nowMS)
        let report = try #require(takeActions().minutes.last)
        return report.markets[slot]
    }
}

extension [ObservatoryAction] {
    var signals: [Signal] {
        compactMap { if case .signal(_, let signal) = $0 { signal } else { nil } }
    }
    var followups: [Followup] {
        compactMap { if case .followup(_, let followup) = $0 { followup } else { nil } }
    }
    var gates: [GateChange] {
        compactMap { if case .gate(let change) = $0 { change } else { nil } }
    }
    var minutes: [MinuteReport] {
        compactMap { if case .minute(let report) = $0 { report } else { nil } }
    }
}

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
