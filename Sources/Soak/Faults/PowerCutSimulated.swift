/// The power goes, as far as that can be played without rights: the engine is killed at a sync, and every file that
/// it has ever synced loses what was not synced, but for a torn piece of it.
///
/// Proof: the length of the file at the kill, what was on the disk for sure, and the length that is left.
package struct PowerCutSimulated: PlayedPowerCut {
    package var injection: Injection
    package static let story = "what was not synced is gone"

    package init(_ plan: PlannedFault) {
        injection = Injection(plan, calls: ["fdatasync", "fsync"], action: "powercut:\(plan.bytes)")
    }
}
