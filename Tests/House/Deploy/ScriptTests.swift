import Testing

/// What holds of every script that is typed by hand.
@Suite struct ScriptTests {
    static let scripts: [String] =
        (try? Checkout.scripts(in: "deploy") + Checkout.scripts(in: "script")) ?? []

    @Test func thereAreSome() {
        #expect(Self.scripts.count > 12, "\(Self.scripts)")
    }

    @Test(arguments: scripts) func sayWhatTheyDo(script: String) async throws {
        let run = try await Shell.run([script, "--help"])
        #expect(run.code == 0 && run.errors.isEmpty, "\(script): \(run)")
        #expect(
            run.output.lowercased().contains("usage:") || run.output.contains("example"), "\(script): \(run)")
    }

    @Test(arguments: (try? Checkout.scripts(in: "deploy")) ?? []) func haveAnExample(script: String)
        async throws
    {
        let run = try await Shell.run([script, "--help"])
        #expect(run.output.contains("example"), "\(script): \(run)")
    }

    @Test(arguments: (try? Checkout.scripts(in: "deploy")) ?? []) func refuseWhatTheyDoNotKnow(
        script: String
    ) async throws {
        let run = try await Shell.run([script, "--no-such-option"])
        #expect(run.code == 64, "\(script): \(run)")
        #expect(run.errorLines.count == 1 && run.output.isEmpty, "\(script): \(run)")
    }

    @Test func bashReadsThem() async throws {
        for script in Self.scripts where try !Checkout.text(script).hasPrefix("#!/usr/bin/env python3") {
            let shell = try Checkout.text(script).hasPrefix("#!/bin/sh") ? "sh" : "bash"
            let run = try await Shell.run([shell, "-n", script])
            #expect(run.code == 0 && run.errors.isEmpty, "\(script): \(run)")
        }
    }

    @Test(.enabled(if: Checkout.has("shellcheck"), "apt-get install shellcheck; script/deploy-test does it"))
    func shellcheckHasNothingToSay() async throws {
        let scripts = try Checkout.scripts(in: "deploy").filter { !$0.hasSuffix(".py") }
        let run = try await Shell.run(["shellcheck"] + scripts)
        #expect(run.code == 0, "\(run)")
    }

    /// No password on a command line, no secret in a file.
    @Test func nothingSecretIsThere() throws {
        let files =
            Self.scripts + [
                "Dockerfile", "docker-compose.yml", "config/mainnet.toml", "deploy/hip3-soak.service",
                "deploy/alerts.yml", "deploy/prometheus.yml",
            ]
        let words = [
            "sshpass", "password=", "passwd=", "--password", "BEGIN OPENSSH", "private_key", "api_key",
            "secret =",
        ]
        for file in files {
            let text = try Checkout.text(file).lowercased()
            for word in words { #expect(!text.contains(word.lowercased()), "\(file) has \(word)") }
        }
    }

    @Test func aFailingUpdateLeavesARunningOldVersionAndAllData() async throws {
        let run = try await Shell.run(["deploy/test-update.sh", "--quick"])
        #expect(run.code == 0, "\(run)")
        #expect(run.output.contains("held, 0 did not"), "\(run)")
    }

    @Test func aFetchedRunIsVerifiedOrNotThere() async throws {
        let run = try await Shell.run(["deploy/test-fetch.sh"])
        #expect(run.code == 0, "\(run)")
        #expect(run.output.contains("held, 0 did not"), "\(run)")
    }
}
