/// Something that the exchange is to do wrong in what it sends, as the words of an order have it.
package enum VenueOrder: Equatable, Sendable {
    /// So many of them at once, to every connection.
    case frames(StrangeFrame, count: Int)
    /// So many short texts of a channel that nobody knows, at once.
    case burst(count: Int)
    /// Nothing of that market, the first one being 0, until `mend`.
    case muteMarket(Int)
    /// Nothing of that channel of any market, until `mend`.
    case muteChannel(Subscription.Channel)
    /// The next so many acknowledgements are not sent, though what they acknowledge is done.
    case loseAcknowledgements(count: Int)
    /// The next so many frames of the market go out twice.
    case double(count: Int)
    /// Requests to `/info` are answered so, until `mend`.
    case info(InfoTrouble)
    case mend
    case report

    package static let countMax = 100_000

    /// The words of an order, as `frames invalid-json 20` or `mute-market 3`; nil when they are none.
    package init?(words: [String]) {
        let word = words.count > 1 ? words[1] : ""
        let number = words.last.flatMap { Int($0) }.flatMap { (0...Self.countMax).contains($0) ? $0 : nil }
        switch (words.first, words.count) {
        case ("frames", 3):
            guard let frame = StrangeFrame(rawValue: word), let number else { return nil }
            self = .frames(frame, count: number)
        case ("burst", 2):
            guard let number else { return nil }
            self = .burst(count: number)
        case ("mute-market", 2):
            guard let number else { return nil }
            self = .muteMarket(number)
        case ("mute-channel", 2):
            guard let channel = Subscription.Channel(name: word) else { return nil }
            self = .muteChannel(channel)
        case ("lose-acknowledgements", 2):
            guard let number else { return nil }
            self = .loseAcknowledgements(count: number)
        case ("double", 2):
            guard let number else { return nil }
            self = .double(count: number)
        case ("info", 2):
            guard let trouble = InfoTrouble(rawValue: word) else { return nil }
            self = .info(trouble)
        case ("mend", 1): self = .mend
        case ("report", 1): self = .report
        default: return nil
        }
    }
}
