import EngineFeed
import EngineWire
import Testing

/// Machines in the states that tests begin from.
enum MachineFixture {
    static let coins = ["xyz:TSLA", "xyz:NVDA"]

    static func settings(_ change: (inout FeedSettings) -> Void = { _ in }) -> FeedSettings {
        var settings = FeedSettings()
        settings.seed = 42
        change(&settings)
        return settings
    }

    static func connecting(_ settings: FeedSettings? = nil) -> FeedMachine {
        var machine = FeedMachine(coins: Self.coins, settings: settings ?? Self.settings())
        machine.start(nowMS: 0)
        #expect(machine.drainActions() == [.connect(connection: 1)])
        return machine
    }

    /// Open, acknowledged and with a context of each market at `nowMS`.
    static func ready(_ settings: FeedSettings? = nil, nowMS: Int64 = 0) -> FeedMachine {
        var machine = connecting(settings)
        machine.opened(nowMS: nowMS)
        for slot in Self.coins.indices {
            for channel in MarketChannel.allCases { machine.hear(.subscribed(channel, slot: slot), nowMS) }
        }
        machine.contexts(nowMS)
        #expect(machine.drainActions().events == [.connected, .subscribed, .ready])
        return machine
    }

}

extension FeedMachine {
    mutating func hear(_ message: VenueMessage, _ nowMS: Int64) {
        received(message, nowMS: nowMS)
    }

    mutating func contexts(_ nowMS: Int64) {
        for slot in MachineFixture.coins.indices {
            hear(.context(slot: slot, oracle: nil, mark: nil), nowMS)
        }
    }
}

extension [FeedAction] {
    var reports: [ConnectionEvent] {
        compactMap { if case .report(let event) = $0 { event } else { nil } }
    }
    var events: [ConnectionEvent.Kind] { reports.map(\.kind) }
    var frames: [ClientFrame] {
        compactMap { if case .send(let frame) = $0 { frame } else { nil } }
    }
}
