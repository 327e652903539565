/// Which known word somebody may have meant.
package enum Spelling {
    static let distanceMax = 3

    package static func nearest(to word: String, among known: [String]) -> String? {
        let ranked = known.map { (word: $0, distance: distance(word, $0)) }
            .sorted { ($0.distance, $0.word) < ($1.distance, $1.word) }
        guard let best = ranked.first, best.distance <= min(distanceMax, max(1, word.count / 2)) else {
            return nil
        }
        return best.word
    }

    /// Levenshtein's: the least number of letters to add, drop or change.
    static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a == b ? 0 : 1))
                diagonal = above
            }
        }
        return row[right.count]
    }
}
