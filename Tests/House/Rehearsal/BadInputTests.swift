import FoundationEssentials
import Testing

extension WholePrograms {
    /// Bad input gets one line on standard error (what, where, how to mend), the right exit code, and touches
    /// nothing.
    @Suite struct BadInputTests {
        struct Mistake: Sendable, CustomTestStringConvertible {
            let testDescription: String
            /// At the top of the configuration.
            var top = ""
            var url = "ws://127.0.0.1:9/ws"
            var data: String?
            var ops = "127.0.0.1:0"
            let says: [String]
        }

        static let mistakes = [
            Mistake(
                testDescription: "an unknown key", top: "xyz_patern = \"xyz\"",
                says: ["engine.toml", "unknown key xyz_patern", "did you mean xyz_pattern?"]),
            Mistake(
                testDescription: "a private key", top: "private_key = \"0x00\"",
                says: ["engine.toml", "private_key", "never holds a key", "take it out"]),
            Mistake(
                testDescription: "a trading section", top: "trading = { enabled = false }",
                says: ["engine.toml", "trading", "only watches", "take it out"]),
            Mistake(
                testDescription: "no TOML", top: "ws_url = = 1",
                says: ["engine.toml", "line 1"]),
            Mistake(
                testDescription: "an address of another kind", url: "http://127.0.0.1:9/ws",
                says: ["engine.toml", "http://127.0.0.1:9/ws", "ws or wss"]),
            Mistake(
                testDescription: "no address", url: "nonsense",
                says: ["engine.toml", "nonsense", "wss://"]),
            Mistake(
                testDescription: "an ops address without a port", ops: "127.0.0.1",
                says: ["engine.toml", "telemetry.ops = \"127.0.0.1\"", "HOST:PORT"]),
            Mistake(
                testDescription: "a data directory that is not there", data: "nowhere",
                says: ["nowhere", "not a directory", "create it first"]),
            Mistake(
                testDescription: "a data directory that is a file", data: "engine.toml",
                says: ["engine.toml", "not a directory", "create it first"]),
        ]

        @Test(arguments: mistakes)
        func anEngineSaysInOneLineWhatIsWrong(_ mistake: Mistake) async throws {
            let place = try Workplace()
            var engine = try EngineOnFeed(at: place)
            engine.webSocketURL = mistake.url
            engine.ops = mistake.ops
            if let data = mistake.data { engine.data = place.path(data) }
            let arguments = try engine.arguments(engine.configuration(top: mistake.top))
            let run = try await ProgramRun.of("hip3-engine", arguments)
            try requireOneLine(run, code: 64, mistake.says)
            try requireUntouched(place)
            try place.clear()
        }

        /// A start that is refused while the ops server begins has that one line to say and no other.
        @Test func aRefusedStartIsOneLineEachTime() async throws {
            let place = try Workplace()
            var engine = try EngineOnFeed(at: place)
            engine.data = place.path("nowhere")
            engine.log = nil
            let arguments = try engine.arguments(engine.configuration())
            for _ in 0..<20 {
                let run = try await ProgramRun.of("hip3-engine", arguments)
                try requireOneLine(run, code: 64, ["nowhere", "not a directory"])
            }
            try place.clear()
        }

        @Test func anEngineWithoutAConfiguration() async throws {
            let place = try Workplace()
            let run = try await ProgramRun.of("hip3-engine", ["run", "--config", place.path("none.toml")])
            try requireOneLine(run, code: 64, ["none.toml", "--config"])
            try place.clear()
        }

        @Test func aHealthCheckOfNobody() async throws {
            let run = try await ProgramRun.of("hip3-engine", ["healthcheck", "--ops", "127.0.0.1:1"])
            try requireOneLine(run, code: 1, ["no answer from 127.0.0.1:1"])
        }

        @Test func aScenarioWithAnUnknownKey() async throws {
            let place = try Workplace()
            let file = try place.write(
                "# A test.\nname = \"x\"\nspeeed = 3.0\n[window]\nstart = \"2026-01-20T15:00:00Z\"\nduration = \"1m\"\n",
                to: "x.toml")
            let run = try await ProgramRun.of(
                "hip3-soak", ["rehearse", "--scenario", file, "--reports", place.path("reports")])
            try requireOneLine(run, code: 64, ["x.toml:3", "speeed", "did you mean `speed`?"])
            try place.clear()
        }

        @Test func anEngineBinaryThatIsNotThere() async throws {
            let place = try Workplace()
            let run = try await ProgramRun.of(
                "hip3-soak",
                ["rehearse", "--engine-binary", place.path("none"), "--reports", place.path("reports")])
            try requireOneLine(run, code: 64, [place.path("none"), "--engine-binary"])
            try place.clear()
        }

        @Test func theProgramsAreOfOneVersion() async throws {
            var versions: Set<String> = []
            for program in ["hip3-engine", "hip3-soak", "hip3-dod"] {
                let run = try await ProgramRun.of(program, ["--version"])
                #expect(run.code == 0 && run.output.contains("."), "\(run)")
                versions.insert(run.output)
            }
            #expect(versions.count == 1, "\(versions)")
        }

        @Test func aJudgeWithoutADirectory() async throws {
            let place = try Workplace()
            let run = try await ProgramRun.of("hip3-dod", ["check", place.path("none")])
            try requireOneLine(run, code: 64, [place.path("none")])
            try place.clear()
        }

        @Test(
            "A time that can't be judged is said in one line",
            arguments: [
                (
                    ["--from", "1969-12-31T00:00:00Z", "--to", "1970-01-02T00:00:00Z"],
                    "between 1970 and 2100"
                ),
                (
                    ["--from", "1970-01-02T00:00:00Z", "--to", "9999-12-31T00:00:00Z"],
                    "between 1970 and 2100"
                ),
                (["--from", "2020-01-01T00:00:00Z", "--to", "2026-01-01T00:00:00Z"], "more than a year"),
                (["--to", "yesterday"], "no UTC time"),
            ]) func aTimeThatIsNone(times: [String], says: String) async throws
        {
            let place = try Workplace()
            let run = try await ProgramRun.of("hip3-dod", ["check", place.folder] + times)
            try requireOneLine(run, code: 64, [says])
            try place.clear()
        }

        @Test(
            "What nobody could read was not said: no success",
            arguments: [
                ["check", ".", "--json", "-"], ["check", "."], ["calendar", "2026"], ["repair", "."],
            ]) func lostOutput(arguments: [String]) async throws
        {
            let place = try Workplace()
            let words = arguments.map { $0 == "." ? place.folder : $0 }
            let run = try await ProgramRun.of(
                "hip3-dod", words, under: ["sh", "-c", "exec \"$0\" \"$@\" >/dev/full"])
            #expect(run.code == 70, "\(run)")
            #expect(run.errors.contains("can't write standard output: No space left on device"), "\(run)")
            try place.clear()
        }

        @Test func aPolicyWithAnUnknownKey() async throws {
            let place = try Workplace()
            let policy = try place.write("name = \"x\"\n[floors]\nsignal_min = 3\n", to: "policy.toml")
            let run = try await ProgramRun.of("hip3-dod", ["check", place.folder, "--policy", policy])
            try requireOneLine(run, code: 64, ["policy.toml", "floors.signal_min"])
            try place.clear()
        }

        private func requireOneLine(
            _ run: ProgramRun, code: Int32, _ says: [String], at location: SourceLocation = #_sourceLocation
        ) throws {
            try #require(run.code == code, "\(run)", sourceLocation: location)
            try #require(run.errorLines.count == 1, "\(run)", sourceLocation: location)
            for words in says {
                try #require(
                    run.errors.contains(words), "no \"\(words)\" in \(run)", sourceLocation: location)
            }
        }

        private func requireUntouched(_ place: Workplace) throws {
            let there = try FileManager.default.subpathsOfDirectory(atPath: place.folder)
            try #require(Set(there).isSubset(of: ["data", "engine.toml", "engine.log"]), "\(there)")
        }
    }
}
