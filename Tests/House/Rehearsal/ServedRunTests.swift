import FoundationEssentials
import Glibc
import Testing

extension WholePrograms {
    /// The status page that a runner serves itself, and what a container does with a run that has ended.
    @Suite struct ServedRunTests {
        private static func order(_ url: String, _ place: Workplace, seconds: Int = 6) throws -> [String] {
            let policy = try place.write(ShortRun.briefPolicy, to: "policy.toml")
            return [
                "run", "--feed", url, "--duration", "\(seconds)s", "--policy", policy, "--reports",
                place.path("reports"),
                "--ops", "127.0.0.1:0",
            ]
        }

        private static func withExchange<R: Sendable>(
            _ more: [String] = [], _ body: @Sendable (String) async throws -> R
        ) async throws -> R {
            let words = [
                "exchange", "--port", "0", "--speed", "30", "--markets", "4", "--start",
                "2026-01-20T14:29:55Z",
            ]
            return try await ProgramRun.of("hip3-soak", words + more) { ready in
                try await body("ws://127.0.0.1:\(try ready.value("port"))/ws")
            }.outcome
        }

        /// Where the page is, by what the runner said.
        private static func address(_ said: String) throws -> String {
            let line = try #require(
                said.split(separator: "\n").first { $0.hasPrefix("status page: http://") })
            return String(line.dropFirst("status page: http://".count).prefix { $0 != "/" })
        }

        private static func runs(_ place: Workplace) -> [String] {
            ((try? FileManager.default.contentsOfDirectory(atPath: place.path("reports"))) ?? [])
                .filter { $0.hasPrefix("2") }.sorted()
        }

        private static func body(_ answer: String) -> String {
            answer.components(separatedBy: "\r\n\r\n").last ?? ""
        }

        @Test("The page goes with the run, stays with its verdict, and shows it again after a restart")
        func aRunThatStays() async throws {
            let place = try Workplace()
            try await Self.withExchange { url in
                let order = try Self.order(url, place, seconds: 25) + ["--stay"]
                let first = try await ProgramRun.of("hip3-soak", order, whenItSays: "/reports/2") { said in
                    let address = try Self.address(said)
                    try await eventually("a healthy engine") {
                        try HTTPPage.of(address, "/healthz").contains(#""status":"healthy""#)
                    }
                    let json = try HTTPPage.of(address, "/status.json")
                    #expect(try StatusProgramTests.Status(Self.body(json)).state.word == "running")
                    try await eventually("the verdict") {
                        try HTTPPage.of(address, "/healthz").contains("\r\n\r\nover: ")
                    }
                    #expect(try HTTPPage.of(address, "/").contains("ended"))
                    // Whoever wants another run there is not kept from it, once the runner is done.
                    let other = ["run", "--feed", "ws://127.0.0.1:9/ws"] + order.suffix(5)
                    var run = try await ProgramRun.of("hip3-soak", other)
                    for _ in 0..<200 where run.code == 75 {
                        run = try await ProgramRun.of("hip3-soak", other)
                    }
                    #expect(run.code == 2 && run.output.contains("WRONG  connection"), "\(run)")
                    return address
                }
                #expect([1, 2].contains(first.run.code), "\(first.run)")
                #expect(
                    first.run.output.contains(
                        "/ stays until Ctrl-C or SIGTERM; another run: --new, or another --name"))
                #expect(throws: ProgramFailure.self) { try HTTPPage.of(first.outcome, "/") }
                #expect(Self.runs(place).count == 1)
                let again = try await ProgramRun.of("hip3-soak", order, whenItSays: " stays until ") { said in
                    #expect(said.contains("has ended\n") && said.contains("verdict: "), "\(said)")
                    return Self.body(try HTTPPage.of(try Self.address(said), "/status.json"))
                }
                #expect(again.run.code == first.run.code, "\(again.run)")
                #expect(try StatusProgramTests.Status(again.outcome).verdict.source == "written")
                #expect(Self.runs(place).count == 1, "no other day was begun")
                let new = try await ProgramRun.of(
                    "hip3-soak", order + ["--name", "second"], whenItSays: " to 20"
                ) { _ in try await eventually("another run") { Self.runs(place).count == 2 } }
                #expect(new.run.code == 2 && new.run.output.contains("stopped in order"), "\(new.run)")
            }
            try place.clear()
        }

        @Test("A rehearsal has a page when asked, by its own policy")
        func aRehearsalIsServedWhenAsked() async throws {
            let place = try Workplace()
            let policy = try place.write(ShortRun.briefPolicy, to: "policy.toml")
            let order = [
                "rehearse", "--start", "2026-01-20T12:00:00Z", "--duration", "8h", "--speed", "60",
                "--faults", "none",
                "--policy", policy, "--reports", place.path("reports"), "--ops", "0",
            ]
            let run = try await ProgramRun.of("hip3-soak", order, whenItSays: "status page: ") { said in
                let address = try Self.address(said)
                var session: StatusProgramTests.Status.Verdict.Criterion?
                try await eventually("an answer on the session") {
                    let status = try StatusProgramTests.Status(
                        Self.body(try HTTPPage.of(address, "/status.json")))
                    session = status.verdict.criteria.first {
                        $0.id == "us-session" && $0.result != "not-yet"
                    }
                    return session != nil
                }
                // None is in the window, and this policy asks for none.
                #expect(session?.result == "pass", "\(String(describing: session))")
                #expect(try HTTPPage.of(address, "/healthz").hasPrefix("HTTP/1.1 200 "))
            }
            #expect(run.run.code == 2 && run.run.errors.isEmpty, "\(run.run)")
            try place.clear()
        }

        @Test("Killed while its judge was at work, it is judged by the same words, and no other run begins")
        func judgedAtLast() async throws {
            let place = try Workplace()
            let slow = try place.write(
                "#!/bin/sh\ntouch '\(place.path("judging"))'\nexec sleep 600\n", to: "judge")
            chmod(slow, 0o755)
            try await Self.withExchange { url in
                let order = try Self.order(url, place)
                let killed = try await ProgramRun.of("hip3-soak", order + ["--judge-binary", slow]) { pid in
                    try await eventually("the judge") { access(place.path("judging"), F_OK) == 0 }
                    kill(pid, SIGKILL)
                }
                #expect(killed.code == 137, "\(killed)")
                let judged = try await ProgramRun.of("hip3-soak", order)
                #expect(judged.output.contains("was not judged: it is now"), "\(judged)")
                #expect([1, 2].contains(judged.code) && judged.output.contains("verdict: "), "\(judged)")
            }
            #expect(Self.runs(place).count == 1)
            try place.clear()
        }

        @Test("A port that is taken: one line and exit 64 where it was asked for, before anything is written")
        func taken() async throws {
            let place = try Workplace()
            let holder = try LoopbackListener()
            defer { holder.close() }
            for command in [["run", "--feed", "ws://127.0.0.1:9/ws"], ["rehearse", "--faults", "none"]] {
                let refused = try await ProgramRun.of(
                    "hip3-soak",
                    command + ["--reports", place.path("reports"), "--ops", "127.0.0.1:\(holder.port)"])
                #expect(refused.code == 64 && refused.errorLines.count == 1, "\(refused)")
                #expect(
                    refused.errors.contains("--ops: can't listen on 127.0.0.1:\(holder.port)"), "\(refused)")
            }
            let nonsense = try await ProgramRun.of("hip3-soak", ["run", "--ops", "here"])
            #expect(
                nonsense.code == 64 && nonsense.errors.contains("--ops here: give an address"), "\(nonsense)")
            #expect(access(place.path("reports"), F_OK) != 0, "nothing was written")
            try place.clear()
        }

        @Test("A clock an hour off the venue's: one line says so, and nothing is written")
        func clockOff() async throws {
            let place = try Workplace()
            try await Self.withExchange(["--clock-off", "-1h"]) { url in
                let run = try await ProgramRun.of("hip3-soak", Self.order(url, place))
                #expect(run.code == 2, "\(run)")
                let wrong = run.output.split(separator: "\n").filter { $0.contains("WRONG  ") }
                #expect(wrong.count == 1, "\(run)")
                #expect(
                    wrong.first?.contains("this machine's clock is 1 h 0 min ahead of the venue's: set it")
                        == true)
                #expect(run.output.contains("not begun: mend what is WRONG above"))
                #expect(Self.runs(place).isEmpty)
            }
            try place.clear()
        }
    }
}
