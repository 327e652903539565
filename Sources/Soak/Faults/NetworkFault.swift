/// A fault that the exchange makes on order, in its connections to the engine. The proof is the exchange's own count
/// of what it did.
package protocol NetworkFault: Fault {
    /// Words of the order, after `network`.
    var order: [String] { get }
    /// What the exchange had done before; nil until it is made.
    var before: VenueReport? { get set }
    /// Shows that the network is whole now, and does what comes before the order.
    mutating func begin(on ground: any FaultGround) throws(FaultMiss)
    /// Nil while the exchange's counts don't show it yet.
    func proof(
        _ before: VenueReport, _ now: VenueReport, on ground: any FaultGround
    ) throws(FaultMiss) -> FaultProof?
    /// What else has to be undone, before the exchange is told that it is over.
    mutating func undo(on ground: any FaultGround) throws(FaultMiss)
}

extension NetworkFault {
    package mutating func begin(on ground: any FaultGround) throws(FaultMiss) {}
    package mutating func undo(on ground: any FaultGround) throws(FaultMiss) {}

    /// The engine has a connection that something can be done to.
    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        if let why = impossible(on: ground) { throw FaultMiss.impossible(why) }
        guard case .running = ground.engineState else { return false }
        return try ground.orderVenue(["network", "report"])["open"] > 0
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) {
        before = try ground.orderVenue(["network", "report"])
        try begin(on: ground)
        _ = try ground.orderVenue(["network"] + order)
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        guard let before else { return nil }
        let now = try ground.orderVenue(["network", "report"])
        if let proof = try proof(before, now, on: ground) { return proof }
        guard ground.now < plan.until else {
            throw FaultMiss("the exchange's counts never showed it by \(plan.until.text)")
        }
        return nil
    }
}

/// Ends the engine's connection, once; coming back is the engine's.
package protocol ConnectionEnding: NetworkFault {
    /// The exchange's word for it.
    static var ending: String { get }
    /// What the engine sees, for people.
    static var sight: String { get }
}

extension ConnectionEnding {
    package var end: FaultEnd { .atOnce }
    package var order: [String] { ["end", Self.ending] }
    package var about: String {
        "at \(plan.armAt.text) the exchange ends the engine's connection: \(Self.sight)"
    }
    package var undoing: String { "nothing: the engine comes back by itself" }

    package func proof(
        _ before: VenueReport, _ now: VenueReport, on ground: any FaultGround
    ) throws(FaultMiss) -> FaultProof? {
        let ended = now.rise(of: Self.ending, since: before)
        guard ended > 0 else { return nil }
        return FaultProof(
            "the exchange ended \(ended) of \(before["open"]) open connections: \(Self.sight)",
            facts: [("ended", .number(ended)), ("open_before", .number(before["open"]))])
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {}
}

/// Something that is wrong with the network for a time, and over when the exchange is told so.
package protocol NetworkWindow: NetworkFault {
    /// Half a sentence: what the exchange does meanwhile.
    static var sight: String { get }
}

extension NetworkWindow {
    package var end: FaultEnd { .time }
    package var about: String { "from \(plan.armAt.text) to \(plan.until.text) \(Self.sight)" }
    package var undoing: String { "the exchange is told that it is over" }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {
        guard before != nil else { return }
        before = nil
        try undo(on: ground)
        _ = try ground.orderVenue(["network", "mend"])
    }
}

/// The exchange cuts everybody off and nobody can come back for a time.
package protocol NetworkOutage: NetworkWindow {
    /// What shows that nobody can come in, beyond the cut itself; nil while that is not known yet.
    func refusal(
        _ before: VenueReport, _ now: VenueReport, on ground: any FaultGround
    ) throws(FaultMiss) -> (words: String, facts: [(String, FaultProof.Fact)])?
}

extension NetworkOutage {
    package func proof(
        _ before: VenueReport, _ now: VenueReport, on ground: any FaultGround
    ) throws(FaultMiss) -> FaultProof? {
        let cut = now.rise(of: "cut", since: before)
        let connected = now.rise(of: "connected", since: before)
        guard cut > 0, let refusal = try refusal(before, now, on: ground) else { return nil }
        guard connected == 0 else {
            throw FaultMiss("\(connected) connections came to be all the same")
        }
        return FaultProof(
            "the exchange cut \(cut) connections and none came since; \(refusal.words)",
            facts: [("cut", .number(cut)), ("connected", .number(connected))] + refusal.facts)
    }
}
