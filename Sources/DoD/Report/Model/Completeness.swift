/// What a correct engine had to record, and what became of it.
package struct Completeness: Sendable {
    /// Signals of class *must* in the truth, and how many of them are in the files.
    package var must: Int
    package var mustRecorded: Int
    /// Either way is right.
    package var ambiguous: Int
    package var ambiguousRecorded: Int
    /// The market had them while no connection was up.
    package var away: Int
    /// Sent in the last moment before the engine was killed.
    package var inFlight: Int
    package var inFlightRecorded: Int
    /// All signals in the files.
    package var recorded: Int
    package var lost: Int
    package var invented: Int
    package var doubled: Int

    package init(
        must: Int, mustRecorded: Int, ambiguous: Int, ambiguousRecorded: Int, away: Int, inFlight: Int,
        inFlightRecorded: Int, recorded: Int, lost: Int, invented: Int, doubled: Int
    ) {
        self.must = must
        self.mustRecorded = mustRecorded
        self.ambiguous = ambiguous
        self.ambiguousRecorded = ambiguousRecorded
        self.away = away
        self.inFlight = inFlight
        self.inFlightRecorded = inFlightRecorded
        self.recorded = recorded
        self.lost = lost
        self.invented = invented
        self.doubled = doubled
    }
}
