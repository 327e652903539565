import EngineCore
import EngineFeed

/// Puts inputs into the bytes of one segment. Times are differences to the one before, as varints.
struct SegmentWriter {
    private(set) var bytes: [UInt8]
    /// Inputs in it, answers not counted.
    private(set) var inputs = 0
    private var lastMS: Int64 = 0

    init() {
        bytes = []
        bytes.reserveCapacity(RecordingForm.segmentBytes + 4_096)
        bytes += [UInt8](repeating: 0, count: RecordingForm.segmentHeaderBytes)
    }

    var isEmpty: Bool { bytes.count == RecordingForm.segmentHeaderBytes }

    mutating func opening(_ run: RecordedRun) {
        begin(.opening)
        put(run.runID)
        put(run.version)
        put(run.clock.source)
        put(run.clock.rate.bitPattern)
        put(run.clock.originMS)
        put(run.startMS)
        put(run.openedMS)
        put(run.configurationFile)
        put(run.configuration)
        put(optional: run.webSocketURL)
        put(optional: run.dataDirectory)
    }

    mutating func beginning(_ beginning: Beginning, nowMS: Int64) {
        begin(.beginning)
        time(nowMS)
        put(beginning.universe.dex)
        put(beginning.universe.dexIndex)
        put(beginning.universe.markets)
        put(beginning.watched)
        put(beginning.earlierSignals.count)
        for signal in beginning.earlierSignals {
            var line = LineWriter()
            signal.write(to: &line)
            put(line.bytes.dropLast())
        }
        put(beginning.interrupted.count)
        for interrupted in beginning.interrupted {
            put(interrupted.marketKey)
            put(interrupted.count)
        }
        put(beginning.terms.count)
        for terms in beginning.terms { put(optional: terms) }
    }

    mutating func update(_ update: UniverseUpdate, nowMS: Int64) {
        begin(.update)
        time(nowMS)
        put(update.table == nil ? 0 : 1)
        if let table = update.table {
            put(table.dex)
            put(table.dexIndex)
            put(table.markets)
        }
        for markets in [update.listed, update.delisted, update.renamed, update.added] { put(markets) }
        put(update.changed.count)
        for changed in update.changed {
            put(changed.slot)
            put([changed.market])
            put(changed.wasRenamed ? 1 : 0)
        }
        put(update.terms.count)
        for found in update.terms {
            put(found.slot)
            put(optional: found.terms)
        }
        put(update.differing.count)
        for slot in update.differing { put(slot) }
    }

    mutating func leftOut(slot: Int, _ isLeftOut: Bool, nowMS: Int64) {
        begin(.leftOut)
        time(nowMS)
        put(slot)
        put(isLeftOut ? 1 : 0)
    }

    @inline(__always)
    mutating func frame(_ frame: UnsafeRawBufferPointer, nowMS: Int64) {
        begin(.frame)
        time(nowMS)
        put(UInt64(frame.count))
        bytes.append(contentsOf: frame)
    }

    mutating func readEnd() { begin(.readEnd) }

    mutating func tick(nowMS: Int64) {
        begin(.tick)
        time(nowMS)
    }

    mutating func connection(_ event: ConnectionEvent) {
        begin(.connection)
        time(event.atMS)
        switch event.kind {
        case .connected: put(0)
        case .subscribed: put(1)
        case .ready: put(2)
        case .lost(let cause): put(3 + Int(cause.rawValue))
        }
        put(event.connection)
        put(event.detail)
    }

    mutating func wallStep(toMS: Int64, nowMS: Int64) {
        begin(.wallStep)
        time(nowMS)
        put(toMS)
    }

    mutating func minuteFacts(_ facts: MinuteFacts) {
        bytes.append(RecordingForm.Kind.minuteFacts.rawValue)
        put(facts.feed)
        put(facts.process)
    }

    mutating func stop(nowMS: Int64) {
        begin(.stop)
        time(nowMS)
    }

    mutating func end(inputs: Int) {
        bytes.append(RecordingForm.Kind.end.rawValue)
        put(inputs)
    }

    mutating func broken(cause: String, lost: Int, isFinal: Bool) {
        bytes.append(RecordingForm.Kind.broken.rawValue)
        put(cause)
        put(lost)
        put(isFinal ? 1 : 0)
    }

    @inline(__always)
    private mutating func begin(_ kind: RecordingForm.Kind) {
        inputs += 1
        bytes.append(kind.rawValue)
    }

    @inline(__always)
    private mutating func time(_ nowMS: Int64) {
        put(nowMS &- lastMS)
        lastMS = nowMS
    }

    /// Zigzag, so that small negative numbers stay small.
    @inline(__always)
    private mutating func put(_ number: Int64) {
        put(UInt64(bitPattern: (number << 1) ^ (number >> 63)))
    }

    private mutating func put(_ number: Int) { put(Int64(number)) }

    @inline(__always)
    private mutating func put(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private mutating func put(_ text: String) { put(Array(text.utf8)) }

    private mutating func put(_ text: some Collection<UInt8>) {
        put(UInt64(text.count))
        bytes += text
    }

    private mutating func put(optional text: String?) {
        put(text == nil ? 0 : 1)
        if let text { put(text) }
    }

    private mutating func put(optional terms: MarketTerms?) {
        put(terms == nil ? 0 : 1)
        guard let terms else { return }
        put(terms.sizeDecimals)
        put(terms.maxLeverage)
        put(terms.feeTerms)
        put(terms.isHalted ? 1 : 0)
        put(terms.openInterestCap == nil ? 0 : 1)
        if let cap = terms.openInterestCap { put(cap.mantissa) }
    }

    private mutating func put(_ markets: [Market]) {
        put(markets.count)
        for market in markets {
            put(market.key)
            put(market.coin)
            put(market.sizeDecimals)
            put(market.maxLeverage)
            put(market.isDelisted ? 1 : 0)
        }
    }
}
