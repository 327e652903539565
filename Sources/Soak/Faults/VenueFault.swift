/// A fault that the exchange makes on order, in what it sends. The proof is the exchange's own count of what it did.
package protocol VenueFault: Fault {
    /// Words of the order, after `venue`.
    static var order: [String] { get }
    /// Which of its counts rises, and by how much at least before it counts as bitten.
    static var count: (name: String, needed: Int64) { get }
    /// Half a sentence: what is sent.
    static var sight: String { get }
    /// What the exchange had done before; nil until it is made.
    var before: VenueReport? { get set }
    /// What else belongs to it, right after the order.
    mutating func follow(on ground: any FaultGround) throws(FaultMiss)
}

extension VenueFault {
    package mutating func follow(on ground: any FaultGround) throws(FaultMiss) {}

    /// The engine has a connection that something can be sent to.
    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        guard case .running = ground.engineState else { return false }
        return try ground.orderVenue(["network", "report"])["open"] > 0
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) {
        before = try ground.orderVenue(["venue", "report"])
        _ = try ground.orderVenue(["venue"] + Self.order)
        try follow(on: ground)
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        guard let before else { return nil }
        let done = try ground.orderVenue(["venue", "report"]).rise(of: Self.count.name, since: before)
        if done >= Self.count.needed {
            return FaultProof(
                "the exchange did it \(done) times: \(Self.sight)",
                facts: [("count", .text(Self.count.name)), ("done", .number(done))])
        }
        guard ground.now < plan.until else {
            throw FaultMiss(
                "the exchange did it \(done) times by \(plan.until.text), not \(Self.count.needed)")
        }
        return nil
    }
}

/// Frames that are sent once, and are gone.
package protocol VenueFrames: VenueFault {}

extension VenueFrames {
    package var end: FaultEnd { .atOnce }
    package var about: String { "at \(plan.armAt.text) the exchange sends \(Self.sight)" }
    package var undoing: String { "nothing: what was sent is gone" }
    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {}
}

/// Something that the exchange does for a time, and stops when it is told to.
package protocol VenueWindow: VenueFault {}

extension VenueWindow {
    package var end: FaultEnd { .time }
    package var about: String { "from \(plan.armAt.text) to \(plan.until.text) \(Self.sight)" }
    package var undoing: String { "the exchange is told that it is over" }
    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {
        guard before != nil else { return }
        before = nil
        _ = try ground.orderVenue(["venue", "mend"])
    }
}
