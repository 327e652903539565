import SoakFaults
import SoakScenario
import Testing

@Suite struct ScenarioReaderTests {
    static let good = """
        # Shows that a torn line is repaired.
        name = "torn"
        seed = 4
        speed = 150.0
        policy = "../config/short.toml"

        [window]
        start = "2026-01-20T15:00:00Z"
        duration = "30m"

        [[fault]]
        id = "torn-write"
        kind = "torn-write"
        at = "15:08"
        until = "15:20"
        jitter = "2m"
        k = 3

        [expect]
        verdict = "REHEARSAL PASS"
        exit = 0

        [expect.criteria]
        integrity = "pass"

        [expect.reasons]
        us-session = "announced"
        """

    func read(_ text: String) throws(ScenarioError) -> Scenario {
        try ScenarioReader.scenario(text, file: "s/torn.toml", folder: "s")
    }

    func problem(_ old: String, _ new: String) -> String {
        precondition(Self.good.contains(old))
        do { _ = try read(Self.good.replacing(old, with: new)) } catch { return error.description }
        return "read without a complaint"
    }

    @Test func aGoodOneIsReadWhole() throws {
        let scenario = try read(Self.good)
        #expect(scenario.why == "Shows that a torn line is repaired.")
        #expect(scenario.seed == 4 && scenario.speed == 150 && scenario.markets == 32)
        #expect(scenario.policy == "s/../config/short.toml")
        #expect(scenario.window.to.text == "2026-01-20T15:30:00Z")
        #expect(
            scenario.faults.count == 1 && scenario.faults[0].k == 3 && scenario.faults[0].jitterMs == 120_000)
        #expect(scenario.expectation?.criteria == ["integrity": .pass])
        #expect(scenario.expectation?.reasons == ["us-session": "announced"])
        #expect(try scenario.plan().faults[0].k == 3)
    }

    @Test(arguments: [
        ("seed = 4", "sede = 4", "s/torn.toml:3: unknown key `sede`; did you mean `seed`?"),
        ("until =", "untill =", "s/torn.toml:15: unknown key `untill` in [fault]; did you mean `until`?"),
        ("k = 3", "lines = 3", "unknown key `lines` in [fault]"),
        ("exit = 0", "Exit = 0", "s/torn.toml:21: unknown key `Exit` in [expect]; did you mean `exit`?"),
        ("kind = \"torn-write\"", "kind = \"torn-wirte\"", "did you mean \"torn-write\"?"),
        ("# Shows that a torn line is repaired.\n", "", "the first line must be a comment that says why"),
        ("speed = 150.0", "speed = 0", "s/torn.toml:4: `speed`: is 0.0, wanted more than 0"),
        ("speed = 150.0", "speed = -1.5", "wanted more than 0"),
        ("speed = 150.0", "speed = \"fast\"", "`speed`: is a text, wanted a number"),
        ("seed = 4", "seed = 4.5", "wanted a whole number"), ("seed = 4", "seed = -4", "wanted 0 or more"),
        (
            "duration = \"30m\"", "duration = \"30\"",
            "s/torn.toml:9: `duration` in [window]: \"30\" is no length"
        ),
        ("duration = \"30m\"", "", "[window] wants `duration` or `end`"),
        (
            "start = \"2026-01-20T15:00:00Z\"", "start = 2026-01-20",
            "is a date (write it as a text, in quotes)"
        ),
        ("[window]\nstart", "[windwo]\nstart", "s/torn.toml:7: unknown key `windwo`; did you mean `window`?"),
        ("at = \"15:08\"", "at = \"25:08\"", "s/torn.toml:14: `at` in [fault]: \"25:08\" is no time"),
        ("at = \"15:08\"", "at = \"18:08\"", "outside of the window"),
        ("at = \"15:08\"", "", "`at` in [fault] is missing"),
        ("verdict = \"REHEARSAL PASS\"", "verdict = \"GOOD\"", "\"GOOD\" is none of PASS, REHEARSAL PASS"),
        ("integrity = \"pass\"", "integrity = \"ok\"", "\"ok\" is none of pass, fail, unknown"),
        ("name = \"torn\"", "name = \"torn", "s/torn.toml:2:"), ("name = \"torn\"", "", "`name` is missing"),
    ])
    func whatIsWrongIsSaidWithItsPlace(old: String, new: String, message: String) {
        // A table that is misspelt is missing as well: the missing one may be told first.
        let text = problem(old, new)
        let isEither = new.hasPrefix("[windwo]") && text.contains("[window] is missing")
        #expect(text.contains(message) || isEither, "\(text)")
        #expect(text.split(separator: "\n").count == 1)
    }

    @Test func anIdThatIsThereTwiceIsRefused() {
        let twice =
            "k = 3\n\n[[fault]]\nid = \"torn-write\"\nkind = \"torn-write\"\nat = \"15:25\"\nuntil = \"15:27\"\n"
        #expect(problem("k = 3\n", twice).contains("\"torn-write\" is there twice"))
    }

    @Test func certificatesNeedTLS() throws {
        let plain = Self.good.replacing("kind = \"torn-write\"", with: "kind = \"tls-wrong-host\"")
            .replacing("k = 3\n", with: "")
        let error = #expect(throws: ScenarioError.self) { try read(plain) }
        #expect(error?.description.contains("tls = true") == true)
        let secure = try read(plain.replacing("seed = 4\n", with: "seed = 4\ntls = true\n"))
        #expect(secure.tls)
        let good = try read(Self.good)
        #expect(!good.tls)
    }

    @Test func aFileOfFaultsAloneIsEnoughForARehearsal() throws {
        let text = "[[fault]]\nkind = \"data-dir-taken\"\nat = \"23:30\"\nuntil = \"00:30\"\n"
        let faults = try ScenarioReader.faults(text, file: "f.toml")
        #expect(faults.map(\.id) == ["data-dir-taken"])
        #expect(throws: ScenarioError.self) { try ScenarioReader.faults("[[fualt]]\n", file: "f.toml") }
        #expect(try ScenarioReader.faults(Self.good, file: "f.toml").count == 1)
    }

    func fault(_ kind: String, _ keys: String) throws(ScenarioError) -> FaultSpec {
        let text = "[[fault]]\nkind = \"\(kind)\"\nat = \"15:08\"\n\(keys)\n"
        return try ScenarioReader.faults(text, file: "f.toml")[0]
    }

    @Test func aFaultMayBeginByACount() throws {
        func read(_ keys: String) throws -> FaultSpec {
            try ScenarioReader.faults("[[fault]]\nkind = \"sigkill\"\n\(keys)\n", file: "f.toml")[0]
        }
        let signals = try read("after_signals = 500\nlasts = \"3m\"")
        #expect(signals.at == .count(.signals(500)) && signals.lastsMs == 180_000)
        #expect(try read("after_frames = 9").at == .count(.frames(9)))
        func problem(_ keys: String) -> String {
            do { _ = try read(keys) } catch { return "\(error)" }
            return "read without a complaint"
        }
        #expect(problem("after_signals = 0").contains("wanted 1 or more"))
        #expect(problem("after_signals = 5\nat = \"15:00\"").contains("only one of `at`, `after_signals`"))
        #expect(problem("after_signals = 5\nafter_frames = 5").contains("only one of `at`, `after_signals`"))
        #expect(problem("after_signals = 5\njitter = \"1m\"").contains("`jitter` in [fault]: moves a time"))
        #expect(problem("at = \"15:00\"\nuntil = \"15:05\"\nlasts = \"1m\"").contains("beside `until`"))
        #expect(problem("after_signls = 5").contains("`at` in [fault] is missing"))
    }

    @Test func theFeedAndTheSetAreRead() throws {
        let plain = try read(Self.good)
        #expect(plain.feed == .synthetic && plain.set == .full)
        func with(_ line: String) throws -> Scenario {
            try self.read(Self.good.replacing("seed = 4\n", with: "seed = 4\n\(line)\n"))
        }
        #expect(try with("feed = \"live\"").feed == .live)
        #expect(try with("feed = \"wss://host/ws\"").feed == .address("wss://host/ws"))
        #expect(try with("set = \"day\"").set == .day)
        #expect(try with("canary = true").set == .canary)
        #expect(try read(Self.good.replacing("\"torn\"", with: "\"smoke-torn\"")).set == .smoke)
        #expect(problem("seed = 4\n", "feed = \"lvie\"\n").contains("\"lvie\" is none of synthetic, live"))
        #expect(problem("seed = 4\n", "feed = \"ws://\"\n").contains("is none of synthetic, live"))
        #expect(
            problem("seed = 4\n", "set = \"smok\"\n").contains("is none of smoke, full, day, soak, canary"))
    }

    @Test func expectationsOfNumbersAndFaultsAreRead() throws {
        let text = Self.good.replacing(
            "[expect.criteria]",
            with: """
                bitten = ["torn-write"]
                [expect.counts]
                lost = 0
                [expect.counts.completeness]
                signals = ">= 100"
                doubled = "< 1"
                [expect.criteria]
                """)
        let expectation = try #require(try read(text).expectation)
        #expect(expectation.bitten == ["torn-write"])
        #expect(
            expectation.counts == [
                ScenarioCount(criterion: "completeness", name: "doubled", relation: .below, value: 1),
                ScenarioCount(criterion: "completeness", name: "signals", relation: .atLeast, value: 100),
                ScenarioCount(criterion: nil, name: "lost", relation: .equal, value: 0),
            ])
    }

    @Test(arguments: [
        ("bitten = [\"torn\"]", "no fault here has the id \"torn\""),
        ("bitten = [\"torn-wirte\"]", "did you mean \"torn-write\"?"),
        ("bitten = \"torn-write\"", "is a text, wanted a list of texts"),
        ("missed = [\"torn-write\"]", "the verdict is never REHEARSAL PASS: expect INCONCLUSIVE"),
        ("missed = [\"torn-write\"]\nbitten = [\"torn-write\"]", "is expected to bite, too"),
        ("[expect.counts]\nlost = \"none\"", "\"none\" is no bound; write it as 0"),
        ("[expect.counts]\nlost = true", "is true or false, wanted a number"),
        ("[expect.counts.completeness.deep]\nlost = 0", "is a table, wanted a number"),
    ])
    func expectationsThatMakeNoSenseAreRefused(lines: String, message: String) {
        let text = problem("[expect.criteria]", lines + "\n[expect.criteria]")
        #expect(text.contains(message), "\(text)")
    }

    @Test func eachKindTakesItsOwnKeys() throws {
        let write = try fault("write-error", "k = 2\non = \"data\"\nerrno = \"EDQUOT\"\ntimes = 3")
        #expect(write.k == 2 && write.target == .data && write.error == .EDQUOT && write.times == 3)
        #expect(try fault("slow-disk", "delay = \"80ms\"").delayMs == 80)
        #expect(try fault("sigstop", "for = \"3s\"").lengthRealMs == 3000)
        #expect(try fault("short-write", "bytes = 9").bytes == 9)
        for kind in FaultKind.allCases { #expect(try fault(kind.rawValue, "").kind == kind) }
    }

    @Test(arguments: [
        (
            "write-error", "errno = \"ENOSPCE\"",
            "is none of ENOSPC, EIO, EROFS, EDQUOT, EINTR; did you mean \"ENOSPC\"?"
        ),
        ("fsync-error", "errno = \"EINTR\"", "\"EINTR\" is none of EIO, ENOSPC, EDQUOT"),
        ("write-error", "on = \"signal\"", "did you mean \"signals\"?"),
        ("write-error", "delay = \"5ms\"", "unknown key `delay` in [fault]"),
        ("directory-mode", "k = 1", "unknown key `k` in [fault]"),
        ("sigstop", "for = \"2h\"", "`for` in [fault]: is 2h, wanted up to 1m"),
        ("slow-disk", "delay = \"0s\"", "is 0s, wanted up to 10s"),
        ("sigstopp", "", "did you mean \"sigstop\"?"),
    ])
    func keysAndWordsThatDoNotBelongAreRefused(kind: String, keys: String, message: String) {
        let error = #expect(throws: ScenarioError.self) { try fault(kind, keys) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test func nearestWordsAreNear() {
        #expect(Spelling.nearest(to: "speeed", among: ["seed", "speed", "name"]) == "speed")
        #expect(Spelling.nearest(to: "zzzzzz", among: ["seed", "speed"]) == nil)
        #expect(Spelling.nearest(to: "", among: ["seed"]) == nil)
    }
}
