/// The clock that people set: it may jump and fall, and says what time it is.
package protocol WallClock: Sendable {
    /// Milliseconds since the Unix epoch, now.
    var wallMS: Int64 { get }
}
