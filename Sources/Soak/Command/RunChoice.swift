import SoakRunner
import SoakStatus

/// Which run a command means.
enum RunChoice {
    static func folder(_ run: String?, reports: String?) throws(RunRefusal) -> String {
        do {
            return try RunLocator.find(run, reports: reports.map { [$0] } ?? RunLocator.defaultReports())
        } catch { throw .usage(error.description) }
    }
}
