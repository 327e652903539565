/// Episodes as sums of integers: by ten minutes, market, phase and edge. They add up in any order, and need no more
/// memory for more signals.
package struct EpisodeSums: Hashable, Sendable {
    /// Blocks as they are kept at first, and once there are more days than `fineDaysMax`.
    package static let fineMS: Int64 = 600_000
    package static let hourMS: Int64 = 3_600_000
    package static let fineDaysMax = 6
    /// Raw edges from which a bin begins, in hundredths of basis points. They are also the thresholds that are tried.
    package static let edgeBins: [Int64] = [
        0, 1_100, 1_200, 1_400, 1_600, 2_000, 2_500, 3_000, 4_000, 6_000, 10_000,
    ]

    /// Of a cell within its block. In few bytes, as the cell is: 400,000 episodes of a day have 130,000 cells.
    package struct Key: Hashable, Sendable {
        package let market: MarketKey
        package let phase: TradingPhase
        private let edgeBin: UInt8

        init(market: MarketKey, phase: TradingPhase, bin: Int) {
            self.market = market
            self.phase = phase
            edgeBin = UInt8(bin)
        }

        package var bin: Int { Int(edgeBin) }
    }

    package typealias Block = [Key: Cell]

    package struct Cell: Hashable, Sendable {
        package var episodes: UInt32 = 0
        package var signals: UInt32 = 0
        /// Episodes with a follow-up at that horizon, and what they came to after costs, in hundredths.
        package var counts = ByHorizon<UInt32>(all: 0)
        package var net = ByHorizon<Int64>(all: 0)

        package init() {}

        package static func += (left: inout Cell, right: Cell) {
            left.episodes += right.episodes
            left.signals += right.signals
            for horizon in Horizon.allCases {
                left.counts[horizon] += right.counts[horizon]
                left.net[horizon] += right.net[horizon]
            }
        }
    }

    /// By the beginning of the block. Each has a table of its own: a single one for all of them would stand there twice
    /// whenever it grows.
    package private(set) var cells: [Int64: Block] = [:]
    /// The sum of its episodes' hashes, by block: what tells one block from another.
    package private(set) var blocks: [Int64: UInt64] = [:]
    /// From the first to the last signal of an episode.
    package private(set) var durationMS = LogHistogram()
    /// Episodes whose costs no `start` line tells: those of the default config were taken.
    package private(set) var withAssumedCosts: Int64 = 0
    private var days: Set<UTCDay> = []
    package private(set) var blockMS = fineMS

    private static let assumedCost = EngineConfig().fee + EngineConfig().slippage

    package init() {}

    package var isEmpty: Bool { cells.isEmpty }

    /// `cost`: fee and slippage; nil when nothing tells them.
    package mutating func add(_ episode: Episode, cost: BasisPoints?) {
        if cost == nil { withAssumedCosts += 1 }
        let paid = cost ?? Self.assumedCost
        var cell = Cell()
        cell.episodes = 1
        cell.signals = UInt32(clamping: episode.signals)
        for horizon in Horizon.allCases {
            guard let gain = episode.gain[horizon] else { continue }
            cell.counts[horizon] = 1
            cell.net[horizon] = (gain - paid).hundredths
        }
        let begin = episode.firstMS - episode.firstMS % blockMS
        let key = Key(market: episode.market, phase: episode.phase, bin: Self.bin(episode.rawEdge))
        cells[begin, default: [:]][key, default: Cell()] += cell
        blocks[begin, default: 0] &+= EpisodeHash.episode(
            EpisodeHash.market(episode.market), episode.side, startMS: episode.firstMS)
        durationMS.add(episode.lastMS - episode.firstMS)
        days.insert(UTCDay(containing: episode.firstMS))
        settleBlocks()
    }

    package mutating func merge(_ other: EpisodeSums) {
        // Nearly always there is one run, whose sums need not be made a second time.
        if days.isEmpty, isEmpty, blockMS <= other.blockMS {
            self = other
            return
        }
        days.formUnion(other.days)
        for (beginMS, block) in other.cells {
            Self.add(block, to: &cells[beginMS - beginMS % blockMS, default: [:]])
        }
        for (block, hash) in other.blocks { blocks[block - block % blockMS, default: 0] &+= hash }
        durationMS.merge(other.durationMS)
        withAssumedCosts += other.withAssumedCosts
        if other.blockMS > blockMS { coarsen() }
        settleBlocks()
    }

    private mutating func settleBlocks() {
        if blockMS < Self.hourMS, days.count > Self.fineDaysMax { coarsen() }
    }

    /// From now on by hours.
    private mutating func coarsen() {
        blockMS = Self.hourMS
        var hours: [Int64: Block] = [:]
        for beginMS in Array(cells.keys) {
            guard let block = cells.removeValue(forKey: beginMS) else { continue }
            Self.add(block, to: &hours[beginMS - beginMS % Self.hourMS, default: [:]])
        }
        cells = hours
        var hashes: [Int64: UInt64] = [:]
        for (block, hash) in blocks { hashes[block - block % Self.hourMS, default: 0] &+= hash }
        blocks = hashes
    }

    private static func add(_ block: Block, to sums: inout Block) {
        for (key, cell) in block { sums[key, default: Cell()] += cell }
    }

    package static func bin(_ edge: BasisPoints) -> Int {
        (edgeBins.lastIndex { $0 <= edge.hundredths }) ?? 0
    }
}
