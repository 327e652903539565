import DoDFormat

/// The sums of episodes in the order of their blocks, as estimates want them.
struct EpisodeCells {
    typealias Entry = (key: EpisodeSums.Key, cell: EpisodeSums.Cell)

    /// Each block with its cells: its position among those of the bootstrap, rising.
    let byBlock: [(block: Int, cells: [Entry])]

    init(_ sums: EpisodeSums, _ bootstrap: BlockBootstrap) {
        var cells = bootstrap.blocksMS.map { _ in [Entry]() }
        let positions = Dictionary(uniqueKeysWithValues: bootstrap.blocksMS.enumerated().map { ($1, $0) })
        for (key, cell) in sums.cells {
            if let position = positions[key.blockMS] { cells[position].append((key, cell)) }
        }
        byBlock = cells.enumerated().map { ($0, $1) }
    }
}
