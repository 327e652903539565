/// Killed before a file gets its name: it stands there under the name that it was written under.
package struct KillBeforeRename: InjectedKill {
    package var injection: Injection
    package static let moment = "before it was made"

    package init(_ plan: PlannedFault) {
        injection = Injection(plan, calls: ["rename"], action: "killbefore")
    }
}
