/// What of the bytes sent on one connection the client has read, and since when the rest lies there: from
/// what was written when, and how many bytes are unread now.
package struct DeliveryTrack: Sendable {
    private struct Written {
        var atNs: Int64
        var endByte: Int64
    }

    private static let compactsAt = 256
    private var written: [Written] = []
    private var first = 0
    private var sentBytes: Int64 = 0
    package private(set) var backlogBytes: Int64 = 0

    package init() {}

    package mutating func wrote(bytes: Int, realNs: Int64) {
        sentBytes += Int64(bytes)
        written.append(Written(atNs: realNs, endByte: sentBytes))
    }

    package mutating func unread(bytes: Int64) {
        backlogBytes = bytes
        let readBytes = sentBytes - bytes
        while first < written.count, written[first].endByte <= readBytes { first += 1 }
        if first >= Self.compactsAt {
            written.removeFirst(first)
            first = 0
        }
    }

    /// How long the oldest unread byte has been lying there, as of the last `unread`.
    package func lagNs(realNs now: Int64) -> Int64 {
        backlogBytes > 0 && first < written.count ? now - written[first].atNs : 0
    }
}
