import DoDFormat

/// What the data of a month would come to, by the files that are there. No limit is known, so it is only said.
struct DiskForecast {
    private static let dayMS: Int64 = 86_400_000
    private static let megabyte: Int64 = 1_000_000

    private let bytes: Int64
    private let files: Int
    private let durationMS: Int64

    /// Nil when no time was observed, or there is no file.
    init?(_ run: RunEvidence) {
        let written = run.files.filter { [.signals, .followups, .ledger].contains($0.kind) }
        guard let window = run.observedWindow, !written.isEmpty else { return nil }
        files = written.count
        bytes = written.reduce(0) { $0 + $1.bytes }
        durationMS = window.durationMS
    }

    private var perDay: Int64 {
        Int64(clamping: Int128(bytes) * Int128(Self.dayMS) / Int128(max(durationMS, 1)))
    }

    var summary: String { "data \(perDay / Self.megabyte) MB a day" }

    func report(_ policy: Policy, _ findings: inout Findings) -> Facts {
        let days = policy.whole(.growthDays)
        findings.note(
            "\(bytes) bytes in \(files) files in \(DurationText.text(durationMS)): \(perDay / Self.megabyte * days) MB in \(days) days, uncompressed"
        )
        return ["files": .count(files), "bytes": .count(bytes), "bytes_per_day": .count(perDay)]
    }
}
