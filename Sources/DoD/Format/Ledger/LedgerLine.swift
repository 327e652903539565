/// Where a line stands.
package struct LinePlace: Hashable, Sendable, CustomStringConvertible {
    /// As the verdict names it.
    package var file: String
    /// From 1.
    package var line: Int64
    package var byteOffset: Int64

    package init(file: String, line: Int64, byteOffset: Int64) {
        self.file = file
        self.line = line
        self.byteOffset = byteOffset
    }

    package var description: String { "\(file):\(line)" }
}

/// One line of the ledger.
package struct LedgerLine: Hashable, Sendable {
    package var place: LinePlace
    package var seq: Int64
    package var atMS: Int64
    package var event: LedgerEvent

    package init(place: LinePlace, seq: Int64, atMS: Int64, event: LedgerEvent) {
        self.place = place
        self.seq = seq
        self.atMS = atMS
        self.event = event
    }
}

package indirect enum LedgerEvent: Hashable, Sendable {
    case start(EngineStart)
    case seal(Seal)
    case adopted(SealedRange)
    case repair(Repair)
    case minute(MinuteRecord)
    case connection(ConnectionEvent)
    case storage(StorageEvent)
    case gate(GateEvent)
    case universe(UniverseEvent)
    case clock(ClockStep)
    case dayEnd(Totals)
    case stop(Totals)
    /// A type that this judge does not know: a newer minor format. Noted, not judged.
    case unknown(type: String)
}
