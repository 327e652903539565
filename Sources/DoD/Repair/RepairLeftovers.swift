import DoDFormat

/// What is wrong in a data directory and no repair mends: lines that are whole and yet not right, ledgers and tables,
/// which are evidence. Named, so that nobody takes a mended directory for a right one.
package struct RepairLeftovers: Sendable {
    /// In words, each with its file and place. Bounded; `count` has all.
    package private(set) var words: [String] = []
    package private(set) var count: Int64 = 0

    package static let wordsMax = 40

    /// Reads the directory as the judge does. Throws `ReadError`.
    package init(_ directory: String, without repairs: [FileRepair]) throws {
        let evidence = try EvidenceReader.read(EvidenceRequest(directories: [directory]))
        for run in evidence.runs {
            for file in run.files { add(file, run.pathPrefix, repairs) }
            for damage in run.ledger?.damages ?? [] { add("\(damage)", Self.evidence) }
            count += run.ledger.map { $0.damageCount - Int64($0.damages.count) } ?? 0
            for violation in run.records.violations { add("\(violation)", Self.whole) }
            count += run.records.violationCounts.values.reduce(0, +) - Int64(run.records.violations.count)
        }
    }

    private static let evidence = "bring back a copy from before, if there is one"
    private static let whole = "the record is whole and stays: what wrote it has to be mended"

    private mutating func add(_ file: FileFacts, _ prefix: String, _ repairs: [FileRepair]) {
        let repair = repairs.first { prefix + $0.name == file.path && $0.obstacle == nil }
        let left = file.damages.filter { !Self.isMended($0, by: repair) }
        for damage in left {
            add(
                "\(damage)",
                [.signals, .followups].contains(file.kind) && damage.line > 0 ? Self.whole : Self.evidence)
        }
        count += Self.unlisted(file, repair)
        // One lost line shifts all that follow: the first tells where to look.
        let differing = file.ranges.differing
        guard let first = differing.first else { return }
        let claim = first.claim
        add(
            "\(file.path): \(differing.count) of \(file.ranges.count) ranges are not what was sealed, the first bytes"
                + " \(claim.from)..<\(claim.to) (\(first.place))", Self.evidence)
    }

    /// Damages that are not listed, for there are many, and that no repair mends. A line that is mended has one.
    private static func unlisted(_ file: FileFacts, _ repair: FileRepair?) -> Int64 {
        let unlisted = file.damageCount - Int64(file.damages.count)
        guard let repair else { return unlisted }
        if repair.kind == .parquet { return 0 }
        let listedMended = Set(file.damages.lazy.map(\.line).filter(repair.lines.contains)).count
        return max(0, unlisted - Int64(repair.lines.count - listedMended))
    }

    private static func isMended(_ damage: Damage, by repair: FileRepair?) -> Bool {
        guard let repair else { return false }
        return repair.kind == .parquet || damage.line == 0 || repair.lines.contains(damage.line)
    }

    private mutating func add(_ finding: String, _ advice: String) {
        count += 1
        if words.count < Self.wordsMax { words.append("\(finding); \(advice)") }
    }
}
