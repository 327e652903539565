/// Killed when lines stand in the file that nobody has counted or synced yet.
package struct KillAfterWrite: InjectedKill {
    package var injection: Injection
    package static let moment = "when it was done"

    package init(_ plan: PlannedFault) {
        injection = Injection(plan, calls: ["write"], action: "killafter")
    }
}
