package import DoDFormat

/// One market in one minute, all lines of that minute together.
package struct MarketTally: Hashable, Sendable {
    package var contexts: Int64 = 0
    package var bbo: Int64 = 0
    package var bboNull: Int64 = 0
    package var twoSidedMS: Int64 = 0
    package var oracleChanges: Int64 = 0

    package init() {}

    package mutating func add(_ minute: MarketMinute) {
        contexts += minute.ctx
        bbo += minute.bbo
        bboNull += minute.bboNull
        twoSidedMS += minute.twoSidedMS
        oracleChanges += minute.oracleChanges
    }

    package mutating func merge(_ other: MarketTally) {
        contexts += other.contexts
        bbo += other.bbo
        bboNull += other.bboNull
        twoSidedMS += other.twoSidedMS
        oracleChanges += other.oracleChanges
    }
}
