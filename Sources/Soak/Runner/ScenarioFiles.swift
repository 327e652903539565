import FoundationEssentials
import Glibc
import SoakFaults
package import SoakScenario

/// Scenario files on disk.
package enum ScenarioFiles {
    /// The folder `scenarios` here, or above the program where it was built.
    package static func folder() throws(RunRefusal) -> String {
        if access("scenarios/day.toml", R_OK) == 0 { return "scenarios" }
        var path = try Programs.ownPath()
        while let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            path = String(path[..<slash])
            if access(path + "/scenarios/day.toml", R_OK) == 0 { return path + "/scenarios" }
        }
        throw .usage(
            "no folder `scenarios` with day.toml in it, here or above the program: run it from the checkout")
    }

    /// All of them, by name.
    package static func all() throws(RunRefusal) -> [String] {
        let folder = try folder()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".toml") }.sorted().map { folder + "/" + $0 }
    }

    package static func load(_ file: String) throws(RunRefusal) -> Scenario {
        let text = try read(file)
        let slash = file.lastIndex(of: "/")
        let folder = slash.map { String(file[..<$0]) } ?? "."
        do { return try ScenarioReader.scenario(text, file: file, folder: folder) } catch {
            throw .usage(error.description)
        }
    }

    package static func read(_ file: String) throws(RunRefusal) -> String {
        do { return try FileTree.text(file) } catch { throw .usage(error.description) }
    }
}
