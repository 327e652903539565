/// What the exchange does wrong at present, and how often it did. Pure.
package struct Misbehaviour: Equatable, Sendable {
    /// By name; only rises.
    package private(set) var counts: [String: Int] = [:]
    private var mutedMarket: Int?
    private var mutedChannel: Subscription.Channel?
    private var acknowledgementsToLose = 0
    private var framesToDouble = 0
    package private(set) var infoTrouble: InfoTrouble?

    package init() {}

    /// Everything that an order begins; frames are the caller's to send.
    package mutating func begin(_ order: VenueOrder) {
        switch order {
        case .muteMarket(let market): mutedMarket = market
        case .muteChannel(let channel): mutedChannel = channel
        case .loseAcknowledgements(let count): acknowledgementsToLose = count
        case .double(let count): framesToDouble = count
        case .info(let trouble): infoTrouble = trouble
        case .mend:
            mutedMarket = nil
            mutedChannel = nil
            acknowledgementsToLose = 0
            framesToDouble = 0
            infoTrouble = nil
        case .frames, .burst, .report: break
        }
    }

    package mutating func count(_ name: String, _ count: Int = 1) { counts[name, default: 0] += count }

    package func mutes(_ subscription: Subscription) -> Bool {
        subscription.market == mutedMarket || subscription.channel == mutedChannel
    }

    /// True when this acknowledgement is not to be sent.
    package mutating func losesAcknowledgement() -> Bool {
        guard acknowledgementsToLose > 0 else { return false }
        acknowledgementsToLose -= 1
        count("lost_acknowledgements")
        return true
    }

    /// True when this frame is to be sent twice.
    package mutating func doublesFrame() -> Bool {
        guard framesToDouble > 0 else { return false }
        framesToDouble -= 1
        count("doubled_frames")
        return true
    }

    /// By name, in the order of the names.
    package var facts: [(name: String, value: Int)] {
        counts.keys.sorted().map { (name: $0, value: counts[$0] ?? 0) }
    }
}
