import DoDRepair

/// What a repair says to people.
enum RepairText {
    static func plan(_ repair: FileRepair, isDone: Bool) -> String {
        var lines = ["\(repair.name) (\(repair.bytes) bytes): \(repair.reasonCount) things wrong"]
        lines += repair.reasons.map { "  \($0)" }
        let unnamed = repair.reasonCount - Int64(repair.reasons.count)
        if unnamed > 0 { lines.append("  and \(unnamed) more") }
        if let obstacle = repair.obstacle {
            lines.append("  can't be mended: \(obstacle)")
        } else {
            lines.append("  \(isDone ? "doing" : "would do"): \(deed(repair))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func deed(_ repair: FileRepair) -> String {
        let mended = "\(repair.records) records in \(repair.mendedName)"
        switch repair.method {
        case .lines:
            return
                "\(mended), \(repair.pieces.movedBytes) bytes to quarantine, \(repair.pieces.addedNewlines) newlines added"
        case .unpackedLines:
            return "\(mended), \(repair.pieces.movedBytes) unpacked bytes and the packed file to quarantine"
        case .rows: return "\(mended), the Parquet file to quarantine as it is"
        }
    }

    /// What stays as it is, and why.
    static func leftovers(_ leftovers: RepairLeftovers) -> String {
        if leftovers.count == 0 { return "" }
        let rest = leftovers.count - Int64(leftovers.words.count)
        let lines =
            [
                "left as it is (\(leftovers.count)): whole lines are not changed, and ledgers and tables are evidence;"
                    + " hip3-dod check judges them"
            ] + leftovers.words.map { "  \($0)" } + (rest > 0 ? ["  and \(rest) more"] : [])
        return lines.joined(separator: "\n") + "\n"
    }

    static func outcome(_ outcome: RepairWorker.Outcome) -> String {
        "  done: \(outcome.mended); \(outcome.moved.joined(separator: ", "))\n"
    }
}
