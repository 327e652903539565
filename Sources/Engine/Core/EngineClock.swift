/// The engine's time: one seam for the wall clock, and for a clock that runs faster or stands still.
///
/// Everything that is written down and every duration of the feed (ages, silences, back-off) is in this
/// time. Durations of the disk and of the process are not.
package protocol EngineClock: Sendable {
    /// Milliseconds since the Unix epoch, UTC. Never falls.
    var nowMS: Int64 { get }

    /// How long to sleep, in real nanoseconds, so that about `virtualMS` pass. A clock may stand still, so
    /// whoever wakes up looks at `nowMS` again and sleeps again if it is too early.
    func realNanoseconds(forVirtualMS virtualMS: Int64) -> Int64
}
