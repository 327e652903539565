package import SoakFaults

/// Somebody who watches the venue of a run on a connection of its own (`SoakObserver`).
package protocol RunWitness: AnyObject, Sendable {
    /// Goes on with what an earlier process left in the folder.
    func begin(in directory: RunDirectory) throws(SystemFailure)
    /// Waits until its files are whole.
    func end()
    var seen: WitnessCount { get }
}

/// What a witness has seen so far.
package struct WitnessCount: Equatable, Sendable {
    package var frames: Int64 = 0
    /// Signals that a correct engine must have found too.
    package var clearSignals: Int64 = 0
    package var isConnected = false
    package var problem: String?

    package init() {}
}

/// What a look at the venue before a run came to.
package struct VenueLook: Equatable, Sendable {
    package var tookMs: Int64
    package var same: Int
    package var differences: [String]
    package var unseen: [String]

    package init(tookMs: Int64, same: Int, differences: [String], unseen: [String]) {
        self.tookMs = tookMs
        self.same = same
        self.differences = differences
        self.unseen = unseen
    }
}
