import FoundationEssentials
import SoakScenario

/// The files in `scenarios/`.
enum ScenarioLibrary {
    static let folder =
        String(#filePath.prefix(#filePath.count - "Tests/Soak/Scenario/ScenarioLibrary.swift".count))
        + "scenarios"

    /// Without `.toml`, sorted.
    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".toml") }.map { String($0.dropLast(".toml".count)) }.sorted()
    }()

    static func load(_ name: String) throws -> Scenario {
        let file = folder + "/" + name + ".toml"
        let text = try String(decoding: Data(contentsOf: URL(filePath: file)), as: UTF8.self)
        return try ScenarioReader.scenario(text, file: file, folder: folder)
    }

    static func all() throws -> [Scenario] { try names.map { try load($0) } }
}
