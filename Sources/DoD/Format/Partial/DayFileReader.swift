/// Reads a signals or follow-ups file for a partial.
struct DayFileReader {
    let folder: String
    /// How paths begin in the verdict.
    let prefix: String
    let claims: LedgerClaims
    let context: RecordAudit.Context

    func read(_ entry: DirectoryListing.Entry, _ name: FileName) -> DayFile {
        let own = claims.ranges[name.plain] ?? []
        var known = claims.boundaries(of: name.plain)
        let legacy = claims.legacyBytes[name.plain] ?? 0
        var marks: [DayFile.Mark] = []
        var size: Int64 = 0
        let first = reading(entry, name, legacyBytes: legacy) { broken, marker in
            marks = marker.finish()
            size = marker.size
            known = []
            return broken
        } marker: {
            LineMarker(boundaries: known)
        }
        var readings = [first.reading]
        if own.isEmpty, size > 0 {
            readings.append(
                reading(entry, name, legacyBytes: .max) { broken, _ in
                    broken
                } marker: {
                    nil
                }.reading)
        }
        return DayFile(
            name: entry.name, size: size, broken: first.broken, marks: marks, readings: readings)
    }

    private func reading(
        _ entry: DirectoryListing.Entry, _ name: FileName, legacyBytes: Int64,
        take: (FormatError?, LineMarker) -> FormatError?, marker make: () -> LineMarker?
    ) -> (reading: DayFile.Reading, broken: FormatError?) {
        var audit = RecordAudit(context: context, isPartial: true)
        var pass = RecordPass(
            path: prefix + entry.name, name: name, legacyBytes: legacyBytes, clockSteps: context.clockSteps)
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
            legacyBytes: legacyBytes, records: pass.records, damages: pass.damages.kept,
            damageCount: pass.damages.count, counts: audit.facts, order: audit.idOrder,
            doubts: audit.doubts ?? AuditDoubts(), episodes: audit.trace,
            cutsMS: audit.trace.cuts(of: context.boundaries))
        return (reading, broken)
    }
}
