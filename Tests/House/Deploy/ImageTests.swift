import FoundationEssentials
import Glibc
import Subprocess
import Testing

/// The Dockerfile, the compose file and the unit say the same, and what the programs need.
/// That what they say is right is shown by `deploy/test-root.sh`, which carries the Dockerfile out.
@Suite struct ImageTests {
    private struct Image: Decodable {
        let from: String
        let user: String
        let entrypoint: [String]
        let cmd: [String]
        let healthcheck: [String]
        let volume: String
    }

    private func image() async throws -> Image {
        let run = try await Shell.run(["deploy/dockerfile.py", "Dockerfile", "image"])
        try #require(run.code == 0, "\(run)")
        return try JSONDecoder().decode(Image.self, from: Data(run.output.utf8))
    }

    private func packages(_ stage: String) async throws -> [String] {
        let run = try await Shell.run(["deploy/dockerfile.py", "Dockerfile", "packages", stage])
        try #require(run.code == 0, "\(run)")
        return run.output.split(separator: "\n").map(String.init)
    }

    @Test func theBuildStageHasWhatBootstrapInstalls() async throws {
        let line = try #require(try Checkout.lines("script/bootstrap").first { $0.hasPrefix("packages=(") })
        let wanted = line.dropFirst("packages=(".count).prefix { $0 != ")" }.split(separator: " ").map(
            String.init)
        let installed = try await packages("build")
        #expect(wanted.count > 5)
        for package in wanted + ["libssl-dev", "zlib1g-dev"] {
            #expect(installed.contains(package), "the build stage lacks \(package)")
        }
    }

    /// `libsimdjson14` and `libsimdjson-dev` as `libsimdjson`: the version is the Debian release's.
    private func withoutVersion(_ package: some StringProtocol) -> String {
        var name = String(package.split(separator: ":")[0])
        if let version = name.firstRange(of: "1v5") { name.removeSubrange(version) }
        while let last = name.last, last.isNumber { name.removeLast() }
        return name
    }

    /// A library that a program needs and the image lacks ends the container at its first start.
    @Test func theRuntimeStageHasEveryLibrary() async throws {
        let installed = Set(try await packages("runtime").map(withoutVersion))
        for program in ["hip3-engine", "hip3-soak", "hip3-dod", "soak-inject"] {
            let linked = try await Shell.run(["ldd", Self.built(program)])
            let libraries = linked.output.split(separator: "\n").compactMap { line -> String? in
                let words = line.split(separator: " ")
                guard words.count > 2, words[1] == "=>", words[2].hasPrefix("/") else { return nil }
                // The Swift runtime is linked in for release.
                return words[2].contains("/swift/") || words[2].contains("/toolchains/")
                    ? nil : String(words[2])
            }
            #expect(libraries.count > 2, "\(program): \(linked)")
            for library in libraries {
                let owner = try await Shell.run(["sh", "-c", "dpkg-query -S \"$(realpath \(library))\""])
                guard owner.code == 0, let package = owner.output.split(separator: ":").first else {
                    // Moved by the merge of /lib and /usr/lib: known by its own name then.
                    let name = URL(filePath: library).lastPathComponent.split(separator: ".")[0]
                    #expect(
                        installed.contains { $0.hasPrefix(name) }
                            || Self.ofDebianItself.contains(String(name)),
                        "\(program) needs \(library)")
                    continue
                }
                let isThere = installed.contains(withoutVersion(package)) || package == "libc6"
                #expect(isThere, "\(program) needs \(library) of \(package)")
            }
        }
    }

    private static let ofDebianItself: Set<String> = ["libc", "libm", "libgcc_s", "libstdc++", "libz"]

    private static func built(_ program: String) -> String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(filePath: own).deletingLastPathComponent().path + "/" + program
    }

    @Test func itRunsAsAnOrdinaryUserAndIsAskedHowItIs() async throws {
        let image = try await image()
        #expect(image.user == "1000:1000" && image.from.hasSuffix("-slim") && image.volume == "/app/data")
        #expect(
            image.healthcheck == [
                "/bin/sh", "-c", "hip3-engine healthcheck || hip3-engine healthcheck --ops 127.0.0.1:9465",
            ])
        #expect(image.cmd.starts(with: ["hip3-soak", "run", "--feed", "live", "--duration", "24h"]))
        // A run that has ended stays, and its page is for this machine alone.
        #expect(image.cmd.contains("--stay") && image.cmd.contains("127.0.0.1:9465"))
        #expect(
            try Checkout.text("Dockerfile").contains("COPY deploy/entrypoint.sh \(image.entrypoint[0])\n"))
    }

    @Test func composeStartsTheSameWithItsLimits() async throws {
        let image = try await image()
        let text = try Checkout.text("docker-compose.yml")
        let words = image.cmd.map {
            $0 == "24h" ? "${HIP3_DURATION:-24h}" : $0 == "first" ? "${HIP3_RUN:-first}" : $0
        }
        let command = "command: \(words.joined(separator: " "))\n"
        for line in [
            command, "restart: unless-stopped", "user: \"\(image.user)\"", "./config:/app/config:ro",
            ":\(image.volume)", "mem_limit: ", "cpus: ", "max-size: ", "max-file: ", "pids_limit: ",
            "read_only: true",
            "cap_drop: [ALL]", "no-new-privileges:true", "init: true",
        ] {
            #expect(text.contains(line), "docker-compose.yml lacks \(line)")
        }
        #expect(!text.contains("privileged: true") && !text.contains("docker.sock"))
    }

    @Test func theUnitStartsTheSame() async throws {
        let image = try await image()
        let unit = try Checkout.lines("deploy/hip3-soak.service")
        let start = try #require(unit.first { $0.hasPrefix("ExecStart=") })
        let words = image.cmd.map {
            $0.hasPrefix("data/") ? "/opt/hip3/\($0)" : $0 == "first" ? "${HIP3_RUN}" : $0
        }
        #expect(start == "ExecStart=/opt/hip3/current/deploy/entrypoint.sh \(words.joined(separator: " "))")
    }

    @Test(.enabled(if: Checkout.has("systemd-analyze"), "no systemd here"))
    func systemdTakesTheUnit() async throws {
        var template = Array("/tmp/hip3-unit-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        // What it starts has to be there.
        let text = try Checkout.text("deploy/hip3-soak.service")
            .replacing("/opt/hip3/current/deploy", with: Checkout.path("deploy"))
        let unit = folder + "/hip3-soak.service"
        try Data(text.utf8).write(to: URL(filePath: unit))
        let run = try await Shell.run(["systemd-analyze", "verify", "--man=no", unit])
        #expect(run.code == 0 && !run.errors.contains("hip3-soak.service"), "\(run)")
        try FileManager.default.removeItem(atPath: folder)
    }

    /// The first line, whoever runs it: a data directory of another user.
    @Test func aDirectoryOfTheWrongOwnerIsTheFirstThingSaid() async throws {
        var template = Array("/tmp/hip3-owner-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let foreign = getuid() == 0 ? folder : "/etc"
        if getuid() == 0 { try #require(chown(folder, 1000, 1000) == 0) }
        let command = ["deploy/entrypoint.sh", "hip3-soak", "run", "--feed", "live"]
        let path = "PATH=\(URL(filePath: Self.built("x")).deletingLastPathComponent().path):/usr/bin:/bin"
        let run = try await Shell.run(command, with: ["HIP3_DATA_DIR=\(foreign)", path])
        #expect(run.code == 64 && run.errorLines.count == 1 && run.output.isEmpty, "\(run)")
        #expect(run.errors.contains("belongs to UID \(getuid() == 0 ? 1000 : 0)"), "\(run)")
        #expect(run.errors.contains("sudo chown -R \(getuid()):\(getuid())"), "\(run)")
        let own = try await Shell.run(
            ["deploy/entrypoint.sh", "echo", "started"], with: ["HIP3_DATA_DIR=\(foreign)", path])
        #expect(own.code == 0 && own.output == "started\n", "\(own)")
        try FileManager.default.removeItem(atPath: folder)
    }
}
