import DoDFormat

/// How long episodes lasted, in the buckets of a histogram with their bounds in words.
enum DurationBuckets {
    /// Shorter ones are put together.
    private static let firstBucket = 7
    private static let lastBucket = 17

    static func rows(_ histogram: LogHistogram) -> [(label: String, count: Int64)] {
        let counts = histogram.counts
        func sum(_ buckets: Range<Int>) -> Int64 {
            buckets.clamped(to: counts.indices).reduce(0) { $0 + counts[$1] }
        }
        var rows: [(label: String, count: Int64)] = [
            ("one tick", sum(0..<1)), ("under \(text(firstBucket))", sum(1..<firstBucket)),
        ]
        for bucket in firstBucket..<lastBucket {
            rows.append(("\(text(bucket)) – \(text(bucket + 1))", sum(bucket..<bucket + 1)))
        }
        rows.append(("\(text(lastBucket)) and more", sum(lastBucket..<max(lastBucket, counts.count))))
        return rows
    }

    /// Where a bucket begins: `0.5 s`, near enough to be read.
    private static func text(_ bucket: Int) -> String {
        let ms = Int64(1) << Int64(bucket - 1)
        if ms < 1_000 { return "\(ms) ms" }
        let seconds = ms / 1_000
        return seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min"
    }
}
