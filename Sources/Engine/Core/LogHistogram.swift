/// Counts by powers of two: bucket 0 is the value 0, bucket b the values from 2^(b-1) to 2^b - 1.
package struct LogHistogram: Hashable, Sendable {
    private static let bucketCount = 64
    private var counts = [UInt32](repeating: 0, count: LogHistogram.bucketCount)

    package init() {}

    /// A value below 0 counts as 0: time does not fall here.
    @inline(__always)
    package mutating func add(_ value: Int64) {
        let bucket = value <= 0 ? 0 : Int64.bitWidth - value.leadingZeroBitCount
        counts[bucket] &+= 1
    }

    package var total: Int { counts.reduce(0) { $0 + Int($1) } }

    /// The buckets that hold something, in order.
    package var buckets: [(bucket: Int, count: Int)] {
        counts.indices.filter { counts[$0] > 0 }.map { ($0, Int(counts[$0])) }
    }

    /// `[[bucket,count],…]`
    package func write(to writer: inout LineWriter) {
        writer.openArray()
        for (bucket, count) in buckets {
            writer.openArray()
            writer.value(bucket)
            writer.value(count)
            writer.closeArray()
        }
        writer.closeArray()
    }
}
