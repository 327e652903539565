/// Killed at midnight UTC, when the new day's first file has a name and nothing in it.
package struct KillAtMidnight: InjectedKill {
    package var injection: Injection
    package static let moment = "when it was done"

    package init(_ plan: PlannedFault) {
        injection = Injection(plan, calls: ["create"], action: "killafter")
    }
}
