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
