import FoundationEssentials
import Glibc
import Subprocess
import Testing

/// The bot of Tests/Interop/writers, which nobody of this package helped to write, on a synthetic exchange.
struct WriterBot {
    let place: Workplace
    let webSocketURL: String
    let clock: String
    /// Its format and its bugs.
    let manner: [String]

    static let program: String = {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return tests.path + "/Interop/writers/bot.py"
    }()

    var data: String { place.path("data") }
    /// Its JSON Lines.
    var text: String { Workplace.text(at: data + "/signals_2026-01-20.jsonl") }

    /// How many signals a bot must have told of before it is ended.
    static let signalsEnough = 120

    /// Plays an exchange for as long as `body` takes; its truth is in `truth` afterwards.
    static func onExchange(
        at place: Workplace, _ manner: [String], _ body: (WriterBot) async throws -> Void
    ) async throws {
        _ = try place.makeFolder("data")
        try copyWriters(to: place)
        let (run, _) = try await ProgramRun.of(
            "hip3-soak",
            [
                "exchange", "--port", "0", "--seed", "3", "--speed", "300", "--markets", "8",
                "--start", "2026-01-20T15:00:00Z", "--truth", place.path("truth"),
                "--clock", place.path("clock"),
            ]
        ) { ready in
            try await body(
                WriterBot(
                    place: place, webSocketURL: "ws://127.0.0.1:\(try ready.value("port"))/ws",
                    clock: try ready.value("clock"), manner: manner))
        }
        try #require(run.code == 0, "\(run)")
    }

    /// Its text, where every user can reach it. (A copy as such would want to keep the owner.)
    private static func copyWriters(to place: Workplace) throws {
        let folder = URL(filePath: program).deletingLastPathComponent().path
        _ = try place.makeFolder("writers")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(".py") {
            let copy = try place.write(Workplace.text(at: "\(folder)/\(name)"), to: "writers/\(name)")
            chmod(copy, 0o755)
        }
    }

    /// One life of the bot, until it told of so many signals and `isOver`, which is told its pid, has returned.
    func live(
        until signals: Int = signalsEnough, under: [String] = [], endedBy signal: Signal,
        whileOn isOver: (_ pid: Int32, _ said: () -> String) async throws -> Void = { _, _ in }
    ) async throws -> ProgramRun {
        let config = try place.write("[risk]\nbbo_age_ms = 60000\nctx_age_ms = 60000\n", to: "engine.toml")
        let log = place.path("bot.log")
        let before = Workplace.text(at: log)
        // The log goes through a process of its own, so that no limit on the bot's files is one on its log.
        let arguments = [
            "-c", "exec \(under.joined(separator: " ")) \"$0\" \"$@\" 2> >(exec cat >>'\(log)')",
            place.path("writers/bot.py"),
        ]
        let own = [webSocketURL, data, config, "--clock", clock] + manner
        let said: () -> String = { String(Workplace.text(at: log).dropFirst(before.count)) }
        let (run, _) = try await ProgramRun.of(
            "/bin/bash", arguments + own, endedBy: signal
        ) { ready in
            try await isOver(try #require(Int32(try ready.value("pid"))), said)
            try await eventually("signals of the bot") {
                said().split(separator: "\n").count { $0.contains("Signal detected") } >= signals
            }
        }
        return run
    }

    /// What to run it under so that file modes mean something to it: root drops to an ordinary user, with an interpreter
    /// that it can reach.
    static let asOrdinaryUser: [String] =
        getuid() != 0
        ? []
        : [
            "env", "PATH=/usr/bin:/bin", "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups",
        ]

    /// What the judge says of the folder: its exit code and its verdict.
    func judged(withTruth: Bool) async throws -> (code: Int32, verdict: Verdict) {
        try await Self.judged(at: place, withTruth: withTruth)
    }

    static func judged(at place: Workplace, withTruth: Bool) async throws -> (code: Int32, verdict: Verdict) {
        let file = place.path("verdict.json")
        let truth = withTruth ? ["--truth", place.path("truth")] : []
        let run = try await ProgramRun.of(
            "hip3-dod", ["check", place.path("data"), "--json", file] + truth)
        let verdict = try Verdict(of: file)
        try #require(!verdict.verdict.contains("PASS"), "\(run)")
        return (run.code, verdict)
    }
}
