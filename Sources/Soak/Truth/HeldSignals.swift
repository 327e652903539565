/// Signals in the order in which they were found, held back until it is sure that their frame arrived.
struct HeldSignals {
    private struct Held {
        var signal: TruthSignal
        var atNs: Int64
    }

    private static let compactsAt = 1_024
    private let holdNs: Int64
    private var queue: [Held] = []
    private var next = 0
    private var settledEnd = 0

    init(holdNs: Int64) {
        self.holdNs = holdNs
    }

    mutating func add(_ signal: TruthSignal, atNs: Int64) {
        queue.append(Held(signal: signal, atNs: atNs))
    }

    mutating func settle(nowNs: Int64) {
        while settledEnd < queue.count, nowNs - queue[settledEnd].atNs > holdNs { settledEnd += 1 }
    }

    /// The connection broke: what was sent on it within the hold may never have arrived.
    mutating func settleLosing(connection: Int, nowNs: Int64) {
        settle(nowNs: nowNs)
        for index in settledEnd..<queue.count where queue[index].signal.connection == connection {
            queue[index].signal.classed = .inFlight
        }
        settleAll()
    }

    mutating func settleAll() { settledEnd = queue.count }

    mutating func takeNext() -> TruthSignal? {
        guard next < settledEnd else { return nil }
        defer {
            next += 1
            if next >= Self.compactsAt { compact() }
        }
        return queue[next].signal
    }

    private mutating func compact() {
        queue.removeFirst(next)
        settledEnd -= next
        next = 0
    }
}
