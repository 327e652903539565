/// Counts by power of two: bucket 0 is the value 0, bucket b the values from 2^(b-1) to 2^b - 1.
package struct LogHistogram: Hashable, Sendable {
    /// Values above 2^62 have no bucket.
    package static let bucketMax = 63

    /// By bucket; what lies behind the end is zero.
    package private(set) var counts: [Int64]

    package init() { counts = [] }

    /// Pairs of bucket and count, as written; throws for a bucket that is none or comes twice.
    package init(pairs: [(bucket: Int64, count: Int64)]) throws {
        counts = []
        for (bucket, count) in pairs {
            guard (0...Int64(Self.bucketMax)).contains(bucket), count >= 0 else {
                throw FormatError(.numberTooLarge, "histogram bucket \(bucket)")
            }
            grow(to: Int(bucket))
            if counts[Int(bucket)] != 0 { throw FormatError(.duplicateKey, "histogram bucket \(bucket)") }
            counts[Int(bucket)] = count
        }
    }

    package var total: Int64 { counts.reduce(0, +) }

    package mutating func merge(_ other: LogHistogram) {
        guard !other.counts.isEmpty else { return }
        grow(to: other.counts.count - 1)
        for (bucket, count) in other.counts.enumerated() { counts[bucket] += count }
    }

    /// So many more in a bucket that there is.
    mutating func add(_ count: Int64, toBucket bucket: Int) {
        grow(to: bucket)
        counts[bucket] += count
    }

    package mutating func add(_ value: Int64) {
        let bucket = value <= 0 ? 0 : 64 - value.leadingZeroBitCount
        grow(to: bucket)
        counts[bucket] += 1
    }

    /// The values that bucket b holds.
    package static func bounds(ofBucket bucket: Int) -> ClosedRange<Int64> {
        bucket == 0
            ? 0...0 : (1 << Int64(bucket - 1))...((1 << Int64(bucket - 1)) - 1 + (1 << Int64(bucket - 1)))
    }

    /// The values of the bucket that holds the quantile (95 of 100, say); nil when nothing was counted.
    package func bounds(ofQuantile part: Int64, of whole: Int64) -> ClosedRange<Int64>? {
        let total = self.total
        guard total > 0 else { return nil }
        let rank = max(1, (total * part + whole - 1) / whole)
        var seen: Int64 = 0
        for (bucket, count) in counts.enumerated() {
            seen += count
            if seen >= rank { return Self.bounds(ofBucket: bucket) }
        }
        return nil
    }

    private mutating func grow(to bucket: Int) {
        while counts.count <= bucket { counts.append(0) }
    }
}
