import FoundationEssentials
import Glibc

/// The command lines of a run's programs; options are added behind them.
package struct Programs: Sendable {
    package var exchange: [String]
    package var engine: [String]
    /// Prints the engine's version and ends.
    package var engineVersion: [String]
    package var judge: [String]
    /// soak-inject, which starts them all.
    package var injector: String

    package init(
        exchange: [String], engine: [String], engineVersion: [String], judge: [String], injector: String
    ) {
        self.exchange = exchange
        self.engine = engine
        self.engineVersion = engineVersion
        self.judge = judge
        self.injector = injector
    }

    /// Those that lie beside this program, or where the user says.
    package static func locate(engine: String?, judge: String?) throws(RunRefusal) -> Self {
        let this = try ownPath()
        let folder = String(this[..<(this.lastIndex(of: "/") ?? this.startIndex)])
        let engine = try executable(engine ?? folder + "/hip3-engine", option: "--engine-binary")
        return Self(
            exchange: [this, "exchange"], engine: [engine, "run"], engineVersion: [engine, "--version"],
            judge: [try executable(judge ?? folder + "/hip3-dod", option: "--judge-binary"), "check"],
            injector: try executable(folder + "/soak-inject", option: nil))
    }

    package static func ownPath() throws(RunRefusal) -> String {
        do { return try FileTree.absolute("/proc/self/exe") } catch { throw .system(error) }
    }

    private static func executable(_ path: String, option: String?) throws(RunRefusal) -> String {
        guard access(path, X_OK) == 0, let absolute = try? FileTree.absolute(path) else {
            let hint = option.map { ", or name another with \($0)" } ?? ""
            throw .usage("\(path) is missing or can't be run: build it (script/build)\(hint)")
        }
        return absolute
    }
}
