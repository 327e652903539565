/// Reads a signals or follow-ups file for a partial.
struct DayFileReader {
    let folder: String
    /// How paths begin in the verdict.
    let prefix: String
    let claims: LedgerClaims
    let context: RecordAudit.Context

    func read(_ entry: DirectoryListing.Entry, _ name: FileName) -> DayFile {
        let isOurs = claims.ranges[name.plain] != nil
        var known = claims.boundaries(of: name.plain)
        let legacy = claims.legacyBytes[name.plain] ?? 0
        var marks: [DayFile.Mark] = []
        var size: Int64 = 0
        let first = reading(entry, name, legacyBytes: legacy, hasLedger: claims.hasLedger) { broken, marker in
            marks = marker.finish()
            size = marker.size
            known = []
            return broken
        } marker: {
            LineMarker(boundaries: known)
        }
        var readings = [first.reading]
        // What another day's ledger may make of it: old as a whole, or ours and told of by nobody here.
        var others: [Int64] = []
        if !isOurs, size > 0 { others.append(.max) }
        if !claims.hasLedger { others.append(0) }
        for legacyBytes in others {
            readings.append(
                reading(entry, name, legacyBytes: legacyBytes, hasLedger: true) { broken, _ in
                    broken
                } marker: {
                    nil
                }.reading)
        }
        return DayFile(
            name: entry.name, size: size, broken: first.broken, marks: marks, readings: readings)
    }

    private func reading(
        _ entry: DirectoryListing.Entry, _ name: FileName, legacyBytes: Int64, hasLedger: Bool,
        take: (FormatError?, LineMarker) -> FormatError?, marker make: () -> LineMarker?
    ) -> (reading: DayFile.Reading, broken: FormatError?) {
        var audit = RecordAudit(context: context, isPartial: true)
        var pass = RecordPass(
            path: prefix + entry.name, name: name, legacyBytes: legacyBytes, hasLedger: hasLedger,
            clockSteps: context.clockSteps)
        var marker = make() ?? LineMarker(boundaries: [])
        var broken: FormatError?
        do {
            let source = try ByteSource(path: "\(folder)/\(entry.name)", unpacks: name.isCompressed)
            _ = try LineScanner.scan(
                source, chunk: { marker.chunk($0, at: $1) },
                line: { line in
                    if line.endsWithNewline { marker.line(endingAt: line.endOffset) }
                    pass.line(line, audit: &audit)
                })
        } catch let error as FormatError {
            broken = error
        } catch let error as ReadError {
            broken = FormatError(.unreadable, "\(error.operation): \(error.reason)")
        } catch {
            broken = FormatError(.unreadable, "\(error)")
        }
        broken = take(broken, marker)
        let reading = DayFile.Reading(
            legacyBytes: legacyBytes, hasLedger: hasLedger, records: pass.records, damages: pass.damages.kept,
            damageCount: pass.damages.count, counts: audit.facts, order: audit.idOrder,
            doubts: audit.doubts ?? AuditDoubts(), episodes: audit.trace,
            cutsMS: audit.trace.cuts(of: context.boundaries))
        return (reading, broken)
    }
}
