import DoDChecks

extension Completeness {
    /// From what the completeness criterion measured; nil when it had no truth to compare with.
    init?(_ verdict: Verdict) {
        guard let measured = verdict.results.first(where: { $0.id == "completeness" })?.measured,
            measured["must"] != nil
        else { return nil }
        func count(_ name: String) -> Int {
            if case .count(let number)? = measured[name] { Int(number) } else { 0 }
        }
        self.init(
            must: count("must"), mustRecorded: count("must_recorded"), ambiguous: count("ambiguous"),
            ambiguousRecorded: count("ambiguous_recorded"), away: count("away"),
            inFlight: count("in_flight"), inFlightRecorded: count("in_flight_recorded"),
            recorded: count("signals"), lost: count("lost"), invented: count("invented"),
            doubled: count("doubled"))
    }
}
