package import EngineCore

/// What `meta` says of one dex.
package struct MetaTable: Hashable, Sendable {
    package internal(set) var markets: [Market] = []
    /// All that sets the fees of each of `markets`, as the venue wrote it: `deployerFeeScale="1.0" …`, by the
    /// alphabet. Compared, never interpreted.
    package internal(set) var feeTerms: [String] = []
    /// The positions whose entries could not be read.
    package internal(set) var unreadable: [Int] = []
}
