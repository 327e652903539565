/// What the exchange says that it has done on order so far: its own counts, by name.
package struct VenueReport: Equatable, Sendable {
    package let counts: [String: Int64]

    package init(_ counts: [String: Int64]) { self.counts = counts }

    /// An answer as `ok connected=3 open=1`; nil when it is none.
    package init?(answer: some StringProtocol) {
        let words = answer.split(separator: " ")
        guard words.first == "ok" else { return nil }
        var counts: [String: Int64] = [:]
        for word in words.dropFirst() {
            let parts = word.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let number = Int64(parts[1]) else { return nil }
            counts[String(parts[0])] = number
        }
        self.counts = counts
    }

    /// 0 for what the exchange does not count.
    package subscript(_ name: String) -> Int64 { counts[name] ?? 0 }

    /// How much more it is than it was.
    func rise(of name: String, since before: VenueReport) -> Int64 { self[name] - before[name] }
}
