/// Lengths of time as people read them.
enum DurationText {
    /// `24 h 2 min`, `5 min 29 s`, `0.4 s`; what is smaller than the second unit is cut.
    static func text(_ ms: Int64) -> String {
        let seconds = ms / 1_000
        if ms < 10_000 { return "\(seconds).\(ms % 1_000 / 100) s" }
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3_600 { return joined(seconds / 60, "min", seconds % 60, "s") }
        return joined(seconds / 3_600, "h", seconds % 3_600 / 60, "min")
    }

    private static func joined(_ large: Int64, _ largeUnit: String, _ small: Int64, _ smallUnit: String)
        -> String
    {
        small == 0 ? "\(large) \(largeUnit)" : "\(large) \(largeUnit) \(small) \(smallUnit)"
    }
}
