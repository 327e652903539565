/// Something strange that was survived, for the log. Each is told once, not once a frame.
package enum FeedNote: Hashable, Sendable, CustomStringConvertible {
    /// The first frame of this connection that could not be read.
    case malformed(String)
    /// A channel, coin or acknowledgement that nobody asked for; told once each.
    case unknown(String)
    /// An error frame of the venue.
    case venueError(String)
    /// No acknowledgement and no data came; it was asked for again.
    case acknowledgementLost(coin: String, channel: String, attempt: Int)
    /// The venue cuts the connection whenever this coin is asked for: it is left out, the others live on.
    case excluded(slot: Int, coin: String, cuts: Int)
    /// A coin that was left out was acknowledged when it was tried again.
    case reinstated(slot: Int, coin: String)
    /// A market was mute while the socket lived; it was subscribed anew.
    case marketMute(coin: String, silentMS: Int64)

    package var description: String {
        switch self {
        case .malformed(let text): "a frame could not be read: \(text)"
        case .unknown(let text): "nobody asked for: \(text)"
        case .venueError(let text): "the venue answered with an error: \(text)"
        case .acknowledgementLost(let coin, let channel, let attempt):
            "no acknowledgement for \(channel) of \(coin), asked again (\(attempt))"
        case .excluded(_, let coin, let cuts):
            "\(coin) is left out: the venue cut the connection \(cuts) times in a row when it was asked for"
        case .reinstated(_, let coin): "\(coin) is acknowledged again and watched from now on"
        case .marketMute(let coin, let silentMS):
            "nothing from \(coin) for \(silentMS) ms, subscribed anew"
        }
    }
}
