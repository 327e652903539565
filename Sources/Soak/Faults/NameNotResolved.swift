/// The venue's name is known to nobody: whatever the engine asks, it gets no address. What is open is cut, so that it
/// has to ask.
package struct NameNotResolved: NetworkOutage {
    package let plan: PlannedFault
    package var before: VenueReport?
    package let order = ["isolate"]
    package static let sight = "the exchange's name can't be resolved"
    private var sinceRealMs: Int64 = 0

    package init(_ plan: PlannedFault) { self.plan = plan }

    /// The table of names is ours alone in a namespace of mounts.
    package var mount: DataMount? { .namespaceOnly }
    package var undoing: String { "the name is put back into the run's own table of hosts" }

    package func impossible(on ground: any FaultGround) -> String? {
        ground.mountObstacle ?? (ground.venueName == nil ? "the engine was not given a name to resolve" : nil)
    }

    package mutating func begin(on ground: any FaultGround) throws(FaultMiss) {
        guard let name = ground.venueName else { throw FaultMiss("there is no name") }
        guard name.isKnown else { throw FaultMiss("\(VenueName.host) could not be resolved even before") }
        do { try name.take() } catch { throw FaultMiss("the name could not be taken away: \(error)") }
        sinceRealMs = ground.realMs
    }

    package func refusal(
        _ before: VenueReport, _ now: VenueReport, on ground: any FaultGround
    ) throws(FaultMiss) -> (words: String, facts: [(String, FaultProof.Fact)])? {
        guard ground.realMs - sinceRealMs >= ConnectionRefused.lastsRealMsMin, let name = ground.venueName
        else { return nil }
        let answer = name.lookUp()
        guard answer != 0 else { throw FaultMiss("\(VenueName.host) could still be resolved") }
        return (
            "looking up \(VenueName.host) gives \(VenueName.words(answer)) (\(answer)); it was known before",
            [("lookup", .number(Int64(answer)))]
        )
    }

    package mutating func undo(on ground: any FaultGround) throws(FaultMiss) {
        do { try ground.venueName?.give() } catch {
            throw FaultMiss("the name could not be put back: \(error)")
        }
    }
}
