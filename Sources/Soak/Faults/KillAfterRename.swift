/// Killed when a file has its name, which is not yet on the disk for sure.
package struct KillAfterRename: InjectedKill {
    package var injection: Injection
    package static let moment = "when it was done"

    package init(_ plan: PlannedFault) {
        injection = Injection(plan, calls: ["rename"], action: "killafter")
    }
}
