/// Numbers the signals of one side of one market so that no two have the same millisecond and number, not even
/// when the clock is set back and a millisecond comes a second time.
///
/// From 0 in each millisecond. In time that was lived through already the numbers begin above all that were given
/// so far: which milliseconds had some is then no matter, and nothing has to be remembered.
package struct EmissionNumbering: Sendable {
    private var lastMS = Int64.min
    private var last: Int64 = 0
    /// The latest millisecond that had a number.
    private var latestMS = Int64.min
    /// The highest number that any millisecond had.
    private var highest: Int64 = 0
    /// Where numbers begin up to `latestMS`.
    private var base: Int64 = 0

    package init() {}

    /// The number of one more signal at this millisecond of the engine's clock.
    package mutating func next(atMS nowMS: Int64) -> Int64 {
        if nowMS == lastMS {
            last += 1
        } else {
            if nowMS < lastMS { base = highest + 1 }
            last = nowMS > latestMS ? 0 : base
        }
        note(nowMS, last)
        return last
    }

    /// What an earlier process gave, in any order.
    package mutating func resume(timestampMS: Int64, number: Int64) {
        guard (timestampMS, number) > (lastMS, last) else {
            highest = max(highest, number)
            return
        }
        last = number
        note(timestampMS, number)
    }

    private mutating func note(_ ms: Int64, _ number: Int64) {
        lastMS = ms
        latestMS = max(latestMS, ms)
        highest = max(highest, number)
    }
}
