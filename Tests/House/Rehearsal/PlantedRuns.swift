import FoundationEssentials
import Testing

/// Every run that the table of planted bugs asks for, played once for the whole suite, some side by side; each
/// test looks at one of them.
struct PlantedRuns: SuiteTrait, TestScoping {
    /// A scenario with an engine: the honest one, or the saboteur with a bug.
    struct Key: Hashable, Sendable {
        let scenario: String
        var bug: String?
    }

    struct Played: Sendable {
        let folder: String
        let run: ProgramRun
    }

    @TaskLocal static var played: [Key: Result<Played, any Error>] = [:]

    /// A run is a core's work for some seconds, and in between it waits for its own clock.
    private static var sideBySide: Int { max(2, ProcessInfo.processInfo.activeProcessorCount * 3 / 2) }

    static var scenarios: [String] { Set(PlantedBug.all.map(\.scenario)).sorted() }

    /// Trouble that an honest engine has to come through, for its own sake and for what the others are given.
    static let controls = scenarios.map { Key(scenario: $0) } + [Key(scenario: "quiet", bug: "isCut")]

    func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let place = try Workplace()
        let keys = Self.controls + PlantedBug.all.map { Key(scenario: $0.scenario, bug: $0.name) }
        let played = await withTaskGroup(of: (Key, Result<Played, any Error>).self) { group in
            var waiting = keys[...]
            var played: [Key: Result<Played, any Error>] = [:]
            for _ in 0..<Self.sideBySide {
                if let key = waiting.popFirst() { group.addTask { (key, await Self.play(key, at: place)) } }
            }
            for await (key, result) in group {
                played[key] = result
                if let key = waiting.popFirst() { group.addTask { (key, await Self.play(key, at: place)) } }
            }
            return played
        }
        try await Self.$played.withValue(played) { try await function() }
        try place.clear()
    }

    private static func play(_ key: Key, at place: Workplace) async -> Result<Played, any Error> {
        do {
            let own = try place.makeFolder("\(key.scenario)-\(key.bug ?? "honest")")
            let engine = try key.bug.map { try place.saboteur($0) } ?? Workplace.built("hip3-engine")
            let run = try await ProgramRun.of(
                "hip3-soak",
                [
                    "scenario", "run", file(key.scenario), "--keep", "--reports", own, "--engine-binary",
                    engine,
                ])
            let names = try FileManager.default.contentsOfDirectory(atPath: own)
            guard let name = names.first(where: { $0.contains("-\(key.scenario)-") }) else {
                throw ProgramFailure("\(key) left no run folder: \(run)")
            }
            return .success(Played(folder: "\(own)/\(name)", run: run))
        } catch {
            return .failure(error)
        }
    }

    /// A scenario of the checkout that these tests were built from.
    static func file(_ scenario: String) -> String { root + "/scenarios/planted/\(scenario).toml" }

    static var root: String {
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")
    }

    static func of(_ key: Key) throws -> Played {
        try #require(played[key], "\(key) was not played").get()
    }
}
