package import DoDFormat

/// Signals by side in stretches of ten minutes, by the records in the files.
package struct SignalRate: Hashable, Sendable {
    package struct Slot: Hashable, Sendable {
        package var fromMS: Int64
        package var buy: Int64 = 0
        package var sell: Int64 = 0
    }

    private var counts: [SideSlotKey: Int64] = [:]

    package init() {}
    package init(_ records: RecordFacts) { counts = records.signalsBySlot }

    package mutating func merge(_ other: SignalRate) { counts.merge(other.counts, uniquingKeysWith: +) }

    package var isEmpty: Bool { counts.isEmpty }

    /// Every slot that has a moment in `window`, also those without a signal.
    package func slots(in window: TimeWindow) -> [Slot] {
        let length = SideSlotKey.milliseconds
        let first = window.fromMS - window.fromMS % length
        return stride(from: first, to: window.toMS, by: Int64.Stride(length)).map { fromMS in
            Slot(
                fromMS: fromMS, buy: counts[SideSlotKey(side: .buy, fromMS: fromMS)] ?? 0,
                sell: counts[SideSlotKey(side: .sell, fromMS: fromMS)] ?? 0)
        }
    }
}
