import DoDFormat

/// The sums of episodes in the order of their blocks, as estimates want them.
struct EpisodeCells {
    private let cells: [Int64: EpisodeSums.Block]
    /// The beginnings of the blocks, those of the bootstrap.
    private let blocksMS: [Int64]

    init(_ sums: EpisodeSums, _ bootstrap: BlockBootstrap) {
        cells = sums.cells
        blocksMS = bootstrap.blocksMS
    }

    /// Positions of the blocks, rising.
    var blocks: Range<Int> { blocksMS.indices }

    func inBlock(_ block: Int) -> EpisodeSums.Block { cells[blocksMS[block]] ?? [:] }
}
