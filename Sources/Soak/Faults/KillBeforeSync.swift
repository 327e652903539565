/// Killed between a write and its sync: written, counted perhaps, and not sealed.
package struct KillBeforeSync: InjectedKill {
    package var injection: Injection
    package static let moment = "before it was made"

    package init(_ plan: PlannedFault) {
        injection = Injection(plan, calls: ["fdatasync"], action: "killbefore")
    }
}
