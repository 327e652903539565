import DoDFormat

/// One file held against every range and total that the ledger gives of it.
struct FileAgainstLedger {
    let file: FileFacts
    let ending: LedgerEnding
    let ledger: Ledger

    /// Where the ledger's ranges end, walking them in the order they were made.
    private var sealedEnd: Int64 { file.ranges.walk.end }
    private var sealedMax: Int64 { file.ranges.walk.furthest }

    func report(_ findings: inout Findings) {
        reportCut(&findings)
        reportShrinking(&findings)
        reportDifferences(&findings)
        reportWalk(&findings)
        reportTotals(&findings)
        reportTail(&findings)
    }

    /// Bytes that were sealed and are not there any more.
    private func reportCut(_ findings: inout Findings) {
        let cut = file.ranges.differing.filter { if case .cutShort = $0.found { true } else { false } }
        guard let first = cut.first else { return }
        let sealed = file.ranges.walk.records
        let isMissing = file.damages.contains { $0.kind == .missingFile }
        let here = isMissing ? "is not there" : "has \(file.bytes) bytes"
        let missing = max(sealed - file.records, 0)
        findings.fail(
            "\(file.path) \(here), but \(sealedMax) were sealed: \(sealedMax - file.bytes) bytes and \(missing) of \(sealed) records are missing, from \(first.place) on\(spoolHint)"
        )
    }

    /// The file was cut, and then went on from where it had been cut to: the records sealed in between are
    /// gone, though nothing is missing from its end.
    private func reportShrinking(_ findings: inout Findings) {
        if file.ranges.walk.isSeamless { return }
        var end: (byte: Int64, place: LinePlace)?
        for finding in file.ranges {
            if let end, finding.claim.from < end.byte,
                isChanged(from: finding.claim.from, before: finding.place)
            {
                findings.fail(
                    "\(file.path) was sealed to byte \(end.byte) (\(end.place)) and then goes on from byte \(finding.claim.from) (\(finding.place)): it shrank by \(end.byte - finding.claim.from) bytes, and what stood there is not found"
                )
            }
            end = (finding.claim.to, finding.place)
        }
    }

    /// True when a range that was sealed before `place` and reaches behind `from` is not there any more.
    private func isChanged(from: Int64, before place: LinePlace) -> Bool {
        for finding in file.ranges {
            if finding.place == place { return false }
            if finding.claim.to > from, finding.found != .same { return true }
        }
        return false
    }

    /// The only place where sealed bytes may rightly be, other than the file.
    private var spoolHint: String {
        let lastStorage = ledger.lines.rare.last { if case .storage = $0.event { true } else { false } }
        guard case .storage(let event)? = lastStorage?.event,
            event.kind == .spooling || event.kind == .failing
        else { return "" }
        return " (the spool was not drained: start the engine once to bring them back)"
    }

    private func reportDifferences(_ findings: inout Findings) {
        for finding in file.ranges.differing {
            guard case .different(let records, let crc32c) = finding.found else { continue }
            let claim = finding.claim
            findings.fail(
                "\(file.path) bytes \(claim.from)..<\(claim.to): \(records) records, crc \(Hex.checksum(crc32c)); \(finding.place) sealed \(claim.records), crc \(Hex.checksum(claim.crc32c))"
            )
        }
    }

    /// Ranges follow each other without a hole. One that begins earlier says that the file shrank: then both
    /// must still match, which `reportDifferences` has seen to.
    private func reportWalk(_ findings: inout Findings) {
        if file.ranges.walk.isSeamless { return }
        var expected: Int64 = 0
        for finding in file.ranges {
            let from = finding.claim.from
            if from > expected {
                findings.fail(
                    "\(finding.place): \(file.name) goes on at byte \(from), but only \(expected) were vouched for before"
                )
            } else if from < expected {
                findings.note(
                    "\(finding.place): \(file.name) goes on at byte \(from), \(expected - from) bytes back")
            }
            expected = finding.claim.to
        }
    }

    private func reportTotals(_ findings: inout Findings) {
        for total in file.totals where !total.isBoundary || total.records != total.claim.records {
            findings.fail(
                "\(total.place): \(total.claim.bytes) bytes and \(total.claim.records) records of \(file.name); the file has \(total.records) records up to there\(total.isBoundary ? "" : ", and no line ends at that byte")"
            )
        }
    }

    /// Bytes that the ledger does not speak of.
    private func reportTail(_ findings: inout Findings) {
        guard file.kind == .signals || file.kind == .followups, file.bytes > sealedEnd, file.bytes > 0 else {
            return
        }
        let tail = "\(file.bytes - sealedEnd) bytes behind byte \(sealedEnd), the last one sealed"
        if file.ranges.isEmpty, isOlderThanLedger {
            findings.note("\(file.path): from before the ledger, judged by its form only")
        } else if ending.state == .stopped {
            findings.fail("\(file.path) has \(tail): written by nobody that the ledger knows")
        } else {
            findings.doubt("\(file.path) has \(tail), and no later line adopts them")
        }
    }

    private var isOlderThanLedger: Bool {
        guard let first = ledger.lines.first?.atMS, let day = file.day else { return false }
        return day.endMS <= first
    }
}
