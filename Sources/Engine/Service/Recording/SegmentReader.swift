import EngineCore
import EngineFeed

/// The inputs of one segment's payload. Every length is checked: whatever the bytes are, it gives inputs or says
/// what is wrong with them.
struct SegmentReader {
    /// Bytes that no recorder wrote: with a good checksum, those of another version.
    struct FormError: Error, Hashable, CustomStringConvertible {
        let description: String
    }

    private let bytes: [UInt8]
    private var at: Int
    private var lastMS: Int64 = 0

    /// - Parameter segment: with its header.
    init(_ segment: [UInt8]) {
        bytes = segment
        at = RecordingForm.segmentHeaderBytes
    }

    /// Nil at the end. Ranges of frames are those of the segment.
    mutating func next() throws(FormError) -> RecordedInput? {
        guard at < bytes.count else { return nil }
        guard let kind = RecordingForm.Kind(rawValue: bytes[at]) else {
            throw FormError(description: "an input of kind \(bytes[at]) is unknown here")
        }
        at += 1
        switch kind {
        case .opening: return .opening(try opening())
        case .beginning: return try beginning()
        case .frame:
            let nowMS = try time()
            let count = try count()
            defer { at += count }
            return .frame(at..<at + count, nowMS: nowMS)
        case .update: return try update()
        case .leftOut:
            let nowMS = try time()
            return .leftOut(slot: Int(try integer()), try integer() != 0, nowMS: nowMS)
        case .readEnd: return .readEnd
        case .tick: return .tick(nowMS: try time())
        case .connection: return .connection(try connection())
        case .wallStep:
            let nowMS = try time()
            return .wallStep(toMS: try integer(), nowMS: nowMS)
        case .minuteFacts: return .minuteFacts(MinuteFacts(feed: try text(), process: try text()))
        case .stop: return .stop(nowMS: try time())
        case .end: return .end(inputs: Int(try integer()))
        case .broken:
            return .broken(cause: try string(), lost: Int(try integer()), isFinal: try integer() != 0)
        }
    }

    private mutating func opening() throws(FormError) -> RecordedRun {
        let (runID, version, source) = (try string(), try string(), try string())
        let clock = ClockFacts(
            source: source, rate: Double(bitPattern: try unsigned()), originMS: try integer())
        let (startMS, openedMS, file) = (try integer(), try integer(), try string())
        return RecordedRun(
            runID: runID, version: version, clock: clock, startMS: startMS, openedMS: openedMS,
            configuration: try text(), configurationFile: file, webSocketURL: try optional(),
            dataDirectory: try optional())
    }

    private mutating func beginning() throws(FormError) -> RecordedInput {
        let nowMS = try time()
        let (dex, dexIndex) = (try string(), Int(try integer()))
        let (listed, watched) = (try markets(), try markets())
        var signals: [Signal] = []
        for _ in 0..<(try number()) {
            let line = try text()
            do throws(LineFormError) {
                signals.append(try Signal(line: line[...]))
            } catch {
                throw FormError(description: "a signal of an earlier run can't be read: \(error)")
            }
        }
        var interrupted: [Beginning.Interrupted] = []
        for _ in 0..<(try number()) {
            interrupted.append(.init(marketKey: try string(), count: Int(try integer())))
        }
        var terms: [MarketTerms?] = []
        for _ in 0..<(try number()) { terms.append(try self.terms()) }
        let universe = Universe(dex: dex, dexIndex: dexIndex, markets: listed)
        return .beginning(
            Beginning(universe, watched, terms: terms, earlierSignals: signals, interrupted: interrupted),
            nowMS: nowMS)
    }

    private mutating func update() throws(FormError) -> RecordedInput {
        let nowMS = try time()
        var update = UniverseUpdate()
        if try integer() != 0 {
            let (dex, dexIndex) = (try string(), Int(try integer()))
            update.table = Universe(dex: dex, dexIndex: dexIndex, markets: try markets())
        }
        update.listed = try markets()
        update.delisted = try markets()
        update.renamed = try markets()
        update.added = try markets()
        for _ in 0..<(try number()) {
            let slot = Int(try integer())
            guard let market = try markets().first else { throw cut }
            update.changed.append(.init(slot: slot, market: market, wasRenamed: try integer() != 0))
        }
        for _ in 0..<(try number()) {
            let slot = Int(try integer())
            guard let terms = try terms() else { throw cut }
            update.terms.append(.init(slot: slot, terms: terms))
        }
        for _ in 0..<(try number()) { update.differing.append(Int(try integer())) }
        return .update(update, nowMS: nowMS)
    }

    private mutating func terms() throws(FormError) -> MarketTerms? {
        guard try integer() != 0 else { return nil }
        let (sizeDecimals, maxLeverage, fees) = (Int(try integer()), Int(try integer()), try string())
        let isHalted = try integer() != 0
        let cap = try integer() == 0 ? nil : Fixed8(mantissa: try integer())
        return MarketTerms(
            sizeDecimals: sizeDecimals, maxLeverage: maxLeverage, feeTerms: fees, isHalted: isHalted,
            openInterestCap: cap)
    }

    private mutating func connection() throws(FormError) -> ConnectionEvent {
        let atMS = try time()
        let code = try integer()
        let kind: ConnectionEvent.Kind
        switch code {
        case 0: kind = .connected
        case 1: kind = .subscribed
        case 2: kind = .ready
        default:
            guard let raw = UInt8(exactly: code - 3), let cause = LossCause(rawValue: raw) else {
                throw FormError(description: "an event of a connection has the unknown code \(code)")
            }
            kind = .lost(cause)
        }
        return ConnectionEvent(
            kind: kind, connection: Int(try integer()), detail: try string(), atMS: atMS)
    }

    private mutating func markets() throws(FormError) -> [Market] {
        var markets: [Market] = []
        for _ in 0..<(try number()) {
            let key = try string()
            guard let colon = key.lastIndex(of: ":"), let index = Int(key[key.index(after: colon)...]) else {
                throw FormError(description: "\(key) is no market")
            }
            markets.append(
                Market(
                    dex: String(key[..<colon]), index: index, coin: try string(),
                    sizeDecimals: Int(try integer()), maxLeverage: Int(try integer()),
                    isDelisted: try integer() != 0))
        }
        return markets
    }

    private mutating func time() throws(FormError) -> Int64 {
        lastMS &+= try integer()
        return lastMS
    }

    private mutating func integer() throws(FormError) -> Int64 {
        let raw = try unsigned()
        return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
    }

    /// How many of something follow.
    private mutating func number() throws(FormError) -> Int {
        let number = Int(try integer())
        guard number >= 0, number <= bytes.count - at else { throw cut }
        return number
    }

    /// How many bytes follow; they are there.
    private mutating func count() throws(FormError) -> Int {
        guard let count = Int(exactly: try unsigned()), count <= bytes.count - at else { throw cut }
        return count
    }

    private mutating func unsigned() throws(FormError) -> UInt64 {
        var (value, shift): (UInt64, UInt64) = (0, 0)
        while at < bytes.count, shift < 64 {
            let byte = bytes[at]
            at += 1
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw cut
    }

    private mutating func text() throws(FormError) -> [UInt8] {
        let count = try count()
        defer { at += count }
        return Array(bytes[at..<at + count])
    }

    private mutating func string() throws(FormError) -> String { String(decoding: try text(), as: UTF8.self) }

    private mutating func optional() throws(FormError) -> String? {
        try integer() == 0 ? nil : try string()
    }

    private var cut: FormError { FormError(description: "an input is cut off at byte \(at) of its segment") }
}
