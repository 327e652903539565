/// One line of the runner's journal.
package struct JournalLine: Hashable, Sendable {
    package var place: LinePlace
    package var seq: Int64
    package var wallMS: Int64
    /// Equals `wallMS` on a live run.
    package var virtualMS: Int64
    package var event: JournalEvent

    package init(place: LinePlace, seq: Int64, wallMS: Int64, virtualMS: Int64, event: JournalEvent) {
        self.place = place
        self.seq = seq
        self.wallMS = wallMS
        self.virtualMS = virtualMS
        self.event = event
    }
}

/// Samples are nearly all of them: what is larger stands elsewhere, so that they take little.
package enum JournalEvent: Hashable, Sendable {
    indirect case runStarted(RunStarted)
    indirect case engineStarted(pid: Int64, generation: Int64, reason: String)
    indirect case engineExited(EngineExit)
    indirect case faultArmed(fault: String, kind: String, about: String, lift: String)
    indirect case faultBitten(fault: String, proof: String, facts: [FaultFact])
    case faultLifted(fault: String)
    indirect case faultMissed(fault: String, why: String)
    /// Can't be done on that machine. `allowed`: whoever asked for the run had said that it may be left out.
    indirect case faultSkipped(fault: String, kind: String, why: String, allowed: Bool)
    case sample(ResourceSample)
    /// What the runner keeps for people and for whoever goes on with the run: not judged.
    case kept(type: String)
    /// The engine heard nothing of the venue while the runner's own connection did.
    case feedDead(silentMS: Int64, witnessed: Int64)
    indirect case operatorAction(action: String, note: String)
    indirect case runEnded(outcome: String, engineExit: String)
    /// A type that this judge does not know. Noted, not judged.
    case unknown(type: String)
}

package struct RunStarted: Hashable, Sendable {
    package var runID: String
    package var command: String
    package var scenario: String?
    /// As written.
    package var seed: String?
    package var feed: FeedOrigin
    package var window: TimeWindow
    package var rate: Amount
    /// Ids of the planned faults.
    package var faults: [String]
    package var soakVersion: String
    package var engineVersion: String
    /// The runner promised to watch the venue on a connection of its own. Older runners say nothing of it.
    package var hasObserver: Bool

    package init(
        runID: String, command: String = "", scenario: String? = nil, seed: String? = nil, feed: FeedOrigin,
        window: TimeWindow, rate: Amount, faults: [String] = [], soakVersion: String = "",
        engineVersion: String = "", hasObserver: Bool = false
    ) {
        self.hasObserver = hasObserver
        self.runID = runID
        self.command = command
        self.scenario = scenario
        self.seed = seed
        self.feed = feed
        self.window = window
        self.rate = rate
        self.faults = faults
        self.soakVersion = soakVersion
        self.engineVersion = engineVersion
    }
}

package struct EngineExit: Hashable, Sendable {
    package var pid: Int64
    package var generation: Int64
    package var code: Int64?
    package var signal: Int64?
    /// The fault that it happened in.
    package var during: String?

    package init(pid: Int64, generation: Int64, code: Int64?, signal: Int64?, during: String?) {
        self.pid = pid
        self.generation = generation
        self.code = code
        self.signal = signal
        self.during = during
    }
}

package struct ResourceSample: Hashable, Sendable {
    package var residentBytes: Int64
    package var cpuMS: Int64
    package var openFiles: Int64
    package var dataBytes: Int64
    package var logBytes: Int64

    package init(residentBytes: Int64, cpuMS: Int64, openFiles: Int64, dataBytes: Int64, logBytes: Int64) {
        self.residentBytes = residentBytes
        self.cpuMS = cpuMS
        self.openFiles = openFiles
        self.dataBytes = dataBytes
        self.logBytes = logBytes
    }
}

/// A member of a fault's `facts`, its value as text.
package struct FaultFact: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
