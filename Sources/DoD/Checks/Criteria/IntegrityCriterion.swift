package import DoDFormat

/// Every byte is what was written: form, day and order of each line; sizes, counts and checksums as the
/// ledger says; its own chain; and quarantined bytes accounted for.
package struct IntegrityCriterion: Criterion {
    package let id = CriterionID.integrity.rawValue
    package let claim = "every byte is what was written"

    package init() {}

    package func judge(_ evidence: Evidence, policy: Policy) -> CriterionResult {
        var findings = Findings()
        var tally = IntegrityTally()
        for run in evidence.runs { look(at: run, &findings, &tally) }
        if tally.ranges == 0 { findings.doubt("no byte is vouched for: nothing to hold the files against") }
        return findings.result(
            .integrity,
            passed:
                "\(tally.records) records in \(tally.files) files as the ledger seals them in \(tally.ranges) ranges, \(tally.repairs) repairs accounted for",
            measured: [
                "files": .count(tally.files), "records": .count(tally.records), "bytes": .count(tally.bytes),
                "ranges": .count(tally.ranges), "damages": .count(tally.damages),
                "repairs": .count(tally.repairs),
                "quarantined_bytes": .count(tally.quarantinedBytes),
                "ledger_lines": .count(tally.ledgerLines),
            ], required: ["damages": .count(0)])
    }

    private func look(at run: RunEvidence, _ findings: inout Findings, _ tally: inout IntegrityTally) {
        for file in run.files {
            for damage in file.damages where damage.kind != .missingFile { findings.fail("\(damage)") }
            let unnamed = file.damageCount - Int64(file.damages.count)
            if unnamed > 0 { findings.fail("\(file.path): \(unnamed) more damaged lines") }
            tally.add(file)
        }
        MarketTables(run).report(&findings)
        guard let ledger = run.ledger else {
            let place = run.pathPrefix.isEmpty ? "" : "\(run.pathPrefix): "
            return findings.doubt("\(place)no ledger: the files can't be held against anything")
        }
        tally.add(ledger)
        for damage in ledger.damages {
            if damage.kind == .headMissing { findings.doubt("\(damage)") } else { findings.fail("\(damage)") }
        }
        let ending = LedgerEnding(ledger, journal: run.journal)
        ending.report(&findings)
        for file in run.files where file.kind != .ledger && file.kind != .quarantine {
            FileAgainstLedger(file: file, ending: ending, ledger: ledger).report(&findings)
        }
        reportQuarantine(run, ledger, &findings, &tally)
    }

    private func reportQuarantine(
        _ run: RunEvidence, _ ledger: Ledger, _ findings: inout Findings, _ tally: inout IntegrityTally
    ) {
        var unclaimed = Dictionary(
            uniqueKeysWithValues: run.files.filter { $0.kind == .quarantine }.map { ($0.name, $0) })
        for claim in LedgerClaims.repairs(of: ledger) {
            let repair = claim.repair
            tally.repairs += 1
            tally.quarantinedBytes += repair.bytes
            guard let file = run.files.first(where: { $0.name == repair.quarantine }) else {
                findings.fail(
                    "\(claim.place): \(repair.bytes) bytes of \(repair.file) were moved to \(repair.quarantine), which is not there"
                )
                continue
            }
            unclaimed[file.name] = nil
            if file.bytes != repair.bytes || file.crc32c != repair.crc32c {
                findings.fail(
                    "\(file.path) has \(file.bytes) bytes, crc \(Hex.checksum(file.crc32c ?? 0)); \(claim.place) moved \(repair.bytes), crc \(Hex.checksum(repair.crc32c))"
                )
            }
        }
        for name in unclaimed.keys.sorted() {
            findings.doubt("\(run.pathPrefix)\(name): no repair line accounts for these bytes")
        }
    }
}

/// What was looked at.
struct IntegrityTally {
    var files = 0
    var records: Int64 = 0
    var bytes: Int64 = 0
    var ranges = 0
    var damages: Int64 = 0
    var repairs = 0
    var quarantinedBytes: Int64 = 0
    var ledgerLines = 0

    mutating func add(_ file: FileFacts) {
        damages += file.damageCount
        guard file.kind == .signals || file.kind == .followups else { return }
        files += 1
        records += file.records
        bytes += file.bytes
        ranges += file.ranges.count
    }

    mutating func add(_ ledger: Ledger) {
        ledgerLines += ledger.lines.count
        damages += ledger.damageCount
    }
}
