/// An episode as far as it was seen.
struct EpisodeRun: Sendable {
    var firstMS: Int64 = 0
    var lastMS: Int64 = 0
    /// Of the first signal's id.
    var number: Int64 = 0
    /// None: there is no episode.
    var signals: Int64 = 0
    var stretch: Int32 = 0
    var rawEdge: Int64 = 0

    /// True when a signal at this moment goes on with it.
    @inline(__always)
    func holds(_ ms: Int64, _ stretch: Int32) -> Bool {
        signals > 0 && stretch == self.stretch && ms >= lastMS && ms &- lastMS <= EpisodeTrace.gapMSMax
    }
}

extension EpisodeRun: PackedElement {
    static var none: EpisodeRun { EpisodeRun() }

    func write(after last: EpisodeRun, _ write: (Int64) -> Void) {
        write(firstMS &- last.firstMS)
        write(lastMS &- firstMS)
        write(number)
        write(signals)
        write(Int64(stretch) &- Int64(last.stretch))
        write(rawEdge)
    }

    init(after last: EpisodeRun, _ read: () -> Int64) {
        firstMS = last.firstMS &+ read()
        lastMS = firstMS &+ read()
        number = read()
        signals = read()
        stretch = Int32(truncatingIfNeeded: Int64(last.stretch) &+ read())
        rawEdge = read()
    }
}
