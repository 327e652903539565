/// What the exchange did to connections on order, since it began; only rises, but for `open` and `listening`.
package struct NetworkCounts: Equatable, Sendable {
    /// Connections that came to be.
    package var connected = 0
    package var open = 0
    package var isListening = true
    package var ended: [NetworkEnding: Int] = [:]
    /// Connections that got nothing any more for a time.
    package var stalled = 0
    /// Frames that a stalled or forgotten connection should have had.
    package var withheldFrames = 0
    /// Connections that were no longer read.
    package var deafened = 0
    /// The most that lay unread of one of these, since the last order to deafen.
    package var unreadBytesMax = 0
    /// Writes of held-back bytes, and their bytes.
    package var pacedWrites = 0
    package var pacedBytes = 0
    /// Connections that were cut as soon as they were open.
    package var stormed = 0
    /// TLS connections that the client gave up before it asked for anything.
    package var failedHandshakes = 0
    /// Connections and messages above what the venue grants a minute.
    package var overLimit = 0

    package init() {}

    /// By name, in the order of the names.
    package var facts: [(name: String, value: Int)] {
        var facts = NetworkEnding.allCases.map { (name: $0.rawValue, value: ended[$0] ?? 0) }
        facts += [
            ("connected", connected), ("open", open), ("listening", isListening ? 1 : 0),
            ("stalled", stalled),
            ("withheld_frames", withheldFrames), ("deafened", deafened), ("unread_bytes_max", unreadBytesMax),
            ("paced_writes", pacedWrites), ("paced_bytes", pacedBytes), ("stormed", stormed),
            ("failed_handshakes", failedHandshakes), ("over_limit", overLimit),
        ]
        return facts.sorted { $0.name < $1.name }
    }
}
