package import DoDFormat

/// A Poisson bootstrap in blocks of time over all markets, since episodes go together: in a replicate an hour counts
/// none, once or several times, with all that happened in it. A weight is made from the hashes of the hour's episodes
/// (seed, market, side, start) and the replicate. Works on the sums of blocks, so it costs the same for any number of
/// signals.
package struct BlockBootstrap: Sendable {
    package static let replicates = 1_000
    /// Replicates that are left out at each end of a 95 % interval.
    private static let tail = 25

    /// The beginnings of all blocks, rising: positions in it stand for them.
    let blocksMS: [Int64]
    private let blockMS: Int64
    /// By block, the position of its hour.
    private let hourOfBlock: [Int32]
    /// By hour, or by block, then by replicate.
    private let hourWeights: [UInt8]
    private let blockWeights: [UInt8]

    package init(_ sums: EpisodeSums) {
        let blocks = sums.blocks.sorted { $0.key < $1.key }
        var hours: [(ms: Int64, hash: UInt64)] = []
        var hourOfBlock: [Int32] = []
        for (block, hash) in blocks {
            let hour = block - block % EpisodeSums.hourMS
            if hours.last?.ms != hour { hours.append((hour, 0)) }
            hours[hours.count - 1].hash &+= hash
            hourOfBlock.append(Int32(hours.count - 1))
        }
        blockMS = sums.blockMS
        blocksMS = blocks.map(\.key)
        self.hourOfBlock = hourOfBlock
        hourWeights = Self.weights(hours.map(\.hash))
        blockWeights = sums.blockMS < EpisodeSums.hourMS ? Self.weights(blocks.map(\.value)) : []
    }

    private static func weights(_ hashes: [UInt64]) -> [UInt8] {
        var weights: [UInt8] = []
        weights.reserveCapacity(hashes.count * replicates)
        for hash in hashes {
            for replicate in 0..<replicates {
                weights.append(PoissonWeight.weight(block: hash, replicate: replicate))
            }
        }
        return weights
    }

    /// The mean of what the blocks hold. Where it lies in too few hours, shorter blocks are taken, if there are any.
    func estimate(_ parts: BlockParts) -> Estimate {
        let count = parts.count
        guard count > 0 else { return .nothing }
        let hours = parts.joined(in: hourOfBlock)
        let mean = Estimate.quotient(parts.sum, count)
        var estimate = Estimate(n: count, blocks: hours.parts.count, blockMS: nil, mean: mean, interval: nil)
        if hours.parts.count >= Estimate.blocksMin {
            estimate.blockMS = EpisodeSums.hourMS
            estimate.interval = interval(hours, hourWeights)
        } else if parts.parts.count >= Estimate.blocksMin, !blockWeights.isEmpty {
            estimate.blocks = parts.parts.count
            estimate.blockMS = blockMS
            estimate.interval = interval(parts, blockWeights)
        }
        return estimate
    }

    private func interval(_ parts: BlockParts, _ weights: [UInt8]) -> Estimate.Interval? {
        var counts = Array(repeating: Int64(0), count: Self.replicates)
        var sums = counts
        for part in parts.parts {
            let first = Int(part.block) * Self.replicates
            Self.add(part, weights[first..<first + Self.replicates], &counts, &sums)
        }
        // A replicate without any block has no mean.
        let means = (0..<Self.replicates).filter { counts[$0] > 0 }
            .map { Estimate.quotient(sums[$0], counts[$0]) }.sorted()
        guard means.count > 2 * Self.tail else { return nil }
        let cut = means.count * Self.tail / Self.replicates
        return Estimate.Interval(low: means[cut], high: means[means.count - 1 - cut])
    }

    /// A plain loop over the replicates, which the compiler does several at a time.
    private static func add(
        _ part: BlockParts.Part, _ drawn: ArraySlice<UInt8>, _ counts: inout [Int64], _ sums: inout [Int64]
    ) {
        drawn.withUnsafeBufferPointer { drawn in
            counts.withUnsafeMutableBufferPointer { counts in
                sums.withUnsafeMutableBufferPointer { sums in
                    for replicate in 0..<replicates {
                        let weight = Int64(drawn[replicate])
                        counts[replicate] &+= weight &* part.count
                        sums[replicate] &+= weight &* part.sum
                    }
                }
            }
        }
    }
}
