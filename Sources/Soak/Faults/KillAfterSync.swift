/// Killed when a sync is done and nobody has been told: what is on the disk may not be written a second time.
package struct KillAfterSync: InjectedKill {
    package var injection: Injection
    package static let moment = "when it was done"

    package init(_ plan: PlannedFault) {
        injection = Injection(plan, calls: ["fdatasync"], action: "killafter")
    }
}
