import FoundationEssentials
import Glibc
import Testing

/// Some minutes of a market day, few markets: what a debug build plays in seconds.
struct ShortRun {
    var name: String
    var start: String
    var minutes: Int
    var seed = 1
    var speed = 100
    var markets = 16
    /// `[[fault]]` tables.
    var faults = ""
    /// Nil: the judge's own, which asks for a whole day with a US session.
    var policy: String? = ShortRun.briefPolicy

    /// As config/short.toml, for even shorter runs with fewer markets.
    static let briefPolicy = """
        name = "brief"
        [verdict]
        may_pass = false
        waived = ["us-session", "resources"]
        [duration]
        hours_min = 0.1
        [coverage]
        market_minutes_percent_min = 60
        [us-session]
        sessions_min = 0
        [completeness]
        ambiguous_percent_max = 5
        in_flight_percent_max = 10
        [floors]
        signals_min = 50
        markets_min = 4
        gate_blocks_min = 0
        """

    private func scenario(_ policyFile: String?) -> String {
        """
        # A short run of the tests.
        name = "\(name)"
        seed = \(seed)
        speed = \(speed).0
        markets = \(markets)
        \(policyFile.map { "policy = \"\($0)\"" } ?? "")
        [window]
        start = "\(start)"
        duration = "\(minutes)m"
        \(faults)
        """
    }

    struct Played: Sendable {
        let folder: String
        let runner: ProgramRun
        let policyFile: String?

        var verdict: Verdict { get throws { try Verdict(of: folder + "/verdict.json") } }
        func text(_ name: String) -> String { Workplace.text(at: "\(folder)/\(name)") }
    }

    /// Has the runner play it with an engine, and judge it.
    func play(engine: String = Workplace.built("hip3-engine"), at place: Workplace) async throws -> Played {
        let policyFile = try policy.map { try place.write($0, to: "policy.toml") }
        let file = try place.write(scenario(policyFile), to: "\(name).toml")
        let reports = try place.makeFolder("reports")
        let runner = try await ProgramRun.of(
            "hip3-soak",
            ["rehearse", "--scenario", file, "--reports", reports, "--engine-binary", engine])
        let folders = try FileManager.default.contentsOfDirectory(atPath: reports).filter {
            $0.contains(name)
        }
        try #require(folders.count == 1, "\(runner)")
        let played = Played(folder: "\(reports)/\(folders[0])", runner: runner, policyFile: policyFile)
        try #require((0...2).contains(runner.code), "\(runner)")
        try #require(access(played.folder + "/verdict.json", R_OK) == 0, "\(runner)")
        return played
    }
}
