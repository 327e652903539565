import FoundationEssentials
import Testing

extension WholePrograms {
    /// The judge says the same, to the byte, whatever the machine thinks of time zones, languages and threads, and as
    /// often as it is asked.
    @Suite struct SamenessTests {
        private static let outputs = ["json", "html", "md", "junit"]
        private static let surroundings = [
            [], ["TZ=Asia/Tokyo"], ["TZ=America/New_York", "LC_ALL=C"], ["LC_ALL=de_DE.UTF-8"],
            ["LC_ALL=ja_JP.UTF-8", "LANG=ja_JP.UTF-8", "TZ=Pacific/Chatham"],
        ]

        /// The golden lines of every format as a run folder, with some things wrong in it.
        private static func runFolder(_ place: Workplace) throws -> String {
            let fixtures =
                URL(filePath: #filePath).deletingLastPathComponent().path + "/../../Fixtures/format/"
            let folder = place.path("run")
            for name in ["data", "truth"] {
                try FileManager.default.createDirectory(
                    atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
            }
            let ledger = Workplace.text(at: fixtures + "ledger.jsonl").split(separator: "\n")
            var files = [
                "data/ledger_2026-01-20.jsonl": ledger.dropLast().map { "\($0)\n" }.joined(),
                "data/ledger_2026-01-21.jsonl": "\(ledger[ledger.count - 1])\n",
                "data/notes.txt": "nobody knows this name\n",
            ]
            for (name, target) in [
                ("signals.jsonl", "data/signals_2026-01-20.jsonl"),
                ("followups.jsonl", "data/followups_2026-01-20.jsonl"),
                ("markets.json", "data/markets_2026-01-20.json"), ("journal.jsonl", "journal.jsonl"),
                ("truth-signals.jsonl", "truth/signals.jsonl"),
                ("truth-connections.jsonl", "truth/connections.jsonl"),
                ("truth-minutes.jsonl", "truth/minutes.jsonl"), ("truth-summary.json", "truth/summary.json"),
            ] { files[target] = Workplace.text(at: fixtures + name) }
            files["data/signals_2026-01-20.jsonl"]! += "{\"timestamp_ms\":17689\n"
            for (name, text) in files { try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)")) }
            return folder
        }

        @Test func nothingOutsideTheDataChangesAByte() async throws {
            let place = try Workplace()
            let folder = try Self.runFolder(place)
            var first: [String: String]?
            for around in Self.surroundings {
                for threads in ["1", "2", "2"] {
                    let run = try await ProgramRun.of(
                        "hip3-dod",
                        ["check", folder, "--threads", threads, "--digest"]
                            + Self.outputs.flatMap { ["--\($0)", place.path("verdict.\($0)")] }, under: around
                    )
                    #expect(run.code == 1, "\(run)")
                    var said = ["output": run.output]
                    for name in Self.outputs {
                        let text = Workplace.text(at: place.path("verdict.\(name)"))
                        #expect(text.utf8.count > 500, "\(name)")
                        said[name] = text
                    }
                    if let first { #expect(said == first, "\(around) \(threads)") } else { first = said }
                }
            }
            try place.clear()
        }
    }
}
