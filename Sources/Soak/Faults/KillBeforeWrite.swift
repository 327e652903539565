/// Killed when a line was on its way and not a byte of it written.
package struct KillBeforeWrite: InjectedKill {
    package var injection: Injection
    package static let moment = "before it was made"

    package init(_ plan: PlannedFault) {
        injection = Injection(plan, calls: ["write"], action: "killbefore")
    }
}
