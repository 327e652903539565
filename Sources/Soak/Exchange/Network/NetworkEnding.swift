/// How a connection ends when the exchange ends it on order. The raw value is the word of the order and of the count.
package enum NetworkEnding: String, CaseIterable, Sendable {
    /// Close frame `1000 "Expired"`, as at the end of its lifetime.
    case expired
    /// Close frame `1000 "Inactive"`.
    case inactive
    /// TCP ends without a close frame: the client sees 1006.
    case cut
    /// A TCP reset.
    case reset
    /// Our side of it ends, and what the client sends is still read.
    case halfClosed = "half-closed"
    /// Half-open: nothing is sent to it and nothing of it is read any more, and it stays open.
    case forgotten
}
