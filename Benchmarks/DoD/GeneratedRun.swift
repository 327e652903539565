/// A run of whole days and two minutes, from midnight UTC on, in which everything is as it should be.
struct GeneratedRun {
    /// 2026-01-20T00:00:00Z, a Tuesday with a whole session of the New York Stock Exchange.
    static let startMS: Int64 = 1_768_867_200_000
    static let dayMS: Int64 = 86_400_000
    static let minuteMS: Int64 = 60_000
    static let offsetsMS: [Int64] = [1_000, 3_000, 5_000]
    /// No signal in the last seconds, so that every follow-up is taken.
    private static let quietMS: Int64 = 7_000

    private let options: GenerateCommand
    private let endMS: Int64
    private var model: CrossModel
    private var records: RecordFiles
    private var books: RunBooks
    private var tally: MinuteCounts
    /// Signals whose follow-ups are not all taken.
    private var pending: [ModelSignal]
    private var emitted: Int64 = 0
    /// By offset: the next signal whose follow-up is due.
    private var next = [Int64](repeating: 0, count: offsetsMS.count)
    private var lastCaptureMS: Int64 = 0
    private var nextSealMS: Int64
    private var nextMinuteMS: Int64
    private(set) var followups: Int64 = 0

    var signals: Int64 { emitted }

    init(folder: String, command options: GenerateCommand) throws {
        self.options = options
        endMS = Self.startMS + options.days * Self.dayMS + 2 * Self.minuteMS
        model = CrossModel(markets: options.markets, ticks: options.ticks, seed: options.seed)
        let data = "\(folder)/data"
        records = try RecordFiles(folder: data, startMS: Self.startMS, markets: options.markets)
        books = try RunBooks(folder: folder, startMS: Self.startMS, endMS: endMS, markets: options.markets)
        tally = MinuteCounts(markets: options.markets)
        // As many as fit between a signal and its last follow-up, and some more.
        let perSecond = options.signals / 86_400 + 1
        var room = 1 << 12
        while Int64(room) < perSecond * 16 { room *= 2 }
        pending = Array(
            repeating: ModelSignal(atMS: 0, market: 0, isBuy: true, oracle: 0, best: 0, size: 0), count: room)
        nextSealMS = Self.startMS + options.sealMs
        nextMinuteMS = Self.startMS + Self.minuteMS
    }

    mutating func write() throws {
        let total = options.signals * options.days
        let span = endMS - Self.quietMS - Self.startMS - 1_000
        for index in 0..<total {
            // Spread evenly, a little before or after, and never two in one millisecond.
            let slot = Self.startMS + 500 + Int64(Int128(index) * Int128(span) / Int128(total))
            let width = max(1, span / total - 1)
            let atMS = slot + model.below(width)
            try catchUp(to: atMS)
            let signal = model.signal(atMS: atMS)
            pending[Int(index) & (pending.count - 1)] = signal
            emitted = index + 1
            try records.append(signal)
            tally.signal(signal)
        }
        try catchUp(to: endMS)
        try finish()
    }

    /// Follow-ups, seals, minutes and days in the order of their times.
    private mutating func catchUp(to atMS: Int64) throws {
        while true {
            let due = earliest()
            let dueMS = due.map { max($0.atMS, lastCaptureMS) } ?? .max
            let at = min(dueMS, nextSealMS, nextMinuteMS)
            if at > atMS || at == .max { return }
            if nextMinuteMS <= min(dueMS, nextSealMS) {
                try minute()
            } else if nextSealMS <= dueMS {
                try seal(atMS: nextSealMS)
                nextSealMS += options.sealMs
            } else if let due {
                try take(due, capturedAtMS: dueMS)
            }
        }
    }

    private func earliest() -> (offset: Int, atMS: Int64)? {
        var found: (offset: Int, atMS: Int64)?
        for offset in Self.offsetsMS.indices where next[offset] < emitted {
            let atMS = pending[Int(next[offset]) & (pending.count - 1)].atMS + Self.offsetsMS[offset]
            if atMS < found?.atMS ?? .max { found = (offset, atMS) }
        }
        return found
    }

    private mutating func take(_ due: (offset: Int, atMS: Int64), capturedAtMS: Int64) throws {
        let signal = pending[Int(next[due.offset]) & (pending.count - 1)]
        next[due.offset] += 1
        lastCaptureMS = capturedAtMS
        let now = model.later(signal)
        try records.append(signal, Self.offsetsMS[due.offset], capturedAtMS, now)
        tally.followup(signal.market)
        followups += 1
    }

    private mutating func seal(atMS: Int64) throws {
        let ranges = records.seal()
        if ranges.isEmpty { return }
        try books.seal(ranges, atMS: atMS)
    }

    private mutating func minute() throws {
        let beginMS = nextMinuteMS - Self.minuteMS
        let lastMS = nextMinuteMS - 1
        try books.minute(beginMS, tally, &model, signals: emitted)
        tally.clear()
        if nextMinuteMS % Self.dayMS == 0 {
            try seal(atMS: lastMS)
            try books.dayEnd(atMS: lastMS, records.totals(), signals: emitted, followups: followups)
            if nextMinuteMS < endMS {
                try records.turn(toMS: nextMinuteMS)
                try books.turn(toMS: nextMinuteMS)
            }
        }
        nextMinuteMS = nextMinuteMS < endMS ? nextMinuteMS + Self.minuteMS : .max
    }

    private mutating func finish() throws {
        try seal(atMS: endMS)
        try books.finish(records.totals(), signals: emitted, followups: followups)
        try records.flush()
    }
}

/// What a minute line says of each market's signals.
struct MinuteCounts {
    private(set) var signals: [Int64]
    private(set) var crosses: [Int64]
    private(set) var followups: [Int64]

    init(markets: Int) {
        signals = Array(repeating: 0, count: markets)
        crosses = Array(repeating: 0, count: 2 * markets)
        followups = Array(repeating: 0, count: markets)
    }

    mutating func signal(_ signal: ModelSignal) {
        signals[signal.market] += 1
        crosses[2 * signal.market + (signal.isBuy ? 0 : 1)] = 1
    }

    mutating func followup(_ market: Int) { followups[market] += 1 }
    mutating func clear() { self = MinuteCounts(markets: signals.count) }
}
