import Foundation
import Testing

/// Rules that a machine can hold, so that nobody has to remember them.
@Suite struct HouseRulesTests {
    /// Longer than this and a file holds more than one thing.
    static let linesMax = 400

    let tree = SourceTree()

    func swiftFiles(_ folders: String...) throws -> [String] {
        let files = try tree.files(in: folders, extensions: ["swift"])
        try #require(!files.isEmpty, "no Swift file in \(folders): the rule would hold of nothing")
        return files
    }

    @Test func theJudgeLeansOnNobody() throws {
        for file in try swiftFiles("Sources/DoD") {
            let foreign = try tree.imports(of: file).filter { $0.hasPrefix("Engine") || $0.hasPrefix("Soak") }
            #expect(foreign.isEmpty, "\(file) imports \(foreign)")
        }
    }

    @Test func theTruthIsWrittenByAnotherHand() throws {
        for file in try swiftFiles("Sources/Soak") {
            let foreign = try tree.imports(of: file).filter { $0.hasPrefix("Engine") }
            #expect(foreign.isEmpty, "\(file) imports \(foreign)")
        }
    }

    @Test func theEngineDoesNotKnowThatItIsTested() throws {
        for file in try swiftFiles("Sources/Engine") {
            let foreign = try tree.imports(of: file).filter { $0.hasPrefix("Soak") || $0.hasPrefix("DoD") }
            #expect(foreign.isEmpty, "\(file) imports \(foreign)")
        }
    }

    @Test func filesStayReadable() throws {
        for file in try tree.files(in: ["Sources", "Tests"], extensions: ["swift", "c", "h", "cpp"]) {
            let count = try tree.lines(of: file).count
            #expect(count <= Self.linesMax + 1, "\(file) has \(count) lines")
        }
    }

    @Test func nothingIsLeftForLater() throws {
        // Spelled in two halves, so that this file does not find itself.
        let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]
        for file in try swiftFiles("Sources", "Tests") {
            for (index, line) in try tree.lines(of: file).enumerated() {
                #expect(!marks.contains { line.contains($0) }, "\(file):\(index + 1): \(line)")
            }
        }
    }

    @Test func everyVersionIsPinned() throws {
        let manifest = try tree.lines(of: "Package.swift")
        let dependencies = manifest.filter { $0.contains(".package(url:") }
        try #require(!dependencies.isEmpty)
        for line in dependencies { #expect(line.contains("exact:"), "\(line)") }
    }

    @Test func everyScenarioSaysFirstWhyItExists() throws {
        let scenarios = try tree.files(in: ["scenarios"], extensions: ["toml"])
        try #require(!scenarios.isEmpty)
        for file in scenarios {
            let first = try tree.lines(of: file).first ?? ""
            #expect(first.hasPrefix("# ") && first.count > 20, "\(file): \(first)")
        }
    }

    @Test func everyModuleHasATestFolder() throws {
        for folder in ["Engine", "Soak", "DoD"] {
            let sources = tree.root.appendingPathComponent("Sources/" + folder)
            for leaf in try FileManager.default.contentsOfDirectory(atPath: sources.path).sorted() {
                if leaf == "Command"
                    || leaf.hasPrefix("C") && leaf != "Core" && leaf != "Calendar" && leaf != "Checks"
                {
                    continue
                }
                let tests = try tree.files(in: ["Tests/\(folder)/\(leaf)"], extensions: ["swift"])
                #expect(!tests.isEmpty, "\(folder)/\(leaf) has no tests")
            }
        }
    }
}
