/// What numbers of a file may be. Beyond any honest value, and far enough from the end of 64 bits that sums and
/// products of what stands in a file can't leave them: a judge that a single digit can end judges nothing.
enum NumberBounds {
    /// Of anything counted: bytes, frames, milliseconds of a minute.
    static let count: ClosedRange<Int64> = 0...10_000_000_000_000
    /// Of any whole number.
    static let whole: ClosedRange<Int64> = -1_000_000_000_000_000...1_000_000_000_000_000
    /// Of a moment in milliseconds: 1970 to 2099.
    static let time: ClosedRange<Int64> = 0...4_102_444_799_999
    /// How far a line may be from the day of its file, and a minute from the line that tells of it: the clock may
    /// have been set by a day.
    static let farMS: Int64 = 2 * 86_400_000

    static func isFar(_ ms: Int64, from day: UTCDay) -> Bool {
        ms < day.startMS - farMS || ms >= day.endMS + farMS
    }
}
