/// Something that is to be done to the connections between the exchange and its clients.
package enum NetworkOrder: Equatable, Sendable {
    /// The connections that are open now end so; new ones are good.
    case end(NetworkEnding)
    /// The connections that are open now get nothing and are not listened to, until `mend`. What would have been sent
    /// is never sent.
    case stall
    /// Nothing more is read from the connections that are open now, until `mend`. They get what they asked for.
    case deafen
    /// All connections, also new ones.
    case pace(WritingPace)
    /// Nobody listens at the port, and everybody is cut off.
    case refuse
    /// Everybody is cut off, and whoever connects is cut off again at once.
    case storm
    /// Everybody is cut off, and new connections are shown this. Needs an exchange that has a folder of
    /// certificates.
    case show(ShownCertificate)
    /// Everybody is cut off, and somebody else keeps them from coming back: time goes on without them.
    case isolate
    /// All of these are over; what was forgotten stays forgotten.
    case mend
    /// Nothing; only the counts are wanted.
    case report

    /// The words of an order, as `end reset`, `pace single 64` or `mend`; nil when they are none.
    package init?(words: [String]) {
        switch (words.first, words.dropFirst().first) {
        case ("end", let word?):
            guard words.count == 2, let ending = NetworkEnding(rawValue: word) else { return nil }
            self = .end(ending)
        case ("show", let word?):
            guard words.count == 2, let shown = ShownCertificate(rawValue: word) else { return nil }
            self = .show(shown)
        case ("pace", let word?):
            guard words.count == 3, let bytes = Int(words[2]), (1...WritingPace.bytesPerMsMax).contains(bytes)
            else { return nil }
            switch word {
            case "slow": self = .pace(.slow(bytesPerMs: bytes))
            case "single": self = .pace(.single(bytesPerMs: bytes))
            default: return nil
            }
        case ("stall", nil): self = .stall
        case ("deafen", nil): self = .deafen
        case ("refuse", nil): self = .refuse
        case ("storm", nil): self = .storm
        case ("isolate", nil): self = .isolate
        case ("mend", nil): self = .mend
        case ("report", nil): self = .report
        default: return nil
        }
    }
}
