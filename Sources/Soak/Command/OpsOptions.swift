import ArgumentParser
import SoakRunner
import SoakStatus

/// Where a runner serves its status page.
struct OpsOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The status page while the run goes on: /, /status.json, /healthz; or `none`. A port alone listens on loopback.",
            valueName: "host:port"))
    var ops: String?

    /// Listens before anything is written. `standard`: where nobody asks for another place; nil: no page then. What
    /// was asked for and can't be had is refused; the standard place is done without.
    func open(standard: StatusAddress?) throws(RunRefusal) -> OpsPage {
        guard let ops else {
            guard let standard else { return OpsPage(server: nil) }
            do throws(StatusServer.Refusal) { return try OpsPage(at: standard) } catch {
                return OpsPage(server: nil, note: "no status page: \(error) (--ops HOST:PORT)")
            }
        }
        if ops == "none" { return OpsPage(server: nil) }
        guard let address = StatusAddress(ops) else {
            throw .usage("--ops \(ops): give an address as \(OpsPage.standard), a port, or none")
        }
        do throws(StatusServer.Refusal) { return try OpsPage(at: address) } catch {
            throw .usage("--ops: \(error)")
        }
    }
}
