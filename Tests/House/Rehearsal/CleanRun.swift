import FoundationEssentials
import Testing

/// One undisturbed short run, played once for a whole suite; each test spoils a copy of its own.
struct CleanRun: SuiteTrait, TestScoping {
    @TaskLocal static var played: ShortRun.Played?

    func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let place = try Workplace()
        let played = try await ShortRun(
            name: "clean", start: "2026-01-20T15:00:00Z", minutes: 12, seed: 2
        ).play(at: place)
        try await Self.$played.withValue(played) { try await function() }
        try place.clear()
    }

    /// A copy of it in a place of its own.
    static func copy(to place: Workplace) throws -> ShortRun.Played {
        let original = try #require(played)
        let folder = place.path("run")
        try FileManager.default.copyItem(atPath: original.folder, toPath: folder)
        return ShortRun.Played(folder: folder, runner: original.runner, policyFile: original.policyFile)
    }
}

extension ShortRun.Played {
    func path(_ name: String) -> String { "\(folder)/data/\(name)" }

    /// The lines of one of its data files.
    func lines(_ name: String) -> [String] {
        Workplace.text(at: path(name)).split(separator: "\n").map(String.init)
    }

    func write(_ lines: [String], to name: String) throws {
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path(name)))
    }

    /// Asks the judge again.
    func judge() async throws -> (run: ProgramRun, verdict: Verdict) {
        let file = folder + "/again.json"
        let run = try await ProgramRun.of(
            "hip3-dod",
            ["check", folder + "/data", "--run", folder, "--rehearsal", "--json", file]
                + (policyFile.map { ["--policy", $0] } ?? []))
        return (run, try Verdict(of: file))
    }
}
