import FoundationEssentials
import Subprocess
import Testing

extension WholePrograms {
    /// An alarm on a number that nobody gives never rings.
    @Suite struct AlertTests {
        private static let deploy: String =
            URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
            + "/deploy"

        private var expressions: [Substring] {
            Workplace.text(at: Self.deploy + "/alerts.yml").split(separator: "\n").filter {
                $0.contains("        expr: ")
            }
        }

        /// Metrics with the labels they are asked for: `hip3_storage_state{state="failing"}`.
        private var asked: Set<String> {
            let name = /(?:hip3|process)_[a-z_]+(?:\{[^}]*\})?/
            return Set(expressions.flatMap { $0.matches(of: name).map { String($0.output) } })
                .filter { !$0.hasPrefix("hip3_\"") }
        }

        @Test func eachAsksForANumberThatTheEngineGives() async throws {
            let place = try Workplace()
            let engine = try EngineOnFeed(at: place)
            let (run, page) = try await ProgramRun.of(
                "hip3-engine", try engine.arguments(engine.configuration())
            ) { try HTTPPage.of(try $0.value("ops"), "/metrics") }
            try #require(run.code == 0, "\(run)")
            try #require(expressions.count >= 20 && asked.count >= 18, "\(asked)")
            let given = page.split(separator: "\n")
            for metric in asked {
                // `job` is Prometheus' own label.
                let wanted = metric.replacing("{job=\"hip3\"}", with: "")
                #expect(
                    given.contains { $0.hasPrefix(wanted + " ") || $0.hasPrefix(wanted + "{") },
                    "\(metric) is no metric of the engine")
            }
            try place.clear()
        }

        @Test func eachIsExplainedToWhoeverItWakes() throws {
            let operations = Workplace.text(at: Self.deploy + "/../docs/operations.md")
            let rules = Workplace.text(at: Self.deploy + "/alerts.yml")
            let names = rules.matches(of: /alert: (\w+)/).map { String($0.output.1) }
            try #require(names.count == expressions.count)
            for name in names {
                #expect(operations.contains("### \(name)\n"), "docs/operations.md lacks \(name)")
            }
        }

        static let hasPromtool = FileManager.default.isExecutableFile(atPath: "/usr/bin/promtool")

        private func promtool(_ words: String..., in folder: String) async throws -> Int32 {
            let ended = try await run(
                .name("env"), arguments: Arguments(["-C", folder, "promtool"] + words),
                output: .discarded, error: .discarded)
            return if case .exited(let code) = ended.terminationStatus { code } else { 1 }
        }

        /// That the tests of the rules notice each one that is changed is shown by deploy/test-alerts.sh.
        @Test(.enabled(if: hasPromtool, "apt-get install prometheus; script/deploy-test does it"))
        func eachRingsWhenItShouldAndOnlyThen() async throws {
            #expect(try await promtool("check", "rules", "alerts.yml", in: Self.deploy) == 0)
            #expect(try await promtool("check", "config", "prometheus.yml", in: Self.deploy) == 0)
            #expect(try await promtool("test", "rules", "alerts.test.yml", in: Self.deploy) == 0)
        }
    }
}
