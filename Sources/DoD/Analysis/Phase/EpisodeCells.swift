import DoDFormat

/// The sums of episodes in the order of their blocks, as estimates want them. Not copied: there may be 200,000 of them.
struct EpisodeCells {
    typealias Cells = [EpisodeSums.Key: EpisodeSums.Cell]

    private let cells: Cells
    /// By block, those of the bootstrap.
    private let places: [[Cells.Index]]

    init(_ sums: EpisodeSums, _ bootstrap: BlockBootstrap) {
        cells = sums.cells
        let positions = Dictionary(uniqueKeysWithValues: bootstrap.blocksMS.enumerated().map { ($1, $0) })
        var places = bootstrap.blocksMS.map { _ in [Cells.Index]() }
        for index in cells.indices {
            if let position = positions[cells[index].key.blockMS] { places[position].append(index) }
        }
        self.places = places
    }

    /// Positions of the blocks, rising.
    var blocks: Range<Int> { places.indices }

    func inBlock(_ block: Int) -> some Sequence<Cells.Element> { places[block].lazy.map { cells[$0] } }
}
