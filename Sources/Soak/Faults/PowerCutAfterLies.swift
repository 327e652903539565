/// The power goes on a disk that lied: since the first sync of each file, all others said that it was done and did
/// nothing. What the engine had counted is lost through no fault of its own, and the judge must say so.
///
/// Proof: as of `power-cut-simulated`.
package struct PowerCutAfterLies: PlayedPowerCut {
    package var injection: Injection
    package static let story = "what its disk only said that it had synced is gone"

    package init(_ plan: PlannedFault) {
        injection = Injection(plan, calls: ["fdatasync", "fsync"], action: "liecut:\(plan.bytes)")
    }
}
