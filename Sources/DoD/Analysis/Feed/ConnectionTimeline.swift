package import DoDFormat

/// When a connection was up and subscribed, and when not, by the ledger's `connection` lines.
package struct ConnectionTimeline: Hashable, Sendable {
    /// By time.
    package private(set) var spans: [ConnectionSpan] = []
    package private(set) var outages: [ConnectionOutage] = []

    private var up: (fromMS: Int64, connection: Int64)? {
        get { upFromMS.map { ($0, upConnection) } }
        set {
            upFromMS = newValue?.fromMS
            upConnection = newValue?.connection ?? 0
        }
    }
    private var upFromMS: Int64?
    private var upConnection: Int64 = 0
    private var open: ConnectionOutage?

    package init() {}

    /// `exitsMS`: when the runner saw processes end, to know better than a dead engine's last line.
    package init(_ ledger: Ledger, exitsMS: [Int64] = []) {
        for (index, process) in ledger.processes.enumerated() {
            begin(process, isFirst: index == 0)
            for line in process.rareLines {
                if case .connection(let event) = line.event { note(event, atMS: line.atMS) }
            }
            end(process, exitsMS)
        }
        finish()
    }

    private mutating func begin(_ process: EngineProcess, isFirst: Bool) {
        if open == nil {
            let origin: ConnectionOutage.Origin = isFirst ? .firstStart : .processEnded
            open = ConnectionOutage(origin: origin, fromMS: process.startedMS, lastSeenMS: process.startedMS)
        } else {
            open?.isOverRestart = true
        }
    }

    private mutating func note(_ event: ConnectionEvent, atMS: Int64) {
        switch event.kind {
        case .connected:
            // A loss that nobody wrote down.
            if let up, event.connection != up.connection { lose(atMS, cause: "unknown") }
        case .subscribed, .ready:
            guard up == nil else { return }
            up = (atMS, event.connection)
            close(atMS)
        case .lost:
            let cause = event.cause ?? "unknown"
            if up != nil { return lose(atMS, cause: cause) }
            open?.attempts += 1
            open?.lastSeenMS = atMS
        }
    }

    private mutating func lose(_ atMS: Int64, cause: String) {
        endSpan(atMS, cause: cause)
        let origin: ConnectionOutage.Origin = cause == Self.shutdown ? .processEnded : .lost(cause: cause)
        open = ConnectionOutage(origin: origin, fromMS: atMS, lastSeenMS: atMS)
    }

    /// The engine closed it itself, on its way out.
    private static let shutdown = "shutdown"

    private mutating func end(_ process: EngineProcess, _ exitsMS: [Int64]) {
        let isDead = process.end == .died
        let lastMS = isDead ? Self.lastSign(of: process, exitsMS) : process.lastMS
        if up != nil {
            endSpan(lastMS, cause: "process")
            open = ConnectionOutage(
                origin: isDead ? .processDied : .processEnded, fromMS: lastMS, lastSeenMS: lastMS)
        }
        guard var outage = open else { return }
        outage.lastSeenMS = max(outage.lastSeenMS, lastMS)
        open = outage
    }

    /// A live engine says something each minute; within that its end is the one that the runner saw.
    private static func lastSign(of process: EngineProcess, _ exitsMS: [Int64]) -> Int64 {
        let silent = process.lastMS...process.lastMS + MinuteRecord.milliseconds
        return exitsMS.first { silent.contains($0) } ?? process.lastMS
    }

    private mutating func endSpan(_ atMS: Int64, cause: String) {
        guard let up else { return }
        spans.append(
            ConnectionSpan(
                window: TimeWindow(fromMS: up.fromMS, toMS: max(up.fromMS, atMS)),
                connection: up.connection, cause: cause))
        self.up = nil
    }

    private mutating func close(_ atMS: Int64) {
        guard var outage = open else { return }
        outage.toMS = atMS
        outage.lastSeenMS = atMS
        outages.append(outage)
        open = nil
    }

    /// What stays open is kept as an outage without an end, but for the orderly end of all.
    private mutating func finish() {
        if let outage = open, outage.origin != .processEnded || outage.isOverRestart {
            outages.append(outage)
        }
        open = nil
    }

    /// Of another directory or day: both lists, by time. An outage that one leaves open stays so.
    package mutating func merge(_ other: ConnectionTimeline) {
        spans = (spans + other.spans).sorted { $0.window.fromMS < $1.window.fromMS }
        outages = (outages + other.outages).sorted { $0.fromMS < $1.fromMS }
    }
}
