package import SoakFaults

/// One run with everything checked and decided: what the runner carries out without asking further.
package struct RunOrder: Sendable {
    /// What somebody types to have the same run again.
    package var command: String
    /// Name of the scenario.
    package var scenario: String
    package var seed: UInt64
    package var feed = RunFeed.synthetic
    package var engine = EngineChoice.own(config: nil)
    /// Virtual seconds per real second; 1 at a venue.
    package var speed: Double
    package var markets: Int
    /// Exchange and engine speak TLS.
    package var tls: Bool
    package var window: VirtualWindow
    package var faults: FaultPlan
    /// Absolute path; nil: the judge's default.
    package var policy: String?
    /// Folder for run folders, absolute.
    package var reports: String
    package var programs: Programs
    /// Nil: the engine runs as we do.
    package var engineUser: UserIdentity?
    package var leave = SkipLeave()
    /// Watches the venue beside the engine.
    package var witness: (any RunWitness)?
    /// From which size on what the engine says on its standard output and error is cut.
    package var outputBytesMax = OutputBound.standardBytesMax
    /// How the venue was found before the run.
    package var look: VenueLook?

    package init(
        command: String, scenario: String, seed: UInt64, speed: Double, markets: Int, tls: Bool = false,
        window: VirtualWindow,
        faults: FaultPlan, policy: String?, reports: String, programs: Programs, engineUser: UserIdentity?
    ) {
        self.command = command
        self.scenario = scenario
        self.seed = seed
        self.speed = speed
        self.markets = markets
        self.tls = tls
        self.window = window
        self.faults = faults
        self.policy = policy
        self.reports = reports
        self.programs = programs
        self.engineUser = engineUser
    }

    /// The venue of a run in the machine's own time; nil of a synthetic one.
    var venue: VenueAddress? { if case .venue(let address) = feed { address } else { nil } }

    /// Who the engine has to be: root drops to an ordinary user, since file modes mean nothing to root.
    package static func engineUser(ofUid uid: UInt32) -> UserIdentity? { uid == 0 ? .ordinary : nil }
}
