import DoDChecks
import Foundation
import Testing

@Suite("Policies")
struct PolicyFileTests {
    func shipped(_ name: String) throws -> Policy {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../config/\(name)")
        return try PolicyFile.policy(toml: try String(contentsOf: file, encoding: .utf8), source: name)
    }

    @Test("config/phase-a.toml is what holds without a file")
    func phaseA() throws {
        #expect(try shipped("phase-a.toml") == .phaseA)
        #expect(Policy.phaseA.loosened.isEmpty)
        #expect(Policy.phaseA.mayPass)
    }

    @Test("config/short.toml can't say PASS and says what it loosens")
    func short() throws {
        let policy = try shipped("short.toml")
        #expect(policy.name == "short")
        #expect(!policy.mayPass)
        #expect(policy.loosened.contains("duration.hours_min is 0.25, not 24"))
        #expect(policy.waived == ["us-session", "resources"])
    }

    static let wrong: [(String, String)] = [
        ("name = \"a\"\n[coverage]\nctx_mni = 3", "p.toml: coverage.ctx_mni is no key of a policy"),
        ("name = \"a\"\n[cover]\nctx_min = 3", "p.toml: cover is no key of a policy"),
        ("name = \"a\"\n[coverage]\nctx_min = \"3\"", "p.toml: coverage.ctx_min must be a number"),
        ("name = \"a\"\n[coverage]\nctx_min = -3", "p.toml: coverage.ctx_min must not be below zero"),
        ("name = \"a\"\n[coverage]\nctx_min = 0.125", "p.toml: coverage.ctx_min has more than 2 decimals"),
        ("name = \"a\"\ncoverage = 3", "p.toml: coverage must be a section"),
        ("[coverage]\nctx_min = 3", "p.toml: name is missing"),
        ("name = \"a\"\n[verdict]\nwaived = [\"integrty\"]", "p.toml: verdict.waived names integrty"),
        ("name = \"a\"\n[verdict]\nmay_pass = 1", "p.toml: verdict.may_pass must be true or false"),
        ("name = \"a\"\n[markets]\nrequired = \"some\"", "p.toml: markets.required must be \"all\""),
        ("name = \"a\"\n[us-session]\nequities = [1]", "p.toml: us-session.equities must be a list of texts"),
        ("name = ", "p.toml:1:"),
    ]

    @Test("What is wrong in a file is said in one line", arguments: wrong)
    func refused(text: String, words: String) {
        let error = #expect(throws: PolicyError.self) { try PolicyFile.policy(toml: text, source: "p.toml") }
        #expect(error?.description.hasPrefix(words) == true, "\(String(describing: error))")
    }

    @Test("Shares are compared without rounding")
    func shares() {
        #expect(Policy.phaseA.isReached(.coverageMarketMinutesPercentMin, 995, of: 1_000))
        #expect(!Policy.phaseA.isReached(.coverageMarketMinutesPercentMin, 99_499, of: 100_000))
        #expect(!Policy.phaseA.isReached(.coverageMarketMinutesPercentMin, 0, of: 0))
        #expect(Policy.phaseA.isKept(.inFlightPercentMax, 2, of: 1_000))
        #expect(!Policy.phaseA.isKept(.inFlightPercentMax, 3, of: 1_000))
        #expect(Policy.phaseA.text(.inFlightPercentMax) == "0.2")
    }
}
