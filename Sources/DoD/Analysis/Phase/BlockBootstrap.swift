package import DoDFormat

/// A Poisson bootstrap in blocks of time over all markets, since episodes go together: in a replicate an hour counts
/// none, once or several times, with all that happened in it. A weight is made from the hashes of the hour's episodes
/// (seed, market, side, start) and the replicate. Works on the sums of blocks, so it costs the same for any number of
/// signals.
package struct BlockBootstrap: Sendable {
    package static let replicates = 1_000
    /// Replicates that are left out at each end of a 95 % interval.
    private static let tail = 25

    /// What one block adds to a mean.
    package struct Part: Hashable, Sendable {
        package var count: Int64 = 0
        package var sum: Int64 = 0
    }

    /// Weights by block, then by replicate.
    private let hours: [Int64: [UInt8]]
    private let fine: [Int64: [UInt8]]
    private let fineMS: Int64

    package init(_ sums: EpisodeSums) {
        fineMS = sums.blockMS
        var hashes: [Int64: UInt64] = [:]
        for (block, hash) in sums.blocks { hashes[Self.hour(block), default: 0] &+= hash }
        hours = hashes.mapValues(Self.weights)
        fine = sums.blockMS < EpisodeSums.hourMS ? sums.blocks.mapValues(Self.weights) : [:]
    }

    private static func hour(_ ms: Int64) -> Int64 { ms - ms % EpisodeSums.hourMS }

    private static func weights(_ hash: UInt64) -> [UInt8] {
        (0..<replicates).map { PoissonWeight.weight(block: hash, replicate: $0) }
    }

    /// The mean of what the blocks hold. Where it lies in too few hours, shorter blocks are taken, if there are any.
    package func estimate(_ parts: [Int64: Part]) -> Estimate {
        let filled = parts.filter { $0.value.count > 0 }
        var byHour: [Int64: Part] = [:]
        for (block, part) in filled {
            byHour[Self.hour(block), default: Part()].count += part.count
            byHour[Self.hour(block), default: Part()].sum += part.sum
        }
        let count = byHour.values.reduce(0) { $0 + $1.count }
        guard count > 0 else { return .nothing }
        let mean = Estimate.quotient(byHour.values.reduce(0) { $0 + $1.sum }, count)
        var estimate = Estimate(n: count, blocks: byHour.count, blockMS: nil, mean: mean, interval: nil)
        if byHour.count >= Estimate.blocksMin {
            estimate.blockMS = EpisodeSums.hourMS
            estimate.interval = interval(byHour, hours)
        } else if filled.count >= Estimate.blocksMin, !fine.isEmpty {
            estimate.blocks = filled.count
            estimate.blockMS = fineMS
            estimate.interval = interval(filled, fine)
        }
        return estimate
    }

    private func interval(_ parts: [Int64: Part], _ weights: [Int64: [UInt8]]) -> Estimate.Interval? {
        var counts = Array(repeating: Int64(0), count: Self.replicates)
        var sums = counts
        for (block, part) in parts {
            guard let drawn = weights[block] else { continue }
            for replicate in 0..<Self.replicates where drawn[replicate] > 0 {
                counts[replicate] += Int64(drawn[replicate]) * part.count
                sums[replicate] += Int64(drawn[replicate]) * part.sum
            }
        }
        // A replicate without any block has no mean.
        let means = (0..<Self.replicates).filter { counts[$0] > 0 }
            .map { Estimate.quotient(sums[$0], counts[$0]) }.sorted()
        guard means.count > 2 * Self.tail else { return nil }
        let cut = means.count * Self.tail / Self.replicates
        return Estimate.Interval(low: means[cut], high: means[means.count - 1 - cut])
    }
}
