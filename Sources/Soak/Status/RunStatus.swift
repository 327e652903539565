/// How a run is going: what its folder says at one moment. A value; nothing in it looks anywhere.
///
/// Times that end in `Ms` are milliseconds since the epoch on the run's own clock, which is the real one on a
/// live run; those of the real clock say so.
package struct RunStatus: Equatable, Sendable {
    package var folder: String
    package var runID: String
    package var command: String
    package var scenario: String?
    package var seed: String?
    package var feed: String
    package var isSynthetic: Bool
    /// Virtual seconds per real second; 1 on a live run.
    package var rate: Double
    package var state: RunState
    /// When this was made, on the real clock.
    package var madeMs: Int64
    /// The run's own time then, or as far as it is known.
    package var nowMs: Int64
    package var window: Window?
    package var session: SessionProgress?
    package var signals: Signals
    package var followupsTaken: Int64
    /// Missed or interrupted.
    package var followupsLost: Int64
    package var framesIn: Int64
    package var logLines: LogLines?
    package var lastLines: [String]
    /// The newest lines of the log that are warnings or errors, and what the programs said on standard error.
    package var lastErrors: [String]
    package var connection: Connection?
    package var reconnects: [Count]
    package var engine: Engine?
    package var restarts: [Restart]
    package var restartCount: Int
    package var resumeCount: Int
    package var faults: [Fault]
    package var storage: Storage?
    package var resources: Resources?
    package var notes: [Remark]
    package var notesWaiting: Int
    package var verdict: VerdictSoFar
    /// What could not be read, and other doubts about this very status.
    package var problems: [String]

    package struct Window: Equatable, Sendable {
        package var fromMs: Int64
        package var toMs: Int64
        package var elapsedMs: Int64
        package var leftMs: Int64
        /// Real time that the rest takes.
        package var leftRealMs: Int64

        /// 0 to 100, rounded down.
        package var percent: Int { toMs > fromMs ? Int(elapsedMs * 100 / (toMs - fromMs)) : 100 }
    }

    package struct Signals: Equatable, Sendable {
        /// On disk by the ledger's seals; nil where there is no ledger and nobody said a number.
        package var total: Int64?
        package var byMarket: [Market]
        /// The tallies by market are of whole minutes: up to this moment.
        package var asOfMs: Int64?

        package struct Market: Equatable, Sendable {
            package var market: String
            package var coin: String?
            package var signals: Int64
        }
    }

    package struct LogLines: Equatable, Sendable {
        package var errors: Int64
        package var warnings: Int64
        package var infos: Int64

        package init(errors: Int64, warnings: Int64, infos: Int64) {
            self.errors = errors
            self.warnings = warnings
            self.infos = infos
        }
    }

    package struct Connection: Equatable, Sendable {
        /// connected, subscribed, ready or lost
        package var word: String
        package var number: Int64
        package var sinceMs: Int64
        package var cause: String?
    }

    package struct Count: Equatable, Sendable {
        package var name: String
        package var count: Int64
    }

    package struct Engine: Equatable, Sendable {
        package var pid: Int64
        package var generation: Int64
        package var sinceMs: Int64
        /// As the engine said of itself when it was last asked.
        package var said: String?
    }

    package struct Restart: Equatable, Sendable {
        package var atMs: Int64
        package var generation: Int64
        /// How the engine before it ended.
        package var why: String
    }

    package struct Fault: Equatable, Sendable {
        package enum State: String, Sendable { case planned, armed, bitten, missed, skipped }

        package var id: String
        package var kind = ""
        package var state = State.planned
        package var isLifted = false
        package var words = ""
        package var atMs: Int64?

        package init(id: String) { self.id = id }
    }

    package struct Storage: Equatable, Sendable {
        /// failing, spooling, recovered, drained, dropped or shrunk
        package var event: String
        package var detail: String
        package var atMs: Int64
    }

    package struct Resources: Equatable, Sendable {
        package var atMs: Int64
        package var residentBytes: Int64?
        package var cpuMs: Int64?
        package var openFiles: Int64?
        package var dataBytes: Int64?
        /// On the disk of the data directory.
        package var freeBytes: Int64?
        package var residentBytesMax: Int64
    }

    /// An operator's word.
    package struct Remark: Equatable, Sendable {
        package var atMs: Int64
        package var text: String
    }

    package func faultCount(_ states: Fault.State...) -> Int { faults.count { states.contains($0.state) } }
    package var reconnectCount: Int64 { reconnects.reduce(0) { $0 + $1.count } }
}
