/// The name that somebody probably meant.
enum NearestName {
    /// More edits than this are another word.
    private static let editsMax = 3

    static func to(_ name: String, among known: [String]) -> String? {
        let distances = known.map { (name: $0, edits: edits(Array(name.utf8), Array($0.utf8))) }
        guard let best = distances.min(by: { $0.edits < $1.edits }) else { return nil }
        return best.edits <= min(editsMax, max(1, name.utf8.count / 2)) ? best.name : nil
    }

    /// Levenshtein's distance.
    private static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let changed = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(changed, row[j] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
